"""Column generation: a master problem and a pricing callback, with a valid bound.

Prices are taken between the best known and the master's own (dual smoothing, Wentges
1997), which keeps them from jumping; the Lagrangian bound holds for any prices.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from scheduler.engine.master import Entering, FloatArray, Master, Solved
from scheduler.engine.selection import Stop

# Weight of the best known prices; less as the steps go on without a better bound.
SMOOTHING = 0.6
SLACKENING = 0.7
# A step that gains less of the value than this is little.
STALLED = 3e-5
# Bounds are rounded down, but not past solver noise.
ROUNDING = 1e-4


@dataclass(frozen=True)
class Priced:
    """What pricing found at some prices.

    Attributes
    ----------
    columns : sequence of Entering
        New columns of positive reduced value.
    excess : float
        The most that columns could add to the Lagrangian bound at these prices, but
        for those that the program began with: all if `exact`, else those looked at.
    """

    columns: Sequence[Entering]
    excess: float
    exact: bool


def whole(bound: float) -> int:
    """Return what a bound says of a value that is a whole number."""
    return int(np.floor(bound + ROUNDING))


def near(bound: float, gap: float) -> int | None:
    """Return the least whole value within a gap of a bound; None if there is none."""
    if not np.isfinite(bound):
        return None
    top = whole(bound)
    return top if top <= 0 else int(np.ceil(top * (1 - gap) - ROUNDING))


class Depth(IntEnum):
    """How far pricing goes: what is at hand, a quick search, everything."""

    QUICK = 0
    FINDING = 1
    EXACT = 2


Price = Callable[[FloatArray, Depth], Priced]


@dataclass
class Generation:
    """A column generation that may be stopped and gone on with.

    It is `settled` once quick searches gain little: before that a bound says little.

    Parameters
    ----------
    enough : callable
        Gets the best bound; says whether it is good enough to end.
    cut : callable
        Gets a solution; adds rows to the master that it breaks and no whole solution
        does, and returns how many. Asked before everything is priced.
    """

    master: Master
    price: Price
    stop: Stop
    enough: Callable[[float], bool] = lambda bound: False
    report: Callable[[float, float], None] = lambda value, bound: None
    cut: Callable[[Solved], int] = lambda solved: 0
    bound: float = np.inf
    solved: Solved | None = None
    steps: int = 0
    settled: bool = False
    _best: FloatArray | None = field(default=None, repr=False)
    _looked: float = np.inf
    _proved: bool = False
    # The quick search found nothing, and no rows have come since.
    _idle: bool = False

    def run(self, deadline: float | None, most_steps: int | None = None) -> bool:
        """Add columns until none is missing; False if something else ended it.

        Parameters
        ----------
        deadline : float or None
            Clock of ``time.perf_counter`` at which to end.
        """
        smoothing, depth, before = SMOOTHING, Depth.QUICK, -np.inf
        while not self._over(deadline, most_steps):
            solved = self.master.solve(_left(deadline))
            if solved is None:
                # Time was up; the last solution is still one.
                return False
            self.solved = solved
            self.steps += 1
            if self._closed():
                return True
            # Little gained: the search goes deeper until it is worth while again.
            gained = solved.value - before
            little = gained <= STALLED * abs(solved.value) and depth is not Depth.EXACT
            depth = _deeper(depth) if little else Depth.QUICK
            before = solved.value
            if depth is Depth.FINDING and self._idle:
                depth = Depth.EXACT
            self.settled = self.settled or depth is Depth.EXACT
            if depth is Depth.EXACT and self.cut(solved):
                # The best prices so far do not know the new rows.
                self._best, self._looked, self._idle = None, np.inf, False
                smoothing, depth, before = SMOOTHING, Depth.QUICK, -np.inf
                continue
            mixed = smoothing if depth is Depth.QUICK else 0.0
            added, better = self._step(mixed, depth)
            smoothing = SMOOTHING if better else smoothing * SLACKENING
            self._idle = not added if depth is Depth.FINDING else self._idle
            self.report(solved.value, self.bound)
            if self.enough(self.bound) or (depth is Depth.EXACT and not added):
                return True
        return False

    def _over(self, deadline: float | None, most_steps: int | None) -> bool:
        return (
            self.stop.raised
            or (deadline is not None and time.perf_counter() >= deadline)
            or (most_steps is not None and self.steps >= most_steps)
        )

    def _closed(self) -> bool:
        if self.solved is None or not np.isfinite(self.bound):
            return False
        return whole(self.bound) <= whole(self.solved.value)

    def prove(self) -> None:
        """Price everything once more, for a bound at the best prices known."""
        if self.solved is None or self._closed():
            return
        if not self._proved:
            self._step(1.0, Depth.EXACT)
            self._proved = True
        elif (again := self.master.solve()) is not None:
            # The best prices were priced already: those since then are left.
            self.solved = again
            self._step(0.0, Depth.EXACT)

    def _step(self, smoothing: float, depth: Depth) -> tuple[int, bool]:
        """Price once: how many columns came, and whether the bound is better."""
        if self.solved is None:
            return 0, False
        own = self.solved.duals
        best = own if self._best is None else self._best
        if len(best) < len(own):
            # Rows added since have had no price.
            best = np.append(best, np.zeros(len(own) - len(best)))
        duals = self.master.signed(smoothing * best + (1 - smoothing) * own)
        priced = self.price(duals, depth)
        bound = self.master.bound(duals) + priced.excess
        if priced.exact:
            self.bound = min(self.bound, bound)
        better = bound < self._looked
        if better:
            self._looked, self._best, self._proved = bound, duals, priced.exact
        if priced.exact and priced.columns:
            # What was not looked at before does count: the best prices were not.
            self._looked = np.inf
        self.master.add(priced.columns)
        return len(priced.columns), better


def _deeper(depth: Depth) -> Depth:
    return Depth(min(depth + 1, Depth.EXACT))


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.01, deadline - time.perf_counter())
