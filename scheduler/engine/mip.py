"""Branch and cut by HiGHS: strong where the relaxation is, as in set packing."""

from __future__ import annotations

import highspy
import numpy as np

from scheduler.engine.arrays import Arrays
from scheduler.engine.program import IntArray
from scheduler.engine.selection import Limits, Stop

# Nodes per unit of work, where there is no clock.
NODES = 100
# Optimal within this part of the value is optimal: values are whole numbers.
NEAR = 1e-6


def solve_mip(
    program: Arrays, limits: Limits, start: IntArray, stop: Stop | None = None
) -> IntArray:
    """Return a solution no worse than `start`, which must be one.

    What HiGHS returns is checked, so that tolerances break no row.
    """
    highs = _loaded(program, limits)
    given = highspy.HighsSolution()
    given.col_value = start.astype(np.float64)
    highs.setSolution(given)
    _run(highs, stop)
    values = np.asarray(highs.getSolution().col_value)
    if len(values) != program.size:
        return start
    found: IntArray = np.rint(values).astype(np.int64)
    if program.value(found) <= program.value(start) or program.broken(found):
        return start
    return found


def find_mip(
    program: Arrays, limits: Limits, stop: Stop | None = None
) -> IntArray | None:
    """Return a solution found without a start, or None."""
    highs = _loaded(program, limits)
    _run(highs, stop)
    values = np.asarray(highs.getSolution().col_value)
    if len(values) != program.size:
        return None
    found: IntArray = np.rint(values).astype(np.int64)
    return None if program.broken(found) else found


def _run(highs: highspy.Highs, stop: Stop | None) -> None:
    """Solve, or end at a stop sign."""
    if stop is not None:
        highs.cbMipInterrupt += lambda event: stop.raised and event.interrupt()
    highs.run()


def _loaded(program: Arrays, limits: Limits) -> highspy.Highs:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", limits.seed)
    highs.setOptionValue("mip_rel_gap", max(limits.gap, NEAR))
    if limits.seconds is not None:
        highs.setOptionValue("time_limit", limits.seconds)
    elif limits.work is not None:
        highs.setOptionValue("mip_max_nodes", max(1, round(limits.work * NODES)))
    lp = program.matrix()
    lp.integrality_ = [highspy.HighsVarType.kInteger] * program.size
    highs.passModel(lp)
    return highs
