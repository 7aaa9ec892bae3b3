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


def pinned_officers(scenario: Scenario, week: Week) -> frozenset[str]:
    """Return the officers whom a pin of the week holds somewhere."""
    return frozenset(
        pin.officer
        for pin in pins_of(scenario, week)
        if pin.officer and pin.kind in ("officer_on", "keep")
    )
