"""The planner's listed exceptions: visits held, kept away, officers held."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import Pin, Scenario, Session, Week
from scheduler.week.columns import Column

HELD = ("visit_at", "keep")


def pins_of(scenario: Scenario, week: Week) -> tuple[Pin, ...]:
    """Return the pins of a week, in order of kind, site, officer, value."""
    rows = [pin for pin in scenario.pins if pin.week == str(week)]
    rows.sort(key=lambda p: (p.kind, p.site or "", p.officer or "", p.value))
    return tuple(rows)


def matches(pin: Pin, session: Session) -> bool:
    """Say whether a pin's value (``date session``, a date, or empty) means it."""
    return pin.value in ("", session.date.isoformat(), str(session))


def narrowness(pin: Pin) -> tuple[int, bool]:
    """Return the rank of a pin by how little it leaves open, the narrowest first.

    One for a session comes before one for a date, that before one for the week; of
    them one that names a site before one that does not.
    """
    day, _, kind = pin.value.partition(" ")
    return (0 if kind else 1 if day else 2, not pin.site)


def visit_allowed(site: str, session: Session, pins: Sequence[Pin]) -> bool:
    """Say whether visiting a site in a session breaks no `visit_off`, no `visit_at`.

    Of several pins that hold one site it must keep one: that all cannot be kept is
    for the selection to find, so that it can name them all.
    """
    mine = [pin for pin in pins if pin.site == site]
    held = [pin for pin in mine if pin.kind in HELD]
    if held and not any(matches(pin, session) for pin in held):
        return False
    return not any(p.kind == "visit_off" and matches(p, session) for p in mine)


def allowed(column: Column, pins: Sequence[Pin]) -> bool:
    """Say whether all visits of a round are allowed (`visit_allowed`)."""
    return all(
        visit_allowed(variant.site, column.session, pins)
        for variant in column.template.variants
    )


def opposing(pin: Pin, pins: Sequence[Pin]) -> list[Pin]:
    """Return the pins that keep away what a pin holds."""
    kinds = {"visit_at": "visit_off", "keep": "visit_off", "officer_on": "officer_off"}
    return [
        other
        for other in pins
        if other.kind == kinds.get(pin.kind)
        and (other.site, other.officer) == (pin.site, pin.officer)
    ]


def pinned_officers(scenario: Scenario, week: Week) -> frozenset[str]:
    """Return the officers whom a pin of the week holds somewhere."""
    return frozenset(
        pin.officer
        for pin in pins_of(scenario, week)
        if pin.officer and pin.kind in ("officer_on", "keep")
    )


def pin_name(pin: Pin) -> str:
    """Return how a pin is called in rows and messages."""
    target = pin.site or pin.officer or ""
    return f"pin {pin.kind} {target} {pin.value}".rstrip()
