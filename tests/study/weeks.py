"""Weeks of the committed tiny city, planned to the end, for the study's tests."""

import functools
from collections.abc import Sequence
from dataclasses import replace

from scheduler.api import load_scenario
from scheduler.model import HistoryRow, PlannedWeek, PlanRow, Scenario, Week
from scheduler.week import Options, Planner
from tests.commanding import SCENARIOS

WEEK = Week(2026, 49)


@functools.cache
def tiny() -> Scenario:
    return load_scenario(SCENARIOS / "tiny").scenario


def planned(scenario: Scenario, week: Week = WEEK) -> PlannedWeek:
    solve = replace(scenario.settings.solve, work=0.2)
    settings = replace(scenario.settings, solve=solve)
    scenario = replace(scenario, settings=settings)
    options = Options(deterministic=True)
    return Planner(scenario, week, options=options).plan()


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
