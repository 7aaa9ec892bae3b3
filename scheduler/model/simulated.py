"""A simulated year: week by week what was planned, what came of it, how full it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scheduler.model.calendar import Calendar, Week
from scheduler.model.result import Status


def weeks_of(calendar: Calendar, year: int) -> tuple[Week, ...]:
    """Return the weeks from a year's first working date to its 31 December.

    The first and the last may lie partly in other years. The last one stays even
    without a working date: only after it rows that end with the year are late.

    Raises
    ------
    CalendarGapError
        If the calendar lacks a date up to the first working one.
    """
    date, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    while date < end and not calendar.working(date):
        date += dt.timedelta(days=1)
    mondays = range(Week.of(date).monday.toordinal(), end.toordinal() + 1, 7)
    return tuple(Week.of(dt.date.fromordinal(monday)) for monday in mondays)


@dataclass(frozen=True, slots=True)
class Chances:
    """What may happen, as shares; assumptions of the simulation, never facts.

    Attributes
    ----------
    leave_week, leave_day : float
        Officers who are away for a whole week, and for one day of it; known when the
        week is planned.
    sick : float
        Officers of a day who fall ill after the week was published.
    declined : float
        Sessions that a department outside the city's orders declines in a district.
    no_show : float
        Visits that find a closed door (never at areas).
    complaints : float
        Requests from outside the plan in a week, per 1,000 sites.
    mend : float
        Checks that end with an order to put something right, and a re-check.
    """

    leave_week: float = 0.03
    leave_day: float = 0.06
    sick: float = 0.02
    declined: float = 0.05
    no_show: float = 0.03
    complaints: float = 1.0
    mend: float = 0.12


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """Officer-sessions of a department in a week: given to rounds, and there."""

    department: str
    used: int
    there: int


@dataclass(frozen=True, slots=True)
class WeekTally:
    """One simulated week.

    Attributes
    ----------
    days : int
        Working days.
    status, verified, gap
        How planning ended; `verified` and `gap` None where there is no week.
    candidates, visits, rounds, checks : int
        As planned; checks of the plan and of requests together.
    entries, alone, joint, joint_possible, areas
        Of the visits that took place: at a door, the same with every department
        alone, with two departments or more, where that was possible; at areas.
    done : int
        Checks that took place.
    shut, short : int
        Visits before a closed door; checks that lacked people after somebody fell ill.
    asked, answered : int
        Requests that came in this week (complaints and re-checks), and checks done
        for requests.
    due, fulfilled, late : int
        Rows of the year's plan until this week's end: fallen due, done, and past
        their last date without being done.
    loads : tuple of TeamLoad
    """

    week: Week
    days: int
    status: Status
    verified: bool | None
    gap: float | None
    candidates: int
    visits: int
    rounds: int
    checks: int
    entries: int
    alone: int
    joint: int
    joint_possible: int
    areas: int
    done: int
    shut: int
    short: int
    asked: int
    answered: int
    due: int
    fulfilled: int
    late: int
    seconds: float
    loads: tuple[TeamLoad, ...]

    @property
    def used(self) -> int:
        """Officer-sessions given to rounds."""
        return sum(row.used for row in self.loads)

    @property
    def there(self) -> int:
        """Officer-sessions there were."""
        return sum(row.there for row in self.loads)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Rows of the year's plan of an item: all, done, done after their last date."""

    item: str
    planned: int
    done: int
    late: int


@dataclass(frozen=True)
class SimulatedYear:
    """A year with one force.

    Attributes
    ----------
    fewer : float
        Share of these officers who are not there.
    officers : int
        Staff posted to a district and certified when the year begins.
    planned : int
        Rows of the year's plan.
    wanted : int
        Weeks that were to be simulated; fewer are there if it was stopped.
    of_year : int
        Weeks that the year has.
    """

    year: int
    fewer: float
    officers: int
    planned: int
    wanted: int
    of_year: int
    weeks: tuple[WeekTally, ...]
    items: tuple[Fulfilment, ...]

    @property
    def stopped(self) -> bool:
        """Whether weeks that were to be simulated are not there."""
        return len(self.weeks) < self.wanted

    @property
    def whole(self) -> bool:
        """Whether all weeks of the year were to be simulated."""
        return self.wanted == self.of_year
