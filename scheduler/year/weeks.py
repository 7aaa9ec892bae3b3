"""The weeks of a calendar year, and sets of them as bits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scheduler.model import Calendar, Week
from scheduler.model.calendar import Date

# A set of weeks: bit k stands for the k-th week of the year.
WeekSet = int


@dataclass(frozen=True)
class YearWeeks:
    """The ISO weeks that have a date in a calendar year.

    Attributes
    ----------
    weeks : tuple of Week
        In order; the first and the last may lie partly in other years.
    dates : tuple of tuple of date
        The working dates of each week that lie in the year, 0 to 6 of them.
    """

    year: int
    weeks: tuple[Week, ...]
    dates: tuple[tuple[Date, ...], ...]

    @classmethod
    def of(cls, calendar: Calendar, year: int) -> YearWeeks:
        """Read a year from the calendar.

        Raises
        ------
        CalendarGapError
            If the calendar lacks a date of the year.
        """
        days: dict[Week, list[Date]] = {}
        date = dt.date(year, 1, 1)
        while date.year == year:
            days.setdefault(Week.of(date), [])
            if calendar.working(date):
                days[Week.of(date)].append(date)
            date += dt.timedelta(days=1)
        weeks = tuple(sorted(days))
        return cls(year, weeks, tuple(tuple(days[week]) for week in weeks))

    def __len__(self) -> int:
        return len(self.weeks)

    @cached_property
    def _place(self) -> dict[Week, int]:
        return {week: k for k, week in enumerate(self.weeks)}

    def place(self, week: Week) -> int:
        """Return the number of a week of the year.

        Raises
        ------
        ValueError
            If it is none of the year.
        """
        if week not in self._place:
            raise ValueError(f"week {week} not understood, expected one of {self.year}")
        return self._place[week]

    def index(self, date: Date) -> int:
        """Return the number of the week a date of the year lies in."""
        return self._place[Week.of(date)]

    def where(self, allowed: Callable[[Date], bool]) -> WeekSet:
        """Return the weeks with a working date that is allowed."""
        found = 0
        for k, dates in enumerate(self.dates):
            if any(map(allowed, dates)):
                found |= 1 << k
        return found

    def since(self, date: Date) -> WeekSet:
        """Return the weeks with a working date on or after a date."""
        return self.where(lambda day: day >= date)


def members(weeks: WeekSet) -> Iterator[int]:
    """Yield the numbers of the weeks of a set, ascending."""
    k = 0
    while weeks:
        if weeks & 1:
            yield k
        weeks >>= 1
        k += 1


def up_to(k: int) -> WeekSet:
    """Return the weeks 0 to k, k included."""
    return (1 << (k + 1)) - 1 if k >= 0 else 0


def from_on(k: int) -> WeekSet:
    """Return the weeks from k on, of any year."""
    return ~((1 << max(k, 0)) - 1) & ((1 << 64) - 1)
