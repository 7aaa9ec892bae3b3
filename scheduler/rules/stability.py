"""A re-plan keeps what was published: the visits the planner asked to keep."""

from __future__ import annotations

from scheduler.rules.core import Finding, Published, Violation


def check_stability(published: Published) -> Finding:
    """See that every visit pinned with `keep` still stands where it stood.

    An earlier publication of the same week is not part of the folder; what it
    asked to keep is, as the pins of kind `keep`.
    """
    at = {
        (v.site, f"{v.date.isoformat()} {v.session}")
        for v in published.timetable.visits
    }
    pins = [
        pin
        for pin in published.scenario.pins
        if pin.kind == "keep" and pin.week == str(published.week) and pin.site
    ]
    found = [
        Violation("stability", "moved", {"site": pin.site, "value": pin.value})
        for pin in pins
        if (pin.site, pin.value) not in at
    ]
    return Finding(len(pins), tuple(found))
