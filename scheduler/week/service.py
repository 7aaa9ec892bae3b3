"""The level service: the most points (DESIGN.md 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.engine.neighbourhoods import improve
from scheduler.engine.program import IntArray, Program
from scheduler.engine.selection import Stop, select
from scheduler.model import Status
from scheduler.week.blocks import neighbourhoods, solve_blocks
from scheduler.week.effort import BLOCKS_SHARE, Effort
from scheduler.week.program import WeekProgram
from scheduler.week.progress import Progress


@dataclass(frozen=True)
class Served:
    """The best service found; `bound` holds for all rounds of the program."""

    status: Status
    solution: IntArray | None
    bound: int | None


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


def serve(week: WeekProgram, effort: Effort, progress: Progress, stop: Stop) -> Served:
    """Choose rounds for the most points.

    Returns
    -------
    Served
        INFEASIBLE only if CP-SAT proved it, NO_SOLUTION if a limit came first.
    """
    program = week.program
    start = np.zeros(program.size, dtype=np.int64)
    if program.broken(start):
        plain = Program([0] * program.size, program.upper, program.rows)
        answer = select(plain, effort.part(BLOCKS_SHARE), stop=stop)
        if answer.solution is None:
            return Served(Status(answer.ending), None, None)
        start = settle(week, answer.solution)
    progress.incumbent(program.value(start))
    blocks = solve_blocks(week, effort, progress, stop, start)
    best = settle(week, blocks.solution)
    if program.broken(best):
        # A hard row joins components: begin the search anew from what keeps it.
        best = start
    if blocks.bound is None or program.value(best) < blocks.bound:
        best = improve(
            program,
            best,
            neighbourhoods(week, blocks.promising | (best > 0), effort.seed),
            effort.steps(progress),
            report=progress.incumbent,
            stop=stop,
        )
    return Served(Status.FEASIBLE, best, blocks.bound)
