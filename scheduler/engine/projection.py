"""A program seen by some of its columns: the others are projected out by cuts.

A solution of the columns kept can be completed (in fractions) if a linear program of
the others has one; if not, its duals give a row that every completable solution keeps
(Benders 1962). Where the row's coefficients are whole its limit is rounded down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import gcd

import highspy
import numpy as np
import numpy.typing as npt

from scheduler.engine.arrays import Arrays, FloatArray
from scheduler.engine.program import BoolArray, IntArray

# What is missing of a completion, and what a cut must be broken by, beyond noise.
NOISE = 1e-6
# Coefficients are made whole by one of these factors, if by any.
FACTORS = (1, 2, 3, 4, 6, 12)


@dataclass(frozen=True)
class Cut:
    """``sum coefficient * column <= limit`` over the columns kept."""

    column: IntArray
    coefficient: FloatArray
    limit: float


class Projection:
    """The projection of a program onto some of its columns.

    Parameters
    ----------
    kept : bool array
        The columns kept; they come first.
    found : list of Cut
        Cuts known; those to come are added.
    """

    def __init__(
        self, arrays: Arrays, kept: BoolArray, found: list[Cut] | None = None
    ) -> None:
        self.arrays = arrays
        self.size = int(kept.sum())
        self.found = found or []
        if not kept[: self.size].all():
            raise ValueError("the columns kept must come first")
        other = ~kept[arrays.column]
        self._inner = np.zeros(len(arrays.limit), dtype=np.bool_)
        self._inner[arrays.row[other]] = True
        self._group = _groups(arrays.row[other], arrays.column[other])
        self._rows = np.flatnonzero(self._inner)
        self._highs = self._started(other) if other.any() else None

    def joined(self, program: Arrays) -> Arrays:
        """Return a program of the columns kept with the cuts found."""
        return program.joined([(c.column, c.coefficient, c.limit) for c in self.found])

    @cached_property
    def outer(self) -> Arrays:
        """The columns kept, with the rows that have no other columns."""
        free = np.arange(self.arrays.size) < self.size
        nothing = np.zeros(self.arrays.size, dtype=np.int64)
        return self.arrays.restricted(nothing, free, ~self._inner)[0]

    def cuts(self, solution: IntArray | FloatArray) -> list[Cut]:
        """Return rows that a solution breaks and no whole completable one does."""
        if self._highs is None:
            return []
        every = np.zeros(self.arrays.size)
        every[: self.size] = solution
        used = self.arrays.total(every)[self._rows]
        lower = self.arrays.lower[self._rows] - used
        upper = self.arrays.limit[self._rows] - used
        number = np.arange(len(self._rows), dtype=np.int32)
        self._highs.changeRowsBounds(len(number), number, lower, upper)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return []
        if self._highs.getInfo().objective_function_value <= NOISE:
            return []
        price = np.zeros(len(self.arrays.limit))
        # HiGHS minimises what is missing: a dual is at most 0 at an upper limit.
        price[self._rows] = -np.asarray(self._highs.getSolution().row_dual)
        cuts = [cut for cut in self._by_group(price) if _broken(cut, solution)]
        self.found += cuts
        return cuts

    def _by_group(self, price: FloatArray) -> list[Cut]:
        priced = np.flatnonzero(np.abs(price) > NOISE)
        found = []
        for group in sorted({self._group[int(row)] for row in priced}):
            mine = [int(r) for r in priced if self._group[int(r)] == group]
            own = np.zeros_like(price)
            own[mine] = price[mine]
            found.append(self._cut(own))
        return found

    def _cut(self, price: FloatArray) -> Cut:
        """Add up rows at their prices; what other columns could give back is added."""
        arrays = self.arrays
        used = price != 0
        limits = np.where(price > 0, arrays.limit, arrays.lower)
        total = np.bincount(
            arrays.column,
            weights=arrays.coefficient * price[arrays.row],
            minlength=arrays.size,
        )
        back = np.maximum(-total[self.size :], 0) @ arrays.upper[self.size :]
        limit = float(price[used] @ limits[used] + back)
        column = np.flatnonzero(np.abs(total[: self.size]) > NOISE)
        return _whole(Cut(column, total[column].astype(np.float64), limit))

    def _started(self, other: BoolArray) -> highspy.Highs:
        """Return HiGHS with the other columns and what is missing at each row."""
        arrays, rows = self.arrays, self._rows
        free = np.arange(arrays.size) >= self.size
        nothing = np.zeros(arrays.size, dtype=np.int64)
        small, _ = arrays.restricted(nothing, free, self._inner)
        lp = small.matrix()
        lp.sense_ = highspy.ObjSense.kMinimize
        lp.col_cost_ = np.zeros(small.size)
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.passModel(lp)
        entered = np.zeros(len(arrays.limit), dtype=np.bool_)
        entered[arrays.row[~other]] = True
        for sign, limits in ((-1.0, arrays.limit), (1.0, arrays.lower)):
            for place in np.flatnonzero(entered[rows] & np.isfinite(limits[rows])):
                highs.addCol(
                    1.0, 0.0, highspy.kHighsInf, 1,
                    np.array([place], dtype=np.int32), np.array([sign]),
                )  # fmt: skip
        return highs


def _whole(cut: Cut) -> Cut:
    """Return the cut with whole coefficients and its limit rounded down, if it can."""
    for factor in FACTORS:
        near = np.rint(cut.coefficient * factor)
        if np.abs(near - cut.coefficient * factor).max(initial=0.0) <= NOISE:
            share = gcd(*(int(c) for c in near)) or 1
            limit = np.floor(cut.limit * factor / share + NOISE)
            return Cut(cut.column, near / share, float(limit))
    return cut


def _broken(cut: Cut, solution: IntArray | FloatArray) -> bool:
    return float(cut.coefficient @ solution[cut.column]) > cut.limit + NOISE


def _groups(row: IntArray, column: IntArray) -> dict[int, int]:
    """Return a number for every row: rows joined by columns have the same."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    pairs: npt.NDArray[np.int64] = np.stack([row, column], axis=1)
    for r, c in pairs.tolist():
        parent[root(("row", r))] = root(("column", c))
    return {r: root(("row", r))[1] for r in set(row.tolist())}
