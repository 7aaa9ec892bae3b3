"""No week of a service costs less than its bound."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from scheduler.engine.program import Program
from scheduler.engine.selection import Limits, select
from scheduler.model import Scenario
from scheduler.week import generate as generate_module
from scheduler.week.component_run import CostLine
from scheduler.week.cost_bound import least_cost, least_cost_of_all
from scheduler.week.plain_cost import most_visits, plain_cost
from scheduler.week.program import WeekProgram, build_program
from tests.week.priced import plain, several, small
from tests.week.test_generated_weeks import generating
from tests.week.tiny_more import tiny_more
from tests.week.verdict import plan


@pytest.fixture(autouse=True)
def one_process() -> Iterator[None]:
    with patch.object(generate_module, "can_start", lambda: False):
        yield


@pytest.mark.parametrize(
    ("lines", "service", "least"),
    [
        # 10 points are free (20 less at 2 a point), each further one costs 2.
        ([CostLine(2, 20, 50)], 10, 0),
        ([CostLine(2, 20, 50)], 11, 2),
        ([CostLine(2, 20, 50)], 50, 80),
        # The cheaper component first, up to its bound.
        ([CostLine(2, 20, 50), CostLine(1, 0, 5)], 15, 5),
        ([CostLine(2, 20, 50), CostLine(1, 0, 5)], 16, 7),
        # Of a component of which nothing is known all may be free.
        ([CostLine(2, 20, 50), CostLine(0, 0, 30)], 40, 0),
        ([CostLine(2, 20, 50), CostLine(0, 0, 30)], 41, 2),
        # A part of a minute is rounded up.
        ([CostLine(0.5, 0, 9)], 1, 1),
        ([], 0, 0),
    ],
)
def test_service_is_had_where_it_costs_least(
    lines: list[CostLine], service: float, least: int
):
    assert least_cost(lines, service) == least


def week_of(scenario: Scenario) -> WeekProgram:
    """All rounds of a scenario as one program."""
    week = small(scenario)
    assert week.complete
    columns = [c for component in week.components for c in week.rounds(component)]
    ground = week.ground
    there = ground.staffing.availability
    return build_program(
        there, ground.staffing, ground.fleet, columns, variants=ground.variants
    )


def cheapest(week: WeekProgram, service: int) -> int:
    program = Program(
        [-c for c in week.cost], week.program.upper, list(week.program.rows)
    )
    terms = [(k, n) for k, n in enumerate(week.program.objective) if n]
    program.row(terms, lower=service)
    best = select(program, Limits(work=20.0))
    assert best.ending == "OPTIMAL"
    assert best.value is not None
    return -best.value


@pytest.mark.parametrize("kind", ["helped", "mixed", "parties", "towns"])
def test_bounds_of_tiny_weeks(kind: str):
    known = 0
    for seed in range(4):
        scenario = tiny_more(kind, seed)
        if not small(scenario).complete:
            continue
        listed, made = plan(scenario), plan(generating(scenario))
        if not listed.result.levels or not made.result.levels:
            continue
        week = week_of(scenario)
        for planned in (listed, made):
            service, cost = planned.result.levels
            assert service.value is not None
            assert cost.value is not None
            assert cost.bound is not None
            assert cost.gap is not None
            least = cheapest(week, int(service.value))
            assert cost.bound <= least <= cost.value
            assert 0 <= cost.gap <= 1
            known += cost.bound > 0.5 * least
        bound = least_cost_of_all(week, int(listed.result.levels[0].value or 0))
        assert bound is not None
        assert listed.result.levels[1].bound == bound
    # They are no bounds of nothing.
    assert known >= 3


@pytest.mark.parametrize("kind", ["helped", "mixed", "parties", "towns", "hours"])
def test_visits_bear_no_more_than_the_cheapest_week_costs(kind: str):
    share = []
    for seed in range(6):
        scenario = plain(tiny_more(kind, seed))
        tiny = small(scenario)
        if not tiny.complete:
            continue
        week, there = week_of(scenario), tiny.ground.staffing.availability
        most = select(week.program, Limits(work=20.0)).value or 0
        for service in (most, most // 2):
            if service <= 0:
                continue
            least = cheapest(week, service)
            bound = plain_cost(there, tiny.plots, service)
            assert 0 <= bound <= least
            share.append(bound / least)
    # Tiny weeks have rounds of one visit where there is room for six.
    assert max(share) > 0.1


def test_no_round_has_more_visits_than_its_visits_allow():
    reached = 0
    kinds = ("helped", "mixed", "parties", "towns", "hours")
    for week, component in (one for k in kinds for one in several(k, range(3))):
        most = {
            (plot.kind.kind, variant.index): visits
            for plot in component.plots
            for variant, visits in zip(plot.variants, most_visits(plot), strict=True)
        }
        for column in week.rounds(component):
            visits = column.template.variants
            left = [most[column.session.kind, v.index] - len(visits) for v in visits]
            assert min(left) >= 0
            reached += min(left) == 0 and len(visits) > 1
    assert reached > 0


def test_more_service_than_there_is_has_no_cost():
    week = week_of(tiny_more("helped", 1))
    assert least_cost_of_all(week, 10**9) is None
