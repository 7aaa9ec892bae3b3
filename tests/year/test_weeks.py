"""The weeks of a year and sets of them."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.model import Calendar, CalendarDay, CalendarGapError, Week
from scheduler.year.weeks import YearWeeks, from_on, members, up_to


def calendar(start: dt.date, end: dt.date) -> Calendar:
    """Monday to Friday work."""
    days = {}
    date = start
    while date <= end:
        days[date] = CalendarDay(date, date.weekday() < 5)
        date += dt.timedelta(days=1)
    return Calendar(days)


def test_weeks_of_a_year_have_its_dates_only():
    # 2027 begins on a Friday, in the last week of 2026, and ends on one.
    weeks = YearWeeks.of(calendar(dt.date(2026, 12, 1), dt.date(2028, 1, 31)), 2027)
    assert weeks.weeks[0] == Week(2026, 53)
    assert weeks.dates[0] == (dt.date(2027, 1, 1),)
    assert weeks.weeks[-1] == Week(2027, 52)
    assert len(weeks) == 53
    assert sum(map(len, weeks.dates)) == 261
    assert weeks.index(dt.date(2027, 1, 4)) == 1


def test_a_calendar_with_a_gap_is_refused():
    with pytest.raises(CalendarGapError):
        YearWeeks.of(calendar(dt.date(2027, 1, 1), dt.date(2027, 12, 30)), 2027)


def test_sets_of_weeks():
    assert list(members(0b10110)) == [1, 2, 4]
    assert list(members(0b10110 & up_to(2))) == [1, 2]
    assert list(members(0b10110 & from_on(2))) == [2, 4]
    assert up_to(-1) == 0
    assert from_on(0) & 0b1 == 1


def test_weeks_where_something_is_allowed():
    weeks = YearWeeks.of(calendar(dt.date(2027, 1, 1), dt.date(2027, 12, 31)), 2027)
    # From Thursday 7 January on: that week has two such days left.
    assert list(members(weeks.since(dt.date(2027, 1, 7))))[:2] == [1, 2]
    # From Saturday 9 January on: the next week.
    assert next(members(weeks.since(dt.date(2027, 1, 9)))) == 2
