"""From whole plans to rows of the plan: which site takes which, on which dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.model import PlanRow
from scheduler.model.calendar import Date
from scheduler.model.site_draw import PROTOCOL, digest
from scheduler.year.needs import YearBook
from scheduler.year.patterns import Pattern
from scheduler.year.terms import Need, Stratum

# Of the days of tolerance so much lies before the due date, as a share of seven.
EARLY_SEVENTHS = 3


@dataclass(frozen=True, slots=True)
class Visited:
    """One visit of a site in the year: its week and what it carries."""

    site: str
    week: int
    needs: tuple[Need, ...]


def lottery(sites: Sequence[str], year: int, beacon: str) -> dict[str, str]:
    """Return the key of every site: the lower comes first in its stratum.

    seed = SHA-256(protocol, ``plan-<year>``, commit, beacon), commit that of all
    sites; key = SHA-256(seed, site).
    """
    commit = digest(*sorted(sites))
    seed = digest(PROTOCOL, f"plan-{year}", commit, beacon)
    return {site: digest(seed, site) for site in sites}


def visits_of(
    stratum: Stratum,
    plans: Iterable[tuple[Pattern, Sequence[int]]],
    keys: Mapping[str, str],
) -> Iterator[Visited]:
    """Yield the visits of a stratum: its plans in order go to its sites by lot."""
    drawn = sorted(stratum.sites, key=lambda site: (keys[site], site))
    ranked = sorted(plans, key=lambda row: (tuple(row[1]), row[0].bundles))
    for site, (pattern, weeks) in zip(drawn, ranked, strict=True):
        yield from visits_by(site, pattern, weeks)


def visits_by(site: str, pattern: Pattern, weeks: Sequence[int]) -> Iterator[Visited]:
    """Yield the visits of one site."""
    for bundle, week in zip(pattern.bundles, weeks, strict=True):
        yield Visited(site, week, tuple(pattern.kind.needs[k] for k in bundle))


def plan_rows(book: YearBook, visits: Iterable[Visited]) -> tuple[PlanRow, ...]:
    """Return the rows of the plan, numbered by due date, site and item."""
    raw = [
        (_due(book, need, visit.site, visit.week), visit.site, need.item)
        for visit in visits
        for need in visit.needs
    ]
    year = book.weeks.year
    return tuple(
        _row(book, f"Y{year}-{number:06d}", due, site, item)
        for number, (due, site, item) in enumerate(sorted(raw), start=1)
    )


def _due(book: YearBook, need: Need, site: str, week: int) -> Date:
    """Return the last working date of a week on which the item may be checked."""
    item = book.scenario.item[need.item]
    dates = book.weeks.dates[week]
    inside = [date for date in dates if book.may_check(item, site, date)]
    return max(inside or dates)


def _row(book: YearBook, plan_id: str, due: Date, site: str, item: str) -> PlanRow:
    risk = book.scenario.site[site].risk
    slack = book.frequency[item, risk].tolerance_days
    first, last = dt.date(due.year, 1, 1), dt.date(due.year, 12, 31)
    # No check after the consent has ended, however long the tolerance.
    last = min(last, book.scenario.item[item].consent_until or last)
    return PlanRow(
        plan_id=plan_id,
        site=site,
        item=item,
        earliest=max(due - dt.timedelta(days=slack * EARLY_SEVENTHS // 7), first),
        due=due,
        latest=min(due + dt.timedelta(days=slack), last),
        draw=book.draws.of.get((site, item)),
    )
