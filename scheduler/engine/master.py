"""A linear master problem in HiGHS, kept warm while columns and rows are added."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from scheduler.engine.program import Program
from scheduler.engine.relaxation import matrix

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# A row is broken beyond this.
TOLERANCE = 1e-6
# HiGHS's names of its simplex methods.
DUAL, PRIMAL = 1, 4


@dataclass(frozen=True, slots=True)
class Entering:
    """A column to be added: its objective and its coefficient by row."""

    objective: float
    entries: Mapping[int, int]


@dataclass(frozen=True)
class Solved:
    """An optimal solution: value, primal and reduced value by column, duals by row.

    A dual is what the value would gain per unit of the row's limit: at least 0 at
    an upper limit, at most 0 at a lower one.
    """

    value: float
    primal: FloatArray
    duals: FloatArray
    reduced: FloatArray


@dataclass
class _Entries:
    """Coefficients: column, row, value; grown by pieces."""

    pieces: list[tuple[IntArray, IntArray, FloatArray]]

    def all(self) -> tuple[IntArray, IntArray, FloatArray]:
        """Return all coefficients."""
        if len(self.pieces) > 1:
            column, row, value = zip(*self.pieces, strict=True)
            joined = (np.concatenate(column), np.concatenate(row))
            self.pieces = [(*joined, np.concatenate(value))]
        return self.pieces[0]


class Master:
    """The relaxation of a program that grows by columns and rows.

    Columns added have no upper bound of their own: their rows must bound them.

    Parameters
    ----------
    free_rows : sequence of int
        Rows that pricing does not know: bounds leave them out.
    lazy : sequence of int
        Rows that seldom bind: each comes in when a solution breaks it. They may not
        be needed to bound the columns.
    """

    def __init__(
        self,
        program: Program,
        free_rows: Sequence[int] = (),
        lazy: Sequence[int] = (),
    ) -> None:
        self._static = np.asarray(program.upper, dtype=np.float64)
        self._lower = _limits([row.lower for row in program.rows], -np.inf)
        self._upper = _limits([row.upper for row in program.rows], np.inf)
        self._objective = np.asarray(program.objective, dtype=np.float64)
        self._begun = _Entries([_coordinates(program)])
        self._entries = _Entries([self._begun.all()])
        self._free_rows = np.array(free_rows, dtype=np.int64)
        self.size = program.size
        # Row of HiGHS for every row of ours; -1: not yet in.
        self._place = np.full(len(program.rows), -1, dtype=np.int64)
        at_once = np.setdiff1d(np.arange(len(program.rows)), np.array(lazy, dtype=int))
        self._place[at_once] = np.arange(len(at_once))
        self._highs = _started(program, at_once)
        # New columns leave a solution feasible, new rows leave it dual feasible.
        self._method = PRIMAL

    @property
    def rows(self) -> int:
        """Number of rows, those included that are not yet in."""
        return len(self._place)

    def add(self, columns: Sequence[Entering]) -> None:
        """Add columns ``>= 0``."""
        if not columns:
            return
        lengths = [len(column.entries) for column in columns]
        row = np.array([r for c in columns for r in c.entries], dtype=np.int64)
        value = np.array(
            [a for c in columns for a in c.entries.values()], dtype=np.float64
        )
        column = np.repeat(np.arange(len(columns)), lengths)
        self._entries.pieces.append((column + self.size, row, value))
        known = self._place[row] >= 0
        count = np.bincount(column[known], minlength=len(columns))
        starts = np.concatenate(([0], np.cumsum(count)[:-1])).astype(np.int32)
        self._highs.addCols(
            len(columns),
            np.array([c.objective for c in columns], dtype=np.float64),
            np.zeros(len(columns)),
            np.full(len(columns), highspy.kHighsInf),
            int(known.sum()),
            starts,
            self._place[row[known]].astype(np.int32),
            value[known],
        )
        self.size += len(columns)

    def cut(self, terms: Mapping[int, float], upper: float) -> int:
        """Add the row ``sum coefficient * column <= upper`` over present columns.

        Returns
        -------
        int
            The row, for columns to come.
        """
        column = np.array(sorted(terms), dtype=np.int64)
        value = np.array([terms[int(c)] for c in column], dtype=np.float64)
        new = self.rows
        self._lower = np.append(self._lower, -np.inf)
        self._upper = np.append(self._upper, upper)
        self._place = np.append(self._place, -1)
        piece = (column, np.full(len(column), new), value)
        self._entries.pieces.append(piece)
        # A bound counts the columns that the program began with.
        static = column < len(self._static)
        self._begun.pieces.append((column[static], piece[1][static], value[static]))
        self._take_in(np.array([new]))
        self._method = DUAL
        return new

    def _take_in(self, rows: IntArray) -> None:
        """Bring rows into HiGHS with all their coefficients."""
        column, row, value = self._entries.all()
        for one in rows:
            mine = row == one
            self._place[one] = self._highs.getNumRow()
            self._highs.addRow(
                _finite(self._lower[one]),
                _finite(self._upper[one]),
                int(mine.sum()),
                column[mine].astype(np.int32),
                value[mine],
            )

    def limit(self, columns: IntArray, lower: float, upper: float) -> None:
        """Set the bounds of columns."""
        for column in columns:
            self._highs.changeColBounds(int(column), _finite(lower), _finite(upper))

    def _broken(self, primal: FloatArray) -> IntArray:
        """Return the rows not yet in that a solution breaks."""
        if (self._place >= 0).all():
            return np.zeros(0, dtype=np.int64)
        column, row, value = self._entries.all()
        total = np.bincount(row, weights=value * primal[column], minlength=self.rows)
        beyond = np.maximum(self._lower - total, total - self._upper)
        return np.flatnonzero((self._place < 0) & (beyond > TOLERANCE))

    def solve(self, seconds: float | None = None) -> Solved | None:
        """Solve from the last basis; None if HiGHS ends without an optimum."""
        begin = time.perf_counter()
        while True:
            if seconds is not None:
                left = max(0.01, seconds - (time.perf_counter() - begin))
                limit = self._highs.getRunTime() + left
                self._highs.setOptionValue("time_limit", limit)
            self._highs.setOptionValue("simplex_strategy", self._method)
            self._highs.run()
            if self._highs.getModelStatus() == highspy.HighsModelStatus.kModelEmpty:
                empty = (self._lower <= 0).all() and (self._upper >= 0).all()
                return _nothing(self.rows) if empty else None
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            solution = self._highs.getSolution()
            primal = np.asarray(solution.col_value)
            broken = self._broken(primal)
            if not len(broken):
                break
            self._take_in(broken)
            self._method = DUAL
        self._method = PRIMAL
        duals = np.zeros(self.rows)
        there = self._place >= 0
        duals[there] = np.asarray(solution.row_dual)[self._place[there]]
        value = self._highs.getInfo().objective_function_value
        return Solved(value, primal, duals, np.asarray(solution.col_dual))

    def bound(self, duals: FloatArray) -> float:
        """Return what duals prove if no column to come has a positive reduced value.

        The Lagrangian of the rows at these duals (their signs put right), over the
        columns the program began with.
        """
        right = self.signed(duals)
        limit = np.where(right > 0, self._upper, self._lower)
        used = right != 0
        column, row, value = self._begun.all()
        known = len(self._static)
        reduced = self._objective - np.bincount(
            column, weights=value * right[row], minlength=known
        )
        return float(
            (right[used] * limit[used]).sum()
            + (np.maximum(reduced, 0) * self._static).sum()
        )

    def signed(self, duals: FloatArray) -> FloatArray:
        """Return duals without those that prove nothing.

        Those of the wrong sign, and of rows that pricing does not know.
        """
        wrong = ((duals > 0) & np.isinf(self._upper)) | (
            (duals < 0) & np.isinf(self._lower)
        )
        right = np.where(wrong, 0.0, duals)
        right[self._free_rows] = 0.0
        return right


def _nothing(rows: int) -> Solved:
    """Return the solution of a problem without columns."""
    none = np.zeros(0)
    return Solved(0.0, none, np.zeros(rows), none)


def _started(program: Program, rows: IntArray) -> highspy.Highs:
    """Return HiGHS with the program's columns and some of its rows."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("solver", "simplex")
    some = [program.rows[int(k)] for k in rows]
    highs.passModel(matrix(Program(program.objective, program.upper, some)))
    return highs


def _limits(values: Sequence[int | None], missing: float) -> FloatArray:
    return np.array([missing if v is None else v for v in values], dtype=np.float64)


def _finite(limit: float) -> float:
    """Return a limit as HiGHS writes it."""
    if np.isinf(limit):
        return float(highspy.kHighsInf if limit > 0 else -highspy.kHighsInf)
    return float(limit)


def _coordinates(program: Program) -> tuple[IntArray, IntArray, FloatArray]:
    """Return column, row and value of every coefficient of a program."""
    lengths = [len(row.columns) for row in program.rows]
    return (
        np.array([c for row in program.rows for c in row.columns], dtype=np.int64),
        np.repeat(np.arange(len(lengths)), lengths),
        np.array([a for r in program.rows for a in r.coefficients], dtype=np.float64),
    )
