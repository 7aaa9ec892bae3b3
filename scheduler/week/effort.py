"""How long the selection may take: seconds of the clock, or work units."""

from __future__ import annotations

import time
from dataclasses import dataclass

from scheduler.engine.neighbourhoods import Budget
from scheduler.engine.selection import Limits
from scheduler.week.progress import Progress

# Shares of the whole: service by components, then neighbourhoods, then the rounds
# found are refined (assist teams, cost).
BLOCKS_SHARE = 0.65
IMPROVE_SHARE = 0.15
REFINE_SHARE = 0.1
STEP_SECONDS = 3.0
STEP_WORK = 2.0


@dataclass(frozen=True)
class Effort:
    """Seconds, or deterministic work of CP-SAT if `deterministic`."""

    seconds: float
    work: float
    workers: int
    seed: int
    deterministic: bool

    def part(self, share: float) -> Limits:
        """Return the limits of a part of the whole effort."""
        if self.deterministic:
            return Limits(None, self.work * share, self.workers, self.seed)
        return Limits(self.seconds * share, None, self.workers, self.seed)

    def block(self, share: float, progress: Progress) -> Limits:
        """Return the limits of a component: its share of what the blocks have left."""
        if self.deterministic:
            return self.part(BLOCKS_SHARE * share)
        left = self.seconds * BLOCKS_SHARE - progress.spent
        return Limits(max(0.5, left * share), None, self.workers, self.seed)

    def steps(self, progress: Progress) -> Budget:
        """Return the budget of the neighbourhood search after the blocks."""
        if self.deterministic:
            count = max(1, round(self.work * IMPROVE_SHARE / STEP_WORK))
            step = Limits(None, STEP_WORK, self.workers, self.seed)
            return Budget(None, count, step)
        left = self.seconds * (BLOCKS_SHARE + IMPROVE_SHARE) - progress.spent
        step = Limits(STEP_SECONDS, None, self.workers, self.seed)
        return Budget(time.perf_counter() + left, None, step)
