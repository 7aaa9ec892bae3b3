"""Weeks whose rounds are generated, not listed, against the reference model.

`enumerated_visits` is 0: every plot is sampled, and what is missing is generated. The
reference model knows nothing of rounds; its optimum holds for both ways.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from scheduler.model import PlannedWeek, Scenario, Status
from scheduler.week import Event, Options, Planner, Stop, effort, select_rounds
from scheduler.week import generate as generate_module
from scheduler.week.progress import Progress
from scheduler.week.reference import solve_reference
from tests.week.priced import small, three
from tests.week.tiny_city import W49
from tests.week.tiny_grown import grown
from tests.week.tiny_more import TWISTS, tiny_more
from tests.week.verdict import ENOUGH, hard_violations, plan

KINDS = (*TWISTS, "mixed")


@pytest.fixture(autouse=True)
def one_process() -> Iterator[None]:
    """Weeks are tiny: a second process would only take time to start."""
    with patch.object(generate_module, "can_start", lambda: False):
        yield


def generating(scenario: Scenario, **solve: float) -> Scenario:
    """The scenario with nothing listed."""
    settings = scenario.settings
    changed = replace(settings.solve, enumerated_visits=0, **solve)  # type: ignore[arg-type]
    return replace(scenario, settings=replace(settings, solve=changed))


def gap(planned: PlannedWeek, best: int | None) -> int | None:
    """Hold a generated week against the optimum; return what it is short of it."""
    status, levels = planned.result.status, planned.result.levels
    if best is None:
        assert levels == ()
        assert status in (Status.INFEASIBLE, Status.NO_SOLUTION)
        return None
    # A week there is may be missed, but not called impossible.
    assert status in (Status.OPTIMAL, Status.FEASIBLE, Status.NO_SOLUTION)
    if not levels:
        return best
    service = levels[0]
    assert service.value is not None
    assert service.value <= best
    assert service.bound is None or service.bound >= best
    assert (status is Status.OPTIMAL) == (service.value == service.bound)
    return best - service.value


@pytest.mark.parametrize("kind", KINDS)
def test_generated_weeks(kind: str):
    gaps, proved = [], 0
    for seed in range(5):
        scenario = tiny_more(kind, seed)
        best = solve_reference(scenario, W49).value
        planned = plan(generating(scenario))
        gaps.append(gap(planned, best))
        proved += planned.result.status in (Status.OPTIMAL, Status.INFEASIBLE)
    # Of five weeks all but one are the best there are, and most are known to be.
    assert sum(not one for one in gaps) >= 4
    assert proved >= 2


@pytest.mark.parametrize("kind", ["helped", "parties", "towns"])
def test_larger_generated_weeks(kind: str):
    for seed in (1, 2):
        scenario = grown(kind, seed)
        best = solve_reference(scenario, W49).value
        planned = plan(generating(scenario))
        assert best is not None
        short = gap(planned, best)
        assert short is not None
        assert short <= 0.05 * best


def test_weeks_are_generated():
    # Else the tests above would say little.
    phases: list[str] = []

    def listen(event: Event) -> None:
        phases.append(event.phase)

    Planner(generating(three()), W49, options=ENOUGH, listen=listen).plan()
    assert {"first", "generate", "service"} <= set(phases)
    phases.clear()
    Planner(three(), W49, options=ENOUGH, listen=listen).plan()
    assert "generate" not in phases


def test_without_time_the_first_week_stands():
    phases: list[str] = []

    def listen(event: Event) -> None:
        phases.append(event.phase)

    scenario = generating(grown("helped", 1))
    with (
        patch.object(select_rounds, "LEAST_SECONDS", 1.0),
        # A first week is found however slow the machine is, and too late however fast.
        patch.object(effort, "LEAST_EACH", 60.0),
    ):
        options = Options(seconds=1e-6)
        planned = Planner(scenario, W49, options=options, listen=listen).plan()
    assert {"first", "draw"} <= set(phases)
    assert not {"generate", "service"} & set(phases)
    assert hard_violations(planned) == []
    best = solve_reference(scenario, W49).value
    assert best is not None
    # It has a bound all the same, if a loose one.
    assert planned.result.levels[0].bound is not None
    assert (gap(planned, best) or 0) < best


def test_rounds_instead_of_those_that_could_not_be_named():
    scenario = grown("helped", 1)
    week = small(scenario)
    columns = [c for component in week.components for c in week.rounds(component)]
    ground = week.ground
    selector = select_rounds.RoundSelector(
        staffing=ground.staffing,
        fleet=ground.fleet,
        columns=columns,
        variants=ground.variants,
        pins=(),
        complete=False,
        effort=ENOUGH.effort(scenario),
        progress=Progress(lambda event: None),
        stop=Stop(),
    )
    with patch.object(select_rounds, "FEW_COLUMNS", 0):
        assert selector._around([]) == []
        lost = columns[0].template.variants[0].candidate
        selector._unnamed.add(lost)
        found = selector._around([])
        with patch.object(select_rounds, "MOST_INSTEAD", 1):
            (best,) = selector._around([])
    visiting = [
        c for c in columns if lost in {v.candidate for v in c.template.variants}
    ]
    assert sorted(map(id, found)) == sorted(map(id, visiting))
    assert best.template.value == max(c.template.value for c in visiting)


def test_the_same_week_twice():
    scenario = generating(grown("parties", 3))
    first, again = plan(scenario), plan(scenario)
    assert first.timetable == again.timetable
    assert first.result == again.result


@pytest.mark.parametrize("phase", ["first", "generate", "service", "cost"])
def test_a_stop_sign_in_any_phase_leaves_a_week(phase: str):
    stop = Stop()

    def listen(event: Event) -> None:
        if event.phase == phase and event.value is None:
            stop.raise_()

    scenario = generating(three())
    planner = Planner(scenario, W49, options=Options(seconds=4), listen=listen)
    planner.stop = stop
    planned = planner.plan()
    assert stop.raised
    assert planned.result.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert hard_violations(planned) == []
    # All is found before; a stop in the first phase leaves what it has till then.
    service = planned.result.levels[0]
    assert service.value is not None
    assert service.value > 0
    assert phase == "first" or service.value == 360


def test_a_clock_is_not_used_up_when_the_bound_is_reached():
    begin = time.perf_counter()
    planned = plan(generating(three()), options=Options(seconds=20))
    # A site in each district: 120 points each.
    (service, _) = planned.result.levels
    assert (service.value, service.bound) == (360, 360)
    assert planned.result.status is Status.OPTIMAL
    assert time.perf_counter() - begin < 10
