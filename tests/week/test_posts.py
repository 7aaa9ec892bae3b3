"""Rows of posts and crews: the program says yes just where people exist."""

import dataclasses
import random

import numpy as np
import pytest

from scheduler.engine.selection import Limits, select
from scheduler.intake import screen
from scheduler.model import Session
from scheduler.week.columns import Fleet, Staffing, columns_of, seat_types
from scheduler.week.program import build_program
from scheduler.week.sampling import plots, templates_of
from scheduler.week.variants import all_variants
from tests import makers as m
from tests.week.oracle import Oracle
from tests.week.tiny_city import W49, tiny_city
from tests.week.world import MORNING, TUESDAY, availability, city, columns, template

ENOUGH = Limits(work=20.0)


def matched(seats: list[set[str]], people: list[set[str]]) -> bool:
    """Whether different people hold what each seat asks for, by augmenting paths."""
    holder: dict[int, int] = {}

    def seat_somebody(seat: int, seen: set[int]) -> bool:
        for who, has in enumerate(people):
            if seats[seat] <= has and who not in seen:
                seen.add(who)
                if who not in holder or seat_somebody(holder[who], seen):
                    holder[who] = seat
                    return True
        return False

    return all(seat_somebody(seat, set()) for seat in range(len(seats)))


@pytest.mark.parametrize("seed", range(80))
def test_hall_rows_against_matching(seed: int):
    """Two rounds of one session, each with seats of yj: together only if matched."""
    rng = random.Random(seed)
    people = tuple(
        m.make_officer(
            f"yj{k}", qualifications=tuple(sorted(rng.sample("pqr", rng.randint(0, 2))))
        )
        for k in range(1, rng.randint(4, 7))
    )
    roles = tuple(
        m.make_role(
            item,
            officers=rng.randint(2, 3),
            qualification=tuple(sorted(rng.sample("pqr", rng.randint(0, 3)))),
        )
        for item in ("safety", "food")
    )
    scenario = city(
        officers=people,
        item_departments=roles,
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        vehicles=(m.make_vehicle("v1"), m.make_vehicle("v2")),
        calendar=m.make_calendar(
            off=["2026-11-30", "2026-12-02", "2026-12-03", "2026-12-04"]
        ),
    )
    made = [template(scenario, site) for site in ("s1", "s2")]
    assert all(made)
    there = availability(scenario)
    found = [c for t in made for c in columns(scenario, t)]  # type: ignore[arg-type]
    assert all(c.session == MORNING for c in found)
    program = build_program(there, Staffing(there), Fleet(there), found)
    best = select(program.program, ENOUGH)
    assert best.solution is not None
    together = best.solution[: len(found)].sum() == 2
    seats = [
        set(wanted)
        for t in made
        for wanted in seat_types(t.needs[0][1])  # type: ignore[union-attr]
    ]
    exists = matched(seats, [set(p.qualifications) for p in people])
    assert together == exists


@pytest.mark.parametrize("seed", [*range(30), 772])
def test_crews_are_a_relaxation_and_single_officers_are_exact_to_recusals(seed: int):
    """Merged crews never promise less; told apart they promise what can be named."""
    scenario = dataclasses.replace(tiny_city(seed, rich=True), recusals=())
    there = availability(scenario)
    staffing, fleet = Staffing(there), Fleet(there)
    demand = screen(scenario, W49)
    found, complete = [], True
    for plot in plots(scenario, all_variants(scenario, demand.candidates)):
        pool = templates_of(plot, 0)
        complete = complete and pool.complete
        sessions = [Session(d, k) for d in W49.dates for k in sorted(there.kinds)]
        found += columns_of(pool.templates, staffing, fleet, sessions)
    everybody = frozenset(scenario.officer)
    values = []
    for apart in (frozenset(), everybody):
        week = build_program(there, staffing, fleet, found, apart=apart)
        answer = select(week.program, ENOUGH)
        assert answer.ending == "OPTIMAL"
        values.append(answer.value)
    merged, single = values
    assert merged >= single
    if complete:
        assert single == Oracle(scenario, W49, demand.candidates).best()


def test_alike_officers_are_one_crew_and_pinned_ones_alone():
    officers = (
        m.make_officer("yj1"),
        m.make_officer("yj2"),
        m.make_officer("yj3", max_sessions=2),
        m.make_officer("yj4", qualifications=("p",)),
        m.make_officer("yj5"),
        m.make_officer("yj6"),
    )
    away = (m.make_absence("yj5", from_=TUESDAY, until=TUESDAY),)
    pins = (m.make_pin("officer_on", site=None, officer="yj6", value=""),)
    scenario = city(officers=officers, absences=away, pins=pins)
    there = availability(scenario)
    made = template(scenario, "s1")
    assert made is not None
    week = build_program(there, Staffing(there), Fleet(there), columns(scenario, made))
    crews = [[o.officer for o in crew.officers] for crew in week.crews]
    assert sorted(crews) == [["yj1", "yj2"], ["yj3"], ["yj4"], ["yj5"], ["yj6"]]


def test_cost_by_hand():
    # Two people: 2 x 30 + 20 minutes; in the evening 2 x 15 more; day counts twice.
    officers = tuple(m.make_officer(f"yj{k}", night=True) for k in (1, 2))
    scenario = city(officers=officers)
    there = availability(scenario)
    for kind, cost in (("morning", 80), ("evening", 110), ("day", 140)):
        made = template(scenario, "s1", kind=kind)
        assert made is not None
        week = build_program(
            there, Staffing(there), Fleet(there), columns(scenario, made)
        )
        assert set(week.cost[: len(week.columns)]) == {cost}
        assert not np.any(week.cost[len(week.columns) :])


def test_the_selection_itself_keeps_night_rest():
    """The same two people on Monday evening and Tuesday morning: one of them."""
    officers = tuple(m.make_officer(f"yj{k}", night=True) for k in (1, 2))
    scenario = city(
        officers=officers,
        items=(
            m.make_item("safety", sessions=("evening",)),
            m.make_item("food", sessions=("morning",)),
        ),
        item_departments=(m.make_role("safety"), m.make_role("food")),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        vehicles=(m.make_vehicle("v1"), m.make_vehicle("v2")),
    )
    there = availability(scenario)
    evening, morning = (
        template(scenario, "s1", kind="evening"),
        template(scenario, "s2"),
    )
    assert evening is not None
    assert morning is not None

    def best(first: str, second: str) -> int | None:
        wanted = {(evening.kind, first), (morning.kind, second)}
        found = [
            c
            for c in columns(scenario, evening, morning)
            if (c.session.kind, c.session.date.isoformat()) in wanted
        ]
        assert len(found) == 2
        week = build_program(there, Staffing(there), Fleet(there), found)
        return select(week.program, ENOUGH).value

    assert best("2026-11-30", "2026-12-01") == 120
    assert best("2026-11-30", "2026-12-02") == 240
    assert best("2026-12-01", "2026-12-01") == 240  # morning, then evening
