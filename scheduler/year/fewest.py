"""In which order a site's visits carry its checks: the fewest unmet, the fewest visits.

Numbers of visits are tried upwards, each with the ways its checks can ride on them,
until weeks exist for one (`patterns.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import comb

from scheduler.model import Settings
from scheduler.year.bundles import Bundle, fits
from scheduler.year.patterns import Pattern
from scheduler.year.terms import Kind, Need, Unmet

# Of more patterns than this an even choice is offered.
MOST_PATTERNS = 12
# Of more ways to ride than this some are tried; then nothing is proved.
MOST_TRIED = 400


@dataclass(frozen=True)
class Plans:
    """The patterns of a kind of site with the fewest visits, and what is unmet.

    Attributes
    ----------
    proved : bool
        Whether all ways of fewer checks unmet or fewer visits were tried.
    least_missing, least_visits : int
        What no plan goes below; the values themselves if proved.
    """

    patterns: tuple[Pattern, ...]
    unmet: tuple[Unmet, ...] = ()
    proved: bool = True
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
    same = (even.missing, even.visits) == (free.missing, free.visits)
    if not same:
        return free
    return replace(
        even,
        proved=free.proved,
        least_missing=free.least_missing,
        least_visits=free.least_visits,
    )


def at_will(kind: Kind) -> Kind:
    """Return a kind whose checks need not be spread over the year."""
    needs = tuple(replace(need, early=None, late=None) for need in kind.needs)
    return replace(kind, needs=needs)


def plans_of(kind: Kind, settings: Settings) -> Plans:
    """Return the ways to meet most checks of a kind of site in the fewest visits."""
    total = sum(need.count for need in kind.needs)
    proved = True
    for missing in range(total + 1):
        best: Plans | None = None
        for counts in _counts(kind, missing):
            patterns = _fewest(_with_counts(kind, counts), settings)
            found = Plans(tuple(patterns), _unmet(kind, counts, settings))
            proved &= _all_tried(counts, found.visits)
            if patterns and (best is None or found.visits < best.visits):
                best = found
            if missing == total:
                best = found
        if best is not None:
            return _bounded(best, kind, settings, proved)
    return Plans(())


def _all_tried(counts: Sequence[int], visits: int) -> bool:
    """Say whether all ways of fewer visits were tried; 0 visits: none was found."""
    some = [count for count in counts if count]
    end = visits or sum(some) + 1
    return all(
        comb(number, count) <= MOST_TRIED
        for number in range(max(some, default=0), end)
        for count in some
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
        Unmet(need.item, need.count - count, _why(kind, need, settings))
        for need, count in zip(kind.needs, counts, strict=True)
        if count < need.count
    )


def _with_counts(kind: Kind, counts: Sequence[int]) -> Kind:
    needs = [
        replace(need, count=count)
        for need, count in zip(kind.needs, counts, strict=True)
        if count
    ]
    return replace(kind, needs=tuple(needs))


def _counts(kind: Kind, missing: int) -> Iterator[tuple[int, ...]]:
    """Yield the counts of checks that leave out so many, the most frequent first."""
    ranges = [
        range(need.count, max(-1, need.count - missing - 1), -1) for need in kind.needs
    ]
    wanted = sum(need.count for need in kind.needs) - missing
    rows = [row for row in product(*ranges) if sum(row) == wanted]
    yield from sorted(rows, key=lambda row: (max(row, default=0), row))


def _fewest(kind: Kind, settings: Settings) -> list[Pattern]:
    if not kind.needs:
        return []
    counts = [need.count for need in kind.needs]
    for visits in range(max(counts), sum(counts) + 1):
        found = [
            pattern
            for pattern in _patterns(kind, visits, settings)
            if pattern.earliest() is not None
        ]
        if found:
            return _some(found, MOST_PATTERNS)
    return []


def _some(rows: list[Pattern], most: int) -> list[Pattern]:
    """Return at most so many of the rows, evenly."""
    if len(rows) <= most:
        return rows
    return [rows[k * len(rows) // most] for k in range(most)]


def _patterns(kind: Kind, visits: int, settings: Settings) -> Iterator[Pattern]:
    """Yield the patterns of so many visits, each of which carries something."""
    rides = [_rides(visits, need.count) for need in kind.needs]
    for chosen in product(*rides):
        bundles = tuple(
            tuple(k for k, mine in enumerate(chosen) if j in mine)
            for j in range(visits)
        )
        if (
            all(bundles)
            and all(fits(kind, bundle, settings) for bundle in set(bundles))
            and _within_caps(kind, bundles)
        ):
            yield Pattern(kind, bundles)


def _rides(visits: int, count: int) -> list[frozenset[int]]:
    """Return on which visits a need may ride; of very many ways some."""
    if count == visits:
        return [frozenset(range(visits))]
    rows = []
    for row in combinations(range(visits), count):
        rows.append(frozenset(row))
        if len(rows) > MOST_TRIED:
            return _some_rides(visits, count)
    return rows


def _some_rides(visits: int, count: int) -> list[frozenset[int]]:
    """Return rides evenly spread, from each start, and rides one after the other."""
    step = visits / count
    even = [
        frozenset(int(start + k * step) % visits for k in range(count))
        for start in range(max(1, int(step)))
    ]
    together = [
        frozenset(range(start, start + count)) for start in range(visits - count + 1)
    ]
    return [*even, *together]


def _within_caps(kind: Kind, bundles: Sequence[Bundle]) -> bool:
    for department, cap in kind.caps:
        theirs = {
            k
            for k, need in enumerate(kind.needs)
            if any(unit[0] == department for unit, _ in need.people)
        }
        if sum(bool(theirs.intersection(bundle)) for bundle in bundles) > cap:
            return False
    return True


def _why(kind: Kind, need: Need, settings: Settings) -> str:
    """Return what keeps all checks of a need from being placed."""
    if not need.open:
        return "closed"
    if _fewest(replace(kind, caps=()), settings):
        return "cap"
    if _fewest(replace(kind, apart=1 if kind.apart else 0), settings):
        return "gap"
    return "season"
