"""Teams of a year's load: in what order they stand, how much of them is taken."""

from __future__ import annotations

import math
from collections.abc import Callable

from scheduler.model import LoadRow, PlannedYear, Scenario

Unit = tuple[tuple[str, ...], str, str]  # area, department, town


def unit_order(scenario: Scenario) -> Callable[[Unit], tuple[int, int, int]]:
    """Return what sorts teams as the registers list them, which planners know."""
    districts = {row.district: k for k, row in enumerate(scenario.districts)}
    departments = {row.department: k for k, row in enumerate(scenario.departments)}
    towns = {row.town: k for k, row in enumerate(scenario.towns)}

    def place(unit: Unit) -> tuple[int, int, int]:
        area, department, town = unit
        first = min((districts[one] for one in area), default=-1)
        return first, departments.get(department, -1), towns.get(town, -1)

    return place


def ordered_loads(planned: PlannedYear, scenario: Scenario) -> list[LoadRow]:
    """Return the loads by team in that order, each by week."""
    place = unit_order(scenario)
    return sorted(
        planned.loads, key=lambda row: place((row.area, row.department, row.town))
    )


def load_share(load: float, supply: float) -> float:
    """Return load over supply to a whole per cent, so that colour and number agree.

    Infinite where there is work and nobody is there.
    """
    if supply > 0:
        return round(100 * load / supply) / 100
    return math.inf if load > 0 else 0.0
