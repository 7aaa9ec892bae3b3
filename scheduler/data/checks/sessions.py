"""Checks: session kinds that ``scenario.toml`` defines, opening hours, pins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.data.cells import read_date
from scheduler.data.checks.view import View
from scheduler.data.problems import CellError, Problem
from scheduler.model import Week

_KINDS = (
    ("absences", "sessions"),
    ("invitations", "session"),
    ("items", "sessions"),
)
# What a kind of pin must name.
_PIN_NEEDS = {
    "visit_at": ("site", "value"),
    "visit_off": ("site",),
    "officer_on": ("officer", "value"),
    "officer_off": ("officer",),
    "keep": ("site",),
}


def known_sessions(view: View) -> Iterator[Problem]:
    """Report session kinds that no ``[[session]]`` defines; in history, warn once."""
    if view.settings is None:
        return
    kinds = {session.kind for session in view.settings.sessions}
    listing = "、".join(sorted(kinds))
    for name, column in _KINDS:
        for row, value in view.rows(name, column):
            named = value if isinstance(value, tuple) else (value,)
            for kind in named:
                if kind not in kinds:
                    yield view[name].problem(row, column, "choice", choices=listing)
    gone: set[str] = set()
    for row, kind in view.rows("history", "session"):
        if kind not in kinds and kind not in gone:
            gone.add(kind)
            yield view["history"].problem(
                row, "session", "choice", "warning", choices=listing
            )


def opening_hours(view: View) -> Iterator[Problem]:
    """Report sites with one opening hour only, or closing before they open."""
    for row, start, end in view.rows("sites", "open_from", "open_until"):
        if (start is None) != (end is None):
            column = "open_from" if start is None else "open_until"
            yield view["sites"].problem(row, column, "both_hours")
        elif start is not None and start >= end:
            yield view["sites"].problem(row, "open_until", "window_order")


def pins_complete(view: View) -> Iterator[Problem]:
    """Report pins that do not say which site, officer or session they mean."""
    pins = view["pins"]
    columns = ("week", "kind", "site", "officer", "value")
    for row, week, kind, site, officer, value in view.rows("pins", *columns):
        given = {"site": site, "officer": officer, "value": value}
        for column in _PIN_NEEDS[kind]:
            if not given[column]:
                yield pins.problem(row, column, "pin_needs", kind=kind)
        if value and not _pin_value(view, week, value):
            kinds = "、".join(_kinds(view) or ["scenario.toml"])
            yield pins.problem(row, "value", "pin_value", week=week, kinds=kinds)


def _kinds(view: View) -> list[str] | None:
    """Return the kinds of session there are; None if the settings are not known."""
    if view.settings is None:
        return None
    return sorted(session.kind for session in view.settings.sessions)


def _pin_value(view: View, week: str, value: str) -> bool:
    """Say whether `value` is ``date session`` with a date of the week."""
    match = re.fullmatch(r"(\S+) (\S+)", value)
    if match is None:
        return False
    try:
        date = read_date(match[1])
    except CellError:
        return False
    kinds = _kinds(view)
    return date in Week.parse(week).dates and (kinds is None or match[2] in kinds)
