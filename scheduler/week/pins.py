"""The planner's listed exceptions: visits held, kept away, officers held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import Pin, Scenario, Session, Week
from scheduler.week.columns import Column
from scheduler.week.program import WeekProgram

HELD = ("visit_at", "keep")


def pins_of(scenario: Scenario, week: Week) -> tuple[Pin, ...]:
    """Return the pins of a week, in order of kind, site, officer, value."""
    rows = [pin for pin in scenario.pins if pin.week == str(week)]
    rows.sort(key=lambda p: (p.kind, p.site or "", p.officer or "", p.value))
    return tuple(rows)


def matches(pin: Pin, session: Session) -> bool:
    """Say whether a pin's value (``date session``, a date, or empty) means it."""
    return pin.value in ("", session.date.isoformat(), str(session))


def allowed(column: Column, pins: Sequence[Pin]) -> bool:
    """Say whether a round breaks no `visit_off` and no `visit_at` of its sites."""
    sites = {variant.site for variant in column.template.variants}
    for pin in pins:
        if pin.site not in sites:
            continue
        if pin.kind == "visit_off" and matches(pin, column.session):
            return False
        if pin.kind in HELD and not matches(pin, column.session):
            return False
    return True


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
        for (officer, session, _), k in sorted(week.posts.items())
        if officer == pin.officer and matches(pin, session)
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
    for (name, session, district), post in sorted(week.posts.items()):
        if name != officer.officer or post not in wanted:
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


def pin_name(pin: Pin) -> str:
    """Return how a pin is called in rows and messages."""
    target = pin.site or pin.officer or ""
    return f"pin {pin.kind} {target} {pin.value}".rstrip()
