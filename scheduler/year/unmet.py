"""The checks that no plan can place, site by site, and why."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import UnmetCheck
from scheduler.year.fewest import Plans
from scheduler.year.needs import YearBook
from scheduler.year.terms import Stratum, Unmet
from scheduler.year.weeks import from_on

# Said of a rest of a year as of a whole one: without it all could be placed.
ALWAYS_TRUE = ("cap", "gap", "unfit", "untried")


def unmet_checks(
    book: YearBook, strata: Sequence[Stratum], plans: Sequence[Plans]
) -> tuple[UnmetCheck, ...]:
    """Return the checks that no plan can place, by site and item."""
    rows = [
        UnmetCheck(site, row.item, row.checks, _reason(book, site, row))
        for stratum, way in zip(strata, plans, strict=True)
        for row in way.unmet
        for site in stratum.sites
    ]
    return tuple(sorted(rows, key=lambda row: (row.site, row.item)))


def _reason(book: YearBook, site: str, row: Unmet) -> str:
    """Return why checks are unmet; of the rest of a year, why they are by then.

    There weeks too near the last visit are left out beforehand, so that few weeks, or
    none, need not mean a short season or a closed site.
    """
    if not book.since or row.reason in ALWAYS_TRUE:
        return row.reason
    item = book.scenario.item[row.item]
    return "time" if book.open_weeks(item, site) & from_on(book.since) else "closed"
