"""Checks: dates in order, and a calendar that covers what is planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scheduler.data.checks.view import View
from scheduler.data.problems import Problem
from scheduler.model import Week

# (table, earlier column, later column): the later may not be before the earlier.
_ORDERED = (
    ("officers", "valid_from", "valid_until"),
    ("absences", "from", "until"),
    ("vehicle_outages", "from", "until"),
    ("closures", "from", "until"),
    ("plan", "earliest", "due"),
    ("plan", "due", "latest"),
    ("requests", "earliest", "latest"),
    ("requests", "received", "latest"),
)
_DAY = dt.timedelta(days=1)


def ordered_dates(view: View) -> Iterator[Problem]:
    """Report rows whose later date lies before the earlier one."""
    for name, earlier, later in _ORDERED:
        for row, start, end in view.rows(name, earlier, later):
            if start is not None and end is not None and end < start:
                yield view[name].problem(
                    row, later, "date_order", earlier=f"{earlier} {start.isoformat()}"
                )


def calendar_covers_year(view: View) -> Iterator[Problem]:
    """Report the dates of the scenario's year that the calendar leaves out.

    The days of its first and last week in the neighbouring years are a warning:
    those two weeks cannot be planned without them.
    """
    dates = {date for _, date in view.rows("calendar", "date")}
    if view.settings is None or not dates:
        return
    year = view.settings.year
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    yield from _gap(view, dates, first, last, "calendar_gap", "error")
    monday, sunday = Week.of(first).monday, Week.of(last).sunday
    yield from _gap(view, dates, monday, first - _DAY, "calendar_edge", "warning")
    yield from _gap(view, dates, last + _DAY, sunday, "calendar_edge", "warning")


def calendar_covers_plan(view: View) -> Iterator[Problem]:
    """Warn of holes between the calendar's ends, and of plan dates outside it."""
    dates = {date for _, date in view.rows("calendar", "date")}
    if not dates:
        return
    first, last = min(dates), max(dates)
    yield from _gap(view, dates, first, last, "calendar_gap", "error")
    for name in ("plan", "requests"):
        for column in ("earliest", "latest"):
            rows = view.rows(name, column)
            outside = [(row, date) for row, date in rows if not first <= date <= last]
            if outside:
                count = str(len(outside))
                yield view[name].problem(
                    outside[0][0], column, "calendar_outside", "warning", count=count
                )


def _gap(
    view: View,
    dates: set[dt.date],
    first: dt.date,
    last: dt.date,
    expected: str,
    level: str,
) -> Iterator[Problem]:
    """Report the dates from `first` to `last` that are missing, as one problem."""
    span = (first + k * _DAY for k in range((last - first).days + 1))
    missing = [date for date in span if date not in dates]
    if missing:
        yield Problem(
            view["calendar"].text.file,
            None,
            "date",
            missing[0].isoformat(),
            expected,
            "error" if level == "error" else "warning",
            (("count", str(len(missing))),),
        )


def expired_certificates(view: View) -> Iterator[Problem]:
    """Note officers whose certificate ended before the scenario's year began."""
    if view.settings is None:
        return
    first = dt.date(view.settings.year, 1, 1)
    for row, until in view.rows("officers", "valid_until"):
        if until is not None and until < first:
            yield view["officers"].problem(row, "valid_until", "expired", "info")
