"""Officer-sessions of each week: of every officer, and of each unit of an area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.model import Absence, Officer, Scenario
from scheduler.model.calendar import Date
from scheduler.year.terms import Area, Unit
from scheduler.year.weeks import YearWeeks

# Sessions of a full week are those of so many working days.
FULL_WEEK = 5


@dataclass(frozen=True, slots=True)
class Hand:
    """What an officer has for an area.

    Attributes
    ----------
    sessions : tuple of float
        Officer-sessions of each week, less the reserve.
    """

    officer: str
    unit: Unit
    qualifications: frozenset[str]
    night: bool
    sessions: tuple[float, ...]


def areas_of(scenario: Scenario) -> dict[str, Area]:
    """Return the area of every district: those of ``dispatch = city`` are one."""
    city = tuple(sorted(scenario.city_districts))
    return {
        row.district: city
        if row.district in scenario.city_districts
        else (row.district,)
        for row in scenario.districts
    }


def unit_of(scenario: Scenario, department: str, town: str | None) -> Unit:
    """Return the unit of a department in a town: a town's team is one by itself."""
    kind = scenario.department[department].kind
    return (department, (town or "") if kind == "town" else "")


def hands_of(
    scenario: Scenario, weeks: YearWeeks, reserve: float
) -> dict[Area, list[Hand]]:
    """Return what the officers of each area have, one by one.

    An officer has `max_sessions` in a week of five working days, fewer in a shorter
    one and for each day he is away or without a valid certificate. One who serves
    several areas is shared evenly.

    Parameters
    ----------
    reserve : float
        The share kept for complaints and what else comes outside the plan.
    """
    areas = areas_of(scenario)
    away: dict[str, list[Absence]] = defaultdict(list)
    for row in scenario.absences:
        away[row.officer].append(row)
    found: dict[Area, list[Hand]] = defaultdict(list)
    for officer in scenario.officers:
        served = _served(scenario, officer, areas)
        if officer.status != "staff" or officer.max_sessions <= 0 or not served:
            continue
        days = _days(officer, away.get(officer.officer, ()), weeks.dates)
        share = (1 - reserve) * officer.max_sessions / FULL_WEEK / len(served)
        hand = Hand(
            officer.officer,
            unit_of(scenario, officer.department, officer.town),
            frozenset(officer.qualifications),
            officer.night,
            tuple(share * count for count in days),
        )
        for area in served:
            found[area].append(hand)
    return dict(found)


def supply_of(
    scenario: Scenario, weeks: YearWeeks, reserve: float
) -> dict[tuple[Area, Unit], list[float]]:
    """Return officer-sessions by area and unit, one number a week: sums of `hands_of`.

    Parameters
    ----------
    reserve : float
        The share kept for complaints and what else comes outside the plan.
    """
    found: dict[tuple[Area, Unit], list[float]] = {}
    for area, hands in hands_of(scenario, weeks, reserve).items():
        for hand in hands:
            there = found.setdefault((area, hand.unit), [0.0] * len(weeks))
            for k, sessions in enumerate(hand.sessions):
                there[k] += sessions
    return found


def _served(
    scenario: Scenario, officer: Officer, areas: Mapping[str, Area]
) -> list[Area]:
    """Return the areas an officer serves; of a town's team that of its town."""
    if scenario.department[officer.department].kind == "town":
        town = scenario.town.get(officer.town or "")
        return [areas[town.district]] if town and officer.districts else []
    return sorted({areas[district] for district in officer.districts})


def _days(
    officer: Officer, away: Sequence[Absence], weeks: Sequence[Sequence[Date]]
) -> list[int]:
    """Return the working days of each week on which an officer may serve."""
    return [
        sum(
            officer.certified_on(date)
            and not any(
                row.from_ <= date <= row.until for row in away if not row.sessions
            )
            for date in dates
        )
        for dates in weeks
    ]
