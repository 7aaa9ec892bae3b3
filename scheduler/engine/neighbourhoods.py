"""Large-neighbourhood search: re-optimise part of the columns at a time.

Neighbourhoods come in levels, small ones first; after a gain the search begins anew
at the first (variable neighbourhood descent, Mladenovic and Hansen 1997).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from scheduler.engine.arrays import Arrays
from scheduler.engine.mip import solve_mip
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop

Part = TypeVar("Part")


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

    def slower(self, factor: float) -> Budget:
        """Return the budget with so many times the limits of a step."""
        return replace(self, step_limits=self.step_limits.part(factor))

    def limits(self) -> Limits:
        """Return the limits of the next step, cut at the deadline."""
        plain = self.step_limits
        if self.deadline is None or plain.seconds is None:
            return plain
        rest = max(0.05, self.deadline - time.perf_counter())
        return replace(plain, seconds=min(plain.seconds, rest))


def improve(
    program: Program,
    incumbent: IntArray,
    levels: Sequence[Sequence[Part]],
    free: Callable[[Part], BoolArray],
    budget: Budget,
    report: Callable[[int], None] = lambda value: None,
    stop: Stop | None = None,
    enough: int | None = None,
) -> IntArray:
    """Return the best solution found by re-solving neighbourhoods of `incumbent`.

    Parameters
    ----------
    levels : sequence of sequences
        Neighbourhoods by level; the search ends when none of any level gains.
    free : callable
        Which columns are free in a neighbourhood.
    enough : int, optional
        A value that ends the search.
    """
    arrays = Arrays.of(program)
    best, value, step = incumbent, program.value(incumbent), 0
    descent = _descent(levels)
    part = next(descent, None)
    while part is not None and budget.left(step):
        if (stop is not None and stop.raised) or (
            enough is not None and value >= enough
        ):
            break
        small, kept = arrays.restricted(best, free(part))
        candidate = best.copy()
        candidate[kept] = solve_mip(small, budget.limits(), best[kept], stop)
        new = arrays.value(candidate)
        gained = new > value
        if gained:
            best, value = candidate, new
            report(value)
        step += 1
        try:
            part = descent.send(gained)
        except StopIteration:
            break
    return np.asarray(best, dtype=np.int64)


def _descent(levels: Sequence[Sequence[Part]]) -> Generator[Part, bool, None]:
    """Yield neighbourhoods; told whether one gained, begin anew after its level."""
    level = 0
    while level < len(levels):
        gains = 0
        for part in levels[level]:
            gains += yield part
        level = 0 if gains else level + 1
