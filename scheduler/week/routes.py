"""Every route that fits a session, as lists of groups of visits that are alike.

Labels grow by one visit at a time, all labels at once; of labels with the same
visits that end in the same town only the earliest is kept, since waiting is always
allowed (`timing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.week.alike import Group, IntArray
from scheduler.week.sampling import Plot

# More labels than this are too many to hold; the team is bounded, not enumerated.
MOST_LABELS = 150_000
LATE = np.int64(1 << 40)


@dataclass(frozen=True)
class Routes:
    """Routes in order of visit: group by place (-1: no more visits), and travel."""

    order: IntArray
    travel: IntArray


@dataclass
class _Labels:
    """Partial routes: groups in order, and sorted; where and when they end."""

    order: IntArray
    town: IntArray
    time: IntArray
    travel: IntArray

    def part(self, chosen: npt.NDArray[np.bool_] | IntArray) -> _Labels:
        return _Labels(
            self.order[chosen],
            self.town[chosen],
            self.time[chosen],
            self.travel[chosen],
        )


class _Grower:
    """Grows labels on one plot from one base."""

    def __init__(self, plot: Plot, groups: Sequence[Group], base: str) -> None:
        travel = plot.ground.scenario.settings.travel
        self.groups = groups
        names = sorted({base, *(g.town for g in groups)})
        self.town = {name: k for k, name in enumerate(names)}
        minutes = plot.ground.minutes
        self.way = np.array([[minutes[a, b] for b in names] for a in names])
        self.base = self.town[base]
        self.begin = plot.kind.start - travel.shoulder
        self.end = plot.kind.end + travel.shoulder
        self.starts = [starts_of(plot, g) for g in groups]

    def first(self) -> _Labels:
        return _Labels(
            np.zeros((1, 0), dtype=np.int64),
            np.array([self.base]),
            np.array([self.begin], dtype=np.int64),
            np.zeros(1, dtype=np.int64),
        )

    def grow(self, labels: _Labels) -> _Labels:
        """Return every label with one visit more, the earliest of its kind."""
        grown = [self._with(labels, k) for k in range(len(self.groups))]
        every = _Labels(
            np.concatenate([g.order for g in grown]),
            np.concatenate([g.town for g in grown]),
            np.concatenate([g.time for g in grown]),
            np.concatenate([g.travel for g in grown]),
        )
        return every.part(
            earliest(
                every.order, every.town, every.time, every.travel, len(self.groups)
            )
        )

    def _with(self, labels: _Labels, k: int) -> _Labels:
        group, there = self.groups[k], self.town[self.groups[k].town]
        way = self.way[labels.town, there]
        at = labels.time + way
        start = np.full(len(at), LATE)
        for first, last in self.starts[k]:
            begun = np.maximum(at, first)
            start = np.minimum(start, np.where(begun <= last, begun, LATE))
        done = start + group.minutes
        fits = done + self.way[there, self.base] <= self.end
        fits &= (labels.order == k).sum(axis=1) < group.sites
        kept = labels.part(fits)
        count = len(kept.time)
        return _Labels(
            np.concatenate([kept.order, np.full((count, 1), k)], axis=1),
            np.full(count, there),
            done[fits],
            kept.travel + way[fits],
        )


def starts_of(plot: Plot, group: Group) -> list[tuple[int, int]]:
    """Return the spans in which a visit may start."""
    found = []
    for span in plot.kind.spans:
        for start, end in group.windows or ((span.start, span.end),):
            first = max(span.start, start)
            last = min(span.end, end) - group.minutes
            if first <= last:
                found.append((first, last))
    return found


def packed(order: IntArray, groups: int) -> IntArray:
    """Return one number a set of visits, whatever their order."""
    rows = np.sort(order, axis=1).astype(np.int64)
    if (groups + 1) ** order.shape[1] >= 1 << 62:
        return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
    number = np.zeros(len(order), dtype=np.int64)
    for place in rows.T:
        number = number * (groups + 1) + place + 1
    return number


def earliest(
    order: IntArray, town: IntArray, time: IntArray, travel: IntArray, groups: int
) -> IntArray:
    """Return which labels are the earliest of the same visits and last town."""
    number = packed(order, groups)
    ranked = np.lexsort((travel, time, town, number))
    number, town = number[ranked], town[ranked]
    first = np.ones(len(number), dtype=np.bool_)
    first[1:] = (number[1:] != number[:-1]) | (town[1:] != town[:-1])
    return ranked[first]


def _shortest(
    labels: _Labels, home: IntArray, groups: int
) -> tuple[IntArray, IntArray]:
    """Return one route a set of visits, the one with the least travel."""
    number = packed(labels.order, groups)
    travel = labels.travel + home[labels.town]
    ranked = np.lexsort((travel, number))
    number = number[ranked]
    first = np.ones(len(number), dtype=np.bool_)
    first[1:] = number[1:] != number[:-1]
    chosen = ranked[first]
    return labels.order[chosen], travel[chosen]


def routes(plot: Plot, groups: Sequence[Group], base: str) -> Routes | None:
    """Return every route from a base over some groups that fits the session.

    Returns
    -------
    Routes or None
        None if they are too many.
    """
    grower = _Grower(plot, groups, base)
    labels = grower.first()
    orders: list[IntArray] = []
    travels: list[IntArray] = []
    total = 0
    while groups:
        labels = grower.grow(labels)
        if not len(labels.time):
            break
        total += len(labels.time)
        if total > MOST_LABELS:
            return None
        order, travel = _shortest(labels, grower.way[:, grower.base], len(groups))
        orders.append(order)
        travels.append(travel)
    return _padded(orders, travels)


def _padded(orders: Sequence[IntArray], travels: Sequence[IntArray]) -> Routes:
    longest = max((o.shape[1] for o in orders), default=0)
    rows = [
        np.pad(o, ((0, 0), (0, longest - o.shape[1])), constant_values=-1)
        for o in orders
    ]
    if not rows:
        empty = np.zeros((0, 0), dtype=np.int64)
        return Routes(empty, np.zeros(0, dtype=np.int64))
    return Routes(np.concatenate(rows), np.concatenate(travels))
