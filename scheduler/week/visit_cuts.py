"""Rows that take visits together: so many rounds with several of some visits at most.

A round counts in such a row by its visits alone: ``floor(sum of weights / whole)``
(`engine/rounded.py`), the weights being those of its visits and of the rows before, as
often as it counts there. Pricing keeps visits of different weights apart (`alike.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.compiled import compiled

IntArray = npt.NDArray[np.signedinteger]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class VisitCut:
    """One row: its number in the program, weights by candidate and by row before it."""

    row: int
    weights: Mapping[str, int]
    before: Mapping[int, int]
    whole: int


def times(cuts: Sequence[VisitCut], candidates: Sequence[str]) -> dict[int, int]:
    """Return how often a round with visits of some candidates counts, by row."""
    found: dict[int, int] = {}
    for cut in cuts:
        total = sum(cut.weights.get(c, 0) for c in candidates)
        total += sum(n * found.get(row, 0) for row, n in cut.before.items())
        if total >= cut.whole:
            found[cut.row] = total // cut.whole
    return found


def within(
    cuts: Sequence[VisitCut], candidates: AbstractSet[str]
) -> tuple[VisitCut, ...]:
    """Return the rows in which rounds of some candidates may count."""
    found: dict[int, VisitCut] = {}
    for cut in cuts:
        if candidates & cut.weights.keys() or found.keys() & cut.before.keys():
            found[cut.row] = cut
    return tuple(found.values())


class Cuts(NamedTuple):
    """The rows that visits of a plot enter, as compiled code reads them.

    Attributes
    ----------
    weight : int array, groups + 1 x rows
        The last group is no visit.
    before : int array, rows x rows
        Weight of the rows before each row.
    made : int array, by row
        Whether the row is made of rows before it.
    whole : int array, by row
    touched : int array
        Groups that have a weight.
    price : float array, by row
        At least 0.
    """

    weight: IntArray
    before: IntArray
    made: IntArray
    whole: IntArray
    touched: IntArray
    price: FloatArray


def no_cuts() -> Cuts:
    """Return no rows at all."""
    return cuts_of((), ())


def cuts_of(cuts: Sequence[VisitCut], weights: Sequence[Sequence[int]]) -> Cuts:
    """Return rows without their prices yet.

    Parameters
    ----------
    weights : sequence by group
        Weight of the group's visits by row.
    """
    size = len(cuts)
    weight = np.array([*weights, [0] * size], dtype=np.int64).reshape(
        len(weights) + 1, size
    )
    rows = [[cut.before.get(other.row, 0) for other in cuts] for cut in cuts]
    before = np.array(rows, dtype=np.int64).reshape(size, size)
    return Cuts(
        weight,
        before,
        np.asarray(before.any(axis=1), dtype=np.int64),
        np.array([cut.whole for cut in cuts], dtype=np.int64),
        np.flatnonzero(weight.any(axis=1)),
        np.zeros(size),
    )


@compiled
def counted(group: IntArray, cuts: Cuts) -> IntArray:
    """Return how often routes count in every row.

    Parameters
    ----------
    group : int array, routes x places
    """
    size = len(cuts.whole)
    total = np.zeros((len(group), size), np.int16)
    for k in range(len(group)):
        for row in range(size):
            weight = 0
            for place in range(group.shape[1]):
                weight += cuts.weight[group[k, place], row]
            for other in range(row * cuts.made[row]):
                weight += cuts.before[row, other] * total[k, other]
            total[k, row] = weight // cuts.whole[row]
    return total


@compiled
def charges(number: IntArray, count: IntArray, price: FloatArray) -> FloatArray:
    """Return what some routes pay, counted in every row."""
    total = np.zeros(len(number))
    for k in range(len(number)):
        for row in range(len(price)):
            total[k] += price[row] * count[number[k], row]
    return total


@compiled
def pay(order: IntArray, label: int, cuts: Cuts, value: FloatArray) -> None:
    """Take from values with a visit more what it pays beyond the visits before."""
    size = len(cuts.whole)
    weight, count = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for row in range(size):
        for place in range(order.shape[1]):
            weight[row] += cuts.weight[order[label, place], row]
        for other in range(row * cuts.made[row]):
            weight[row] += cuts.before[row, other] * count[other]
        count[row] = weight[row] // cuts.whole[row]
    more = np.zeros(size, np.int64)
    for k in cuts.touched:
        for row in range(size):
            new = cuts.weight[k, row]
            for other in range(row * cuts.made[row]):
                new += cuts.before[row, other] * more[other]
            more[row] = 0
            if new > 0:
                more[row] = (weight[row] + new) // cuts.whole[row] - count[row]
                value[k] -= cuts.price[row] * more[row]
