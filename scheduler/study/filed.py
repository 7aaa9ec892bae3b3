"""A city at the beginning of a simulated year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model import Calendar, CalendarDay, PlannedYear, Scenario, Week


def filed(scenario: Scenario, planned: PlannedYear, weeks: Sequence[Week]) -> Scenario:
    """Return the scenario with a year's plan filed, and no requests and pins.

    History ends before the first week: what follows is simulated.

    Dates of the last week that the calendar lacks (of the next year) are no working
    days.
    """
    days = scenario.calendar.days
    missing = [date for date in weeks[-1].dates if date not in days]
    return replace(
        scenario,
        calendar=Calendar({**days, **{d: CalendarDay(d, False) for d in missing}}),
        plan=planned.plan,
        draws=planned.draws,
        draw_frame=planned.draw_frame,
        history=tuple(row for row in scenario.history if row.date < weeks[0].monday),
        requests=(),
        pins=(),
    )
