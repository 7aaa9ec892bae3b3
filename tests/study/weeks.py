"""Weeks of the committed tiny city, planned to the end, for the study's tests."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scheduler.api import load_scenario
from scheduler.model import HistoryRow, PlannedWeek, PlanRow, Scenario, Week
from scheduler.study import Ran
from scheduler.week import Options, Planner
from tests.commanding import SCENARIOS

WEEK = Week(2026, 49)
# What a week measures to, where it does not matter.
MEASURES = ("entries", "alone", "joint_visits", "joint_possible", "area_visits")
NUMBERS = dict.fromkeys(MEASURES, 1.0)


@functools.cache
def tiny() -> Scenario:
    return load_scenario(SCENARIOS / "tiny").scenario


def planned(scenario: Scenario, week: Week = WEEK) -> PlannedWeek:
    solve = replace(scenario.settings.solve, work=0.2)
    settings = replace(scenario.settings, solve=solve)
    scenario = replace(scenario, settings=settings)
    options = Options(deterministic=True)
    return Planner(scenario, week, options=options).plan()


def plan_one(scenario: Scenario, week: Week, folder: Path) -> Ran:
    """Plan a week of a simulation, without files."""
    return Ran(planned(scenario, week), True, 0.1)


@functools.cache
def tiny_week() -> PlannedWeek:
    """A week of tiny with several visits."""
    return planned(tiny())


def fulfilled(plan: Sequence[PlanRow], history: Sequence[HistoryRow]) -> set[str]:
    """The rows that checks of a history did or closed, told without the planner.

    An exempt check closes the first open row of its site and item that it is not too
    early for; each closes one.
    """
    done = {row.plan_id for row in history if not row.trigger}
    exempt = sorted({(r.date, r.site, r.item) for r in history if r.trigger})
    for row in sorted(plan, key=lambda r: (r.due, r.plan_id)):
        fit = [
            one
            for one in exempt
            if one[1:] == (row.site, row.item) and one[0] >= row.earliest
        ]
        if row.plan_id not in done and fit:
            exempt.remove(fit[0])
            done.add(row.plan_id)
    return done & {row.plan_id for row in plan}
