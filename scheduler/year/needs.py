"""What every site needs in a year, and the strata of sites that need the same."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.intake import acting_roles, check_lead, consented_dates, session_kinds
from scheduler.model import Closure, Frequency, Item, Scenario, Site
from scheduler.model.calendar import Date
from scheduler.year.draws import Draws, suits
from scheduler.year.past import Past
from scheduler.year.patterns import later
from scheduler.year.spread import spread
from scheduler.year.supply import areas_of, unit_of
from scheduler.year.terms import Area, Kind, Need, Stratum, Unit
from scheduler.year.weeks import WeekSet, YearWeeks, from_on, members

# A check that fell due before the year has so many open weeks to be made up for.
CATCH_UP_WEEKS = 8
DAYS_OF_YEAR = 365
# An area has no such gap, but the week takes one check of an item at a site at most.
AREA_APART = 1
# Visits of two weeks are so many days nearer than their Mondays, at most.
WORK_WEEK = 4


@dataclass(frozen=True)
class Buckets:
    """How coarsely sites are told apart; 1 tells all apart that differ.

    Attributes
    ----------
    weeks : int
        Weeks in which the first check may fall due and still count as the same.
    minutes : int
        Minutes of the way that count as the same.
    """

    weeks: int = 1
    minutes: int = 1


@dataclass(frozen=True)
class YearBook:
    """The scenario as a year's plan reads it, with look-ups.

    Parameters
    ----------
    draws : Draws
        Which sites of drawn classes are visited.
    since : int
        The first week that can still be planned; history before it counts.
    """

    scenario: Scenario
    weeks: YearWeeks
    draws: Draws
    buckets: Buckets
    since: int = 0

    @cached_property
    def frequency(self) -> Mapping[tuple[str, str], Frequency]:
        """Frequency by (item, risk)."""
        return {(row.item, row.risk): row for row in self.scenario.frequencies}

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """The area of each district."""
        return areas_of(self.scenario)

    @cached_property
    def past(self) -> Past:
        """What was done before the first week that can still be planned."""
        start = dt.date(self.weeks.year, 1, 1)
        if self.since:
            start = self.weeks.weeks[self.since].monday
        return Past.of(self.scenario, start)

    @cached_property
    def _closures(self) -> dict[str, list[Closure]]:
        rows: dict[str, list[Closure]] = defaultdict(list)
        for row in self.scenario.closures:
            rows[row.site].append(row)
        return rows

    @cached_property
    def _open(self) -> dict[tuple[str, tuple[Closure, ...]], WeekSet]:
        return {}

    def open_weeks(self, item: Item, site: str) -> WeekSet:
        """Return the weeks in which an item may be checked at a site."""
        key = (item.item, tuple(self._closures.get(site, ())))
        if key not in self._open:
            self._open[key] = self.weeks.where(
                lambda date: self.may_check(item, site, date)
            )
        return self._open[key]

    def may_check(self, item: Item, site: str, date: Date) -> bool:
        """Say whether season, consent and closures allow a check on a date."""
        closed = (*self._closures.get(site, ()), *self._closures.get("*", ()))
        return (
            (not item.seasons or any(s.holds(date) for s in item.seasons))
            and bool(consented_dates(item, (date,)))
            and not any(c.from_ <= date <= c.until for c in closed)
        )

    @cached_property
    def _people(self) -> dict[tuple[str, str], tuple[tuple[Unit, int], ...]]:
        return {}

    def people(self, item: str, town: str) -> tuple[tuple[Unit, int], ...]:
        """Return who has to come for an item in a town, as of the year's first day."""
        key = (item, town)
        if key not in self._people:
            least = int(self.scenario.settings.number("two_per_authority", "people"))
            roles = acting_roles(
                self.scenario, item, town, dt.date(self.weeks.year, 1, 1)
            )
            self._people[key] = tuple(
                (unit_of(self.scenario, r.department, town), max(least, r.officers))
                for r in roles
                if r.role != "assist"
            )
        return self._people[key]

    def lead(self, item: Item, town: str) -> str:
        """Return who leads a consented item in a town; empty of other items."""
        if item.list_ != "consented":
            return ""
        first = dt.date(self.weeks.year, 1, 1)
        return check_lead(self.scenario, item.item, town, first) or ""

    @cached_property
    def caps(self) -> dict[tuple[str, str], int]:
        """Visits a year by (department, risk or ``*``)."""
        return {(row.department, row.risk): row.per_year for row in self.scenario.caps}

    def cap(self, department: str, risk: str) -> int:
        """Return how many plan visits a year a department may pay a site of a risk."""
        default = int(self.scenario.settings.number("yearly_cap", "default"))
        every = self.caps.get((department, "*"), default)
        return self.caps.get((department, risk), every)

    @cached_property
    def apart(self) -> int:
        """Weeks between two visits so that they are always far enough apart."""
        days = int(self.scenario.settings.number("minimum_gap", "days"))
        return math.ceil((days + WORK_WEEK) / 7)


def _yearly(asked: Frequency) -> int:
    """Return the checks of a year; half a check counts as one."""
    return max(1, int(asked.per_year + 0.5))


