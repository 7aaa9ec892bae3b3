"""The planner's draw and the verifier's replay, written apart, draw alike."""

from __future__ import annotations

import random

from scheduler.model import Officer, Pin, Session
from scheduler.rules.core import Published
from scheduler.rules.past import last_officers
from scheduler.rules.replay import replay
from scheduler.rules.replay_seats import Seat, recomputed_seats
from scheduler.week.lottery import Lottery, Office
from scheduler.week.seats import Seat as WeekSeat
from tests import makers as m
from tests.builders import with_tables
from tests.rules.little_week import little_week, officer

KINDS = ("early", "morning", "afternoon", "evening", "day")
NAMES = "abcdefg"


def random_week(dice: random.Random) -> Published:
    """Up to twelve one-seat rounds and seven officers with tight limits."""
    people: tuple[Officer, ...] = tuple(
        officer(
            name,
            dice.choice((1, 2, 2, 3)),
            night=dice.random() < 0.7,
            districts=("nanyi",) if dice.random() < 0.2 else ("cangcang",),
        )
        for name in NAMES
    )
    rounds = {}
    for number in range(dice.randint(4, 12)):
        date, kind = f"{dice.randint(1, 4):02d}", dice.choice(KINDS)
        count = dice.randint(1, 4)
        rounds[f"s{number}", date, kind] = " ".join(dice.sample(NAMES, count))
    past = tuple(
        m.make_history_row(f"s{n}", officers=tuple(dice.sample(NAMES, 5)))
        for n in range(6)
    )
    pins: tuple[Pin, ...] = ()
    if dice.random() < 0.3:
        pins = (m.make_pin("officer_on", site=None, officer="a", value=""),)
    rules = {
        "own_district": {"help_sessions": dice.choice((0, 1, 2))},
        "two_per_authority": {"people": dice.choice((1, 1, 1, 2))},
    }
    return little_week(rounds, people, rules, history=past, pins=pins)


def as_week_seat(seat: Seat) -> WeekSeat:
    trip = seat.trip
    return WeekSeat(
        trip.round,
        seat.seat,
        (seat.department, ""),
        seat.pool,
        trip.district,
        Session(trip.date, trip.session),
        trip.depart,
        trip.return_,
        seat.qualifications,
        seat.sites,
        seat.candidates,
        seat.excluded,
    )


def test_the_planner_and_the_verifier_draw_the_same_lines() -> None:
    """On 300 random weeks, until a pool has no chain any more."""
    dice, chains, stuck, met = random.Random(20260311), 0, 0, 0
    for number in range(300):
        week = random_week(dice)
        seats = recomputed_seats(week)
        last = {site: list(names) for site, names in last_officers(week).items()}
        again = replay(week, seats, str(number), last, {})
        mine = [
            (s.round, s.seat, s.officer, s.key, s.outcome, s.reason)
            for s in again.steps
        ]
        theirs = []
        for pool in sorted({seat.pool for seat in seats}):
            lottery = planner_draw(week, seats, pool, str(number), last)
            lottery.hold_pins()
            if not lottery.draw():
                stuck += 1
            theirs += [
                (x.seat.round, x.seat.seat, x.officer, x.key, x.outcome, x.reason)
                for x in lottery.lines
            ]
        assert [row for row in mine if row[4] != "solved"] == theirs
        chains += sum(row[5] == "chain" for row in mine)
        met += sum(row[3].split()[2] == "1" for row in mine if row[3])
    # The comparison means something only if chains, dead ends and pairs occur.
    assert met > 5
    assert chains > 20
    assert stuck > 20


def planner_draw(
    week: Published, seats: list[Seat], pool: str, seed: str, last: dict
) -> Lottery:
    """The planner's lottery of one pool before any seat is given."""
    rows = [as_week_seat(seat) for seat in seats if seat.pool == pool]
    offices = {
        o.officer: Office(o.max_sessions, frozenset(o.districts))
        for o in week.scenario.officers
    }
    return Lottery(
        seed=seed,
        seats=rows,
        kinds={kind.kind: kind for kind in week.scenario.settings.sessions},
        offices=offices,
        last=last,
        help_limit=int(week.scenario.settings.number("own_district", "help_sessions")),
        pins=week.scenario.pins,
    )


def random_pins(dice: random.Random, seats: list[Seat]) -> tuple[Pin, ...]:
    """Pins that seats of the week would keep, some wider than others."""
    pins = []
    open_ = [seat for seat in seats if seat.candidates]
    for seat in dice.sample(open_, min(3, len(open_))):
        session = Session(seat.trip.date, seat.trip.session)
        pins.append(
            m.make_pin(
                dice.choice(("keep", "officer_on")),
                site=dice.choice((seat.sites[0], None, None)),
                officer=min(seat.candidates),
                value=dice.choice(("", str(session.date), str(session))),
            )
        )
    return tuple(dict.fromkeys(pins))


def test_the_planner_and_the_verifier_seat_the_same_pins() -> None:
    """On 100 random weeks, up to the first pin without a seat."""
    dice, whole = random.Random(20261128), 0
    for number in range(100):
        week = random_week(dice)
        seats = recomputed_seats(week)
        week = with_tables(week, pins=random_pins(dice, seats))
        again = replay(week, seats, "", {}, {})
        lottery = planner_draw(week, seats, seats[0].pool, "", {})
        assert lottery.hold_pins() == (again.seated == {*week.scenario.pins})
        found = [(x.seat.round, x.officer, x.reason) for x in lottery.lines]
        pinned = [s for s in again.steps if s.outcome == "pinned"]
        mine = [(s.round, s.officer, s.reason) for s in pinned]
        assert found == mine[: len(found)], number
        whole += len(found) == len(pinned) == 3
    assert 20 < whole < 80
