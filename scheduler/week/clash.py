"""Which demands of an infeasible week exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.engine.program import Program, Row
from scheduler.engine.selection import Limits, select

CHECK_SECONDS = 5.0


def clashing(program: Program, seed: int) -> list[str]:
    """Return the names of a smallest set of demands that cannot be met together.

    Demands are the rows with a lower limit: pins, and musts at level H. Each is left
    out in turn (deletion filter); it stays out if the others still clash, so the
    rest is minimal: without any one of them a week exists or was not disproved.
    """
    names = sorted({row.name for row in program.rows if row.lower is not None})
    kept = list(names)
    for name in names:
        fewer = [other for other in kept if other != name]
        if _infeasible(program, set(fewer), seed):
            kept = fewer
    return kept


def hopeless(program: Program, names: Sequence[str]) -> bool:
    """Say whether one of the named demands has no column that could meet it."""
    return any(
        row.name in names and not row.columns and (row.lower or 0) > 0
        for row in program.rows
    )


def _infeasible(program: Program, demands: set[str], seed: int) -> bool:
    rows: list[Row] = [
        row for row in program.rows if row.lower is None or row.name in demands
    ]
    plain = Program([0] * program.size, program.upper, rows)
    limits = Limits(CHECK_SECONDS, None, 1, seed)
    return select(plain, limits).ending == "INFEASIBLE"
