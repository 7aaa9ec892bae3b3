"""The draw of names once more, from the seats and the seed (docs/draw.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.model import DrawStep, Pin
from scheduler.model.timetable import DrawOutcome
from scheduler.rules.core import Published
from scheduler.rules.replay_chain import chain
from scheduler.rules.replay_seats import Seat
from scheduler.rules.replay_state import Pool, written
from scheduler.rules.stability import matches

Named = Mapping[tuple[str, int], str]
"""Officer by round and seat number."""


@dataclass
class Replay:
    """What a replay yields: the lines, the final holders, and wrong `solved` names.

    A solver's names cannot be recomputed, only checked: `broken` holds the seats
    whose solved officer may not sit there, with the reason. `seated` are the pins
    that hold an officer in some seat.
    """

    steps: list[DrawStep] = field(default_factory=list)
    holder: dict[Seat, str] = field(default_factory=dict)
    broken: list[tuple[Seat, str, str]] = field(default_factory=list)
    seated: set[Pin] = field(default_factory=set)

    def line(
        self, seat: Seat, officer: str, key: str, outcome: DrawOutcome, reason: str = ""
    ) -> None:
        """Write the next line."""
        number = len(self.steps) + 1
        row = (number, seat.pool, seat.trip.round, seat.seat)
        self.steps.append(DrawStep(*row, officer, key, outcome, reason))


def replay(
    published: Published,
    seats: Sequence[Seat],
    seed: str,
    last: Mapping[str, Sequence[str]],
    solved: Named,
) -> Replay:
    """Draw every seat again.

    Parameters
    ----------
    published : Published
        The week; its inputs give limits, certificates and pins.
    seats : sequence of Seat
        All seats of the week.
    seed : str
        The draw seed, lowercase hex.
    last : mapping
        Officers of the last visit of each site with a past.
    solved : mapping
        The officers that the published draw marks `solved`.
    """
    done = Replay()
    pools: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        pools[seat.pool].append(seat)
    for name in sorted(pools):
        rows = sorted(pools[name], key=lambda s: _order(published, s))
        pool = Pool(published, seed, last, rows)
        _pins(pool, done)
        for seat in rows:
            if seat not in pool.pinned and not _draw(pool, seat, done):
                _solved(pool, solved, done)
                break
        done.holder.update(pool.holder)
    return done


def _order(published: Published, seat: Seat) -> tuple[object, ...]:
    start = published.scenario.settings.kind(seat.trip.session).start
    return (
        not seat.qualifications,
        len(seat.candidates),
        seat.trip.date,
        start,
        seat.trip.round,
        seat.seat,
    )


def _pins(pool: Pool, done: Replay) -> None:
    for pin in held_officers(pool.published):
        name = pin.officer or ""
        for seat in pool.seats:
            if seat in pool.holder or name not in seat.candidates:
                continue
            if _means(pin, seat) and not pool.blocked(name, seat):
                pool.give(seat, name)
                pool.pinned.add(seat)
                done.seated.add(pin)
                done.line(seat, name, "", "pinned", pin.kind)
                break


def held_officers(published: Published) -> list[Pin]:
    """Return the week's pins that hold an officer, in the order of seating.

    For a session, for a date, for the week; with a site before without; `officer_on`
    before `keep`.
    """
    kinds = ("officer_on", "keep")
    pins = [
        pin
        for pin in published.scenario.pins
        if pin.week == str(published.week) and pin.kind in kinds and pin.officer
    ]
    return sorted(
        pins,
        key=lambda p: (
            2 - len(p.value.split()),
            p.site is None,
            kinds.index(p.kind),
            p.officer or "",
            p.value,
            p.site or "",
        ),
    )


def _means(pin: Pin, seat: Seat) -> bool:
    if pin.site and pin.site not in seat.sites:
        return False
    return matches(pin.value, seat.trip.date, seat.trip.session)


def _draw(pool: Pool, seat: Seat, done: Replay) -> bool:
    """Draw one seat, by a chain if need be; False if there is none."""
    blocked = {name: pool.blocked(name, seat) for name in seat.candidates}
    free = [(key, name) for key, name in pool.in_key_order(seat) if not blocked[name]]
    for place, (key, name) in enumerate(free):
        done.line(seat, name, written(key), "passed" if place else "drawn")
    for name in sorted(blocked):
        if blocked[name]:
            done.line(seat, name, "", "excluded", blocked[name])
    if free:
        pool.give(seat, free[0][1])
        return True
    moves = chain(pool, seat)
    if moves is None:
        return False
    keys = [written(pool.key(name, target)) for name, target in moves]
    for place, ((name, target), text) in enumerate(zip(moves, keys, strict=True)):
        if place + 1 < len(moves):
            left = moves[place + 1][1].name
            done.line(target, name, text, "moved", f"from {left}")
        else:
            done.line(target, name, text, "drawn", "chain")
        pool.give(target, name)
    return True


def _solved(pool: Pool, solved: Named, done: Replay) -> None:
    """Take the solver's names for the whole pool, and check every one of them."""
    seats = [seat for seat in pool.seats if seat not in pool.pinned]
    for seat in seats:
        name = solved.get((seat.trip.round, seat.seat), "")
        done.line(seat, name, "", "solved")
        pool.give(seat, name)
    for seat in seats:
        name = pool.holder[seat]
        if name not in seat.candidates:
            done.broken.append((seat, name, "candidate"))
        elif reason := pool.blocked(name, seat):
            done.broken.append((seat, name, reason))
