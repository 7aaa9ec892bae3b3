"""Selection by CP-SAT: from a hint, under a limit, never losing the incumbent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from scheduler.engine.program import IntArray, Program

Ending = Literal["OPTIMAL", "FEASIBLE", "INFEASIBLE", "NO_SOLUTION"]
ENDINGS: dict[cp_model.CpSolverStatus, Ending] = {
    cp_model.OPTIMAL: "OPTIMAL",
    cp_model.FEASIBLE: "FEASIBLE",
    cp_model.INFEASIBLE: "INFEASIBLE",
    cp_model.UNKNOWN: "NO_SOLUTION",
}
# What an easy program may take if it must.
EASY_SECONDS = 30.0
EASY_FACTOR = 10.0


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: seconds of the clock, or deterministic work units.

    And when (bound - value) / bound is at most `gap`.
    """

    seconds: float | None = None
    work: float | None = None
    workers: int = 1
    seed: int = 0
    gap: float = 0.0

    def part(self, share: float) -> Limits:
        """Return the limits of a part."""
        return replace(
            self,
            seconds=None if self.seconds is None else self.seconds * share,
            work=None if self.work is None else self.work * share,
        )


def generous(limits: Limits) -> Limits:
    """Return limits that an easy program never reaches, so that nothing is lost."""
    if limits.work is not None:
        return limits.part(EASY_FACTOR)
    return replace(limits, seconds=EASY_SECONDS)


@dataclass(frozen=True)
class Answer:
    """How a solve ended; `solution` and numbers are None where there are none."""

    ending: Ending
    solution: IntArray | None
    value: int | None
    bound: float | None


class Stop:
    """A stop sign that another thread may raise."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self._solver: cp_model.CpSolver | None = None

    def raise_(self) -> None:
        """Ask everything that looks at this sign to end, a running solver first."""
        self.event.set()
        solver = self._solver
        if solver is not None:
            solver.stop_search()

    def watch(self, solver: cp_model.CpSolver | None) -> None:
        """Remember the running solver, or that none runs."""
        self._solver = solver

    @property
    def raised(self) -> bool:
        """Whether somebody asked to stop."""
        return self.event.is_set()


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Reports every incumbent; runs on a thread of the solver."""

    def __init__(self, report: Callable[[int, float], None], stop: Stop) -> None:
        super().__init__()
        self._report, self._stop = report, stop
        self._begin = time.perf_counter()

    def on_solution_callback(self) -> None:
        """Pass on value and seconds; end the search if asked to."""
        self._report(round(self.objective_value), time.perf_counter() - self._begin)
        if self._stop.raised:
            self.stop_search()


def build_model(
    program: Program, hint: IntArray | None
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return the CP-SAT model of a program."""
    model = cp_model.CpModel()
    columns = [
        model.new_bool_var("") if top == 1 else model.new_int_var(0, top, "")
        for top in program.upper
    ]
    for row in program.rows:
        total = cp_model.LinearExpr.weighted_sum(
            [columns[c] for c in row.columns], row.coefficients
        )
        lower = cp_model.INT_MIN if row.lower is None else row.lower
        upper = cp_model.INT_MAX if row.upper is None else row.upper
        model.add_linear_constraint(total, lower, upper)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, program.objective))
    if hint is not None:
        for column, value in zip(columns, hint, strict=True):
            model.add_hint(column, int(value))
    return model, columns


def make_solver(limits: Limits) -> cp_model.CpSolver:
    """Return a solver with these limits."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = limits.seed
    solver.parameters.relative_gap_limit = limits.gap
    # Ctrl-C is ours: it must keep the incumbent of the whole week.
    solver.parameters.catch_sigint_signal = False
    if limits.work is not None:
        solver.parameters.max_deterministic_time = limits.work
        if limits.workers > 1:
            solver.parameters.interleave_search = True
    elif limits.seconds is not None:
        solver.parameters.max_time_in_seconds = limits.seconds
    return solver


def select(
    program: Program,
    limits: Limits,
    hint: IntArray | None = None,
    report: Callable[[int, float], None] = lambda value, seconds: None,
    stop: Stop | None = None,
) -> Answer:
    """Maximise a program.

    A feasible `hint` is kept: the answer is never worse, even if the solver ends
    without a solution of its own.

    Raises
    ------
    ValueError
        If CP-SAT calls the model invalid.
    """
    sign = stop or Stop()
    if program.size == 0:
        nothing = np.zeros(0, dtype=np.int64)
        if program.broken(nothing):
            return Answer("INFEASIBLE", None, None, None)
        return Answer("OPTIMAL", nothing, 0, 0.0)
    model, columns = build_model(program, hint)
    solver = make_solver(limits)
    sign.watch(solver)
    status = solver.solve(model, _Watcher(report, sign))
    sign.watch(None)
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"invalid model: {model.validate()}")
    ending = ENDINGS[status]
    bound = None if ending == "INFEASIBLE" else solver.best_objective_bound
    if ending in ("OPTIMAL", "FEASIBLE"):
        found = np.array([solver.value(c) for c in columns], dtype=np.int64)
        return Answer(ending, found, program.value(found), bound)
    if hint is not None and ending == "NO_SOLUTION" and not program.broken(hint):
        return Answer("FEASIBLE", hint, program.value(hint), bound)
    return Answer(ending, None, None, bound)
