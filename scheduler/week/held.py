"""Rows of the program that the planner's pins force."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from scheduler.model import Pin, Session
from scheduler.week.columns import Column
from scheduler.week.pins import HELD, matches, pin_name
from scheduler.week.terms import HeldSite
from scheduler.week.variants import Unit
from scheduler.week.week_program import WeekProgram


def add_pins(week: WeekProgram, pins: Sequence[Pin], officers: bool) -> None:
    """Add the rows of the pins to the program, and a seat for every held officer.

    Parameters
    ----------
    officers : bool
        Whether the program sends officers to posts.
    """
    for pin in pins:
        if pin.kind in HELD and pin.site:
            row = week.program.row((), lower=1, name=pin_name(pin))
            held = HeldSite(row, pin.site, partial(matches, pin))
            week.terms.held.append(held)
        if pin.kind in ("officer_on", "keep") and pin.officer:
            hold = _hold_officer if officers else _ask_for_unit
            hold(week, pin)


def _hold_officer(week: WeekProgram, pin: Pin) -> None:
    """Send a held officer to a post where a round has a seat for him."""
    posts = _posts(week, pin)
    terms = [(week.posts[key], 1) for key in posts]
    week.program.row(terms, lower=1, name=pin_name(pin))
    for key in posts:
        _seat_row(week, pin, key[1:], week.posts[key])


def _ask_for_unit(week: WeekProgram, pin: Pin) -> None:
    """Ask for a round that could have a seat for him: less, without posts."""
    row = week.program.row((), lower=1, name=pin_name(pin))
    if pin.site:
        held = HeldSite(row, pin.site, partial(matches, pin))
        week.terms.held.append(held)
        return
    unit = week.availability.unit(week.scenario.officer[pin.officer or ""])
    for _, session, district in _posts(week, pin):
        week.terms.people[session, district, unit].append((row, 1))


def _posts(week: WeekProgram, pin: Pin) -> list[tuple[int, Session, str]]:
    return [
        (crew, session, district)
        for crew, session, district in sorted(week.reach)
        if week.crews[crew].officers[0].officer == pin.officer and matches(pin, session)
    ]


def _seat_row(week: WeekProgram, pin: Pin, key: tuple[Session, str], post: int) -> None:
    """Send a held officer only where a round has a seat of his unit."""
    session, district = key
    unit = week.availability.unit(week.scenario.officer[pin.officer or ""])
    row = week.program.row([(post, -1)], lower=0, name=pin_name(pin))
    if pin.site is None:
        week.terms.people[session, district, unit].append((row, 1))
    else:
        week.terms.whole.append((row, partial(_seats_at, pin.site, key, unit)))


def _seats_at(site: str, key: tuple[Session, str], unit: Unit, column: Column) -> int:
    """Return the seats of a unit in a round that visits a site."""
    here = (column.session, column.template.district) == key
    if not here or all(v.site != site for v in column.template.variants):
        return 0
    return dict(column.template.needs)[unit].people if _has(column, unit) else 0


def _has(column: Column, unit: Unit) -> bool:
    return any(found == unit for found, _ in column.template.needs)
