"""The patterns of so many visits: which visit carries which checks of a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from scheduler.model import Settings
from scheduler.year.bundles import Bundle, fits
from scheduler.year.patterns import Pattern
from scheduler.year.terms import Kind

# All patterns of a number of visits are tried if there are no more; else so many, and
# then nothing is proved.
MOST_WAYS = 5000
SOME_WAYS, SPREAD_WAYS = 300, 300


def ways_of(kind: Kind, visits: int, settings: Settings) -> Iterator[Pattern]:
    """Yield patterns of so many visits, each of which carries something.

    All of them, or some if there are very many (`all_tried` tells).
    """
    ways = _Ways(kind, visits, settings)
    rows = ways.some() if ways.number > MOST_WAYS else ways.all()
    for bundles in rows:
        if _within_caps(kind, bundles):
            yield Pattern(kind, bundles)


def all_tried(kind: Kind, visits: int, settings: Settings) -> bool:
    """Say whether `ways_of` yields all patterns of so many visits."""
    return _Ways(kind, visits, settings).number <= MOST_WAYS


class _Ways:
    """The bundles of all patterns of a kind, caps aside: counted, and told by rank."""

    def __init__(self, kind: Kind, visits: int, settings: Settings) -> None:
        self.kind, self.visits, self.settings = kind, visits, settings
        numbers = range(len(kind.needs))
        self.fitting = [
            bundle
            for size in range(1, len(numbers) + 1)
            for bundle in combinations(numbers, size)
            if fits(kind, bundle, settings)
        ]
        self._known: dict[tuple[tuple[int, ...], int], int] = {}
        self.counts = tuple(need.count for need in kind.needs)
        self.number = self._number(self.counts, visits)

    def _number(self, left: tuple[int, ...], visits: int) -> int:
        """Return in how many ways so many visits carry what is left."""
        if not visits:
            return int(not any(left))
        if min(left) < 0 or max(left) > visits or sum(left) < visits:
            return 0
        if (left, visits) not in self._known:
            self._known[left, visits] = sum(
                self._number(_less(left, bundle), visits - 1) for bundle in self.fitting
            )
        return self._known[left, visits]

    def _way(self, rank: int) -> tuple[Bundle, ...]:
        """Return the pattern of a rank, from 0."""
        left, found = self.counts, []
        for visits in reversed(range(self.visits)):
            for bundle in self.fitting:
                rest = _less(left, bundle)
                number = self._number(rest, visits)
                if rank < number:
                    break
                rank -= number
            found.append(bundle)
            left = rest
        return tuple(found)

    def all(self) -> list[tuple[Bundle, ...]]:
        """Return every pattern, by the visits of the first need, and so on."""
        needs = len(self.kind.needs)
        rows = (self._way(rank) for rank in range(self.number))
        return sorted(rows, key=lambda row: _carried(row, needs))

    def some(self) -> Iterator[tuple[Bundle, ...]]:
        """Yield patterns with needs evenly spread or in a row, and of even ranks."""
        free = sum(count < self.visits for count in self.counts)
        most = max(2, int(SPREAD_WAYS ** (1 / max(1, free))))
        rides = [_rides(self.visits, count, most) for count in self.counts]
        for chosen in product(*rides):
            bundles = tuple(
                tuple(k for k, mine in enumerate(chosen) if j in mine)
                for j in range(self.visits)
            )
            if all(bundle in self.fitting for bundle in bundles):
                yield bundles
        for k in range(SOME_WAYS):
            yield self._way(k * self.number // SOME_WAYS)


def _less(left: tuple[int, ...], bundle: Bundle) -> tuple[int, ...]:
    return tuple(count - (k in bundle) for k, count in enumerate(left))


def _carried(bundles: Sequence[Bundle], needs: int) -> tuple[tuple[int, ...], ...]:
    """Return for each need the visits that carry it."""
    return tuple(
        tuple(j for j, bundle in enumerate(bundles) if k in bundle)
        for k in range(needs)
    )


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
