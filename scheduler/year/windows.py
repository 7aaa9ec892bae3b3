"""The first and the last week in which each visit of a pattern can lie.

The rows of a pattern are closed under the earlier and under the later of two
solutions (`patterns.py`): there is an earliest solution and a latest one, and every
other lies between them, visit by visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.year.patterns import MOST_WEEKS, Pattern, deadline
from scheduler.year.weeks import WeekSet, from_on, up_to


def windows_of(pattern: Pattern) -> tuple[WeekSet, ...]:
    """Return for each visit the weeks between its earliest and its latest one.

    Spacing is no more than that here: a visit may lie anywhere in its window, whatever
    the others do.
    """
    first, last = pattern.earliest(), latest(pattern)
    if first is None or last is None:
        return (0,) * len(pattern.bundles)
    return tuple(
        allowed & from_on(a) & up_to(b)
        for allowed, a, b in zip(pattern.allowed, first, last, strict=True)
    )


def latest(pattern: Pattern) -> tuple[int, ...] | None:
    """Return the latest weeks that break no row; None if there are none."""
    weeks = [_at_or_before(allowed, MOST_WEEKS) for allowed in pattern.allowed]
    while None not in weeks:
        found = [week or 0 for week in weeks]
        weeks = _lowered(pattern, found)
        if weeks == found:
            return tuple(found)
    return None


def _lowered(pattern: Pattern, weeks: Sequence[int]) -> list[int | None]:
    """Return the weeks with each broken row mended once, by an earlier week."""
    most = list(weeks)
    for j in reversed(range(len(most) - 1)):
        most[j] = min(most[j], most[j + 1] - pattern.kind.apart)
    for a, b, need in pattern.spans:
        most[b] = min(most[b], deadline(need, max(most[a], 0)))
    return [
        _at_or_before(allowed, week)
        for allowed, week in zip(pattern.allowed, most, strict=True)
    ]


def _at_or_before(weeks: WeekSet, k: int) -> int | None:
    rest = weeks & up_to(k)
    return rest.bit_length() - 1 if rest else None
