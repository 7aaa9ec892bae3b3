"""Choosing among the generated rounds of one component: a start, then parts anew.

Rounds are chosen without saying who goes to which post: what the posts rule out comes
as cuts (`engine/projection.py`). That is a far smaller program; the rounds it asks for
nearly always have people.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scheduler.engine.arrays import Arrays
from scheduler.engine.dive import dive
from scheduler.engine.generation import near
from scheduler.engine.master import FloatArray
from scheduler.engine.mip import find_mip, solve_mip
from scheduler.engine.neighbourhoods import Budget, Projected, improve
from scheduler.engine.program import BoolArray, IntArray
from scheduler.engine.projection import Cut, Projection
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Limits, Stop, generous
from scheduler.week.blocks import Fields, Part, neighbourhoods
from scheduler.week.effort import STEP_WORK
from scheduler.week.week_program import WeekProgram

# The rounds that lack least to be worth choosing are dived among.
FEW = 1500
# Before that their relaxation is solved so often at most, for what the posts rule out
# of it; both have a share of the time.
MOST_CUT = 20
CUT_SHARE, DIVE_SHARE = 0.05, 0.2
# Branch and cut has this share of the time, among as many of them as it can take in
# with so many seconds or more; with fewer a dive has it.
FIRST_SHARE = 0.4
TAKEN_IN = ((40.0, 20_000), (8.0, 3000))
# Pairs of dates are chosen anew among so many rounds first, then all parts among all.
PROMISING = 3000
# Seconds for a part at most, and its share of all.
STEP_SECONDS, STEP_SHARE = 5.0, 0.1
# After all parts have been tried each gets so many times the seconds.
SLOWER = 3.0
# So few rounds are chosen all at once after this share of the time.
FEW_AT_ONCE, PARTS_SHARE = 6000, 0.5
# A part, and among how many rounds it is chosen anew.
Ranked = tuple[Part, int]


def choose(
    week: WeekProgram,
    reduced: FloatArray,
    limits: Limits,
    bound: float,
    stop: Stop,
    known: BoolArray | None = None,
    cuts: Sequence[Cut] = (),
) -> IntArray | None:
    """Return the best selection found, or None.

    Parameters
    ----------
    reduced : float array
        What each round would add to the relaxation; the best come first.
    bound : float
        What no selection exceeds; reaching it ends the search.
    known : bool array, optional
        Rounds that nearly make a selection.
    cuts : sequence of Cut
        Rows that every selection keeps, over the rounds.
    """
    begin = time.perf_counter()
    chooser = _Chooser(week, reduced, limits, stop, near(bound, limits.gap), cuts)
    first = chooser.first()
    starts = [first] if known is None else [first, known]
    found = [one for one in map(chooser.staffed, starts) if one is not None]
    if not found:
        return None
    best = max(found, key=chooser.full.value)
    budget = _budget(limits, begin)
    if budget.deadline is None or len(reduced) > FEW_AT_ONCE:
        return chooser.search(best, budget)
    half = begin + PARTS_SHARE * (budget.deadline - begin)
    return chooser.whole(chooser.search(best, replace(budget, deadline=half)), budget)


@dataclass(frozen=True)
class _Chooser:
    """Searches the rounds of one program.

    Attributes
    ----------
    full, light : Arrays
        The program with posts, and of its rounds alone.
    """

    week: WeekProgram
    reduced: FloatArray
    limits: Limits
    stop: Stop
    enough: int | None
    cuts: Sequence[Cut]

    @cached_property
    def full(self) -> Arrays:
        return Arrays.of(self.week.program)

    @cached_property
    def _projection(self) -> Projection:
        rounds = np.arange(self.full.size) < len(self.reduced)
        return Projection(self.full, rounds, list(self.cuts))

    @cached_property
    def light(self) -> Arrays:
        return self._projection.outer

    @cached_property
    def _fields(self) -> Fields:
        return Fields.of(self.week)

    @cached_property
    def _place(self) -> IntArray:
        """The place of every round among all, those that lack least first."""
        place = np.empty(len(self.reduced), dtype=np.int64)
        place[np.argsort(-self.reduced, kind="stable")] = np.arange(len(place))
        return place

    def first(self) -> BoolArray:
        """Return rounds to start from, without posts.

        Branch and cut takes them; where time is too short for it a dive does.
        """
        small, numbers = self._relaxed()
        seconds = (self.limits.seconds or 0.0) * FIRST_SHARE
        most = next((most for least, most in TAKEN_IN if seconds >= least), 0)
        found = self._branched(most, seconds) if most else None
        taken = np.zeros(self.light.size, dtype=np.bool_)
        if found is not None:
            taken[found] = True
        else:
            left = self.limits.seconds and self.limits.seconds * DIVE_SHARE
            taken[numbers] = dive(small, len(numbers), left)
        return taken

    def _branched(self, most: int, seconds: float) -> IntArray | None:
        """Return those of the best rounds that branch and cut takes."""
        nothing = np.zeros(self.light.size, dtype=np.int64)
        light = self._projection.joined(self.light)
        small, numbers = light.restricted(nothing, self._place < most)
        found = find_mip(small, replace(self.limits, seconds=seconds), self.stop)
        return None if found is None else numbers[found > 0]

    def _relaxed(self) -> tuple[Arrays, IntArray]:
        """Return the best rounds and their numbers, cut by what posts rule out."""
        nothing = np.zeros(self.light.size, dtype=np.int64)
        few = self._place < FEW
        small, numbers = self.light.restricted(nothing, few)
        begin, seconds = time.perf_counter(), self.limits.seconds
        for _ in range(MOST_CUT):
            if seconds and time.perf_counter() - begin > CUT_SHARE * seconds:
                break
            light = self._projection.joined(self.light)
            small, numbers = light.restricted(nothing, few)
            relaxed = relax(small)
            if relaxed is None:
                break
            fractions = np.zeros(self.light.size)
            fractions[numbers] = relaxed.primal
            if not self._projection.cuts(fractions):
                break
        return small, numbers

    def staffed(self, taken: BoolArray) -> IntArray | None:
        """Return some rounds, as far as they can be, with the posts they need.

        That is easy; it must end, not be cut off.
        """
        kept = np.ones(self.full.size, dtype=np.bool_)
        kept[: len(taken)] = taken
        start = np.zeros(self.full.size, dtype=np.int64)
        small, numbers = self.full.restricted(start, kept)
        found = find_mip(small, generous(self.limits))
        if found is None:
            return None
        start[numbers] = found
        return None if self.full.broken(start) else start

    def search(self, best: IntArray, budget: Budget) -> IntArray:
        """Return the best selection found in parts."""
        levels = self._levels()
        projected = Projected(self._projection, self._place < PROMISING)
        while budget.left(0) and not self._ended(best):
            best = improve(
                self.full,
                best,
                levels,
                self._free,
                budget,
                stop=self.stop,
                enough=self.enough,
                projected=projected,
            )
            if budget.deadline is None:
                break
            # Parts that took too long get more time.
            budget = budget.slower(SLOWER)
        return best

    def whole(self, best: IntArray, budget: Budget) -> IntArray:
        """Return the best selection found in the whole, with posts, at once."""
        left = (budget.deadline or 0.0) - time.perf_counter()
        if left <= 0 or self._ended(best):
            return best
        limits = replace(self.limits, seconds=left)
        return solve_mip(self._projection.joined(self.full), limits, best, self.stop)

    def _ended(self, best: IntArray) -> bool:
        """Say whether nothing better is asked for."""
        reached = self.enough is not None and self.full.value(best) >= self.enough
        return reached or self.stop.raised

    def _levels(self) -> list[list[Ranked]]:
        """Return parts by level: of few rounds first, those of all days last."""
        pairs, _, *wider = neighbourhoods(self.week, self.limits.seed)
        every = len(self.reduced)
        levels = [(pairs, PROMISING), (pairs, every)] + [(one, every) for one in wider]
        return [[(part, min(most, every)) for part in level] for level, most in levels]

    def _free(self, ranked: Ranked, best: IntArray) -> BoolArray:
        part, most = ranked
        free = self._fields.near(part)
        rounds = len(self.reduced)
        free[:rounds] &= (self._place < most) | (best[:rounds] > 0)
        return free


def _budget(limits: Limits, begin: float) -> Budget:
    """Return what the search in parts may use."""
    if limits.seconds is None:
        step = replace(limits, work=STEP_WORK)
        return Budget(None, max(1, round((limits.work or 0) / STEP_WORK)), step)
    seconds = min(STEP_SECONDS, STEP_SHARE * limits.seconds)
    step = replace(limits, seconds=seconds)
    return Budget(begin + limits.seconds, None, step)
