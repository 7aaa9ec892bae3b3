"""Production, the reference model and brute force on the same random weeks.

All three say the same status and service value on more than 500 tiny weeks; the planner
and the reference model on larger ones. The bound is never below the optimum, and
`verdict.plan` puts every week that is produced before the whole rule book.

The planner may leave a bound open: where rounds are sampled (no bound), and where the
rows of 1:1:2 join components that were bounded apart. Then it has to say FEASIBLE.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.intake import screen
from scheduler.model import PlannedWeek, Scenario, Status
from scheduler.week.reference import solve_reference
from tests import makers as m
from tests.week.oracle import Oracle
from tests.week.tiny_city import W49, tiny_city
from tests.week.tiny_grown import grown
from tests.week.tiny_more import TWISTS, tiny_more
from tests.week.tiny_twists import with_rules
from tests.week.verdict import plan
from tests.week.world import city

KINDS = (*TWISTS, "mixed")
# Ways of `tiny_city` itself.
PLAIN = {
    "lean": {"assists": True, "rules": {"two_per_authority": {"lean": True}}},
    "party": {"assists": True, "rules": {"party_size": {"soft": 3, "max": 6}}},
    "help": {"rich": True, "rules": {"own_district": {"help_sessions": 1}}},
    "rich": {"rich": True, "assists": True},
}
BLOCK = 13
# Weeks that take HiGHS without presolve more than three seconds.
SLOW = {("capped", 1), ("mixed", 0), ("parties", 5)}


def proved(planned: PlannedWeek, best: int | None) -> bool:
    """Hold a planned week against the optimum; say whether the planner proved it."""
    status, levels = planned.result.status, planned.result.levels
    if best is None:
        # Among sampled rounds a clash is no proof.
        assert (status, levels) in (
            (Status.INFEASIBLE, ()),
            (Status.NO_SOLUTION, ()),
        )
        return status is Status.INFEASIBLE
    service = levels[0]
    if service.bound is None:
        assert status is Status.FEASIBLE
        assert service.value is not None
        assert service.value <= best
        return False
    assert service.value == best
    assert service.bound >= best
    assert (status is Status.OPTIMAL) == (service.bound == best)
    return status is Status.OPTIMAL


def agree(scenario: Scenario) -> tuple[int | None, bool]:
    """Ask all three; return the best value and whether the planner proved it."""
    demand = screen(scenario, W49)
    best = Oracle(scenario, W49, demand.candidates).best()
    reference = solve_reference(scenario, W49, demand=demand)
    ending = Status.INFEASIBLE if best is None else Status.OPTIMAL
    assert (reference.status, reference.value) == (ending, best)
    assert reference.bound == best
    return best, proved(plan(scenario), best)


def telling(found: list[tuple[int | None, bool]]) -> bool:
    """Say whether a block says something: weeks of different worth, mostly proved."""
    different = len({value for value, _ in found}) >= len(found) // 4
    return different and sum(known for _, known in found) >= len(found) // 2


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_tiny_weeks(kind: str, part: int):
    seeds = range(part * BLOCK, (part + 1) * BLOCK)
    assert telling([agree(tiny_more(kind, seed)) for seed in seeds])


@pytest.mark.parametrize("how", PLAIN)
def test_plain_weeks(how: str):
    assert telling([agree(tiny_city(seed, **PLAIN[how])) for seed in range(1000, 1013)])


@pytest.mark.parametrize("kind", ["pins", "musts"])
def test_some_weeks_cannot_be_planned(kind: str):
    # Else these kinds would say nothing about INFEASIBLE.
    found = [solve_reference(tiny_more(kind, s), W49).status for s in range(BLOCK)]
    assert {*found} == {Status.OPTIMAL, Status.INFEASIBLE}


LATE = {"due": m.day("2026-12-04"), "latest": m.day("2026-12-04")}


@pytest.mark.parametrize(
    ("tables", "best"),
    [
        # A must that nobody may ever check is no duty, at level H neither.
        ({"items": (m.make_item("safety", windows=(m.span("12:10-13:50"),)),)}, 0),
        ({"items": (m.make_item("safety", windows=(m.span("09:00-10:09"),)),)}, 0),
        ({"sites": (m.make_site(open_from=960, open_until=1020),)}, 0),
        ({"item_departments": (m.make_role("safety", officers=13),)}, 0),
        # One that nobody is left for is: there is no week.
        ({"officers": (m.make_officer("sc1"),)}, None),
        (
            {
                "officers": tuple(
                    m.make_officer(f"yj{k}", status="auxiliary") for k in (1, 2)
                )
            },
            None,
        ),
        ({"vehicles": ()}, None),
        ({}, 1200),
    ],
)
def test_a_must_at_level_h_that_cannot_be_placed(tables: Any, best: int | None):
    hard = m.make_settings({"frequency": {"level": "H"}})
    scenario = city(settings=hard, plan=(m.make_plan_row("P1", **LATE),))
    assert agree(replace(scenario, **tables)) == (best, True)


@pytest.mark.parametrize(
    ("visits", "days", "off", "best"),
    [
        # Two visits to s1 (groups x and y), 120 points each. The gap is the law.
        (1, 0, (), 120),
        (2, 30, (), 120),
        (2, 7, (), 120),
        (2, 4, (), 240),  # Monday and Friday
        (2, 5, (), 120),
        (2, 3, (2, 3, 4), 120),  # Monday and Tuesday
        (2, 1, (2, 3, 4), 240),
        (2, 1, (1, 2, 3, 4), 120),  # Monday
        (2, 0, (1, 2, 3, 4), 240),
    ],
)
def test_a_second_visit_in_the_week_keeps_the_gap(
    visits: int, days: int, off: tuple[int, ...], best: int
):
    rules = {"one_visit_a_week": {"visits": visits}, "minimum_gap": {"days": days}}
    scenario = city(
        settings=m.make_settings(rules),
        calendar=m.make_calendar(off=[f"2026-12-0{k}" for k in off]),
        items=(
            m.make_item("safety", merge_group="x"),
            m.make_item("food", merge_group="y"),
        ),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s1", "food")),
    )
    assert agree(scenario) == (best, True)


def test_weeks_of_second_visits():
    assert telling([agree(second_visits(seed)) for seed in range(2000, 2020)])


def second_visits(seed: int) -> Scenario:
    """A tiny week in which a site may be visited twice, some days apart."""
    scenario = tiny_city(seed, rich=True)
    items = tuple(
        replace(item, merge_group=group)
        for item, group in zip(scenario.items, "xyz", strict=True)
    )
    days = (0, 1, 2, 3, 30)[seed % 5]
    return with_rules(
        replace(scenario, items=items),
        one_visit_a_week={"visits": 2},
        minimum_gap={"days": days},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_larger_weeks(kind: str):
    """Without brute force: up to nine visits."""
    known = []
    for seed in range(6):
        if (kind, seed) in SLOW:
            continue
        scenario = grown(kind, seed)
        reference = solve_reference(scenario, W49)
        assert reference.status in (Status.OPTIMAL, Status.INFEASIBLE)
        known.append(proved(plan(scenario), reference.value))
    assert sum(known) >= len(known) // 2
