"""One CP-SAT model of the whole week: a start a visit, a team a round, all hard rules.

Officers are counted by crews of people who are alike, as the project's planner does;
names are drawn afterwards. No rounds are made beforehand and no hint is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from ortools.sat.python import cp_model

from benchmarks.methods.mono_data import Data, require_plain_times
from benchmarks.methods.mono_force import add_deployment, add_officers
from benchmarks.methods.mono_model import (
    Model,
    Slot,
    add_rounds,
    add_times,
    add_visits,
)
from benchmarks.methods.mono_teams import add_teams, add_vehicles
from benchmarks.plain import Outcome, PlainRound, PlainVisit, Point, Task
from benchmarks.value import ceiling
from scheduler.week.availability import Availability

# More subsolvers than cores, as the project's planner does (scenario.toml [solve]).
WORKERS = 8
# To presolve thrice and to probe takes most of a short limit: on the largest models
# the search would not begin within a minute.
PRESOLVE_ITERATIONS, PROBING = 1, 0
LEAST = 10**9
STATUS = {
    cp_model.OPTIMAL: "OPTIMAL",
    cp_model.FEASIBLE: "FEASIBLE",
    cp_model.INFEASIBLE: "INFEASIBLE",
    cp_model.UNKNOWN: "NO_SOLUTION",
}


def build(task: Task) -> Model:
    """Return the model of a week with all its constraints."""
    scenario = task.loaded.scenario
    availability = Availability(scenario, task.week)
    model = Model(Data(scenario, availability, task.demand))
    require_plain_times(model.data)
    add_visits(model)
    add_rounds(model)
    add_times(model)
    asked = add_teams(model)  # needs the rounds in use
    add_officers(model, asked)
    add_vehicles(model)
    add_deployment(model)
    # A variable of its own keeps the plain bound, which presolve would lose.
    most = ceiling(scenario, task.demand)
    total = model.cp.new_int_var(-LEAST, most, "")
    model.cp.add(sum(model.points) == total)
    model.cp.maximize(total)
    return model


def plan(
    task: Task, prepare: Callable[[Model, Task], None] = lambda model, task: None
) -> Outcome:
    """Build and solve; both count against the limit.

    `prepare` may add a hint to the model.
    """
    model = build(task)
    prepare(model, task)
    built = task.spent
    watcher = Watcher(model, task)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = task.seed
    solver.parameters.max_presolve_iterations = PRESOLVE_ITERATIONS
    solver.parameters.cp_model_probing_level = PROBING
    solver.parameters.max_time_in_seconds = task.left
    solver.best_bound_callback = watcher.bound
    status = solver.solve(model.cp, watcher)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value = round(solver.objective_value) if known else None
    # CP-SAT says 0 where it has no bound: while nothing is known, only what it told.
    bound = solver.best_objective_bound if known else watcher.last_bound
    watcher.trace.append(Point(task.spent, value, bound))
    return Outcome(
        status=STATUS[status],
        rounds=rounds_of(model, solver) if known else None,
        first=watcher.first,
        first_seconds=watcher.first_seconds,
        value=value,
        bound=bound,
        trace=watcher.trace,
        build_seconds=built,
        columns=len(model.cp.proto.variables),
        rows=len(model.cp.proto.constraints),
    )


class Watcher(cp_model.CpSolverSolutionCallback):
    """Notes every better week and bound; keeps the first week with a visit."""

    def __init__(self, model: Model, task: Task) -> None:
        super().__init__()
        self.model, self.task = model, task
        self.trace: list[Point] = []
        self.first: tuple[PlainRound, ...] | None = None
        self.first_seconds: float | None = None
        self.best: int | None = None
        self.last_bound: float | None = None

    def on_solution_callback(self) -> None:
        """Note a better week."""
        self.best = round(self.objective_value)
        bound = self.best_objective_bound
        self.trace.append(Point(self.task.spent, self.best, bound))
        if self.first is None:
            found = rounds_of(self.model, self)
            if found:
                self.first, self.first_seconds = found, self.task.spent

    def bound(self, bound: float) -> None:
        """Note a better bound."""
        self.last_bound = bound
        self.trace.append(Point(self.task.spent, self.best, bound))


def rounds_of(
    model: Model, solution: cp_model.CpSolver | cp_model.CpSolverSolutionCallback
) -> tuple[PlainRound, ...]:
    """Return the rounds of a solution, their visits by start."""
    visits: dict[Slot, list[tuple[int, PlainVisit]]] = defaultdict(list)
    for (mode, machine, session), literal in model.choice.items():
        if solution.boolean_value(literal):
            variant = mode.variant
            start = solution.value(model.start[variant.candidate])
            checks = frozenset(check.ref for check in variant.checks)
            visit = PlainVisit(variant.candidate, checks)
            visits[machine, session].append((start, visit))
    units: dict[Slot, set[tuple[str, str]]] = defaultdict(set)
    for (slot, unit), literal in model.present.items():
        if slot in visits and solution.boolean_value(literal):
            units[slot].add(unit)
    return tuple(
        PlainRound(
            session.date,
            session.kind,
            machine.district,
            frozenset(units[machine, session]),
            tuple(visit for _, visit in sorted(rows, key=lambda row: row[0])),
        )
        for (machine, session), rows in visits.items()
    )
