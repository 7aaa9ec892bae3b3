"""A linear program over integer columns, kept sparse: maximise objective."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Row:
    """``lower <= sum coefficient * column <= upper``; None = no limit."""

    columns: list[int]
    coefficients: list[int]
    lower: int | None
    upper: int | None
    name: str


@dataclass
class Program:
    """Columns with bounds ``0..upper`` and an integer objective, and rows."""

    objective: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.objective)

    def column(self, objective: int = 0, upper: int = 1) -> int:
        """Add a column and return its index."""
        self.objective.append(objective)
        self.upper.append(upper)
        return len(self.objective) - 1

    def row(
        self,
        terms: Iterable[tuple[int, int]],
        *,
        lower: int | None = None,
        upper: int | None = None,
        name: str = "",
    ) -> int:
        """Add a row from (column, coefficient) pairs of different columns.

        Returns
        -------
        int
            The row's index.
        """
        pairs = list(terms)
        self.rows.append(
            Row([c for c, _ in pairs], [a for _, a in pairs], lower, upper, name)
        )
        return len(self.rows) - 1

    def enter(self, column: int, entries: Mapping[int, int]) -> None:
        """Enter a column into rows: coefficient by row."""
        for row, coefficient in entries.items():
            self.rows[row].columns.append(column)
            self.rows[row].coefficients.append(coefficient)

    def value(self, solution: IntArray) -> int:
        """Return the objective of a solution."""
        return int(np.dot(np.asarray(self.objective, dtype=np.int64), solution))

    def broken(self, solution: IntArray) -> list[str]:
        """Return the names of rows and columns that a solution breaks."""
        names = [
            f"column {k}"
            for k, (v, top) in enumerate(zip(solution, self.upper, strict=True))
            if not 0 <= v <= top
        ]
        for row in self.rows:
            total = int(np.dot(solution[row.columns], row.coefficients))
            if (row.lower is not None and total < row.lower) or (
                row.upper is not None and total > row.upper
            ):
                names.append(row.name)
        return names

    def restricted(
        self, solution: IntArray, free: BoolArray, *, within: bool = False
    ) -> tuple[Program, IntArray]:
        """Return the program over the free columns, the others fixed, and their ids.

        Rows without a free column are left out: the solution given keeps them. With
        `within`, rows that also touch fixed columns are left out too.
        """
        kept = np.flatnonzero(free)
        new_index = {int(old): new for new, old in enumerate(kept)}
        small = Program(
            [self.objective[k] for k in kept], [self.upper[k] for k in kept]
        )
        for row in self.rows:
            pairs, fixed = [], 0
            for column, coefficient in zip(row.columns, row.coefficients, strict=True):
                if column in new_index:
                    pairs.append((new_index[column], coefficient))
                else:
                    fixed += coefficient * int(solution[column])
            if pairs and not (within and len(pairs) < len(row.columns)):
                small.row(
                    pairs,
                    lower=None if row.lower is None else row.lower - fixed,
                    upper=None if row.upper is None else row.upper - fixed,
                    name=row.name,
                )
        return small, kept.astype(np.int64)
