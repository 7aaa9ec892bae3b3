"""How many holders of a qualification a team needs in a district."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from scheduler.model import Scenario, YearVisit

# (department, district, qualification)
Holding = tuple[str, str, str]


def holders_of(scenario: Scenario, visits: Iterable[YearVisit]) -> dict[Holding, int]:
    """Return the holders that the fullest week of a year takes.

    A holder serves his sessions of a week and one visit in each at least, so so many
    suffice; where a qualification is asked for at all, one.
    """
    sessions = _sessions(scenario)
    weekly: dict[Holding, Counter[object]] = defaultdict(Counter)
    for visit in visits:
        town = scenario.town[scenario.site[visit.site].town]
        for department, qualification in _asked(scenario, visit.items):
            weekly[department, town.district, qualification][visit.week] += 1
    return {
        holding: max(1, math.ceil(max(weeks.values()) / sessions[holding[0]]))
        for holding, weeks in sorted(weekly.items())
        if sessions[holding[0]]
    }


def _asked(scenario: Scenario, items: Iterable[str]) -> set[tuple[str, str]]:
    """Return (department, qualification) of those that have to come for some items."""
    return {
        (role.department, qualification)
        for item in items
        for role in scenario.roles.get(item, ())
        if role.role != "assist"
        for qualification in role.qualification
    }


def _sessions(scenario: Scenario) -> Mapping[str, float]:
    """Return the mean sessions a week of an officer, by department."""
    limits: dict[str, list[int]] = defaultdict(list)
    for officer in scenario.officers:
        if officer.status == "staff" and officer.max_sessions:
            limits[officer.department].append(officer.max_sessions)
    found = {name: sum(rows) / len(rows) for name, rows in limits.items()}
    return defaultdict(float, found)
