"""How long the selection may take: seconds of the clock, or work units."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from scheduler.engine.neighbourhoods import Budget
from scheduler.engine.selection import Limits
from scheduler.week.progress import Progress

# Shares of the whole: a first week, the generation of rounds, the selection among
# them, and what refines the rounds found (assist teams, cost). Where all rounds are
# listed at once, the selection has the first two as well.
FIRST_SHARE = 0.1
GENERATE_SHARE = 0.7
SERVICE_SHARE = 0.85
REFINE_SHARE = 0.1
# A first week takes so many seconds where that is no larger part of the whole.
FIRST_SECONDS, LARGEST_FIRST_SHARE = 5.0, 0.25
# Of a selection: service by components, the rest by neighbourhoods.
BLOCKS_SHARE = 0.8
# Solutions of a master per unit of work: a generation without a clock.
STEPS_PER_WORK = 8
STEP_SECONDS = 3.0
STEP_WORK = 2.0
# All components left, and each of them, are searched for so many seconds at least.
LEAST_SECONDS, LEAST_EACH = 0.8, 0.2


@dataclass(frozen=True)
class Effort:
    """Seconds, or deterministic work of CP-SAT if `deterministic`."""

    seconds: float
    work: float
    workers: int
    seed: int
    deterministic: bool
    gap: float = 0.0

    def part(self, share: float) -> Limits:
        """Return the limits of a part of the whole effort."""
        if self.deterministic:
            return Limits(None, self.work * share, self.workers, self.seed, self.gap)
        return Limits(self.seconds * share, None, self.workers, self.seed, self.gap)

    def stage(self, seconds: float, share: float) -> Effort:
        """Return the effort of a stage: so many seconds, or a share of the work."""
        return replace(self, seconds=max(0.5, seconds), work=self.work * share)

    def first(self) -> Effort:
        """Return the effort of a first week: what it needs, or its largest share."""
        seconds = min(FIRST_SECONDS, LARGEST_FIRST_SHARE * self.seconds)
        return self.stage(seconds, FIRST_SHARE)

    def block(self, share: float, progress: Progress) -> Limits:
        """Return the limits of a component: its share of what the blocks have left."""
        if self.deterministic:
            return self.part(BLOCKS_SHARE * share)
        left = self.seconds * BLOCKS_SHARE - progress.spent
        seconds = max(LEAST_EACH, max(LEAST_SECONDS, left) * share)
        return Limits(seconds, None, self.workers, self.seed, self.gap)

    def steps(self, progress: Progress) -> Budget:
        """Return the budget of the neighbourhood search after the blocks."""
        if self.deterministic:
            count = max(1, round(self.work * (1 - BLOCKS_SHARE) / STEP_WORK))
            step = Limits(None, STEP_WORK, self.workers, self.seed)
            return Budget(None, count, step)
        left = self.seconds - progress.spent
        step = Limits(STEP_SECONDS, None, self.workers, self.seed)
        return Budget(time.perf_counter() + left, None, step)
