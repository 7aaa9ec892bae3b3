"""The busiest week of a planned year, for the officers of another scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.model import LoadRow, Scenario
from scheduler.year.ledger import ROUNDING
from scheduler.year.supply import supply_of
from scheduler.year.terms import Area
from scheduler.year.weeks import YearWeeks


@dataclass(frozen=True)
class Peak:
    """The highest load over supply, whose it is, and how often there is too much.

    Attributes
    ----------
    over : int
        Weeks of a department in an area, or of a town's team, in which the plan asks
        for more officer-sessions than there are.
    """

    highest: float
    who: tuple[Area, str, str]
    over: int


def peak_of(
    loads: Iterable[LoadRow], scenario: Scenario, year: int, reserve: float
) -> Peak:
    """Return the peak of a plan; weeks in which nobody is there count as over only."""
    weeks = YearWeeks.of(scenario.calendar, year)
    supply = supply_of(scenario, weeks, reserve)
    highest, over = 0.0, 0
    who: tuple[Area, str, str] = ((), "", "")
    for row in loads:
        mine = supply.get((row.area, (row.department, row.town)))
        there = mine[weeks.place(row.week)] if mine else 0.0
        over += row.load > there + ROUNDING
        if there and row.load / there > highest:
            highest, who = row.load / there, (row.area, row.department, row.town)
    return Peak(highest, who, over)
