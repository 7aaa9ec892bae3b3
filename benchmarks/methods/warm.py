"""The monolithic model begun at the Excel planner's week."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from ortools.sat.python import cp_model

from benchmarks.methods import greedy, monolithic
from benchmarks.methods.greedy_book import Trip
from benchmarks.methods.mono_data import Machine, Mode
from benchmarks.methods.mono_model import Model
from benchmarks.plain import Outcome, Task
from scheduler.model import Session
from scheduler.model.calendar import Date
from scheduler.week.variants import Variant

# People and vehicles of a given week are found at once; this is never reached.
COMPLETE_SECONDS = 20.0


def plan(task: Task) -> Outcome:
    """Plan the week by the monolithic model, with a hint that is never lost."""
    start = greedy.plan(task)
    outcome = monolithic.plan(task, hint)
    if outcome.rounds is not None and (outcome.value or 0) >= (start.value or 0):
        return outcome
    trace = [*start.trace, *outcome.trace]
    return dataclasses.replace(
        outcome,
        status=start.status,
        rounds=start.rounds,
        first=start.first,
        first_seconds=start.first_seconds,
        value=start.value,
        trace=trace,
        note="the hint is the best",
    )


def hint(model: Model, task: Task) -> None:
    """Hint every variable from the Excel planner's week, if that can be completed."""
    values = fixed(model, greedy.fill(task))
    small = model.cp.clone()
    for index, value in values.items():
        small.add(small.get_int_var_from_proto_index(index) == value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = monolithic.WORKERS
    solver.parameters.max_time_in_seconds = min(COMPLETE_SECONDS, task.left)
    solver.parameters.stop_after_first_solution = True
    if solver.solve(small) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        for index, value in enumerate(solver.response_proto.solution):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)


def fixed(model: Model, trips: list[Trip]) -> dict[int, int]:
    """Return value by variable: choices, starts and departments of the trips."""
    values = {literal.index: 0 for literal in model.choice.values()}
    values |= {literal.index: 0 for literal in model.present.values()}
    modes: dict[tuple[str, frozenset[object]], list[Mode]] = defaultdict(list)
    for mode in model.data.modes:
        modes[_key(mode.variant)].append(mode)
    machines = assign(model, trips)
    for trip in trips:
        machine = machines.get(trip)
        if machine is None:
            continue
        team = {unit for unit, _ in trip.template.needs}
        starts = zip(trip.template.variants, trip.template.times.starts, strict=True)
        for variant, start in starts:
            mode = next(
                m
                for m in modes[_key(variant)]
                if trip.session.date in m.variant.dates
                and m.forced <= team
                and not m.banned & team
            )
            values[model.choice[mode, machine, trip.session].index] = 1
            minute = model.data.midnight(trip.session) + start
            values[model.start[variant.candidate].index] = minute
        for unit in team:
            values[model.present[(machine, trip.session), unit].index] = 1
    return values


def _key(variant: Variant) -> tuple[str, frozenset[object]]:
    return variant.candidate, frozenset(check.ref for check in variant.checks)


def assign(model: Model, trips: list[Trip]) -> dict[Trip, Machine]:
    """Give every trip a team: the first that is free, by the start of the session."""
    kinds = model.data.availability.kinds
    held: dict[tuple[Machine, Date], list[Session]] = defaultdict(list)
    found: dict[Trip, Machine] = {}
    for trip in sorted(trips, key=lambda t: kinds[t.session.kind].start):
        template, session = trip.template, trip.session
        town = template.base if not template.riders else ""
        for machine in model.data.machines:
            busy = any(
                model.data.availability.clash(other.kind, session.kind)
                for other in held[machine, session.date]
            )
            right = (machine.district, machine.town) == (template.district, town)
            if right and not busy:
                held[machine, session.date].append(session)
                found[trip] = machine
                break
    return found
