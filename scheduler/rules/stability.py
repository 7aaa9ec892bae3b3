"""A re-plan keeps what was published: the visits the planner asked to keep."""

from __future__ import annotations

from scheduler.model.calendar import Date
from scheduler.rules.core import Finding, Published, Violation


def matches(value: str, date: Date, session: str) -> bool:
    """Say whether a pin's value (``date session``, a date, empty) means a session."""
    day = date.isoformat()
    return value in ("", day, f"{day} {session}")


def check_stability(published: Published) -> Finding:
    """See that every visit pinned with `keep` still stands where it stood.

    An earlier publication of the same week is not part of the folder; what it
    asked to keep is, as the pins of kind `keep`.
    """
    pins = [
        pin
        for pin in published.scenario.pins
        if pin.kind == "keep" and pin.week == str(published.week) and pin.site
    ]
    found = [
        Violation("stability", "moved", {"site": pin.site, "value": pin.value or "—"})
        for pin in pins
        if not any(
            v.site == pin.site and matches(pin.value, v.date, v.session)
            for v in published.timetable.visits
        )
    ]
    return Finding(len(pins), tuple(found))
