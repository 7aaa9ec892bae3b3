"""Check: every item can be checked in every town where a site carries it."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.data.checks.view import View
from scheduler.data.problems import Problem
from scheduler.model import Item, Scenario, SessionKind, Window

_WHOLE_DAY = Window(0, 1800)


def items_that_fit_no_session(scenario: Scenario, view: View) -> Iterator[Problem]:
    """Warn of each (item, town) for which no session is long enough.

    A round with this one visit must leave and return at most `shoulder` minutes
    outside the session; the visit (entry plus the item's minutes) lies in one span of
    the session and in one window of the item.
    """
    pairs = {
        (row.item, scenario.site[row.site].town): None for row in scenario.site_items
    }
    rows = {item.item: row for row, item in enumerate(scenario.items)}
    for item, town in pairs:
        if not fits(scenario, item, town):
            yield view["items"].problem(
                rows[item], "minutes", "fits_no_session", "warning", town=town
            )


def fits(scenario: Scenario, item: str, town: str) -> bool:
    """Say whether one visit for `item` in `town` fits some session."""
    row = scenario.item[item]
    travel = scenario.travel
    bases = {scenario.district[scenario.town[town].district].base}
    if town_alone(scenario, item, town):
        bases.add(town)
    return any(
        _fits_kind(
            scenario, row, kind, travel.minutes(b, town), travel.minutes(town, b)
        )
        for b in sorted(bases)
        for kind in scenario.settings.sessions
        if kind.kind in row.sessions or set(kind.covers) & set(row.sessions)
    )


def town_alone(scenario: Scenario, item: str, town: str) -> bool:
    """Say whether officers of the town alone may check: delegated, no other case."""
    if any(role.role == "case" for role in scenario.roles.get(item, ())):
        return False
    return any(
        row.item == item and row.town in {town, "*"} and row.authority == "town"
        for row in scenario.delegations
    )


def _fits_kind(
    scenario: Scenario, item: Item, kind: SessionKind, out: int, home: int
) -> bool:
    settings = scenario.settings.travel
    minutes = settings.entry_minutes + item.minutes
    if minutes > settings.max_on_site:
        return False
    first = kind.start - settings.shoulder + out
    last = kind.end + settings.shoulder - home
    for span in kind.spans:
        for window in item.windows or (_WHOLE_DAY,):
            start = max(span.start, window.start, first)
            if start + minutes <= min(span.end, window.end, last):
                return True
    return False
