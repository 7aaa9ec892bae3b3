"""Weeks of the committed tiny city, planned to the end, for the study's tests."""

import functools
from dataclasses import replace

from scheduler.api import load_scenario
from scheduler.model import PlannedWeek, Scenario, Week
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
