"""What one visit may carry together, how long it takes, and with how many people."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.intake import meet
from scheduler.model import Settings
from scheduler.year.terms import Kind, Need, Unit

# Numbers of the needs that a visit carries, ascending.
Bundle = tuple[int, ...]


def fits(kind: Kind, bundle: Bundle, settings: Settings) -> bool:
    """Say whether one visit may carry the needs of a bundle."""
    needs = [kind.needs[k] for k in bundle]
    groups = {need.group for need in needs if need.group}
    leads = {need.lead for need in needs if need.lead}
    kinds = set(needs[0].kinds).intersection(*(need.kinds for need in needs))
    if len(groups) > 1 or len(leads) > 1 or not kinds:
        return False
    if not all(need.people for need in needs):
        return False
    length = on_site(needs, settings.travel.entry_minutes)
    windows = needs[0].windows
    for need in needs[1:]:
        windows = meet(windows, need.windows)
    return (
        length <= settings.travel.max_on_site
        and sum(people_of(needs).values()) <= settings.number("party_size", "max")
        and (not windows or any(w.end - w.start >= length for w in windows))
    )


def on_site(needs: Sequence[Need], entry: int) -> int:
    """Return minutes on site: entry and the longest sum of one unit's checks."""
    minutes: dict[Unit, int] = {}
    for need in needs:
        for unit, _ in need.people:
            minutes[unit] = minutes.get(unit, 0) + need.minutes
    return entry + max(minutes.values(), default=0)


def people_of(needs: Sequence[Need]) -> dict[Unit, int]:
    """Return the people of each unit on a visit: the most that one check asks for."""
    found: dict[Unit, int] = {}
    for need in needs:
        for unit, people in need.people:
            found[unit] = max(found.get(unit, 0), people)
    return found
