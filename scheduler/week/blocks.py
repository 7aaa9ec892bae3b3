"""The components of a week: districts that share officers or a base."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt

from scheduler.engine.arrays import Arrays
from scheduler.engine.dive import dive
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Answer, Limits, Stop, select
from scheduler.week.effort import Effort
from scheduler.week.program import WeekProgram
from scheduler.week.progress import Progress

# A block keeps this many rounds, and all within so many points of its bound.
FEW_ROUNDS = 500
NEAR_BOUND = 50.0
# Share of a block's time for diving, and as much again for filling the posts.
DIVE_SHARE = 0.3
# Values are integers: a bound may be rounded down, but not past solver noise.
ROUNDING = 1e-6


def components(week: WeekProgram) -> list[frozenset[str]]:
    """Return the groups of districts that share officers or a base, in order."""
    group = {d: {d} for d in sorted(week.scenario.district)}
    links: dict[str, set[str]] = {}
    for crew, _, district in week.posts:
        links.setdefault(f"crew {crew}", set()).add(district)
    for column in week.columns:
        if column.vehicles:
            key = f"base {column.template.base}"
            links.setdefault(key, set()).add(column.template.district)
    for key in sorted(links):
        joined = set().union(*(group[d] for d in links[key]))
        for district in joined:
            group[district] = joined
    unique = {tuple(sorted(members)) for members in group.values()}
    return [frozenset(members) for members in sorted(unique)]


# Districts and dates whose rounds are chosen anew.
Part = tuple[frozenset[str], frozenset[int]]


@dataclass(frozen=True)
class Fields:
    """District and date of every program column; slack has no district."""

    district: npt.NDArray[np.str_]
    date: IntArray
    is_round: BoolArray

    @classmethod
    def of(cls, week: WeekProgram) -> Fields:
        """Read the fields of a week's program."""
        size = week.program.size
        district, date = [""] * size, np.zeros(size, dtype=np.int64)
        for k, column in enumerate(week.columns):
            district[k] = column.template.district
            date[k] = column.session.date.toordinal()
        for (_, session, name), k in week.posts.items():
            district[k], date[k] = name, session.date.toordinal()
        is_round = np.zeros(size, dtype=np.bool_)
        is_round[: len(week.columns)] = True
        return cls(np.array(district, dtype=np.str_), date, is_round)

    def inside(self, districts: frozenset[str]) -> BoolArray:
        """Return the rounds and posts of some districts."""
        return np.isin(self.district, sorted(districts))

    def near(self, part: Part) -> BoolArray:
        """Return rounds on some dates, and all posts, of some districts, and slack."""
        districts, dates = part
        dated = ~self.is_round | np.isin(self.date, sorted(dates))
        return np.asarray((self.district == "") | (self.inside(districts) & dated))


def neighbourhoods(week: WeekProgram, seed: int) -> list[list[Part]]:
    """Return two dates of each component; three of each district; three, four, all."""
    there = {c.template.district for c in week.columns}
    groups = [group for group in components(week) if group & there]
    days = sorted({c.session.date.toordinal() for c in week.columns})
    single = [frozenset([d]) for group in groups for d in sorted(group & there)]
    sizes = [(groups, 2), (single, 3), (groups, 3), (groups, 4), (groups, len(days))]
    rng = random.Random(seed)
    levels: list[list[Part]] = []
    for areas, size in sizes:
        some = combinations(days, min(size, len(days)))
        level = [(area, frozenset(dates)) for dates in some for area in areas]
        rng.shuffle(level)
        levels.append(level)
    return levels


@dataclass(frozen=True)
class Blocks:
    """What solving the components by themselves gave.

    `bound` holds for all rounds of the program, not for rounds outside it;
    `promising` are the columns that were selected from.
    """

    solution: IntArray
    promising: BoolArray
    bound: int | None


