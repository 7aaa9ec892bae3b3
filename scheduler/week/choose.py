"""Choosing among the generated rounds of one component: few, more, then in parts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scheduler.engine.dive import dive
from scheduler.engine.generation import near
from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Limits, Stop, generous, select
from scheduler.week.blocks import neighbourhoods
from scheduler.week.effort import STEP_SECONDS, STEP_WORK
from scheduler.week.week_program import WeekProgram

# The rounds of least reduced cost are chosen from first; then from more of them.
FEW = (300, 700, 1500)
DIVE_SHARE = 0.2
# Of the time left each choice has this share, and the search in parts the rest.
CHOICE_SHARE = 0.3


def choose(
    week: WeekProgram,
    limits: Limits,
    bound: float,
    stop: Stop,
    starts: Sequence[BoolArray] = (),
) -> IntArray | None:
    """Return the best selection found, or None.

    Parameters
    ----------
    bound : float
        What no selection exceeds; reaching it ends the search.
    starts : sequence of bool array
        Sets of rounds that nearly make a selection.
    """
    begin = time.perf_counter()
    program, rounds = week.program, len(week.columns)
    seconds = limits.seconds and limits.seconds * DIVE_SHARE
    enough = near(bound, limits.gap)
    best = None
    for start in [*starts, dive(program, rounds, seconds)]:
        best = _better(program, best, _filled(program, start, limits))
    relaxed = relax(program)
    if relaxed is None:
        return best
    ranked = np.argsort(relaxed.reduced[:rounds], kind="stable")
    for few in FEW:
        if stop.raised or _reached(program, best, enough):
            return best
        left = _left(limits, begin)
        if left is not None:
            kept = _mask(program, rounds, ranked[:few], best)
            best = _among(program, kept, left.part(CHOICE_SHARE), best, stop)
    left = _left(limits, begin)
    if best is None or left is None or _reached(program, best, enough):
        return best
    every = np.ones(program.size, dtype=np.bool_)
    parts = neighbourhoods(week, every, limits.seed)
    return improve(
        program, best, parts, _budget(limits, begin), stop=stop, enough=enough
    )


def _budget(limits: Limits, begin: float) -> Budget:
    """Return what the search in parts may use."""
    if limits.seconds is None:
        step = replace(limits, work=STEP_WORK)
        return Budget(None, max(1, round((limits.work or 0) / STEP_WORK)), step)
    step = replace(limits, seconds=STEP_SECONDS)
    return Budget(begin + limits.seconds, None, step)


def _reached(program: Program, best: IntArray | None, enough: int | None) -> bool:
    return best is not None and enough is not None and program.value(best) >= enough


def _better(
    program: Program, best: IntArray | None, other: IntArray | None
) -> IntArray | None:
    if best is None or other is None:
        return other if best is None else best
    return max(best, other, key=program.value)


def _left(limits: Limits, begin: float) -> Limits | None:
    """Return the limits of what time is left, or None."""
    if limits.seconds is None:
        return limits
    seconds = limits.seconds - (time.perf_counter() - begin)
    return replace(limits, seconds=seconds) if seconds > 0.2 else None


def _mask(
    program: Program, rounds: int, some: IntArray, best: IntArray | None
) -> BoolArray:
    """Return some rounds, those chosen before, and all that are no rounds."""
    kept = np.ones(program.size, dtype=np.bool_)
    kept[:rounds] = False
    kept[some] = True
    if best is not None:
        kept[:rounds] |= best[:rounds] > 0
    return kept


def _among(
    program: Program,
    kept: BoolArray,
    limits: Limits,
    best: IntArray | None,
    stop: Stop,
) -> IntArray | None:
    """Choose among some columns, from the best selection known."""
    start = np.zeros(program.size, dtype=np.int64) if best is None else best
    small, numbers = program.restricted(start, kept)
    hint = None if best is None else best[numbers]
    answer = select(small, limits, hint=hint, stop=stop)
    if answer.solution is None:
        return best
    found = start.copy()
    found[numbers] = answer.solution
    return found


def _filled(program: Program, taken: BoolArray, limits: Limits) -> IntArray | None:
    """Return some rounds, as far as they can be, with the posts they need.

    That is easy; it must end, not be cut off.
    """
    kept = np.ones(program.size, dtype=np.bool_)
    kept[: len(taken)] = taken
    start = np.zeros(program.size, dtype=np.int64)
    small, numbers = program.restricted(start, kept)
    answer = select(small, generous(limits))
    if answer.solution is None:
        return None
    start[numbers] = answer.solution
    return start
