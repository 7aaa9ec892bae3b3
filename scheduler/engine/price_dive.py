"""Diving while columns are generated: fix the largest, price again, until all is whole.

After some columns are fixed, prices ask for columns that go with them; a dive among
the columns of the relaxation alone would not have these.
"""

from __future__ import annotations

import time

import numpy as np

from scheduler.engine.generation import Depth, Generation
from scheduler.engine.master import IntArray, Master, Solved

# Columns this near to one are fixed as they stand; of the others the largest quarter.
WHOLE = 0.999
BATCH = 4
SMALLEST = 0.25
# Pricing steps after each batch.
STEPS = 1


def price_dive(generation: Generation, first: int, deadline: float | None) -> IntArray:
    """Return the columns that a dive fixed at one.

    The master is left with these columns fixed.

    Parameters
    ----------
    first : int
        Columns from this number on are to be whole; a column is taken at most once.
    """
    master = generation.master
    fixed = done = np.zeros(0, dtype=np.int64)
    solved = master.solve()
    while solved is not None and not generation.stop.raised:
        if deadline is not None and time.perf_counter() >= deadline:
            break
        chosen = _next(solved.primal, first, done)
        if not len(chosen):
            break
        held, solved = _hold(master, chosen)
        fixed, done = np.append(fixed, held), np.append(done, held)
        if not len(held):
            # It goes with nothing fixed so far.
            done = np.append(done, chosen[:1])
        for _ in range(STEPS):
            if solved is None:
                break
            duals = master.signed(solved.duals)
            added = generation.price(duals, Depth.QUICK).columns
            if not added:
                break
            master.add(added)
            solved = master.solve()
    return fixed


def _hold(master: Master, chosen: IntArray) -> tuple[IntArray, Solved | None]:
    """Fix columns, or if they exclude each other the first; if it is out, bar it."""
    master.limit(chosen, 1, 1)
    solved = master.solve()
    if solved is None and len(chosen) > 1:
        master.limit(chosen[1:], 0, np.inf)
        chosen = chosen[:1]
        solved = master.solve()
    if solved is None:
        master.limit(chosen, 0, 0)
        return chosen[:0], master.solve()
    return chosen, solved


def _next(primal: np.ndarray, first: int, fixed: IntArray) -> IntArray:
    """Return the next columns to fix: all near one, else the largest."""
    values = primal[first:].copy()
    values[fixed - first] = 0
    whole = np.flatnonzero(values >= WHOLE)
    if len(whole):
        return whole + first
    partly = np.flatnonzero(values >= SMALLEST)
    if not len(partly):
        partly = np.flatnonzero(values > 1e-6)
        return partly[np.argsort(-values[partly], kind="stable")][:1] + first
    ranked = partly[np.argsort(-values[partly], kind="stable")]
    return ranked[: max(1, len(ranked) // BATCH)] + first
