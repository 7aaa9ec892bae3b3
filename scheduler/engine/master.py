"""A linear master problem in HiGHS, kept warm while columns and rows are added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from scheduler.engine.arrays import Arrays
from scheduler.engine.program import Program

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# HiGHS's names of its simplex methods.
DUAL, PRIMAL = 1, 4
# A value this near to a whole one is whole.
NOISE = 1e-4


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
    """

    def __init__(self, program: Program, free_rows: Sequence[int] = ()) -> None:
        arrays = Arrays.of(program)
        self._static = arrays.upper
        self._lower, self._upper = arrays.lower, arrays.limit
        self._objective = arrays.objective
        entries = (arrays.column, arrays.row, arrays.coefficient)
        self._begun = _Entries([entries])
        self._free_rows = np.array(free_rows, dtype=np.int64)
        self.size = program.size
        self._highs = _started(arrays)
        # New columns leave a solution feasible, new rows leave it dual feasible.
        self._method = PRIMAL

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self._upper)

    def add(self, columns: Sequence[Entering]) -> None:
        """Add columns ``>= 0``."""
        if not columns:
            return
        lengths = [len(column.entries) for column in columns]
        row = np.array([r for c in columns for r in c.entries], dtype=np.int64)
        value = np.array(
            [a for c in columns for a in c.entries.values()], dtype=np.float64
        )
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int32)
        self._highs.addCols(
            len(columns),
            np.array([c.objective for c in columns], dtype=np.float64),
            np.zeros(len(columns)),
            np.full(len(columns), highspy.kHighsInf),
            len(row),
            starts,
            row.astype(np.int32),
            value,
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
        # A bound counts the columns that the program began with.
        static = column < len(self._static)
        place = np.full(int(static.sum()), new)
        self._begun.pieces.append((column[static], place, value[static]))
        self._highs.addRow(
            -highspy.kHighsInf, upper, len(column), column.astype(np.int32), value
        )
        self._method = DUAL
        return new

    def free(self, rows: Sequence[int]) -> None:
        """Take the upper limit from some rows."""
        for row in rows:
            self._upper[row] = np.inf
            self._highs.changeRowBounds(row, -highspy.kHighsInf, highspy.kHighsInf)

    def solve(self, seconds: float | None = None) -> Solved | None:
        """Solve from the last basis; None if HiGHS ends without an optimum."""
        if seconds is not None:
            limit = self._highs.getRunTime() + seconds
            self._highs.setOptionValue("time_limit", limit)
        self._highs.setOptionValue("simplex_strategy", self._method)
        self._method = PRIMAL
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kModelEmpty:
            empty = (self._lower <= 0).all() and (self._upper >= 0).all()
            return _nothing(self.rows) if empty else None
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        return Solved(
            self._highs.getInfo().objective_function_value,
            np.asarray(solution.col_value),
            np.asarray(solution.row_dual),
            np.asarray(solution.col_dual),
        )

    def entries(self, rows: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Return the coefficients of some rows: place among them, column, value."""
        if not len(rows):
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros(0)
        number = rows.astype(np.int32)
        count = self._highs.getRows(len(rows), number)[-1]
        found = self._highs.getRowsEntries(len(rows), number)
        starts, column, value = np.asarray(found[1]), found[2][:count], found[3][:count]
        lengths = np.diff(np.append(starts, len(column)))
        place = np.repeat(np.arange(len(rows)), lengths)
        return place, column.astype(np.int64), value

    def limits(self, rows: IntArray) -> FloatArray:
        """Return the upper limits of some rows."""
        return self._upper[rows]

    def tableau(self, solved: Solved, most: int) -> Iterator[FloatArray]:
        """Yield multipliers of all rows that make a basic column, where one is broken.

        Parameters
        ----------
        most : int
            Columns looked at, those nearest to a half first.
        """
        basic = np.asarray(self._highs.getBasicVariables()[1])
        value = solved.primal[np.maximum(basic, 0)]
        part = np.where(basic >= 0, value % 1.0, 0.0)
        broken = np.flatnonzero((part > NOISE) & (part < 1 - NOISE))
        order = np.argsort(np.abs(part[broken] - 0.5), kind="stable")
        for k in broken[order[:most]]:
            yield np.asarray(self._highs.getBasisInverseRow(int(k))[1])

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


def _started(program: Arrays) -> highspy.Highs:
    """Return HiGHS with the program."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("solver", "simplex")
    highs.passModel(program.matrix())
    return highs
