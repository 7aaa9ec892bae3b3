"""From rounds to the timetable: vehicles, leads, caps, ids."""

import random
from itertools import combinations

import pytest

from scheduler.model import Session
from scheduler.week.columns import Column, Fleet
from scheduler.week.publish import assign_vehicles
from scheduler.week.seats import NamedRound
from tests import makers as m
from tests.week.verdict import plan
from tests.week.world import TUESDAY, availability, city, template

KINDS = ("early", "morning", "afternoon", "evening", "day")


def clash(a: str, b: str) -> bool:
    halves = {"morning", "afternoon"}
    return a == b or ("day" in (a, b) and {a, b} <= halves | {"day"})


def fleet_rows_hold(
    seats: list[int], rounds: list[tuple[str, tuple[int, ...]]]
) -> bool:
    """What the selection asks: of every size, enough at any time of the day."""
    for together in ({"morning", "day"}, {"afternoon", "day"}, {"early"}, {"evening"}):
        for size in set(seats):
            wanted = sum(
                n >= size for kind, pack in rounds if kind in together for n in pack
            )
            if wanted > sum(n >= size for n in seats):
                return False
    return True


@pytest.mark.parametrize("seed", range(150))
def test_whatever_the_selection_allows_finds_its_vehicles(seed: int):
    rng = random.Random(seed)
    seats = sorted(rng.choice((2, 4, 6)) for _ in range(rng.randint(2, 5)))
    cars = tuple(m.make_vehicle(f"v{k}", seats=n) for k, n in enumerate(seats))
    scenario = city(vehicles=cars)
    there = availability(scenario)
    made = template(scenario, "s1")
    assert made is not None
    rounds: list[tuple[str, tuple[int, ...]]] = []
    for _ in range(12):
        pack = tuple(sorted(rng.sample(seats, rng.choice((1, 1, 2)))))
        more = [*rounds, (rng.choice(KINDS), pack)]
        if fleet_rows_hold(seats, more):
            rounds = more
    assert rounds
    named = [
        NamedRound(f"R{k:03d}", Column(made, Session(TUESDAY, kind), pack))
        for k, (kind, pack) in enumerate(rounds)
    ]
    found = assign_vehicles(there, Fleet(there), named)
    size = {car.vehicle: car.seats for car in cars}
    for one, (_, pack) in zip(named, rounds, strict=True):
        mine = sorted(size[v] for v in found[one.round])
        assert len(set(found[one.round])) == len(mine) == len(pack)
        assert all(have >= want for have, want in zip(mine, pack, strict=True))
    for (a, one), (b, two) in combinations(zip(named, rounds, strict=True), 2):
        if clash(one[0], two[0]):
            assert not set(found[a.round]) & set(found[b.round])


def lead_of(**tables) -> str:
    (visit,) = plan(city(**tables)).timetable.visits
    return visit.lead


BOTH = (m.make_plan_row("P1"), m.make_plan_row("P2", item="food"))


def test_the_lead_of_a_visit():
    # Safety (yj) and food (sc) are worth 120 each: ties by id.
    assert lead_of(plan=BOTH) == "sc"
    must = (BOTH[0], m.make_plan_row("P2", item="food", latest=m.day("2026-12-04")))
    assert lead_of(plan=must) == "sc"
    must = (m.make_plan_row("P1", latest=m.day("2026-12-04")), BOTH[1])
    assert lead_of(plan=must) == "yj"
    # A consented item's lead goes before points.
    items = (
        m.make_item("safety"),
        m.make_item(
            "food",
            minutes=30,
            list_="consented",
            consent_no="8",
            consent_until=m.day("2026-12-31"),
        ),
    )
    assert lead_of(plan=must, items=items) == "sc"


def test_points_of_one_lead_are_added():
    # yj leads two checks of 36 + 36 (early), sc one of 60: s1 is B, so all early 36.
    items = tuple(m.make_item(name, minutes=20) for name in ("a", "b", "food"))
    roles = (m.make_role("a"), m.make_role("b"), m.make_role("food", "sc"))
    early = {"due": m.day("2026-12-20")}
    rows = (
        m.make_plan_row("P1", item="a", **early),
        m.make_plan_row("P2", item="b", **early),
        m.make_plan_row("P3", item="food", **early),
    )
    assert lead_of(plan=rows, items=items, item_departments=roles) == "yj"


def test_the_lead_of_a_round_has_most_minutes():
    # One day round: s1 safety 70 (yj), s2 food 40 (sc).
    rows = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", "s2", "food", latest=m.day("2026-12-04")),
    )
    pins = tuple(m.make_pin(site=s, value="2026-12-01 morning") for s in ("s1", "s2"))
    one_car = (m.make_vehicle("v1", seats=4),)
    (trip,) = plan(city(plan=rows, pins=pins, vehicles=one_car)).timetable.rounds
    assert (trip.lead, trip.on_site_minutes) == ("yj", 110)


def test_cap_use_counts_this_visit_and_who_enters():
    history = (m.make_history_row("s1", date=m.day("2026-05-12")),)
    roles = (
        m.make_role("safety"),
        m.make_role("safety", "sc", "case"),
        m.make_role("safety", "cg", "assist"),
    )
    base = {"item_departments": roles, "plan": (m.make_plan_row("P1"),)}
    caps = (m.make_cap("sc", "B", 5),)
    (visit,) = plan(city(**base, history=history, caps=caps)).timetable.visits
    assert visit.cap_use == "cg:1/2;sc:1/5;yj:2/2"
    uncounted = {**base, "plan": (m.make_plan_row("P1", counts_to_cap=False),)}
    (visit,) = plan(city(**uncounted)).timetable.visits
    assert visit.cap_use == ""
    request = {**base, "plan": (), "requests": (m.make_request("Q1"),)}
    (visit,) = plan(city(**request)).timetable.visits
    assert visit.cap_use == ""


def test_who_assists_with_a_cap_of_nothing_waits_outside():
    # One round: sc leads at s2 and would assist at s1, where its cap (risk A) is 0.
    roles = (
        m.make_role("safety"),
        m.make_role("safety", "sc", "assist"),
        m.make_role("food", "sc"),
    )
    scenario = city(
        item_departments=roles,
        sites=(m.make_site("s1", risk="A"), m.make_site("s2", town="t2")),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        pins=tuple(
            m.make_pin(site=s, value="2026-12-01 morning") for s in ("s1", "s2")
        ),
        caps=(m.make_cap("sc", "A", 0),),
        vehicles=(m.make_vehicle("v1", seats=4),),
    )
    # `plan` sees that the verifier says so too.
    visits = {v.site: v.departments for v in plan(scenario).timetable.visits}
    assert visits == {"s1": ("yj",), "s2": ("sc",)}


def test_a_lead_changes_with_a_delegation_in_mid_week():
    items = (
        m.make_item(
            "safety",
            list_="consented",
            consent_no="8",
            consent_until=m.day("2026-12-31"),
        ),
    )
    rows = (m.make_delegation("safety", "t1", from_=m.day("2026-12-02")),)
    for date, lead in (("2026-12-01", "yj"), ("2026-12-02", "tw")):
        pins = (m.make_pin(value=date),)
        found = lead_of(
            items=items, delegations=rows, pins=pins, plan=(m.make_plan_row("P1"),)
        )
        assert found == lead
