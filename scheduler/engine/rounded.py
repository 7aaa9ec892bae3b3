"""Rows that whole solutions keep and a fractional one breaks.

Rows are added up at multipliers, and what comes out is rounded down: every coefficient
and the limit (Gomory 1958, Chvatal 1973). The multipliers are those by which the
simplex tableau makes a column that should be whole and is not. Where the rows say
"once at most", halves of an odd number of them are the subset rows of Jepsen,
Petersen, Spoorendonk and Pisinger (2008); Petersen, Pisinger and Spoorendonk (2008)
price columns with any such row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np

from scheduler.engine.master import FloatArray, IntArray, Master, Solved

# Multipliers are whole numbers over this one, which small denominators divide.
UNIT = 55_440
# Tableau rows looked at, and multiples of each.
MOST_LOOKED, MULTIPLES = 150, (1, 2, 3, 4, 5, 6)
# Rows that one new row is made of; new rows at a time.
MOST_ROWS, MOST_NEW = 20, 12
# What a solution must break a row by; rows this much alike say the same.
BROKEN, ALIKE = 0.05, 0.7
# A row with more than this to spare is not used.
SPARE = 0.2
# Rows are sought so often at a time, while the value falls by more than a share.
MOST_ROUNDS, LITTLE = 10, 1e-5
# Rows with a price below this share of the value are not worth it, nor are all that
# together take less.
WORTH = 2e-4


@dataclass(frozen=True)
class Rounded:
    """``sum floor(sum weight * entry / whole) * column <= limit``.

    Attributes
    ----------
    weights : dict of int
        Weight by row of the master, of rows before this one.
    terms : dict of float
        Coefficients of the columns that are there.
    """

    weights: dict[int, int]
    whole: int
    limit: int
    terms: dict[int, float]


@dataclass(frozen=True)
class _Rows:
    """Rows ``<= limit`` of a master and a solution to break."""

    row: IntArray
    limit: IntArray
    spare: FloatArray
    primal: FloatArray
    place: IntArray
    column: IntArray
    value: IntArray

    @cached_property
    def support(self) -> IntArray:
        """Columns that the solution has."""
        return np.flatnonzero(self.primal > 0)

    @cached_property
    def dense(self) -> IntArray:
        """Coefficients of the columns that the solution has, rows x columns."""
        at = np.full(len(self.primal), -1)
        at[self.support] = np.arange(len(self.support))
        inside = at[self.column] >= 0
        made = np.zeros((len(self.row), len(self.support)), dtype=np.int64)
        made[self.place[inside], at[self.column[inside]]] = self.value[inside]
        return made


def tighten(master: Master, solved: Solved, rows: IntArray) -> dict[int, Rounded]:
    """Add rows to a master that its solutions break, again and again.

    Parameters
    ----------
    solved : Solved
        The solution of the master as it is.
    rows : int array
        Rows with upper limits and whole coefficients to make them of.

    Returns
    -------
    dict of Rounded
        By their row of the master those that bind in the end and those they are made
        of; none if they take little of the value. Others that were tried are free.
    """
    added: dict[int, Rounded] = {}
    value = solved.value
    for _ in range(MOST_ROUNDS):
        found = separate(
            master, solved, np.append(rows, np.array(sorted(added), dtype=np.int64))
        )
        added |= {master.cut(one.terms, one.limit): one for one in found}
        again = master.solve() if found else None
        if again is None:
            break
        fell, solved = solved.value - again.value, again
        if fell <= LITTLE * abs(solved.value):
            break
    least = WORTH * abs(solved.value)
    if value - solved.value <= least:
        least = np.inf
    # Of rows that came after the last solution nothing is known: time was up.
    priced = [row for row in added if row < len(solved.duals)]
    names = {row for row in priced if solved.duals[row] > least}
    # A row is made of rows before it.
    for row in sorted(added, reverse=True):
        if row in names:
            names |= added.keys() & added[row].weights.keys()
    kept = {row: one for row, one in added.items() if row in names}
    master.free([row for row in added if row not in kept])
    return kept


def separate(master: Master, solved: Solved, rows: IntArray) -> list[Rounded]:
    """Return rows that a solution breaks, made of some rows of a master.

    Parameters
    ----------
    rows : int array
        Rows with upper limits and whole coefficients.
    """
    some = _rows(master, solved, rows)
    ranked = sorted(_broken(master, solved, some), key=lambda one: -one[0])
    chosen: list[Rounded] = []
    taken: list[FloatArray] = []
    for _, weights, coefficients in ranked:
        direction = coefficients / np.linalg.norm(coefficients)
        if any(direction @ other > ALIKE for other in taken):
            continue
        taken.append(direction)
        chosen.append(_made(some, weights))
        if len(chosen) == MOST_NEW:
            break
    return chosen


def _rows(master: Master, solved: Solved, rows: IntArray) -> _Rows:
    place, column, value = master.entries(rows)
    limit = master.limits(rows)
    used = np.bincount(place, weights=value * solved.primal[column])
    used = np.pad(used, (0, len(rows) - len(used)))
    whole = np.rint(value).astype(np.int64)
    return _Rows(
        rows,
        np.rint(limit).astype(np.int64),
        limit - used,
        np.where(solved.primal > 1e-7, solved.primal, 0.0),
        place,
        column,
        whole,
    )


def _broken(
    master: Master, solved: Solved, some: _Rows
) -> Iterator[tuple[float, IntArray, FloatArray]]:
    """Yield how far a row is broken, its weights, and coefficients in the solution."""
    primal = some.primal[some.support]
    for multipliers in master.tableau(solved, MOST_LOOKED):
        mine = multipliers[some.row]
        for times in (sign * n for n in MULTIPLES for sign in (1, -1)):
            weights = np.rint((mine * times) % 1.0 * UNIT).astype(np.int64) % UNIT
            weights[some.spare > SPARE] = 0
            used = np.flatnonzero(weights)
            if not 0 < len(used) <= MOST_ROWS:
                continue
            coefficients = weights[used] @ some.dense[used] // UNIT
            limit = int(weights[used] @ some.limit[used]) // UNIT
            over = float(coefficients @ primal) - limit
            if over > BROKEN:
                length = float(np.linalg.norm(coefficients))
                yield over / length, weights, coefficients.astype(np.float64)


def _made(some: _Rows, weights: IntArray) -> Rounded:
    """Return a row with its coefficients of all columns."""
    used = np.flatnonzero(weights)
    share = gcd(UNIT, *(int(weights[k]) for k in used))
    weights, whole = weights // share, UNIT // share
    total = np.bincount(
        some.column,
        weights=weights[some.place] * some.value,
        minlength=len(some.primal),
    )
    rounded = np.rint(total).astype(np.int64) // whole
    return Rounded(
        {int(some.row[k]): int(weights[k]) for k in used},
        whole,
        int(weights[used] @ some.limit[used]) // whole,
        {int(k): float(rounded[k]) for k in np.flatnonzero(rounded)},
    )
