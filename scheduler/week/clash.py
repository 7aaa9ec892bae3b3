"""Which demands of an infeasible week exclude each other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.engine.program import BoolArray, Program, Row
from scheduler.engine.selection import Limits, select

# Seconds to name the demands that clash, however many there are.
CLASH_SECONDS = 1.0
# Without a clock: so many questions to the solver, each of so much work.
CLASH_CHECKS = 40
CHECK_WORK = 0.05


@dataclass
class Patience:
    """What may be spent on naming a clash: seconds, or questions without a clock."""

    deterministic: bool
    seed: int
    until: float = field(default_factory=lambda: time.perf_counter() + CLASH_SECONDS)
    checks: int = 0

    def next(self) -> Limits | None:
        """Return the limits of one more question, or None if none is left."""
        self.checks += 1
        if self.deterministic:
            spent = self.checks > CLASH_CHECKS
            return None if spent else Limits(None, CHECK_WORK, 1, self.seed)
        left = self.until - time.perf_counter()
        return Limits(left, None, 1, self.seed) if left > 0 else None


def clashing(program: Program, patience: Patience) -> tuple[list[str], bool]:
    """Return demands that cannot be met together, and whether each was tried.

    Demands are the rows with a lower limit: pins, and musts at level H. Halves of
    them, then smaller parts, then each, are left out in turn and stay out if the
    others still clash. If every one left was tried, the rest is minimal: without any
    one of them a week exists or was not disproved. Where patience ends sooner, the
    clash is among those named.
    """
    kept = sorted({row.name for row in program.rows if row.lower is not None})
    size = max(1, len(kept) // 2)
    while True:
        start = 0
        while start < len(kept):
            limits = patience.next()
            if limits is None:
                return kept, False
            fewer = kept[:start] + kept[start + size :]
            part = core(_asking(program, set(fewer)))
            if select(part, limits).ending == "INFEASIBLE":
                kept, program = fewer, part
            else:
                start += size
        if size == 1:
            return kept, True
        size = max(1, min(size // 2, len(kept) // 2))


def core(program: Program, soft: str = "") -> Program:
    """Return the part of a program that decides whether demands can be met.

    A column is left out if no row needs it: at 0 it breaks nothing, so the demands, or
    any of them, can be met with it just if they can without. A row is left out once no
    column left could break it, and so are rows that slack always satisfies.

    Parameters
    ----------
    soft : str
        How the names of rows with enough slack begin; empty if there are none.
    """
    rows = [r for r in program.rows if not (soft and r.name.startswith(soft))]
    sizes = [len(row.columns) for row in rows]
    row_of = np.repeat(np.arange(len(rows)), sizes)
    column_of = np.fromiter((c for r in rows for c in r.columns), np.int64, sum(sizes))
    value = np.fromiter((v for r in rows for v in r.coefficients), float, sum(sizes))
    floor = np.array([row.lower is not None for row in rows], bool)[row_of]
    ceiling = np.array([row.upper is not None for row in rows], bool)[row_of]
    tight = [(r.lower or 0) > 0 or (r.upper is not None and r.upper < 0) for r in rows]
    active = np.ones(program.size, bool)
    while True:
        here = active[column_of]
        risky = here & ((ceiling & (value > 0)) | (floor & (value < 0)))
        needed = np.array(tight, bool)
        needed[row_of[risky]] = True
        helps = here & ((floor & (value > 0)) | (ceiling & (value < 0)))
        kept = np.zeros(program.size, bool)
        kept[column_of[helps & needed[row_of]]] = True
        if (kept == active).all():
            break
        active = kept
    left = [row for row, need in zip(rows, needed, strict=True) if need]
    whole = Program([0] * program.size, program.upper, left)
    return _only(whole, active)


def _only(program: Program, active: BoolArray) -> Program:
    """Return a program of some of its columns, the others at 0."""
    place = np.cumsum(active) - 1
    small = Program([], [])
    for k in np.flatnonzero(active):
        small.column(0, upper=program.upper[k])
    for row in program.rows:
        terms = [
            (int(place[c]), v)
            for c, v in zip(row.columns, row.coefficients, strict=True)
            if active[c]
        ]
        small.row(terms, lower=row.lower, upper=row.upper, name=row.name)
    return small


def hopeless(program: Program, names: Sequence[str]) -> bool:
    """Say whether one of the named demands has no column that could meet it."""
    return any(
        row.name in names and not row.columns and (row.lower or 0) > 0
        for row in program.rows
    )


def _asking(program: Program, demands: set[str]) -> Program:
    """Return a program that asks for some of its demands only."""
    rows: list[Row] = [
        row for row in program.rows if row.lower is None or row.name in demands
    ]
    return Program(program.objective, program.upper, rows)
