"""The levels of the selection: service first, then cost at no loss of service."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Answer, Limits, Stop, select
from scheduler.model import Level, Status
from scheduler.week.program import WeekProgram
from scheduler.week.progress import Progress

# Shares of the solving time; the rest goes to neighbourhoods.
FIRST_SHARE = 0.8
LAST_SHARE = 0.2
COST_SHARE = 0.1
# A block keeps this many rounds, and all within so many points of its bound.
FEW_ROUNDS = 500
NEAR_BOUND = 50.0
STEP_SECONDS = 3.0
STEP_WORK = 2.0


@dataclass(frozen=True)
class Effort:
    """How long the selection may take: seconds, or work if `deterministic`."""

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

    def limits(self, share: float, progress: Progress) -> Limits:
        """Return the limits of a part of what the phase has left."""
        if self.deterministic:
            return Limits(None, self.work * share, self.workers, self.seed)
        left = self.seconds * (1 - COST_SHARE) - progress.spent
        return Limits(max(0.5, left * share), None, self.workers, self.seed)

    def steps(self, progress: Progress) -> Budget:
        """Return the budget of the neighbourhood search that ends the phase."""
        if self.deterministic:
            count = max(1, round(self.work * LAST_SHARE / STEP_WORK))
            step = Limits(None, STEP_WORK, self.workers, self.seed)
            return Budget(None, count, step)
        left = self.seconds * (1 - COST_SHARE) - progress.spent
        step = Limits(STEP_SECONDS, None, self.workers, self.seed)
        return Budget(time.perf_counter() + left, None, step)


@dataclass(frozen=True)
class Choice:
    """The chosen program columns with the levels' values; None = no week found."""

    status: Status
    solution: IntArray | None
    levels: tuple[Level, ...]


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


@dataclass(frozen=True)
class _Fields:
    """District and date of every program column, for choosing neighbourhoods."""

    district: Sequence[str]
    date: Sequence[int]
    is_round: BoolArray

    @classmethod
    def of(cls, week: WeekProgram) -> _Fields:
        size = week.program.size
        district, date = [""] * size, [0] * size
        for k, column in enumerate(week.columns):
            district[k] = column.template.district
            date[k] = column.session.date.toordinal()
        for (_, session, name), k in week.posts.items():
            district[k], date[k] = name, session.date.toordinal()
        is_round = np.zeros(size, dtype=np.bool_)
        is_round[: len(week.columns)] = True
        return cls(district, date, is_round)

    def free(
        self, districts: frozenset[str], dates: frozenset[int], *, slack: bool = True
    ) -> BoolArray:
        """Return rounds on some dates, and all posts, of some districts, and slack."""
        return np.array(
            [
                (slack and not d) or (d in districts and (not r or t in dates))
                for d, t, r in zip(self.district, self.date, self.is_round, strict=True)
            ],
            dtype=np.bool_,
        )


def _neighbourhoods(week: WeekProgram, seed: int) -> Iterator[BoolArray]:
    """Yield random pairs of dates of each component in turn, for ever."""
    fields = _Fields.of(week)
    groups = components(week)
    days = sorted({c.session.date.toordinal() for c in week.columns})
    rng = random.Random(seed)
    while days:
        for group in groups:
            some = rng.sample(days, min(len(days), 2))
            yield fields.free(group, frozenset(some))


def _promising(small: Program, rounds: int) -> BoolArray:
    """Return all columns that are no rounds, and the rounds of least reduced cost."""
    kept = np.ones(small.size, dtype=np.bool_)
    relaxed = relax(small)
    if relaxed is not None and rounds > FEW_ROUNDS:
        reduced = relaxed.reduced[:rounds]
        limit = max(NEAR_BOUND, float(np.partition(reduced, FEW_ROUNDS)[FEW_ROUNDS]))
        kept[:rounds] = reduced <= limit
    return kept


