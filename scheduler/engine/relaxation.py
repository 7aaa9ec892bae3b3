"""The linear relaxation of a program by HiGHS: value, primal, reduced costs."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

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


def matrix(program: Program) -> highspy.HighsLp:
    """Return the program as HiGHS wants it, rows compressed."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = program.size, len(program.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.asarray(program.objective, dtype=np.float64)
    lp.col_lower_ = np.zeros(program.size)
    lp.col_upper_ = np.asarray(program.upper, dtype=np.float64)
    infinity = highspy.kHighsInf
    lp.row_lower_ = np.array(
        [-infinity if r.lower is None else r.lower for r in program.rows]
    )
    lp.row_upper_ = np.array(
        [infinity if r.upper is None else r.upper for r in program.rows]
    )
    lengths = [len(r.columns) for r in program.rows]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = np.array(
        [c for r in program.rows for c in r.columns], dtype=np.int32
    )
    lp.a_matrix_.value_ = np.array(
        [a for r in program.rows for a in r.coefficients], dtype=np.float64
    )
    return lp


def relax(program: Program, seconds: float | None = None) -> Relaxed | None:
    """Solve the relaxation; None if HiGHS does not end with an optimum in time."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    if seconds is not None:
        highs.setOptionValue("time_limit", seconds)
    highs.passModel(matrix(program))
    if not program.size:
        nothing = np.zeros(0)
        whole = not program.broken(nothing.astype(np.int64))
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
