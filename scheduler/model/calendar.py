"""Dates, weeks, sessions and windows. Minutes count from midnight of the date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

Date = dt.date


def clock(minutes: int) -> str:
    """Return minutes after midnight as ``HH:MM`` (past midnight 24:00-30:00)."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(text: str) -> int:
    """Return the minutes after midnight of an ``HH:MM`` between 00:00 and 30:00.

    Raises
    ------
    ValueError
        If the text is not such a time.
    """
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 1800:
        raise ValueError(f"{text!r} is not a time HH:MM between 00:00 and 30:00")
    return int(match[1]) * 60 + int(match[2])


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A half-open span ``[start, end)`` of minutes of one date."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Say whether ``[start, end)`` lies inside."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """Days of the year ``MM-DD..MM-DD``, both ends inclusive; may cross New Year."""

    start: tuple[int, int]
    end: tuple[int, int]

    def holds(self, date: Date) -> bool:
        """Say whether `date` lies in the season."""
        day = (date.month, date.day)
        if self.start <= self.end:
            return self.start <= day <= self.end
        return day >= self.start or day <= self.end


@dataclass(frozen=True, slots=True)
class SessionKind:
    """One kind of session, e.g. ``morning`` 08:30-11:30.

    `covers` names the kinds it occupies beside itself (``day``: morning and
    afternoon); `pause` is the break inside it, where no visit may lie.
    """

    kind: str
    start: int
    end: int
    covers: tuple[str, ...] = ()
    pause: Window | None = None

    @property
    def weight(self) -> int:
        """How many sessions it counts against an officer's weekly limit."""
        return max(1, len(self.covers))

    @property
    def spans(self) -> tuple[Window, ...]:
        """The windows in which a visit may lie."""
        if self.pause is None:
            return (Window(self.start, self.end),)
        return (
            Window(self.start, self.pause.start),
            Window(self.pause.end, self.end),
        )


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One kind of session on one date."""

    date: Date
    kind: str

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.kind}"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, Monday to Sunday."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read ``2026-W49``.

        Raises
        ------
        ValueError
            If the text is not such a week or the year has no such week.
        """
        match = re.fullmatch(r"(\d{4})-W(\d{2})", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a week like 2026-W49")
        week = cls(int(match[1]), int(match[2]))
        try:
            _ = week.monday
        except ValueError:
            raise ValueError(f"{text!r}: {match[1]} has no week {match[2]}") from None
        return week

    @classmethod
    def of(cls, date: Date) -> Week:
        """Return the week `date` lies in."""
        iso = date.isocalendar()
        return cls(iso.year, iso.week)

    @property
    def monday(self) -> Date:
        """The first date of the week."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> Date:
        """The last date of the week."""
        return dt.date.fromisocalendar(self.year, self.number, 7)

    @property
    def dates(self) -> tuple[Date, ...]:
        """The seven dates."""
        return tuple(self.monday + dt.timedelta(days=k) for k in range(7))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One row of the `calendar` table."""

    date: Date
    working: bool
    note: str = ""


class CalendarGapError(LookupError):
    """The calendar has no row for a date that is needed."""

    def __init__(self, date: Date) -> None:
        self.date = date
        super().__init__(f"calendar: no row for {date.isoformat()}")


@dataclass(frozen=True)
class Calendar:
    """The truth for holidays and make-up days: one row for every date."""

    days: Mapping[Date, CalendarDay]

    def working(self, date: Date) -> bool:
        """Say whether `date` is a working day.

        Raises
        ------
        CalendarGapError
            If the table has no row for the date.
        """
        day = self.days.get(date)
        if day is None:
            raise CalendarGapError(date)
        return day.working
