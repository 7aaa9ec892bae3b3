"""Large-neighbourhood search: re-optimise part of the columns at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop, select


@dataclass(frozen=True, slots=True)
class Budget:
    """What one search may use: seconds until a deadline, or a number of steps."""

    deadline: float | None
    steps: int | None
    step_limits: Limits

    def left(self, step: int) -> bool:
        """Say whether another step may begin."""
        if self.steps is not None:
            return step < self.steps
        return self.deadline is None or time.perf_counter() < self.deadline

    def limits(self) -> Limits:
        """Return the limits of the next step, cut at the deadline."""
        plain = self.step_limits
        if self.deadline is None or plain.seconds is None:
            return plain
        rest = max(0.05, self.deadline - time.perf_counter())
        return Limits(min(plain.seconds, rest), plain.work, plain.workers, plain.seed)


def improve(
    program: Program,
    incumbent: IntArray,
    neighbourhoods: Iterator[BoolArray],
    budget: Budget,
    report: Callable[[int], None] = lambda value: None,
    stop: Stop | None = None,
    enough: int | None = None,
) -> IntArray:
    """Return the best solution found by re-solving neighbourhoods of `incumbent`.

    Parameters
    ----------
    neighbourhoods : iterator of bool arrays
        Which columns are free in each step; the search ends when it is empty.
    enough : int, optional
        A value that ends the search.
    """
    best, value = incumbent, program.value(incumbent)
    for step, free in enumerate(neighbourhoods):
        if not budget.left(step) or (stop is not None and stop.raised):
            break
        if enough is not None and value >= enough:
            break
        small, kept = program.restricted(best, free)
        answer = select(small, budget.limits(), hint=best[kept], stop=stop)
        if answer.solution is None:
            continue
        candidate = best.copy()
        candidate[kept] = answer.solution
        new = program.value(candidate)
        if new >= value:
            best = candidate
            if new > value:
                value = new
                report(value)
    return np.asarray(best, dtype=np.int64)
