"""Rows of the program that the planner's pins force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import Pin
from scheduler.week.pins import HELD, matches, pin_name
from scheduler.week.program import WeekProgram


@dataclass(frozen=True, slots=True)
class PinnedRow:
    """A row that a pin forces: at least one of these program columns."""

    pin: Pin
    columns: tuple[int, ...]


def pinned_rows(week: WeekProgram, pins: Sequence[Pin]) -> list[PinnedRow]:
    """Return what every pin that holds a visit or an officer demands."""
    rows: list[PinnedRow] = []
    for pin in pins:
        if pin.kind in HELD and pin.site:
            rows.append(PinnedRow(pin, _visits(week, pin)))
        if pin.kind in ("officer_on", "keep") and pin.officer:
            rows.append(PinnedRow(pin, _posts(week, pin)))
    return rows


def _visits(week: WeekProgram, pin: Pin) -> tuple[int, ...]:
    return tuple(
        k
        for k, column in enumerate(week.columns)
        if matches(pin, column.session)
        and any(v.site == pin.site for v in column.template.variants)
    )


def _posts(week: WeekProgram, pin: Pin) -> tuple[int, ...]:
    return tuple(
        k
        for (crew, session, _), k in sorted(week.posts.items())
        if week.crews[crew].officers[0].officer == pin.officer and matches(pin, session)
    )


def add_pins(week: WeekProgram, pins: Sequence[Pin]) -> None:
    """Add the rows of the pins to the program, and a seat for every held officer."""
    for row in pinned_rows(week, pins):
        terms = [(k, 1) for k in row.columns]
        week.program.row(terms, lower=1, name=pin_name(row.pin))
        if row.pin.officer:
            _seat_rows(week, row)


def _seat_rows(week: WeekProgram, row: PinnedRow) -> None:
    """Send a held officer only where a round has a seat of his unit."""
    officer = week.scenario.officer[row.pin.officer or ""]
    unit = week.availability.unit(officer)
    wanted = set(row.columns)
    for (_, session, district), post in sorted(week.posts.items()):
        if post not in wanted:
            continue
        seats = [
            (k, need.people)
            for k, column in enumerate(week.columns)
            if (column.session, column.template.district) == (session, district)
            and (
                row.pin.site is None
                or any(v.site == row.pin.site for v in column.template.variants)
            )
            for u, need in column.template.needs
            if u == unit
        ]
        week.program.row([*seats, (post, -1)], lower=0, name=pin_name(row.pin))
