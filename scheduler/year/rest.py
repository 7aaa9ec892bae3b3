"""Whether the rest of a year can still meet every frequency, after a published week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scheduler.intake import entered
from scheduler.model import RestOfYear, Scenario, Timetable, UnmetCheck, Week
from scheduler.year.draws import drawn
from scheduler.year.fewest import at_will, plans_of
from scheduler.year.needs import Buckets, YearBook, strata_of
from scheduler.year.unmet import unmet_checks
from scheduler.year.weeks import YearWeeks


def rest_of_year(
    scenario: Scenario, after: Sequence[Timetable], published: Timetable
) -> RestOfYear | None:
    """Return the checks that no plan of the weeks after a published one can place.

    The fewest there are, site by site, exactly (docs/year.md 3), if all takes place
    as published; officers are not counted.

    Parameters
    ----------
    after : sequence of Timetable
        Published weeks before it that are not in history yet.

    Returns
    -------
    RestOfYear or None
        None if there is nothing to say: the week is the last with a date in the year,
        or the calendar does not reach the year's end.
    """
    week = Week.parse(published.week)
    since = Week.of(week.sunday + dt.timedelta(days=1))
    year = week.monday.year
    if since.monday.year != year or not _known(scenario, year):
        return None
    weeks = YearWeeks.of(scenario.calendar, year)
    now = _unmet(scenario, (*after, published), weeks, weeks.place(since))
    # Only of sites that lose a check it has to be known what they could before.
    sites = {row.site for row in now}
    few = tuple(row for row in scenario.site_items if row.site in sites)
    before = replace(scenario, site_items=few)
    had = _unmet(before, after, weeks, weeks.place(week))
    return RestOfYear(since, now, _more(now, had))


def _more(
    now: Sequence[UnmetCheck], had: Sequence[UnmetCheck]
) -> tuple[UnmetCheck, ...]:
    """Return the checks unmet now beyond those unmet before, by site and item."""
    old = {(row.site, row.item): row.checks for row in had}
    more = (
        replace(row, checks=row.checks - old.get((row.site, row.item), 0))
        for row in now
    )
    return tuple(row for row in more if row.checks > 0)


def _known(scenario: Scenario, year: int) -> bool:
    """Say whether the calendar has every date of a year."""
    date = dt.date(year, 1, 1)
    days = scenario.calendar.days
    length = (dt.date(year + 1, 1, 1) - date).days
    return all(date + dt.timedelta(days=k) in days for k in range(length))


def _unmet(
    scenario: Scenario, after: Sequence[Timetable], weeks: YearWeeks, first: int
) -> tuple[UnmetCheck, ...]:
    history = (*scenario.history, *entered(scenario, after))
    now = replace(scenario, history=history)
    book = YearBook(now, weeks, drawn(now, weeks.year), Buckets(), first)
    strata = strata_of(book)
    plans = [plans_of(at_will(stratum.kind), scenario.settings) for stratum in strata]
    return unmet_checks(book, strata, plans)
