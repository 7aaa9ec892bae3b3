"""The reference model: one compact MILP of a small week, without rounds or columns.

It shares intake's candidates and `Availability` with the planner and nothing else: the
differential tests hold both, and brute force, against each other. The formulation is
a vehicle-routing one with slots: `reference_data` counts the slots, `reference_visits`
places checks in them and times the route, `reference_force` staffs them,
`reference_weekly` joins the week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory
from pyomo.contrib.solver.common.results import TerminationCondition

from scheduler.intake import screen
from scheduler.model import CheckRef, Demand, Scenario, Status, Timetable, Week
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability
from scheduler.week.reference_data import Reader, Unit
from scheduler.week.reference_force import (
    add_entering,
    add_party,
    add_patterns,
    add_recusals,
    add_transport,
)
from scheduler.week.reference_limits import add_fleet, add_officers, add_order
from scheduler.week.reference_model import Model, Slot
from scheduler.week.reference_visits import (
    add_minutes_on_site,
    add_route,
    add_times,
    add_visits,
    add_windows,
)
from scheduler.week.reference_weekly import (
    add_deployment,
    add_musts,
    add_objective,
    add_once,
    add_pins,
)

# Values are whole numbers, so a week within less than one of the bound is the best.
ABSOLUTE_GAP = 0.5
ROUNDING = 1e-4
NO_WEEK = (
    TerminationCondition.provenInfeasible,
    TerminationCondition.infeasibleOrUnbounded,  # nothing here is without a limit
)


@dataclass(frozen=True, slots=True)
class ReferenceVisit:
    """A visit of a reference round with the checks it carries."""

    candidate: str
    site: str
    checks: tuple[CheckRef, ...]


@dataclass(frozen=True, slots=True)
class ReferenceRound:
    """A round that the reference model chose: who goes where, in visiting order."""

    date: Date
    kind: str
    district: str
    units: tuple[Unit, ...]
    visits: tuple[ReferenceVisit, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """How the reference model ended; `value` and `bound` are scaled points."""

    status: Status
    value: int | None
    bound: int | None
    rounds: tuple[ReferenceRound, ...] = ()


def solve_reference(
    scenario: Scenario,
    week: Week,
    after: Sequence[Timetable] = (),
    seconds: float | None = None,
    demand: Demand | None = None,
) -> Reference:
    """Return the week of most service by one mixed-integer program.

    Parameters
    ----------
    scenario : Scenario
        A small one: the program grows with candidates times slots.
    week : Week
        The week to plan.
    after : sequence of Timetable
        Published weeks before it whose results are not in history yet.
    seconds : float, optional
        Limit of the solver's clock; None for none.
    demand : Demand, optional
        What `screen` says of the week, if it is known already.
    """
    demand = demand or screen(scenario, week, after)
    model = build_model(Availability(scenario, week, tuple(after)), demand)
    solver = SolverFactory("highs")
    solver.config.load_solutions = False
    solver.config.raise_exception_on_nonoptimal_result = False
    solver.config.time_limit = seconds
    solver.config.threads = 1
    solver.config.rel_gap = 0
    solver.config.abs_gap = ABSOLUTE_GAP
    # HiGHS 1.13 says of some weeks, wrongly, that they are infeasible: a known fault of
    # its presolve (HiGHS issues #1958, #2388, #3090; `mixed` 36 of the tests).
    solver.config.solver_options["presolve"] = "off"
    return _answer(model, solver.solve(model.pyomo))


def build_model(availability: Availability, demand: Demand) -> Model:
    """Return the Pyomo model of a week with all its rows."""
    model = Model.of(availability, Reader(availability, demand.candidates))
    for slot in model.slots:
        add_visits(model, slot)
        add_entering(model, slot)
        add_patterns(model, slot)
        add_party(model, slot)
        add_recusals(model, slot)
        add_route(model, slot)
        add_transport(model, slot)  # needs the route's ends
        add_times(model, slot)
        add_minutes_on_site(model, slot)
        add_windows(model, slot)
    for slots in model.by_place():
        add_order(model, slots)
    week = str(availability.week)
    add_once(model)
    add_officers(model)
    add_fleet(model)
    add_pins(model, [pin for pin in model.scenario.pins if pin.week == week])
    add_musts(model)
    add_deployment(model)
    add_objective(model)
    return model


def _answer(model: Model, results: Any) -> Reference:
    """Return what HiGHS said in our words."""
    ending = results.termination_condition
    if ending in NO_WEEK:
        return Reference(Status.INFEASIBLE, None, None)
    bound = _whole(results.objective_bound)
    if results.incumbent_objective is None:
        return Reference(Status.NO_SOLUTION, None, bound)
    results.solution_loader.load_vars()
    value = round(pyo.value(model.pyomo.points))
    done = ending is TerminationCondition.convergenceCriteriaSatisfied
    status = Status.OPTIMAL if done else Status.FEASIBLE
    rounds = tuple(_round(slot) for slot in model.slots if _is_one(slot.used))
    return Reference(status, value, value if done else bound, rounds)


def _whole(bound: float | None) -> int | None:
    """Return the largest whole value that a bound allows."""
    if bound is None or abs(bound) == float("inf"):
        return None
    return int((bound + ROUNDING) // 1)


def _is_one(term: Any) -> bool:
    return bool(pyo.value(term) > 0.5)


def _round(slot: Slot) -> ReferenceRound:
    """Return a slot's round as plain data."""
    visited = [stop for stop in slot.stops if _is_one(slot.visit[stop.index])]
    visited.sort(key=lambda stop: float(pyo.value(slot.start[stop.index])))
    visits = [
        ReferenceVisit(
            stop.candidate.candidate,
            stop.site,
            tuple(
                offer.check.ref
                for offer in stop.offers
                if _is_one(slot.carry[stop.index, offer.number])
            ),
        )
        for stop in visited
    ]
    units = [unit for unit, present in slot.present.items() if _is_one(present)]
    session = slot.session
    return ReferenceRound(
        session.date,
        session.kind,
        slot.place.district,
        tuple(sorted(units)),
        tuple(visits),
    )