def _solve_blocks(
    week: WeekProgram, effort: Effort, progress: Progress, stop: Stop, start: IntArray
) -> tuple[IntArray, bool]:
    """Solve each component by itself; return the whole, and whether all is proved.

    Rows that join components (`force_deployed`) wait for the neighbourhoods.
    """
    fields = _Fields.of(week)
    days = frozenset(fields.date)
    groups = sorted(
        components(week), key=lambda g: sum(d in g for d in fields.district)
    )
    solution, proved = start.copy(), True
    weights = [sum(d in g for d in fields.district) for g in groups]
    for index, group in enumerate(groups):
        if stop.raised or not weights[index]:
            continue
        share = FIRST_SHARE * weights[index] / sum(weights[index:])
        limits = effort.limits(share, progress)
        small, kept = week.program.restricted(
            start, fields.free(group, days, slack=False), within=True
        )
        rounds = sum(k < len(week.columns) for k in kept)
        promising = _promising(small, rounds)
        hint = start[kept]
        inner, inner_kept = small.restricted(hint, promising | (hint > 0))
        known = week.program.value(solution)
        answer = select(
            inner,
            limits,
            hint=hint[inner_kept],
            report=partial(_report, progress, known),
            stop=stop,
        )
        proved = proved and answer.ending == "OPTIMAL" and bool(promising.all())
        if answer.solution is not None:
            solution[np.asarray(kept)[inner_kept]] = answer.solution
    return solution, proved


def _report(progress: Progress, known: int, value: int, _seconds: float) -> None:
    progress.incumbent(known + value)


def settle(week: WeekProgram, solution: IntArray) -> IntArray:
    """Return the solution with the least slack that its rows ask for."""
    settled = solution.copy()
    slack = set(week.slack.values())
    for k in slack:
        settled[k] = 0
    for row in week.program.rows:
        for column, coefficient in zip(row.columns, row.coefficients, strict=True):
            if column in slack and row.upper is not None:
                excess = int(np.dot(settled[row.columns], row.coefficients)) - row.upper
                settled[column] += max(0, -(excess // coefficient))
    return settled


def choose(
    week: WeekProgram,
    effort: Effort,
    progress: Progress,
    stop: Stop,
    start: IntArray | None = None,
) -> Choice:
    """Choose the rounds of the week, from `start` if it keeps all rows.

    Returns
    -------
    Choice
        INFEASIBLE only if CP-SAT proved it, NO_SOLUTION if a limit came first.
        The bound of a level is None: rounds are a sample (DESIGN.md 7).
    """
    progress.phase("service")
    program = week.program
    if start is None:
        start = np.zeros(program.size, dtype=np.int64)
    if program.broken(start):
        answer = _repair(program, effort, progress)
        if answer.solution is None:
            return Choice(Status(answer.ending), None, ())
        start = answer.solution
    progress.incumbent(program.value(start))
    found, proved = _solve_blocks(week, effort, progress, stop, start)
    service = settle(week, found)
    if program.broken(service):
        service = start
    if not proved or program.value(service) != program.value(found):
        service = improve(
            program,
            service,
            _neighbourhoods(week, effort.seed),
            effort.steps(progress),
            report=progress.incumbent,
            stop=stop,
        )
    value = program.value(service)
    progress.phase("cost")
    final = service if stop.raised else cheaper(week, service, value, effort, stop)
    cost = int(np.dot(np.asarray(week.cost), final))
    levels = (Level("service", value, None), Level("cost", cost, None))
    return Choice(Status.FEASIBLE, final, levels)


def _repair(program: Program, effort: Effort, progress: Progress) -> Answer:
    """Find any week that keeps all rows when the empty one does not (pins)."""
    plain = Program([0] * program.size, program.upper, program.rows)
    return select(plain, effort.limits(FIRST_SHARE, progress))


def cheaper(
    week: WeekProgram, service: IntArray, value: int, effort: Effort, stop: Stop
) -> IntArray:
    """Return a week of the same service at less cost: assist teams, posts, travel."""
    program = Program(
        [-c for c in week.cost], list(week.program.upper), list(week.program.rows)
    )
    terms = [(k, n) for k, n in enumerate(week.program.objective) if n]
    program.row(terms, lower=value, name="service")
    used = np.zeros(program.size, dtype=np.bool_)
    chosen = {
        (v.candidate)
        for k in np.flatnonzero(service[: len(week.columns)])
        for v in week.columns[int(k)].template.variants
    }
    for k, column in enumerate(week.columns):
        used[k] = all(v.candidate in chosen for v in column.template.variants)
    used[len(week.columns) :] = True
    small, kept = program.restricted(service, used)
    limits = effort.part(COST_SHARE)
    answer = select(small, limits, hint=service[kept], stop=stop)
    if answer.solution is None:
        return service
    final = service.copy()
    final[kept] = answer.solution
    return final
