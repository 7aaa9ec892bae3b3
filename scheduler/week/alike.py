"""Visits that are alike: what pricing needs to know of the visits of a plot.

Visits of one town that need the same departments, may bring the same assist
departments, last as long and keep the same windows differ in points and dates
alone. A round is then a list of groups; which member goes is decided by points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.week.sampling import Plot
from scheduler.week.variants import Need, Unit, Variant
from scheduler.week.visit_cuts import VisitCut
from scheduler.week.wanted import closure

IntArray = npt.NDArray[np.signedinteger]


@dataclass(frozen=True)
class Group:
    """Visits that are alike, and for how long their team stays.

    Sets of units are bit masks over `Alike.units`. A unit of `barred` would stay
    longer; the group with more minutes stands for rounds that have it. `cuts` are
    the weights in the rows that take visits together (`visit_cuts.py`).
    """

    town: str
    minutes: int
    windows: tuple[tuple[int, int], ...]
    required: int
    optional: int
    barred: int
    needs: tuple[int, ...]
    cuts: tuple[int, ...]
    members: tuple[int, ...]
    sites: int


@dataclass(frozen=True)
class Alike:
    """The groups of a plot, with units and needs numbered.

    Need 0 means that a unit does not enter.
    """

    plot: Plot
    cuts: tuple[VisitCut, ...] = ()

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units that could be in a round."""
        found = {u for v in self.plot.variants for u in (*v.required, *v.optional)}
        return tuple(sorted(found))

    @cached_property
    def position(self) -> dict[Unit, int]:
        """Number of every unit."""
        return {unit: k for k, unit in enumerate(self.units)}

    @cached_property
    def needs(self) -> tuple[tuple[Unit, Need], ...]:
        """Every need a round may have of a unit; entry k is need ``k + 1``."""
        asked: dict[Unit, set[Need]] = defaultdict(set)
        for variant in self.plot.variants:
            for table in (variant.required, variant.optional):
                for unit, need in table.items():
                    asked[unit].add(need)
        return tuple(
            (unit, need)
            for unit in self.units
            for need in sorted(closure(sorted(asked[unit], key=_order)), key=_order)
        )

    @cached_property
    def need_number(self) -> dict[tuple[Unit, Need], int]:
        """Number of every need."""
        return {pair: k + 1 for k, pair in enumerate(self.needs)}

    @cached_property
    def people(self) -> IntArray:
        """People of every need."""
        return np.array([0, *(need.people for _, need in self.needs)], dtype=np.int64)

    @cached_property
    def join(self) -> IntArray:
        """Number of the join of two needs of one unit."""
        size = len(self.needs) + 1
        table = np.zeros((size, size), dtype=np.int64)
        table[0, :] = table[:, 0] = np.arange(size)
        for a, (unit, need) in enumerate(self.needs):
            for b, (other, more) in enumerate(self.needs):
                if unit == other:
                    joined = self.need_number[unit, need.join(more)]
                    table[a + 1, b + 1] = joined
        return table

    def mask(self, units: tuple[Unit, ...] | frozenset[Unit]) -> int:
        """Return the bit mask of units."""
        return sum(1 << self.position[unit] for unit in units)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups, in order."""
        members: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for k, variant in enumerate(self.plot.variants):
            for key in self._keys(variant):
                members[key].append(k)
        return tuple(
            Group(
                *key,  # type: ignore[arg-type, misc]
                members=tuple(found),
                sites=len({self.plot.variants[k].site for k in found}),
            )
            for key, found in sorted(members.items())
        )

    def _keys(self, variant: Variant) -> Iterator[tuple[object, ...]]:
        """Yield the groups of a visit: one for every length of stay."""
        travel = self.plot.ground.scenario.settings.travel
        least = max(variant.minutes[unit] for unit in variant.required)
        stays = {least} | {
            n for u, n in variant.minutes.items() if u in variant.optional and n > least
        }
        needs = [0] * len(self.units)
        for table in (variant.required, variant.optional):
            for unit, need in table.items():
                needs[self.position[unit]] = self.need_number[unit, need]
        for stay in sorted(stays):
            if travel.entry_minutes + stay > travel.max_on_site:
                continue
            weights = tuple(cut.weights.get(variant.candidate, 0) for cut in self.cuts)
            longer = [u for u in variant.optional if variant.minutes[u] > stay]
            yield (
                variant.town,
                travel.entry_minutes + stay,
                tuple((w.start, w.end) for w in variant.windows),
                self.mask(tuple(variant.required)),
                self.mask(tuple(variant.optional)),
                self.mask(tuple(longer)),
                tuple(needs),
                weights,
            )


def _order(need: Need) -> tuple[object, ...]:
    return need.people, need.qualifications
