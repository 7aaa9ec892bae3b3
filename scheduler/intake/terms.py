"""On which dates and terms one check may be carried, and why not otherwise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.intake.past import Past
from scheduler.intake.roles import acting_roles
from scheduler.model import (
    ActingRole,
    Closure,
    DayTerms,
    Item,
    Scenario,
    Site,
    Week,
    Window,
)
from scheduler.model.calendar import Date


@dataclass(frozen=True)
class Context:
    """What every row of one week is judged by."""

    scenario: Scenario
    week: Week
    past: Past

    @cached_property
    def working_dates(self) -> tuple[Date, ...]:
        """The week's working dates."""
        calendar = self.scenario.calendar
        return tuple(d for d in self.week.dates if calendar.working(d))

    @cached_property
    def closures(self) -> dict[str, list[Closure]]:
        """Closures by site (``*`` for all)."""
        rows: dict[str, list[Closure]] = defaultdict(list)
        for row in self.scenario.closures:
            rows[row.site].append(row)
        return rows

    @cached_property
    def caps(self) -> dict[tuple[str, str], int]:
        """Plan visits a year by (department, risk or ``*``)."""
        return {(c.department, c.risk): c.per_year for c in self.scenario.caps}

    @cached_property
    def _site_items(self) -> frozenset[tuple[str, str]]:
        rows = self.scenario.site_items
        return frozenset((row.site, row.item) for row in rows)

    def carries(self, site: str, item: str) -> bool:
        """Say whether a site carries an item; any does if `site_items` is empty."""
        return not self._site_items or (site, item) in self._site_items

    @cached_property
    def _roles(self) -> dict[tuple[str, str, Date], tuple[ActingRole, ...]]:
        return {}

    def roles(self, item: str, town: str, date: Date) -> tuple[ActingRole, ...]:
        """Return the acting roles, remembered."""
        key = (item, town, date)
        if key not in self._roles:
            self._roles[key] = acting_roles(self.scenario, item, town, date)
        return self._roles[key]

    def closed(self, site: str, date: Date) -> bool:
        """Say whether a closure holds on a date."""
        rows = (*self.closures.get(site, ()), *self.closures.get("*", ()))
        return any(row.from_ <= date <= row.until for row in rows)

    def cap(self, department: str, site: Site) -> int:
        """Return how many plan visits a year a department may pay a site."""
        default = int(self.scenario.settings.number("yearly_cap", "default"))
        every = self.caps.get((department, "*"), default)
        return self.caps.get((department, site.risk), every)

    def cap_left(self, department: str, site: Site, year: int) -> bool:
        """Say whether a department may use one more of its cap at a site."""
        used = self.past.cap_used.get((department, site.site, year), 0)
        return used < self.cap(department, site)

    def gap_end(self, site: Site) -> Date | None:
        """Return the first date on which plan checks are allowed again."""
        last = self.past.last_plan_visit.get(site.site)
        if last is None or site.kind == "area":
            return None
        days = int(self.scenario.settings.number("minimum_gap", "days"))
        return last + dt.timedelta(days=days)


def capped(site: Site) -> bool:
    """Say whether the yearly cap binds at a site."""
    return site.kind != "area" and not site.cap_exempt


def session_kinds(scenario: Scenario, item: Item) -> tuple[str, ...]:
    """Return the kinds of session whose rounds may carry the item."""
    return tuple(
        kind.kind
        for kind in scenario.settings.sessions
        if kind.kind in item.sessions or set(kind.covers) & set(item.sessions)
    )


def meet(a: Sequence[Window], b: Sequence[Window]) -> tuple[Window, ...]:
    """Return the overlaps of two lists of windows; an empty list is no limit."""
    if not a or not b:
        return tuple(a or b)
    overlaps = [
        Window(max(x.start, y.start), min(x.end, y.end))
        for x in a
        for y in b
        if max(x.start, y.start) < min(x.end, y.end)
    ]
    return tuple(sorted(overlaps)) or (Window(0, 0),)


def check_windows(item: Item, site: Site, exempt: bool) -> tuple[Window, ...]:
    """Return the windows of a check; a site's hours bind plan checks only."""
    if exempt or site.open_from is None or site.open_until is None:
        return item.windows
    return meet(item.windows, (Window(site.open_from, site.open_until),))


def day_terms(
    context: Context, item: Item, site: Site, date: Date, cap_counts: bool
) -> DayTerms | None:
    """Return the terms of a check on a date, or None if its cap forbids it."""
    roles = context.roles(item.item, site.town, date)
    barred: list[str] = []
    if cap_counts and capped(site):
        for role in roles:
            if context.cap_left(role.department, site, date.year):
                continue
            if role.role != "assist":
                return None
            barred.append(role.department)
    kinds = session_kinds(context.scenario, item)
    return DayTerms(date, kinds, roles, tuple(barred))