def _promising(small: Program, rounds: int) -> tuple[BoolArray, float]:
    """Return columns worth selecting from, and a bound for those left out.

    All columns that are no rounds, and the rounds of least reduced cost. A
    solution with a round left out is worth at most the second value.
    """
    kept = np.ones(small.size, dtype=np.bool_)
    relaxed = relax(small)
    if relaxed is None or rounds <= FEW_ROUNDS:
        return kept, -np.inf
    reduced = relaxed.reduced[:rounds]
    limit = max(NEAR_BOUND, float(np.partition(reduced, FEW_ROUNDS)[FEW_ROUNDS]))
    kept[:rounds] = reduced <= limit
    if kept.all():
        return kept, -np.inf
    return kept, relaxed.value - float(reduced[~kept[:rounds]].min())


def _dived(
    inner: Program, rounds: int, hint: IntArray, limits: Limits, stop: Stop
) -> IntArray:
    """Return a hint at least as good, found by diving and filling the posts."""
    taken = dive(
        Arrays.of(inner), rounds, limits.seconds and limits.seconds * DIVE_SHARE
    )
    free = np.ones(inner.size, dtype=np.bool_)
    free[:rounds] = taken | (hint[:rounds] > 0)
    small, kept = inner.restricted(np.zeros_like(hint), free)
    answer = select(small, limits.part(DIVE_SHARE), hint=hint[kept], stop=stop)
    if answer.solution is None:
        return hint
    found = np.zeros_like(hint)
    found[kept] = answer.solution
    return found


def _solve_block(
    small: Program,
    rounds: int,
    hint: IntArray,
    limits: Limits,
    progress: Progress,
    known: int,
    stop: Stop,
) -> tuple[IntArray, float, BoolArray]:
    """Return a component's best selection, a bound on it, the columns looked at."""
    promising, left_out = _promising(small, rounds)
    inner, kept = small.restricted(hint, promising | (hint > 0))
    start = hint[kept]
    if not promising.all() and not stop.raised:
        few = sum(k < rounds for k in kept)
        start = _dived(inner, few, start, limits, stop)
        progress.incumbent(known + inner.value(start))
    answer: Answer = select(
        inner,
        limits,
        hint=start,
        report=partial(_report, progress, known),
        stop=stop,
    )
    solution = hint.copy()
    solution[kept] = start if answer.solution is None else answer.solution
    bound = np.inf if answer.bound is None else answer.bound
    return solution, max(bound, left_out), promising | (hint > 0)


def _report(progress: Progress, known: int, value: int, _seconds: float) -> None:
    progress.incumbent(known + value)


def solve_blocks(
    week: WeekProgram, effort: Effort, progress: Progress, stop: Stop, start: IntArray
) -> Blocks:
    """Solve each component by itself, the smallest first.

    Rows that join components (`force_deployed`) are left to the neighbourhoods;
    without them each bound is an upper bound all the same.
    """
    fields = Fields.of(week)
    sizes = {group: int(fields.inside(group).sum()) for group in components(week)}
    groups = sorted((g for g in sizes if sizes[g]), key=lambda g: (sizes[g], sorted(g)))
    solution, bound = start.copy(), 0.0
    promising = np.ones(week.program.size, dtype=np.bool_)
    for index, group in enumerate(groups):
        small, kept = week.program.restricted(start, fields.inside(group), within=True)
        known = week.program.value(solution) - small.value(solution[kept])
        share = sizes[group] / sum(sizes[g] for g in groups[index:])
        found, block_bound, looked_at = _solve_block(
            small,
            sum(k < len(week.columns) for k in kept),
            start[kept],
            effort.block(share, progress),
            progress,
            known,
            stop,
        )
        solution[kept] = found
        promising[kept] = looked_at
        bound += block_bound
    finite = bool(np.isfinite(bound))
    return Blocks(
        solution, promising, int(np.floor(bound + ROUNDING)) if finite else None
    )