def _need(book: YearBook, site: Site, item: Item) -> Need | None:
    """Return what a site needs of an item; None if nothing in this year."""
    asked = book.frequency.get((item.item, site.risk))
    drawn = (item.item, site.risk) in book.draws.drawn_from
    if asked is None or item.list_ == "outside" or not suits(site, item.target):
        return None
    if drawn and (site.site, item.item) not in book.draws.of:
        return None
    spacing = DAYS_OF_YEAR / asked.per_year + asked.tolerance_days
    done = book.past.done[site.site, item.item]
    yearly = _yearly(asked)
    if done >= yearly:
        return None
    # What was drawn for this year owes nothing to earlier ones.
    last = None if drawn and not done else book.past.check.get((site.site, item.item))
    ways = book.open_weeks(item, site.site)
    open_ = _after_last_visit(book, site, ways)
    first = None if last is None else _first(book, last, spacing, ways, open_)
    count, weeks = yearly - done, max(1, int(spacing / 7))
    early, late = spread(open_, count, weeks, first)
    if asked.per_year < 1 and not drawn and last is not None and first is None:
        return None  # falls due in a later year
    return Need(
        item=item.item,
        count=count,
        spacing=weeks,
        open=open_,
        first=first,
        minutes=item.minutes,
        people=book.people(item.item, site.town),
        group=item.merge_group,
        lead=book.lead(item, site.town),
        kinds=session_kinds(book.scenario, item),
        windows=item.windows,
        early=early,
        late=late,
    )


def _after_last_visit(book: YearBook, site: Site, open_: WeekSet) -> WeekSet:
    """Return the open weeks that are far enough from the last visit before the year."""
    last = book.past.visit.get(site.site)
    open_ &= from_on(book.since)
    if last is None or site.kind == "area":
        return open_
    days = int(book.scenario.settings.number("minimum_gap", "days"))
    free = last + dt.timedelta(days=days)
    if free.year < book.weeks.year:
        return open_
    return open_ & book.weeks.since(free)


def _first(
    book: YearBook, last: Date, spacing: float, all_: WeekSet, open_: WeekSet
) -> int | None:
    """Return the last week for the first check; None if the year has no such limit.

    What fell due before the year, or in its first weeks, is made up for in a few.
    After a check of this year weeks in which the item is closed do not count, as in
    the plan itself (`patterns.deadline`).
    """
    due = last + dt.timedelta(days=int(spacing))
    if due.year > book.weeks.year:
        return None
    week = book.weeks.index(due) if due.year == book.weeks.year else 0
    if last.year == book.weeks.year:
        week = max(week, later(all_, int(spacing / 7), book.weeks.index(last)))
    ways = list(members(open_))
    if ways:
        week = max(week, ways[min(CATCH_UP_WEEKS, len(ways)) - 1])
    size = book.buckets.weeks
    rounded = week - week % size
    # Earlier within its bucket: never later than allowed.
    return max(rounded, ways[min(CATCH_UP_WEEKS, len(ways)) - 1]) if ways else week


def kind_of(book: YearBook, site: Site, items: list[Item]) -> Kind | None:
    """Return what a site has in common with others; None if it needs no visit."""
    found = (_need(book, site, item) for item in items)
    needs = tuple(need for need in found if need is not None)
    if not needs:
        return None
    town = book.scenario.town[site.town]
    base = book.scenario.district[town.district].base
    size = book.buckets.minutes
    way = book.scenario.travel.minutes(base, site.town)
    departments = sorted({unit[0] for need in needs for unit, _ in need.people})
    capped = site.kind != "area" and not site.cap_exempt
    caps = tuple((d, _cap_left(book, d, site)) for d in departments) if capped else ()
    return Kind(
        area=book.areas[town.district],
        way=-(-way // size) * size,
        apart=AREA_APART if site.kind == "area" else book.apart,
        needs=needs,
        caps=caps,
    )


def _cap_left(book: YearBook, department: str, site: Site) -> int:
    """Return how many plan visits a department may still pay a site this year."""
    return max(
        0, book.cap(department, site.risk) - book.past.used[department, site.site]
    )


def strata_of(book: YearBook) -> list[Stratum]:
    """Return the strata of all sites that need a visit, by their first site."""
    groups: dict[Kind, list[str]] = defaultdict(list)
    for site, items in _items_by_site(book.scenario):
        kind = kind_of(book, site, items)
        if kind is not None:
            groups[kind].append(site.site)
    rows = [Stratum(kind, tuple(sorted(sites))) for kind, sites in groups.items()]
    return sorted(rows, key=lambda row: row.sites[0])


def _items_by_site(scenario: Scenario) -> Iterator[tuple[Site, list[Item]]]:
    items: dict[str, list[Item]] = defaultdict(list)
    for row in scenario.site_items:
        if row.item in scenario.item:
            items[row.site].append(scenario.item[row.item])
    for site in scenario.sites:
        if site.site in items:
            yield site, sorted(items[site.site], key=lambda item: item.item)
