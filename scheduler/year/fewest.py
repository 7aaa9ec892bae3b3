"""In which order a site's visits carry its checks: the fewest unmet, the fewest visits.

Numbers of visits are tried upwards, each with the ways its checks can ride on them,
until weeks exist for one (`patterns.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from operator import or_

from scheduler.model import Settings
from scheduler.year.bundles import fits
from scheduler.year.patterns import MOST_WEEKS, Pattern
from scheduler.year.terms import Kind, Unmet
from scheduler.year.ways import all_tried, ways_of
from scheduler.year.weeks import members, up_to

# Of more patterns than this an even choice is offered.
MOST_PATTERNS = 12


@dataclass(frozen=True)
class Plans:
    """The patterns of a kind of site with the fewest visits, and what is unmet.

    Attributes
    ----------
    proved : bool
        Whether all ways of fewer checks unmet or fewer visits were tried.
    whole : bool
        Whether there are no other ways of as few; else a bound over these patterns
        is none over all.
    least_missing, least_visits : int
        What no plan goes below; the values themselves if proved.
    """

    patterns: tuple[Pattern, ...]
    unmet: tuple[Unmet, ...] = ()
    proved: bool = True
    whole: bool = True
    least_missing: int = 0
    least_visits: int = 0

    @property
    def visits(self) -> int:
        """Visits a year at each site."""
        return len(self.patterns[0].bundles) if self.patterns else 0

    @property
    def missing(self) -> int:
        """Checks unmet at each site."""
        return sum(row.checks for row in self.unmet)


def evenly(kind: Kind, settings: Settings) -> Plans:
    """Return the plans of a kind whose checks are spread over the year.

    Where that would leave a check unmet or take a visit more, they need not be.
    """
    free = plans_of(at_will(kind), settings)
    if all(need.early is None and need.late is None for need in kind.needs):
        return free
    even = plans_of(kind, settings)
    if (even.visits, _left_out(even)) != (free.visits, _left_out(free)):
        return free
    return replace(
        even,
        proved=free.proved,
        least_missing=free.least_missing,
        least_visits=free.least_visits,
    )


def _left_out(plans: Plans) -> set[tuple[str, int]]:
    return {(row.item, row.checks) for row in plans.unmet}


def at_will(kind: Kind) -> Kind:
    """Return a kind whose checks need not be spread over the year."""
    needs = tuple(replace(need, early=None, late=None) for need in kind.needs)
    return replace(kind, needs=needs)


def plans_of(kind: Kind, settings: Settings) -> Plans:
    """Return the ways to meet most checks of a kind of site in the fewest visits."""
    asked = tuple(need.count for need in kind.needs)
    # Beside others no need has more checks than alone.
    alone = asked
    if len(asked) > 1:
        parts = [plans_of(replace(kind, needs=(n,)), settings) for n in kind.needs]
        lost = [part.missing * part.proved for part in parts]
        alone = tuple(a - b for a, b in zip(asked, lost, strict=True))
    proved = True
    for missing in range(sum(asked) - sum(alone), sum(asked) + 1):
        found: list[tuple[tuple[int, ...], list[Pattern]]] = []
        for counts in _counts(alone, sum(asked) - missing):
            patterns, tried = _fewest(_with_counts(kind, counts), settings)
            proved &= tried
            if patterns or missing == sum(asked):
                found.append((counts, patterns))
        if found:
            plans = _chosen(kind, found, settings)
            return _bounded(plans, kind, settings, proved)
    return Plans(())


def _chosen(
    kind: Kind,
    found: Sequence[tuple[tuple[int, ...], list[Pattern]]],
    settings: Settings,
) -> Plans:
    """Return the plans of the fewest visits among ways to leave checks unmet."""
    visits = [len(rows[0].bundles) if rows else 0 for _, rows in found]
    counts, patterns = found[visits.index(min(visits))]
    left_out = visits.count(min(visits)) > 1 or len(patterns) > MOST_PATTERNS
    met = _with_counts(kind, counts)
    tried = not patterns or all_tried(met, min(visits), settings)
    return Plans(
        _some(patterns, MOST_PATTERNS),
        _unmet(kind, counts, settings),
        whole=tried and not left_out,
    )


def _bounded(found: Plans, kind: Kind, settings: Settings, proved: bool) -> Plans:
    """Return plans with what no plan goes below.

    Where not all was tried, each need alone says what cannot be met, and the most
    frequent one how many visits there are with so many checks unmet.
    """
    if proved:
        least = found.missing
        return replace(found, least_missing=least, least_visits=found.visits)
    alone = [plans_of(replace(kind, needs=(need,)), settings) for need in kind.needs]
    most = max(need.count for need in kind.needs)
    return replace(
        found,
        proved=False,
        least_missing=sum(one.missing for one in alone),
        least_visits=max(0, most - found.missing),
    )


def _unmet(kind: Kind, counts: Sequence[int], settings: Settings) -> tuple[Unmet, ...]:
    return tuple(
        Unmet(need.item, need.count - counts[k], _why(kind, k, counts, settings))
        for k, need in enumerate(kind.needs)
        if counts[k] < need.count
    )


def _with_counts(kind: Kind, counts: Sequence[int]) -> Kind:
    needs = [
        replace(need, count=count)
        for need, count in zip(kind.needs, counts, strict=True)
        if count
    ]
    return replace(kind, needs=tuple(needs))


def _counts(most: Sequence[int], wanted: int) -> Iterator[tuple[int, ...]]:
    """Yield the counts of so many checks in all, the most frequent first."""
    missing = sum(most) - wanted
    ranges = [range(count, max(-1, count - missing - 1), -1) for count in most]
    rows = [row for row in product(*ranges) if sum(row) == wanted]
    yield from sorted(rows, key=lambda row: (max(row, default=0), row))


def _fewest(kind: Kind, settings: Settings) -> tuple[list[Pattern], bool]:
    """Return the patterns of the fewest visits, and whether none was left untried.

    Of fewer visits none may be left; of the visits themselves `Plans.whole` tells.
    """
    proved = True
    counts = [need.count for need in kind.needs]
    for visits in range(max(counts, default=1), _most_visits(kind) + 1):
        ways = ways_of(kind, visits, settings)
        found = [pattern for pattern in ways if pattern.earliest() is not None]
        if found:
            return found, proved
        proved &= all_tried(kind, visits, settings)
    return [], proved


def _most_visits(kind: Kind) -> int:
    """Return how many visits there can be: one for each check, far enough apart."""
    checks = sum(need.count for need in kind.needs)
    if not kind.apart:
        return checks
    weeks = reduce(or_, (need.open for need in kind.needs), 0)
    visits = last = 0
    for week in members(weeks & up_to(MOST_WEEKS)):
        if not visits or week - last >= kind.apart:
            visits, last = visits + 1, week
    return min(checks, visits)


def _some(rows: list[Pattern], most: int) -> tuple[Pattern, ...]:
    """Return at most so many of the rows, evenly."""
    if len(rows) <= most:
        return tuple(rows)
    return tuple(rows[k * len(rows) // most] for k in range(most))


def _why(kind: Kind, k: int, counts: Sequence[int], settings: Settings) -> str:
    """Return what keeps one check more of a need from being placed beside the others.

    Caps come first: what is required and above them is told as that.
    """
    need = kind.needs[k]
    if not need.open:
        return "closed"
    if not fits(kind, (k,), settings):
        return "unfit"
    caps = dict(kind.caps)
    if any(caps.get(unit[0], need.count) < need.count for unit, _ in need.people):
        return "cap"
    wanted = replace(kind, needs=(need,))
    if _fewest(wanted, settings)[0]:
        more = [count + (j == k) for j, count in enumerate(counts)]
        wanted = _with_counts(kind, more)
    near = 1 if kind.apart else 0
    if _fewest(replace(wanted, caps=()), settings)[0]:
        return "cap"
    if _fewest(replace(wanted, apart=near), settings)[0]:
        return "gap"
    found, tried = _fewest(replace(wanted, caps=(), apart=near), settings)
    if found:
        return "cap"
    return "season" if tried and _fewest(wanted, settings)[1] else "untried"


def visits_alone(kind: Kind, plans: Plans, settings: Settings) -> int:
    """Return the visits of a year if each unit came alone, its own checks merged.

    For the checks that the plans meet.
    """
    lost = {row.item: row.checks for row in plans.unmet}
    total = 0
    for unit in sorted({unit for need in kind.needs for unit, _ in need.people}):
        own = [
            replace(
                need,
                count=need.count - lost.get(need.item, 0),
                people=tuple(row for row in need.people if row[0] == unit),
            )
            for need in at_will(kind).needs
            if unit in dict(need.people)
        ]
        met = tuple(need for need in own if need.count)
        patterns = _fewest(replace(kind, needs=met), settings)[0]
        total += len(patterns[0].bundles) if patterns else 0
    return total
