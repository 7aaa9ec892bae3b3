"""The levels of the selection: service first, then cost at no loss of service."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Answer, Limits, Stop, select
from scheduler.model import Level, Status
from scheduler.week.program import WeekProgram
from scheduler.week.progress import Progress

# Shares of the solving time; the rest goes to neighbourhoods.
FIRST_SHARE = 0.35
COST_SHARE = 0.1
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

    def limits(self, share: float) -> Limits:
        """Return the limits of a part of the effort."""
        if self.deterministic:
            return Limits(None, self.work * share, self.workers, self.seed)
        return Limits(self.seconds * share, None, self.workers, self.seed)

    def steps(self, share: float, number: int, begun: float) -> Budget:
        """Return the budget of a neighbourhood search with `number` first steps."""
        if self.deterministic:
            work = min(STEP_WORK, self.work * share)
            count = max(number, round(self.work * share / work))
            return Budget(None, count, Limits(None, work, self.workers, self.seed))
        deadline = begun + self.seconds * share
        step = Limits(STEP_SECONDS, None, self.workers, self.seed)
        return Budget(deadline, None, step)


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

    def free(self, districts: frozenset[str], dates: frozenset[int]) -> BoolArray:
        """Return rounds on some dates, and all posts, of some districts, and slack."""
        return np.array(
            [
                (not d) or (d in districts and (not r or t in dates))
                for d, t, r in zip(self.district, self.date, self.is_round, strict=True)
            ],
            dtype=np.bool_,
        )


def _neighbourhoods(week: WeekProgram, seed: int) -> Iterator[BoolArray]:
    """Yield each component whole, then random pairs of dates of one, for ever."""
    fields = _Fields.of(week)
    groups = components(week)
    days = sorted({c.session.date.toordinal() for c in week.columns})
    for group in groups:
        yield fields.free(group, frozenset(days))
    rng = random.Random(seed)
    while True:
        for group in groups:
            some = rng.sample(days, min(len(days), 2))
            yield fields.free(group, frozenset(some))


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
    begun = time.perf_counter()
    progress.phase("service")
    program = week.program
    if start is None:
        start = np.zeros(program.size, dtype=np.int64)
    if program.broken(start):
        answer = _repair(program, effort)
        if answer.solution is None:
            return Choice(Status(answer.ending), None, ())
        start = answer.solution
    progress.incumbent(program.value(start))
    service = improve(
        program,
        start,
        _neighbourhoods(week, effort.seed),
        effort.steps(1 - COST_SHARE, 2 * len(components(week)), begun),
        report=progress.incumbent,
        stop=stop,
    )
    value = program.value(service)
    progress.phase("cost")
    final = service if stop.raised else cheaper(week, service, value, effort, stop)
    cost = int(np.dot(np.asarray(week.cost), final))
    levels = (Level("service", value, None), Level("cost", cost, None))
    return Choice(Status.FEASIBLE, final, levels)


def _repair(program: Program, effort: Effort) -> Answer:
    """Find any week that keeps all rows when the empty one does not (pins)."""
    plain = Program([0] * program.size, program.upper, program.rows)
    return select(plain, effort.limits(FIRST_SHARE))


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
    answer = select(small, effort.limits(COST_SHARE), hint=service[kept], stop=stop)
    if answer.solution is None:
        return service
    final = service.copy()
    final[kept] = answer.solution
    return final
