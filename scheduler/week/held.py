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


def add_pins(week: WeekProgram, pins: Sequence[Pin]) -> None:
    """Add the rows of the pins to the program, and a seat for every held officer."""
    for pin in pins:
        if pin.kind in HELD and pin.site:
            row = week.program.row((), lower=1, name=pin_name(pin))
            held = HeldSite(row, pin.site, partial(matches, pin))
            week.terms.held.append(held)
        if pin.kind in ("officer_on", "keep") and pin.officer:
            posts = _posts(week, pin)
            terms = [(post, 1) for _, post in posts]
            week.program.row(terms, lower=1, name=pin_name(pin))
            for key, post in posts:
                _seat_row(week, pin, key, post)


def _posts(week: WeekProgram, pin: Pin) -> list[tuple[tuple[Session, str], int]]:
    return [
        ((session, district), k)
        for (crew, session, district), k in sorted(week.posts.items())
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
