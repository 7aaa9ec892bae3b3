"""The cores of a plot whose routes are listed: small teams."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from scheduler.week.alike import IntArray
from scheduler.week.prices import FloatArray
from scheduler.week.route_table import TOWNS, Core, Tables

# Teams of so many units have their routes listed.
SMALL_TEAM = 3


def small_cores(tables: Tables) -> Iterator[Core]:
    """Yield the cores of small teams, and every core of a town by itself.

    A town's own team needs no vehicle and starts in its town; the same team with an
    assist department that rides starts from the district's base.
    """
    sets = sorted({g.required for g in tables.alike.groups})
    pairs = {a | b for a, b in combinations(sets, 2)} | set(sets)
    unions = {a | b for a in pairs for b in sets}
    for mask in sorted(unions, key=lambda m: (m.bit_count(), m)):
        if mask.bit_count() <= SMALL_TEAM:
            yield Core(mask, tables.home, tables.joining(mask))
    for town in sorted({g.town for g in tables.alike.groups}):
        for mask in _town_unions(tables, town):
            yield Core(mask, town, TOWNS)


def _town_unions(tables: Tables, town: str) -> list[int]:
    """Return every union of required sets of a town that are its own units only."""
    own = sum(1 << k for k, u in enumerate(tables.alike.units) if u[1] == town)
    sets = {g.required for g in tables.alike.groups if not g.required & ~own}
    found: set[int] = set()
    for mask in sorted(sets):
        found |= {mask | other for other in found} | {mask}
    return sorted(found)


def smallest_needs(tables: Tables, need: FloatArray) -> FloatArray:
    """Return the least cost of every unit over its needs."""
    least = np.full(len(tables.alike.units), np.inf)
    numbers: IntArray = np.array(
        [tables.alike.position[unit] for unit, _ in tables.alike.needs], dtype=np.int64
    )
    np.minimum.at(least, numbers, need[1:])
    return least
