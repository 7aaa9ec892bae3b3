"""The patterns of so many visits: which visit carries which checks of a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice, product

from scheduler.model import Settings
from scheduler.year.bundles import Bundle, fits
from scheduler.year.patterns import Pattern
from scheduler.year.terms import Kind

# All patterns of a number of visits are tried if there are no more; else so many, and
# then nothing is proved.
MOST_WAYS = 5000
SOME_WAYS = 600


def ways_of(kind: Kind, visits: int, settings: Settings) -> Iterator[Pattern]:
    """Yield patterns of so many visits, each of which carries something.

    All of them, or some if there are very many (`all_tried` tells).
    """
    rows = _all(kind, visits, settings)
    if _number(kind, visits, settings) > MOST_WAYS:
        rows = _some(kind, visits, settings)
    for bundles in rows:
        if _within_caps(kind, bundles):
            yield Pattern(kind, bundles)


def all_tried(kind: Kind, visits: int, settings: Settings) -> bool:
    """Say whether `ways_of` yields all patterns of so many visits."""
    return _number(kind, visits, settings) <= MOST_WAYS


def _fitting(kind: Kind, settings: Settings) -> list[Bundle]:
    """Return what one visit may carry, caps aside."""
    numbers = range(len(kind.needs))
    return [
        bundle
        for size in range(1, len(numbers) + 1)
        for bundle in combinations(numbers, size)
        if fits(kind, bundle, settings)
    ]


def _number(kind: Kind, visits: int, settings: Settings) -> int:
    """Return how many patterns there are, caps aside."""
    fitting = _fitting(kind, settings)

    @cache
    def number(left: tuple[int, ...], visits: int) -> int:
        if not visits:
            return int(not any(left))
        if max(left) > visits or sum(left) < visits:
            return 0
        return sum(
            number(_less(left, bundle), visits - 1)
            for bundle in fitting
            if all(left[k] for k in bundle)
        )

    return number(tuple(need.count for need in kind.needs), visits)


def _less(left: tuple[int, ...], bundle: Bundle) -> tuple[int, ...]:
    return tuple(count - (k in bundle) for k, count in enumerate(left))


def _all(kind: Kind, visits: int, settings: Settings) -> Iterator[tuple[Bundle, ...]]:
    """Yield the bundles of every pattern, by the visits of the first need, and so on.

    Branches in which checks cannot be placed any more are left at once.
    """
    fitting = _fitting(kind, settings)

    def more(left: tuple[int, ...], visits: int) -> Iterator[tuple[Bundle, ...]]:
        if not visits:
            yield ()
            return
        for bundle in fitting:
            rest = _less(left, bundle)
            if min(rest) >= 0 and max(rest) < visits and sum(rest) >= visits - 1:
                for others in more(rest, visits - 1):
                    yield (bundle, *others)

    rows = more(tuple(need.count for need in kind.needs), visits)
    yield from sorted(rows, key=lambda row: _carried(row, len(kind.needs)))


def _carried(bundles: Sequence[Bundle], needs: int) -> tuple[tuple[int, ...], ...]:
    """Return for each need the visits that carry it."""
    return tuple(
        tuple(j for j, bundle in enumerate(bundles) if k in bundle)
        for k in range(needs)
    )


def _some(kind: Kind, visits: int, settings: Settings) -> Iterator[tuple[Bundle, ...]]:
    """Yield the bundles of some patterns: each need evenly spread, and other ways."""
    free = sum(need.count < visits for need in kind.needs)
    most = max(2, int(SOME_WAYS ** (1 / max(1, free))))
    rides = [_rides(visits, need.count, most) for need in kind.needs]
    for chosen in product(*rides):
        bundles = tuple(
            tuple(k for k, mine in enumerate(chosen) if j in mine)
            for j in range(visits)
        )
        if all(bundles) and all(fits(kind, b, settings) for b in set(bundles)):
            yield bundles


def _rides(visits: int, count: int, most: int) -> list[tuple[int, ...]]:
    """Return visits a need may ride on: evenly, in a row, and others, so many."""
    step = visits / count
    even = (
        tuple(sorted({int(start + k * step) % visits for k in range(count)}))
        for start in range(max(1, int(step)))
    )
    row = (tuple(range(k, k + count)) for k in range(visits - count + 1))
    others = islice(combinations(range(visits), count), most)
    return list(dict.fromkeys((*even, *row, *others)))[:most]


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
