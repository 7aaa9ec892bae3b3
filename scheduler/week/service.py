"""The level service: the most points (DESIGN.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.engine.generation import near
from scheduler.engine.neighbourhoods import improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop, generous, select
from scheduler.model import Status
from scheduler.week.blocks import (
    Blocks,
    Fields,
    components,
    neighbourhoods,
    solve_blocks,
)
from scheduler.week.columns import Column
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


def staffed(week: WeekProgram, known: BoolArray, limits: Limits) -> IntArray:
    """Return the known rounds with people, component by component.

    Rows that join components wait: while only one is filled they would mislead.
    No stop sign is looked at: what was found must be kept.
    """
    program, fields = week.program, Fields.of(week)
    solution = np.zeros(program.size, dtype=np.int64)
    groups = components(week)
    for group in groups:
        own, kept = program.restricted(solution, fields.inside(group), within=True)
        zero = np.zeros(own.size, dtype=np.int64)
        small, inner = own.restricted(zero, known[kept])
        answer = select(small, generous(limits))
        if answer.solution is not None:
            solution[kept[inner]] = answer.solution
    return settle(week, solution)


def _begun(week: WeekProgram, known: Sequence[Column], limits: Limits) -> IntArray:
    """Return the known rounds with people, as far as they can be told."""
    names = {id(column) for column in known}
    mask = np.ones(week.program.size, dtype=np.bool_)
    mask[: len(week.columns)] = [id(column) in names for column in week.columns]
    return staffed(week, mask, limits)


def serve(
    week: WeekProgram,
    effort: Effort,
    progress: Progress,
    stop: Stop,
    known: Sequence[Column] = (),
    outer: int | None = None,
) -> Served:
    """Choose rounds for the most points.

    Parameters
    ----------
    known : sequence of Column
        Rounds of the program that make a week already.
    outer : int, optional
        What no week exceeds; one that reaches it is not improved.

    Returns
    -------
    Served
        INFEASIBLE only if CP-SAT proved it, NO_SOLUTION if a limit came first.
    """
    program = week.program
    start = np.zeros(program.size, dtype=np.int64)
    if known:
        begun = settle(week, _begun(week, known, effort.part(1.0)))
        if not program.broken(begun):
            return _improved(week, begun, None, outer, effort, progress, stop)
    if program.broken(start):
        plain = Program([0] * program.size, program.upper, program.rows)
        answer = select(plain, effort.part(BLOCKS_SHARE), stop=stop)
        if answer.solution is None:
            return Served(Status(answer.ending), None, None)
        start = settle(week, answer.solution)
    progress.incumbent(program.value(start))
    blocks = solve_blocks(week, effort, progress, stop, start)
    best = settle(week, blocks.solution)
    if program.broken(best) or program.value(best) < program.value(start):
        # Rows that join components: begin the search anew from what keeps them.
        best = start
    return _improved(week, best, blocks, outer, effort, progress, stop)


def _improved(
    week: WeekProgram,
    best: IntArray,
    blocks: Blocks | None,
    outer: int | None,
    effort: Effort,
    progress: Progress,
    stop: Stop,
) -> Served:
    """Improve a week by neighbourhoods for what the effort has left."""
    value = week.program.value(best)
    progress.incumbent(value)
    bound = None if blocks is None else blocks.bound
    known = outer if bound is None else bound
    enough = None if known is None else near(known, effort.gap)
    promising = np.ones(week.program.size, dtype=np.bool_)
    if blocks is not None:
        promising = blocks.promising | (best > 0)
    if enough is None or value < enough:
        fields = Fields.of(week)
        best = improve(
            week.program,
            best,
            neighbourhoods(week, effort.seed),
            lambda part, _: fields.near(part) & promising,
            effort.steps(progress),
            report=progress.incumbent,
            stop=stop,
            enough=enough,
        )
    return Served(Status.FEASIBLE, best, bound)
