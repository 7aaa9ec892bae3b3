"""Diving: round the relaxation step by step into a nearly feasible selection."""

from __future__ import annotations

import time

import highspy
import numpy as np

from scheduler.engine.arrays import Arrays
from scheduler.engine.program import BoolArray

# Columns this close to one are taken as they stand; of the others the largest tenth.
WHOLE = 0.999
BATCH = 10
SMALLEST = 0.3


class _Diver:
    """A relaxation whose first columns are fixed one batch after another."""

    def __init__(self, program: Arrays, columns: int) -> None:
        self.columns = columns
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        self.highs.passModel(program.matrix())
        self.taken = np.zeros(columns, dtype=np.bool_)
        self.barred = np.zeros(columns, dtype=np.bool_)

    def solve(self) -> np.ndarray | None:
        """Return the values of the columns, or None if nothing is feasible."""
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self.highs.getSolution().col_value)[: self.columns]

    def bound(self, chosen: np.ndarray, lower: float, upper: float) -> None:
        """Set the bounds of some columns."""
        for k in chosen:
            self.highs.changeColBounds(int(k), lower, upper)

    def step(self, values: np.ndarray) -> np.ndarray:
        """Return the next columns to take: all near one, else the largest."""
        open_ = ~(self.taken | self.barred)
        whole = np.flatnonzero(open_ & (values >= WHOLE))
        if len(whole):
            return whole
        partly = np.flatnonzero(open_ & (values >= SMALLEST))
        if not len(partly):
            partly = np.flatnonzero(open_ & (values > 1e-6))
            return partly[np.argsort(-values[partly], kind="stable")][:1]
        ranked = partly[np.argsort(-values[partly], kind="stable")]
        return ranked[: max(1, len(ranked) // BATCH)]

    def take(self, chosen: np.ndarray) -> np.ndarray | None:
        """Fix columns to one and return the new values; undo what is infeasible."""
        self.bound(chosen, 1, 1)
        values = self.solve()
        if values is not None:
            self.taken[chosen] = True
            return values
        if len(chosen) > 1:
            self.bound(chosen, 0, 1)
            return self.take(chosen[:1])
        self.bound(chosen, 0, 0)
        self.barred[chosen] = True
        return self.solve()


def dive(program: Arrays, columns: int, seconds: float | None) -> BoolArray:
    """Return which of the first columns a dive takes.

    Parameters
    ----------
    columns : int
        How many columns at the front are to be rounded; the rest stays fractional.
    seconds : float or None
        When to stop diving; the columns taken so far are returned.
    """
    begin = time.perf_counter()
    diver = _Diver(program, columns)
    values = diver.solve()
    while values is not None:
        if seconds is not None and time.perf_counter() - begin > seconds:
            break
        chosen = diver.step(values)
        if not len(chosen):
            break
        values = diver.take(chosen)
    return diver.taken
