"""Which demands of an infeasible week exclude each other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.engine.program import Program, Row
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
            if _infeasible(program, set(fewer), limits):
                kept = fewer
            else:
                start += size
        if size == 1:
            return kept, True
        size = max(1, min(size // 2, len(kept) // 2))


def hopeless(program: Program, names: Sequence[str]) -> bool:
    """Say whether one of the named demands has no column that could meet it."""
    return any(
        row.name in names and not row.columns and (row.lower or 0) > 0
        for row in program.rows
    )


def _infeasible(program: Program, demands: set[str], limits: Limits) -> bool:
    rows: list[Row] = [
        row for row in program.rows if row.lower is None or row.name in demands
    ]
    plain = Program([0] * program.size, program.upper, rows)
    return select(plain, limits).ending == "INFEASIBLE"
