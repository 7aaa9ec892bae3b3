"""The weeks of a site's visits: which may be, given what each visit carries.

A *bundle* is what one visit carries (numbers of needs), a *pattern* the bundles of a
year in order. The weeks of a pattern obey differences only: two visits are so many
weeks apart at least, two checks of an item so many at most. Such rows are closed under
the earlier of two solutions, so the earliest week of every visit, raised until nothing
is broken, is a solution or there is none (Jeavons and Cooper, Tractable constraints on
ordered domains, 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from scheduler.year.bundles import Bundle
from scheduler.year.terms import Kind, Need
from scheduler.year.weeks import WeekSet, from_on, members, up_to

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
        last = {k: j for j, bundle in enumerate(self.bundles) for k in bundle}
        found = []
        for j, bundle in enumerate(self.bundles):
            weeks = ~0
            for k in bundle:
                need = self.kind.needs[k]
                weeks &= need.open
                if k not in seen:
                    weeks &= _nolater(need.first) & _nolater(need.early)
                if need.late is not None and last[k] == j:
                    weeks &= from_on(need.late)
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


def _nolater(week: int | None) -> WeekSet:
    return ~0 if week is None else up_to(week)


def _at_or_after(weeks: WeekSet, k: int) -> int | None:
    rest = weeks & from_on(k)
    return (rest & -rest).bit_length() - 1 if rest else None


def deadline(need: Need, week: int) -> int:
    """Return the last open week for the check after one in a week."""
    return later(need.open, need.spacing, week)


def first_reaching(need: Need, week: int) -> int:
    """Return the first week from which a check in `week` is not too far."""
    return _sooner(need.open, need.spacing, week)


@lru_cache(maxsize=1 << 18)
def later(open_: WeekSet, spacing: int, week: int) -> int:
    """Return the open week so many open weeks after a week, or the last one."""
    after = list(members(open_ & from_on(week)))
    return after[min(spacing, len(after) - 1)]


@lru_cache(maxsize=1 << 18)
def _sooner(open_: WeekSet, spacing: int, week: int) -> int:
    before = list(members(open_ & up_to(week)))
    return before[-1 - spacing] if len(before) > spacing else 0
