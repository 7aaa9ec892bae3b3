"""Routes of groups that have been split: every way to put the new ones in.

Rows that take visits together keep visits apart that were alike before
(`visit_cuts.py`). The parts of a group take as long and keep the same windows, so the
order of a route with the least travel stays the one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scheduler.week.alike import Alike, Group, IntArray
from scheduler.week.route_table import WIDTH


class Parts(NamedTuple):
    """What has become of the groups of a plot; the last one is no visit.

    Attributes
    ----------
    first, ways : int array, by old group
        Its parts are so many new groups from that number on.
    sites : int array, by new group
        How often it may be in a route.
    """

    first: IntArray
    ways: IntArray
    sites: IntArray

    @classmethod
    def of(cls, old: Alike, new: Alike) -> Parts:
        """Return the parts of the groups of the same visits, more of them kept apart.

        Raises
        ------
        ValueError
            If the new groups are no parts of the old ones.
        """
        count = []
        number = 0
        for group in old.groups:
            left = set(group.members)
            begin = number
            while left and number < len(new.groups):
                part = new.groups[number]
                if not _alike(group, part) or not left.issuperset(part.members):
                    break
                left -= set(part.members)
                number += 1
            if left:
                raise ValueError(f"no parts of a group: {group}")
            count.append(number - begin)
        counted = np.array([*count, 1], dtype=np.int64)
        # No visit may come as often as a row has places.
        sites = np.array([*(g.sites for g in new.groups), WIDTH], dtype=np.int64)
        return cls(np.cumsum(counted) - counted, counted, sites)

    def most(self, group: IntArray) -> float:
        """Return how many routes some become at most."""
        return float(self.ways[group].astype(np.float64).prod(axis=1).sum())

    def routes(self, group: IntArray) -> tuple[IntArray, IntArray]:
        """Return every route of parts, each set of visits once.

        Parameters
        ----------
        group : int array, routes x places

        Returns
        -------
        source : int array
            The route that each has come from.
        group : int array, new routes x places
        """
        source = np.arange(len(group))
        new = self.first[group]
        for place in np.flatnonzero((self.ways[group] > 1).any(axis=0)).tolist():
            ways = self.ways[group[source, place]]
            begin = np.repeat(np.cumsum(ways) - ways, ways)
            source, new = np.repeat(source, ways), np.repeat(new, ways, axis=0)
            new[:, place] += np.arange(len(new)) - begin
            kept = self._in_order(group[source], new, place)
            source, new = source[kept], new[kept]
        return source, new

    def _in_order(self, group: IntArray, new: IntArray, place: int) -> IntArray:
        """Return the routes whose parts of a group come in order, none too often."""
        here = new[:, place, None]
        before = new[:, :place]
        same = group[:, :place] == group[:, place, None]
        falls = (same & (before > here)).any(axis=1)
        often = (before == here).sum(axis=1)
        return np.flatnonzero(~falls & (often < self.sites[here[:, 0]]))


def _alike(group: Group, part: Group) -> bool:
    """Whether two groups differ in members and rows alone."""
    return (group.town, group.minutes, group.windows, group.needs) == (
        part.town,
        part.minutes,
        part.windows,
        part.needs,
    ) and (group.required, group.optional, group.barred) == (
        part.required,
        part.optional,
        part.barred,
    )
