"""Choosing among the generated rounds of one component: a dive, then parts anew."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.engine.dive import dive
from scheduler.engine.generation import near
from scheduler.engine.master import FloatArray
from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop, generous, select
from scheduler.week.blocks import Fields, Part, neighbourhoods
from scheduler.week.effort import STEP_SECONDS, STEP_WORK
from scheduler.week.week_program import WeekProgram

# The rounds that lack least to be worth choosing are dived among.
FEW = 1500
DIVE_SHARE = 0.3
# Parts are chosen anew among so many, then among all.
PROMISING = 3000
# After all parts have been tried each gets so many times the seconds.
SLOWER = 3.0


def choose(
    week: WeekProgram,
    reduced: FloatArray,
    limits: Limits,
    bound: float,
    stop: Stop,
    known: BoolArray | None = None,
) -> IntArray | None:
    """Return the best selection found, or None.

    Parameters
    ----------
    reduced : float array
        What each round would add to the relaxation, at most 0 if it was solved.
    bound : float
        What no selection exceeds; reaching it ends the search.
    known : bool array, optional
        Rounds that nearly make a selection.
    """
    begin = time.perf_counter()
    program = week.program
    starts = [_dived(week, reduced, limits)]
    if known is not None:
        starts.append(known)
    found = [_filled(program, start, limits) for start in starts]
    best = max(
        (one for one in found if one is not None), key=program.value, default=None
    )
    if best is None:
        return None
    fields, levels = Fields.of(week), neighbourhoods(week, limits.seed)
    budget, enough = _budget(limits, begin), near(bound, limits.gap)
    search = _Search(program, fields, stop, enough)
    some = _best(program, reduced, PROMISING) | (best > 0)
    best = search.run(best, levels[:1], some, budget)
    every = np.ones(program.size, dtype=np.bool_)
    while budget.left(0) and not search.ended(best):
        best = search.run(best, levels, every, budget)
        if budget.deadline is None:
            break
        # Parts that took too long get more time.
        budget = budget.slower(SLOWER)
    return best


@dataclass(frozen=True)
class _Search:
    """A search in parts of one program."""

    program: Program
    fields: Fields
    stop: Stop
    enough: int | None

    def ended(self, best: IntArray) -> bool:
        """Say whether nothing better is asked for."""
        reached = self.enough is not None and self.program.value(best) >= self.enough
        return reached or self.stop.raised

    def run(
        self,
        best: IntArray,
        levels: Sequence[Sequence[Part]],
        some: BoolArray,
        budget: Budget,
    ) -> IntArray:
        """Return the best selection found among some columns."""
        return improve(
            self.program,
            best,
            levels,
            lambda part: self.fields.near(part) & some,
            budget,
            stop=self.stop,
            enough=self.enough,
        )


def _best(program: Program, reduced: FloatArray, most: int) -> BoolArray:
    """Return the rounds that lack least to be worth choosing, and all posts."""
    kept = np.ones(program.size, dtype=np.bool_)
    kept[: len(reduced)] = False
    kept[np.argsort(-reduced, kind="stable")[:most]] = True
    return kept


def _dived(week: WeekProgram, reduced: FloatArray, limits: Limits) -> BoolArray:
    """Return the rounds that a dive among the best takes."""
    program, rounds = week.program, len(week.columns)
    nothing = np.zeros(program.size, dtype=np.int64)
    small, numbers = program.restricted(nothing, _best(program, reduced, FEW))
    inside = numbers[numbers < rounds]
    seconds = limits.seconds and limits.seconds * DIVE_SHARE
    taken = np.zeros(rounds, dtype=np.bool_)
    taken[inside] = dive(small, len(inside), seconds)
    return taken


def _budget(limits: Limits, begin: float) -> Budget:
    """Return what the search in parts may use."""
    if limits.seconds is None:
        step = replace(limits, work=STEP_WORK)
        return Budget(None, max(1, round((limits.work or 0) / STEP_WORK)), step)
    step = replace(limits, seconds=STEP_SECONDS)
    return Budget(begin + limits.seconds, None, step)


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
