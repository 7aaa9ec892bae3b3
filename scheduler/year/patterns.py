"""In which order a site's visits carry its checks: the fewest visits that do.

A *bundle* is what one visit carries (numbers of needs), a *pattern* the bundles of a
year in order. The weeks of a pattern obey differences only: two visits are so many
weeks apart at least, two checks of an item so many at most. Such rows are closed under
the earlier of two solutions, so the earliest week of every visit, raised until nothing
is broken, is a solution or there is none (Jeavons and Cooper, Tractable constraints on
ordered domains, 1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations, pairwise, product

from scheduler.model import Settings
from scheduler.year.bundles import Bundle, fits
from scheduler.year.terms import Kind, Need, Unmet
from scheduler.year.weeks import WeekSet, from_on, members, up_to

# Of more patterns than this an even choice is offered.
MOST_PATTERNS = 12
MOST_TRIED = 400
# A calendar year touches so many weeks at most.
MOST_WEEKS = 54


@dataclass(frozen=True)
class Pattern:
    """The bundles of a year's visits, with the rows that their weeks obey."""

    kind: Kind
    bundles: tuple[Bundle, ...]

    @cached_property
    def allowed(self) -> tuple[WeekSet, ...]:
        """The weeks in which each visit may lie, by what it carries."""
        seen: set[int] = set()
        found = []
        for bundle in self.bundles:
            weeks = ~0
            for k in bundle:
                need = self.kind.needs[k]
                weeks &= need.open
                if k not in seen and need.first is not None:
                    weeks &= up_to(need.first)
            seen.update(bundle)
            found.append(weeks)
        return tuple(found)

    @cached_property
    def spans(self) -> tuple[tuple[int, int, Need], ...]:
        """Pairs of visits that carry consecutive checks of a need, with it."""
        rows = []
        for k, need in enumerate(self.kind.needs):
            rides = [j for j, bundle in enumerate(self.bundles) if k in bundle]
            rows += [(a, b, need) for a, b in pairwise(rides)]
        return tuple(rows)

    @cached_property
    def before(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each visit and week the first and last week of the visit before it.

        The first comes after the last where there is none.
        """
        return tuple(
            tuple(self._before(visit, week) for week in range(MOST_WEEKS))
            for visit in range(len(self.bundles))
        )

    def _before(self, visit: int, week: int) -> tuple[int, int]:
        last = week - self.kind.apart
        if visit and self.allowed[visit] >> week & 1:
            needs = [n for a, b, n in self.spans if (a, b) == (visit - 1, visit)]
            for first in members(self.allowed[visit - 1] & up_to(last)):
                if all(deadline(need, first) >= week for need in needs):
                    return first, last
        return 1, 0

    def earliest(self) -> tuple[int, ...] | None:
        """Return the earliest weeks that break no row; None if there are none."""
        weeks = [_at_or_after(allowed, 0) for allowed in self.allowed]
        changed = True
        while changed and None not in weeks:
            raised = self._raised([week or 0 for week in weeks])
            changed = raised != weeks
            weeks = raised
        return None if None in weeks else tuple(week or 0 for week in weeks)

    def _raised(self, weeks: Sequence[int]) -> list[int | None]:
        """Return the weeks with each broken row mended once, by a later week."""
        least = list(weeks)
        for j in range(1, len(least)):
            least[j] = max(least[j], least[j - 1] + self.kind.apart)
        for a, b, need in reversed(self.spans):
            least[a] = max(least[a], first_reaching(need, least[b]))
        return [
            _at_or_after(allowed, week)
            for allowed, week in zip(self.allowed, least, strict=True)
        ]


def _at_or_after(weeks: WeekSet, k: int) -> int | None:
    rest = weeks & from_on(k)
    return (rest & -rest).bit_length() - 1 if rest else None


def deadline(need: Need, week: int) -> int:
    """Return the last open week for the check after one in a week."""
    return _later(need.open, need.spacing, week)


def first_reaching(need: Need, week: int) -> int:
    """Return the first week from which a check in `week` is not too far."""
    return _sooner(need.open, need.spacing, week)


@lru_cache(maxsize=1 << 18)
def _later(open_: WeekSet, spacing: int, week: int) -> int:
    after = list(members(open_ & from_on(week)))
    return after[min(spacing, len(after) - 1)]


@lru_cache(maxsize=1 << 18)
def _sooner(open_: WeekSet, spacing: int, week: int) -> int:
    before = list(members(open_ & up_to(week)))
    return before[-1 - spacing] if len(before) > spacing else 0


@dataclass(frozen=True)
class Plans:
    """The patterns of a kind of site with the fewest visits, and what is unmet."""

    patterns: tuple[Pattern, ...]
    unmet: tuple[Unmet, ...] = ()

    @property
    def visits(self) -> int:
        """Visits a year at each site."""
        return len(self.patterns[0].bundles) if self.patterns else 0


def plans_of(kind: Kind, settings: Settings) -> Plans:
    """Return the ways to meet most checks of a kind of site in the fewest visits."""
    total = sum(need.count for need in kind.needs)
    for missing in range(total + 1):
        best: Plans | None = None
        for counts in _counts(kind, missing):
            patterns = _fewest(_with_counts(kind, counts), settings)
            found = Plans(tuple(patterns), _unmet(kind, counts, settings))
            if patterns and (best is None or found.visits < best.visits):
                best = found
            if missing == total:
                best = found
        if best is not None:
            return best
    return Plans(())


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
    """Return on which visits a need may ride; of very many ways an even choice."""
    if count == visits:
        return [frozenset(range(visits))]
    rows = []
    for row in combinations(range(visits), count):
        rows.append(frozenset(row))
        if len(rows) > MOST_TRIED:
            # Evenly spread over the visits, from each start.
            step = visits / count
            return [
                frozenset(int(start + k * step) % visits for k in range(count))
                for start in range(max(1, int(step)))
            ]
    return rows


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
