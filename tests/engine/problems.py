"""Problems whose columns are generated: cutting stock, assignment, odd cycles.

Each knows all of its columns too, so that a generation can be held against the whole
program.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

import numpy as np

from scheduler.engine.generation import Depth, Generation, Priced
from scheduler.engine.master import Entering, FloatArray, Master
from scheduler.engine.program import Program
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Stop

NOISE = 1e-7


class Problem(Protocol):
    """What a generation needs, and what it is held against."""

    def frame(self) -> Program:
        """The rows, without any column."""

    def begun(self) -> list[Entering]:
        """Columns to begin with."""

    def every(self) -> list[Entering]:
        """All columns."""

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """New columns; a quick look finds no more than some of them."""


def reduced(column: Entering, duals: FloatArray) -> float:
    """What a column gains at some prices."""
    return column.objective - sum(a * duals[r] for r, a in column.entries.items())


def whole_program(problem: Problem, columns: Sequence[Entering], upper: int) -> Program:
    """The program of some columns."""
    program = problem.frame()
    for column in columns:
        program.enter(program.column(int(column.objective), upper), column.entries)
    return program


@dataclass
class CuttingStock:
    """As few rolls as possible for the widths asked for (Gilmore and Gomory 1961).

    `scale` points a roll. No more rolls are needed than widths asked for.
    """

    roll: int
    widths: tuple[int, ...]
    demand: tuple[int, ...]
    scale: int = 1

    def frame(self) -> Program:
        program = Program()
        for wanted in self.demand:
            program.row((), lower=wanted)
        return program

    def _column(self, pattern: Sequence[int]) -> Entering:
        return Entering(-self.scale, {k: n for k, n in enumerate(pattern) if n})

    def begun(self) -> list[Entering]:
        return [
            self._column([self.roll // w if k == own else 0 for k in self._numbers])
            for own, w in enumerate(self.widths)
        ]

    @property
    def _numbers(self) -> range:
        return range(len(self.widths))

    def every(self) -> list[Entering]:
        """All patterns."""
        found: list[tuple[int, ...]] = [()]
        for width in self.widths:
            found = [
                (*pattern, n)
                for pattern in found
                for n in range((self.roll - self._used(pattern)) // width + 1)
            ]
        return [self._column(pattern) for pattern in found if any(pattern)]

    def _used(self, pattern: tuple[int, ...]) -> int:
        return sum(n * w for n, w in zip(pattern, self.widths, strict=False))

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """Integer knapsack by dynamic programming; in a quick look one width alone."""
        if depth is Depth.QUICK:
            columns = [c for c in self.begun() if reduced(c, duals) > NOISE]
            return Priced(columns, 0.0, False)
        best = np.zeros(self.roll + 1)
        last = np.full(self.roll + 1, -1)
        for room in range(1, self.roll + 1):
            best[room], last[room] = best[room - 1], -1
            for k, width in enumerate(self.widths):
                if width <= room and best[room - width] - duals[k] > best[room] + 1e-12:
                    best[room], last[room] = best[room - width] - duals[k], k
        pattern, room = [0] * len(self.widths), self.roll
        while room > 0:
            k = int(last[room])
            pattern[k] += k >= 0
            room -= self.widths[k] if k >= 0 else 1
        gain = float(best[self.roll]) - self.scale
        exact = depth is Depth.EXACT
        if gain <= NOISE:
            return Priced([], 0.0, exact)
        return Priced([self._column(pattern)], gain * sum(self.demand), exact)


@dataclass
class Assignment:
    """Jobs to agents within their capacity for the most profit.

    Rows: each job once, then each agent once. A column is what one agent does.
    """

    capacity: tuple[int, ...]
    weight: tuple[tuple[int, ...], ...]
    profit: tuple[tuple[int, ...], ...]
    asked: list[Depth] = field(default_factory=list)

    @classmethod
    def drawn(cls, seed: int, agents: int = 3, jobs: int = 7) -> Assignment:
        rng = random.Random(f"assignment {seed}")
        weight = tuple(
            tuple(rng.randint(5, 20) for _ in range(jobs)) for _ in range(agents)
        )
        profit = tuple(
            tuple(rng.randint(10, 40) for _ in range(jobs)) for _ in range(agents)
        )
        capacity = tuple(int(0.8 * sum(row) / agents) for row in weight)
        return cls(capacity, weight, profit)

    @property
    def jobs(self) -> int:
        return len(self.profit[0])

    def frame(self) -> Program:
        program = Program()
        for _ in range(self.jobs + len(self.capacity)):
            program.row((), upper=1)
        return program

    def _column(self, agent: int, jobs: Sequence[int]) -> Entering:
        profit = sum(self.profit[agent][j] for j in jobs)
        return Entering(profit, {**dict.fromkeys(jobs, 1), self.jobs + agent: 1})

    def begun(self) -> list[Entering]:
        return []

    def every(self) -> list[Entering]:
        return [
            self._column(agent, jobs)
            for agent, room in enumerate(self.capacity)
            for size in range(1, self.jobs + 1)
            for jobs in combinations(range(self.jobs), size)
            if sum(self.weight[agent][j] for j in jobs) <= room
        ]

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """A knapsack an agent; in a quick look only the first that has something."""
        self.asked.append(depth)
        columns: list[Entering] = []
        excess = 0.0
        for agent in range(len(self.capacity)):
            jobs = self._knapsack(agent, duals)
            column = self._column(agent, jobs)
            gain = reduced(column, duals)
            if not jobs or gain <= NOISE:
                continue
            columns.append(column)
            excess += gain
            if depth is Depth.QUICK:
                break
        return Priced(columns, excess, depth is Depth.EXACT)

    def _knapsack(self, agent: int, duals: FloatArray) -> list[int]:
        room = self.capacity[agent]
        best: list[tuple[float, list[int]]] = [(0.0, [])] * (room + 1)
        for job in range(self.jobs):
            gain = self.profit[agent][job] - duals[job]
            weight = self.weight[agent][job]
            for left in range(room, weight - 1, -1):
                value, jobs = best[left - weight]
                if value + gain > best[left][0]:
                    best[left] = value + gain, [*jobs, job]
        return best[room][1]


@dataclass
class OddCycle:
    """Neighbours on a cycle of `size` exclude each other; each edge is worth 10."""

    size: int

    def frame(self) -> Program:
        program = Program()
        for _ in range(self.size):
            program.row((), upper=1)
        return program

    def begun(self) -> list[Entering]:
        return []

    def every(self) -> list[Entering]:
        return [Entering(10, {k: 1, (k + 1) % self.size: 1}) for k in range(self.size)]

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """All edges worth it; each can be in it once."""
        worth = [(c, g) for c in self.every() if (g := reduced(c, duals)) > NOISE]
        return Priced([c for c, _ in worth], sum(g for _, g in worth), True)


# Of textbooks: Chvatal, Linear Programming, chapter 13, 452.25 rolls; and paper of a
# machine of 5,600 mm, 308 patterns, 73 whole rolls.
FINALS = CuttingStock(100, (45, 36, 31, 14), (97, 610, 395, 211), scale=1000)
PAPER = CuttingStock(
    560,
    (138, 152, 156, 171, 182, 188, 193, 200, 205, 210, 214, 215, 220),
    (22, 25, 12, 14, 18, 18, 20, 10, 12, 14, 16, 18, 20),
    scale=1000,
)
SEEDS = range(12)
PROBLEMS: dict[str, Problem] = {
    "finals": FINALS,
    "paper": PAPER,
    "triangle": OddCycle(3),
    "pentagon": OddCycle(5),
    **{f"assignment {seed}": Assignment.drawn(seed) for seed in SEEDS},
}


@dataclass
class Run:
    """A generation of a problem, with all it reported and all it priced.

    `eager`: every look at the columns is exact, so that there are many bounds.
    """

    problem: Problem
    eager: bool = False
    stop: Stop = field(default_factory=Stop)
    reports: list[tuple[float, float]] = field(default_factory=list)
    made: list[Entering] = field(default_factory=list)

    def __post_init__(self) -> None:
        master = Master(self.problem.frame())
        self.made += self.problem.begun()
        master.add(self.made)
        self.generation = Generation(master, self.price, self.stop)
        self.generation.report = lambda *numbers: self.reports.append(numbers)

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        if self.eager:
            depth = Depth.EXACT
        priced = self.problem.price(duals, depth)
        new = [column for column in priced.columns if column not in self.made]
        self.made += new
        return Priced(new, priced.excess, priced.exact)

    @property
    def value(self) -> float:
        assert self.generation.solved is not None
        return self.generation.solved.value


def best(problem: Problem) -> float:
    """The value over all columns."""
    found = relax(whole_program(problem, problem.every(), 10**6))
    assert found is not None
    return found.value
