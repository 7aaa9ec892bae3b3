"""A program as arrays: restricted, checked and handed to HiGHS without loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import highspy
import numpy as np
import numpy.typing as npt

from scheduler.engine.program import BoolArray, IntArray, Program

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arrays:
    """A program; entry k has a row, a column and a coefficient, row by row.

    Attributes
    ----------
    lower, limit : float array
        Limits of the rows; infinite where there is none.
    upper : float array
        Upper limits of the columns.
    """

    objective: FloatArray
    upper: FloatArray
    lower: FloatArray
    limit: FloatArray
    row: IntArray
    column: IntArray
    coefficient: FloatArray

    @classmethod
    def of(cls, program: Program) -> Arrays:
        """Return a program as arrays."""
        rows = program.rows
        lengths = [len(row.columns) for row in rows]
        return cls(
            objective=np.array(program.objective, dtype=np.float64),
            upper=np.array(program.upper, dtype=np.float64),
            lower=_limits([row.lower for row in rows], -np.inf),
            limit=_limits([row.upper for row in rows], np.inf),
            row=np.repeat(np.arange(len(rows)), lengths),
            column=np.array([c for r in rows for c in r.columns], dtype=np.int64),
            coefficient=np.array(
                [a for r in rows for a in r.coefficients], dtype=np.float64
            ),
        )

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.objective)

    @cached_property
    def _starts(self) -> IntArray:
        """Where the entries of each row begin."""
        lengths = np.bincount(self.row, minlength=len(self.limit))
        return np.concatenate(([0], np.cumsum(lengths)))

    def value(self, solution: IntArray) -> int:
        """Return the objective of a solution."""
        return round(float(self.objective @ solution))

    def total(self, solution: IntArray | FloatArray) -> FloatArray:
        """Return what each row adds up to."""
        weights = self.coefficient * solution[self.column]
        total = np.bincount(self.row, weights=weights, minlength=len(self.limit))
        return total.astype(np.float64)

    def broken_rows(self, solution: IntArray) -> BoolArray:
        """Return which rows a solution breaks."""
        total = self.total(solution)
        return np.asarray((total < self.lower) | (total > self.limit))

    def broken(self, solution: IntArray) -> bool:
        """Say whether a solution breaks a row or a column."""
        columns = (solution < 0) | (solution > self.upper)
        return bool(self.broken_rows(solution).any() or columns.any())

    def joined(self, rows: Sequence[tuple[IntArray, FloatArray, float]]) -> Arrays:
        """Return the program with more rows: columns, coefficients, upper limit."""
        number = np.arange(len(self.limit), len(self.limit) + len(rows))
        lengths = [len(column) for column, _, _ in rows]
        return replace(
            self,
            lower=np.append(self.lower, np.full(len(rows), -np.inf)),
            limit=np.append(self.limit, [limit for _, _, limit in rows]),
            row=np.concatenate([self.row, np.repeat(number, lengths)]),
            column=np.concatenate([self.column, *(column for column, _, _ in rows)]),
            coefficient=np.concatenate([self.coefficient, *(c for _, c, _ in rows)]),
        )

    def restricted(
        self, solution: IntArray, free: BoolArray, awake: BoolArray | None = None
    ) -> tuple[Arrays, IntArray]:
        """Return the program over the free columns, the others fixed, and their ids.

        Rows without a free column are left out: the solution given keeps them.

        Parameters
        ----------
        awake : bool array, optional
            Rows to look at; by default all.
        """
        kept = np.flatnonzero(free)
        fixed = self.total(np.where(free, 0, solution))
        inside = free[self.column]
        if awake is not None:
            inside &= awake[self.row]
        rows = np.bincount(self.row[inside], minlength=len(self.limit)) > 0
        small = Arrays(
            objective=self.objective[kept],
            upper=self.upper[kept],
            lower=(self.lower - fixed)[rows],
            limit=(self.limit - fixed)[rows],
            row=(np.cumsum(rows) - 1)[self.row[inside]],
            column=(np.cumsum(free) - 1)[self.column[inside]],
            coefficient=self.coefficient[inside],
        )
        return small, kept

    def matrix(self) -> highspy.HighsLp:
        """Return the program as HiGHS wants it, rows compressed."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.size, len(self.limit)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = self.objective
        lp.col_lower_ = np.zeros(self.size)
        lp.col_upper_ = self.upper
        lp.row_lower_ = self.lower
        lp.row_upper_ = self.limit
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = self._starts.astype(np.int32)
        lp.a_matrix_.index_ = self.column.astype(np.int32)
        lp.a_matrix_.value_ = self.coefficient
        return lp


def _limits(values: list[int | None], missing: float) -> FloatArray:
    return np.array([missing if v is None else v for v in values], dtype=np.float64)
