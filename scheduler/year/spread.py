"""Checks spread over the year: in which weeks they should lie, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.year.patterns import Pattern
from scheduler.year.terms import Kind
from scheduler.year.weeks import WeekSet, members


def spread(
    open_: WeekSet, count: int, spacing: int, first: int | None
) -> tuple[int | None, int | None]:
    """Return the weeks before which the first, after which the last check should lie.

    As if a check stood at either end of the year, so that no more than the spacing is
    without one there; as many checks as there are may not reach as far. `first` is
    the last week for the first check, if history sets one.
    """
    ways = list(members(open_))
    if len(ways) <= spacing:
        return None, None
    start = spacing if first is None else sum(week <= first for week in ways) - 1
    # A spacing less than they reach: one way only would leave nothing to level.
    reach = min(len(ways) - 1, start + (count - 1) * spacing) - spacing
    early = ways[start] if first is None else None
    return early, ways[reach] if reach > 0 else None


def is_even(kind: Kind, pattern: Pattern, weeks: Sequence[int]) -> bool:
    """Say whether the checks of a site are spread over the year as its kind wishes."""
    for need in kind.needs:
        mine = [
            week
            for week, bundle in zip(weeks, pattern.bundles, strict=True)
            if any(pattern.kind.needs[j].item == need.item for j in bundle)
        ]
        if mine and not (
            (need.early is None or mine[0] <= need.early)
            and (need.late is None or mine[-1] >= need.late)
        ):
            return False
    return True
