"""A city at the beginning of a simulated year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from scheduler.model import Calendar, CalendarDay, PlannedYear, Scenario, Week


def filed(scenario: Scenario, planned: PlannedYear) -> Scenario:
    """Return the scenario with a year's plan filed, and no requests and pins.

    History ends with the year before: what follows is simulated.
    """
    begin = dt.date(planned.year, 1, 1)
    return replace(
        scenario,
        calendar=_within(scenario.calendar, planned.year),
        plan=planned.plan,
        draws=planned.draws,
        draw_frame=planned.draw_frame,
        history=tuple(row for row in scenario.history if row.date < begin),
        requests=(),
        pins=(),
    )


def _within(calendar: Calendar, year: int) -> Calendar:
    """Return the calendar with days off where the year's weeks leave the year.

    Those dates are planned with the other year, and the calendar may lack them.
    """
    ends = (Week.of(dt.date(year, 1, 1)), Week.of(dt.date(year, 12, 31)))
    beyond = [date for week in ends for date in week.dates if date.year != year]
    off = {date: CalendarDay(date, False) for date in beyond}
    return Calendar({**calendar.days, **off})
