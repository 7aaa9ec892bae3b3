"""What pins hold is met together, though a sample of rounds alone could not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from scheduler.model import Scenario, Status
from scheduler.week import Event, Options, Planner, first_rounds, select_rounds
from scheduler.week import plan as plan_module
from scheduler.week.first_rounds import first_rounds as rounds_of
from scheduler.week.pins import pins_of
from scheduler.week.rounds import Template
from scheduler.week.sampling import Pool, plots, templates_of
from tests import makers as m
from tests.week.test_sampling import big
from tests.week.verdict import W49, hard_violations
from tests.week.world import variants

# One team of safety officers has to make all three in one morning.
HELD = {"s10", "s12", "s13"}


def held(**changes: Any) -> Scenario:
    """More visits than are listed; one safety team, three safety visits pinned."""
    scenario = big()
    some = tuple(o for o in scenario.officers if o.officer not in ("yj3", "yj4"))
    pins = tuple(m.make_pin(site=site) for site in sorted(HELD))
    return replace(scenario, **{"officers": some, "pins": pins, **changes})


def sampled(scenario: Scenario) -> list[Template]:
    """The sample alone."""
    rows = plots(scenario, variants(scenario))
    return [t for plot in rows for t in templates_of(plot, 0).templates]


def together(templates: list[Template]) -> list[Template]:
    """The morning rounds that make all held visits."""
    return [
        t
        for t in templates
        if t.kind == "morning" and {v.site for v in t.variants} >= HELD
    ]


def test_all_rounds_of_held_visits_stand_beside_a_sample():
    scenario = held()
    sample = sampled(scenario)
    pool = rounds_of(scenario, variants(scenario), pins_of(scenario, W49), 0)
    assert not pool.complete
    assert pool.templates[: len(sample)] == sample
    assert not together(sample)
    assert together(pool.templates)
    keys = [first_rounds._visits_and_team(t) for t in pool.templates]
    assert len(set(keys)) == len(keys)


def test_without_pins_there_is_the_sample_alone():
    scenario = held(pins=())
    pool = rounds_of(scenario, variants(scenario), (), 0)
    assert pool.templates == sampled(scenario)


def test_musts_at_level_h_are_asked_for_as_pins_are():
    latest = m.day("2026-12-04")
    plan = tuple(
        replace(row, latest=latest) if row.site in HELD else row for row in big().plan
    )
    hard = m.make_settings({"frequency": {"level": "H"}})
    scenario = held(pins=(), plan=plan, settings=hard)
    pool = rounds_of(scenario, variants(scenario), (), 0)
    assert len(pool.templates) > len(sampled(scenario))
    assert together(pool.templates)


@pytest.fixture
def sample_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the held visits were too many to list their rounds."""

    def alone(scenario: Scenario, rows: Any, pins: Any, seed: int) -> Pool:
        return Pool(sampled(scenario), False)

    monkeypatch.setattr(plan_module, "first_rounds", alone)


def test_where_the_sample_makes_no_week_rounds_are_generated(sample_only: None):
    phases: list[str] = []

    def listen(event: Event) -> None:
        phases.append(event.phase)

    # With so little time none would be generated if the sample made a week.
    with patch.object(select_rounds, "LEAST_SECONDS", 1.0):
        options = Options(seconds=8)
        planned = Planner(held(), W49, options=options, listen=listen).plan()
    assert "generate" in phases
    assert planned.result.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert {v.site for v in planned.timetable.visits} >= HELD
    assert hard_violations(planned) == []


def test_what_was_only_not_found_is_not_called_impossible(sample_only: None):
    with patch.object(select_rounds, "LEAST_SECONDS", 1.0):
        planned = Planner(held(), W49, options=Options(seconds=0.001)).plan()
    assert planned.result.status is Status.NO_SOLUTION
    assert "并不证明无解" in planned.result.message
    assert "不能同时满足" not in planned.result.message
    assert "s13" in planned.result.message
