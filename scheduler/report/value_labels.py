"""Names of what a value is of: an officer, a vehicle, an evening, somewhere."""

from __future__ import annotations

import math

from scheduler.model import Scenario, Worth
from scheduler.words import Words

# A solver's numbers are right within this part of a check.
ROUNDING = 1e-4


def told(checks: float) -> str:
    """Return a number of checks as charts and lines tell it; of nothing no sign."""
    return f"{round(checks, 1) or 0.0:,.1f}"


def whole(checks: float) -> int:
    """Return how many whole checks a number of them is at most."""
    return math.floor(checks + ROUNDING)


def value_label(row: Worth, scenario: Scenario, words: Words) -> str:
    """Return what one more is of, e.g. 应急管理局（粉尘涉爆）, or a vehicle."""
    if row.kind != "officer":
        return words(f"report.values.kind.{row.kind}")
    who = unit_label(row.department, row.town, scenario, words)
    if not row.qualification:
        return who
    return words("report.values.holder", who=who, qualification=row.qualification)


def unit_label(department: str, town: str, scenario: Scenario, words: Words) -> str:
    """Return the name of a department, or of a town's team."""
    if town:
        return words("report.load.team", town=scenario.town[town].name)
    return scenario.department[department].name if department else "—"


def area_label(area: tuple[str, ...], scenario: Scenario, words: Words) -> str:
    """Return the names of the districts of an area."""
    names = [scenario.district[one].name for one in area]
    return words("report.year.and").join(names) or "—"
