"""Large-neighbourhood search: re-optimise part of the columns at a time.

Neighbourhoods come in levels, small ones first; after the last level the search begins
anew at the first, until none of any level gains (as in variable neighbourhood descent,
Mladenovic and Hansen 1997).
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
from scheduler.engine.projection import Projection
from scheduler.engine.selection import Limits, Stop

Part = TypeVar("Part")
# So much of a step's limits may go into mending what a projection promised in vain.
MEND_SHARE = 0.4


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


@dataclass(frozen=True)
class Projected:
    """A projection of a program, and which of its columns are the best.

    They are looked at once more where what the projection promised is cut off.
    """

    projection: Projection
    promising: BoolArray


def improve(
    program: Program | Arrays,
    incumbent: IntArray,
    levels: Sequence[Sequence[Part]],
    free: Callable[[Part, IntArray], BoolArray],
    budget: Budget,
    report: Callable[[int], None] = lambda value: None,
    stop: Stop | None = None,
    enough: int | None = None,
    projected: Projected | None = None,
) -> IntArray:
    """Return the best solution found by re-solving neighbourhoods of `incumbent`.

    Parameters
    ----------
    levels : sequence of sequences
        Neighbourhoods by level; the search ends when none of any level gains.
    free : callable
        Which columns are free in a neighbourhood of a solution.
    enough : int, optional
        A value that ends the search.
    projected : Projected, optional
        A projection of the program: neighbourhoods are solved in it, then completed.
    """
    arrays = program if isinstance(program, Arrays) else Arrays.of(program)
    solver = _Solver(arrays, projected, stop)
    best, value, step = incumbent, program.value(incumbent), 0
    descent = _descent(levels)
    part = next(descent, None)
    while part is not None and budget.left(step):
        if (stop is not None and stop.raised) or (
            enough is not None and value >= enough
        ):
            break
        candidate = solver.solve(best, free(part, best), budget.limits)
        new = program.value(candidate)
        gain = max(0, new - value)
        if gain:
            best, value = candidate, new
            report(value)
        step += 1
        try:
            part = descent.send(gain)
        except StopIteration:
            break
    return np.asarray(best, dtype=np.int64)


class _Solver:
    """Solves neighbourhoods of a program, if it can by way of its projection."""

    def __init__(
        self, arrays: Arrays, projected: Projected | None, stop: Stop | None
    ) -> None:
        self.arrays, self.projected, self.stop = arrays, projected, stop

    def solve(
        self, best: IntArray, free: BoolArray, limits: Callable[[], Limits]
    ) -> IntArray:
        """Return a solution no worse than the best one, which is one."""
        if self.projected is None:
            return self._among(best, free, limits())
        wanted, broken = self._sketch(self.projected.projection, best, free, limits())
        if wanted is None:
            return best
        size = len(wanted)
        few = free.copy()
        few[size:] = True
        few[:size] &= (wanted > 0) | (best[:size] > 0)
        found = self._among(best, few, limits())
        if broken:
            few[:size] |= free[:size] & self.projected.promising
            found = self._among(found, few, limits().part(MEND_SHARE))
        return found

    def _among(self, best: IntArray, free: BoolArray, limits: Limits) -> IntArray:
        small, kept = self.arrays.restricted(best, free)
        candidate = best.copy()
        candidate[kept] = solve_mip(small, limits, best[kept], self.stop)
        return candidate

    def _sketch(
        self,
        projection: Projection,
        best: IntArray,
        free: BoolArray,
        limits: Limits,
    ) -> tuple[IntArray | None, bool]:
        """Return better columns of the projection, and whether they break cuts.

        None if there are none better.
        """
        start = best[: projection.size]
        light = projection.joined(projection.outer)
        small, kept = light.restricted(start, free[: projection.size])
        wanted = start.copy()
        wanted[kept] = solve_mip(small, limits, start[kept], self.stop)
        if (wanted == start).all():
            return None, False
        return wanted, bool(projection.cuts(wanted))


def _descent(levels: Sequence[Sequence[Part]]) -> Generator[Part, int, None]:
    """Yield neighbourhoods, level by level, until all are gone through for nothing."""
    gains = 1
    while gains:
        gains = 0
        for level in levels:
            for part in level:
                gains += yield part
