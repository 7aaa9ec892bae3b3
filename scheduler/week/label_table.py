"""Compiled table of labels made: one a set of visits and a town in which they end.

Labels are found by the sum of their visits' marks; that the visits are the same is then
looked at, so that chance cannot drop a label. A slot holds the sum and the place of the
label, or -1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from scheduler.compiled import compiled
from scheduler.week.alike import IntArray

Rows = npt.NDArray[Any]
# Columns of a label made: the label that it grew from, and the group of its visit; the
# first label of the same visits, in whatever town it ends.
PARENT, GROUP, TIME, TRAVEL, RIDERS, KIND = 0, 1, 2, 3, 4, 5
COLUMNS = 6


@compiled
def put(
    made: IntArray,
    place: int,
    parent: int,
    group: int,
    time: int,
    travel: int,
    riders: int,
    kind: int,
) -> None:
    """Write a label."""
    made[place, PARENT], made[place, GROUP] = parent, group
    made[place, TIME], made[place, TRAVEL] = time, travel
    made[place, RIDERS], made[place, KIND] = riders, kind


@compiled
def placed(
    table: IntArray,
    made: IntArray,
    count: int,
    order: IntArray,
    town: IntArray,
    seen: IntArray,
    k: int,
    at: tuple[int, int, int],
) -> tuple[int, int]:
    """Return where a label goes among those made, and the first of the same visits.

    Parameters
    ----------
    count : int
        Labels made so far.
    seen : int array, by group
        Visits of the label that it grows from, by `k`.
    at : (int, int, int)
        Sum of marks, when it ends, and travel.

    Returns
    -------
    place, first : int
        The place is -1 if there is one as early that travels no more.
    """
    key, time, travel = at
    slot, kind = _found(table, made, order, town, seen, key, k)
    place = table[slot, 1]
    if place < 0:
        table[slot, 0], table[slot, 1] = key, count
        return count, count if kind < 0 else kind
    late, far = made[place, TIME], made[place, TRAVEL]
    better = time < late or (time == late and travel < far)
    return place if better else -1, kind


@compiled
def _found(
    table: IntArray,
    made: IntArray,
    order: IntArray,
    town: IntArray,
    seen: IntArray,
    key: int,
    k: int,
) -> tuple[int, int]:
    """Return the slot of a kind of label, and the first label of the same visits.

    Returns
    -------
    slot, first : int
        Where such a label is or goes, and -1 if there are no such visits yet.
    """
    last, kind = len(table) - 1, -1
    slot = key & last
    while table[slot, 1] >= 0:
        if table[slot, 0] == key:
            other = table[slot, 1]
            parent, group = made[other, PARENT], made[other, GROUP]
            if made[other, KIND] == kind or _same(seen, k, order, parent, group):
                kind = made[other, KIND]
                if town[group] == town[k]:
                    break
        slot = slot + 1 & last
    return slot, kind


@compiled
def _same(seen: IntArray, k: int, order: IntArray, parent: int, group: int) -> bool:
    """Return whether two routes as long have the same visits, in whatever order.

    One is told by `seen` and its last visit `k`, the other by `order` and `group`.
    """
    seen[k] += 1
    seen[group] -= 1
    same, places = seen[group] >= 0, 0
    while same and places < order.shape[1]:
        seen[order[parent, places]] -= 1
        same = seen[order[parent, places]] >= 0
        places += 1
    for place in range(places):
        seen[order[parent, place]] += 1
    seen[group] += 1
    seen[k] -= 1
    return bool(same)


@compiled
def wider(array: Rows) -> Rows:
    """Return an array with room for twice as many rows."""
    wide = np.empty((2 * len(array), array.shape[1]), array.dtype)
    # A slice would be copied as fast, but compiles for seconds.
    for row in range(len(array)):
        for column in range(array.shape[1]):
            wide[row, column] = array[row, column]
    return wide


@compiled
def rehashed(table: IntArray) -> IntArray:
    """Return a table with room for twice as many labels."""
    wide = np.full((2 * len(table), 2), -1)
    last = len(wide) - 1
    for row in range(len(table)):
        key, place = table[row, 0], table[row, 1]
        slot = key & last
        while place >= 0 and wide[slot, 1] >= 0:
            slot = slot + 1 & last
        if place >= 0:
            wide[slot, 0], wide[slot, 1] = key, place
    return wide
