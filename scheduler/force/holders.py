"""How many holders of a qualification a team needs in a district."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from scheduler.model import ActingRole, Scenario, YearVisit
from scheduler.model.calendar import Date, Week

# (department, district, qualification)
Holding = tuple[str, str, str]
# Roles at an item in a town on a date, delegation applied.
Acting = Callable[[str, str, Date], Iterable[ActingRole]]


def holders_of(
    scenario: Scenario, visits: Iterable[YearVisit], acting: Acting
) -> dict[Holding, int]:
    """Return the holders that the fullest week of a year takes.

    A holder serves his sessions of a week and one visit in each at least, so so many
    suffice; where a qualification is asked for at all, one.

    Parameters
    ----------
    acting : callable
        Who acts at an item in a town on a date: where a town does, the department
        only assists and needs no holder.
    """
    sessions = _sessions(scenario)
    weekly: dict[Holding, Counter[object]] = defaultdict(Counter)
    for visit in visits:
        town = scenario.town[scenario.site[visit.site].town]
        asked = {
            (role.department, qualification)
            for role in present(visit, town.town, acting)
            for qualification in role.qualification
        }
        for department, qualification in asked:
            weekly[department, town.district, qualification][visit.week] += 1
    return {
        holding: max(1, math.ceil(max(weeks.values()) / sessions[holding[0]]))
        for holding, weeks in sorted(weekly.items())
        if sessions[holding[0]]
    }


def present(visit: YearVisit, town: str, acting: Acting) -> list[ActingRole]:
    """Return the roles of those who have to come to a visit, item by item."""
    date = _date_of(visit.week)
    return [
        role
        for item in visit.items
        for role in acting(item, town, date)
        if role.role != "assist"
    ]


def _date_of(week: Week) -> Date:
    """Return the Thursday of a week, the day that decides of which year the week is."""
    return week.dates[3]


def _sessions(scenario: Scenario) -> Mapping[str, float]:
    """Return the mean sessions a week of an officer, by department."""
    limits: dict[str, list[int]] = defaultdict(list)
    for officer in scenario.officers:
        if officer.status == "staff" and officer.max_sessions:
            limits[officer.department].append(officer.max_sessions)
    found = {name: sum(rows) / len(rows) for name, rows in limits.items()}
    return defaultdict(float, found)
