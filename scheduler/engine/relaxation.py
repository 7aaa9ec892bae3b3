"""The linear relaxation of a program by HiGHS: value, primal, reduced costs."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from scheduler.engine.arrays import Arrays
from scheduler.engine.program import Program

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """An optimal solution of the relaxation.

    `reduced` is what the objective would lose per unit of a column at zero (>= 0),
    or gain per unit of a column at its upper bound (< 0).
    """

    value: float
    primal: FloatArray
    reduced: FloatArray


def relax(program: Program | Arrays, seconds: float | None = None) -> Relaxed | None:
    """Solve the relaxation; None if HiGHS does not end with an optimum in time."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    if seconds is not None:
        highs.setOptionValue("time_limit", seconds)
    arrays = program if isinstance(program, Arrays) else Arrays.of(program)
    highs.passModel(arrays.matrix())
    if not program.size:
        nothing = np.zeros(0)
        whole = not arrays.broken(nothing.astype(np.int64))
        return Relaxed(0.0, nothing, nothing) if whole else None
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return Relaxed(
        value=highs.getInfo().objective_function_value,
        primal=np.asarray(solution.col_value),
        reduced=-np.asarray(solution.col_dual),
    )
