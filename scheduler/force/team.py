"""Postings of one resident team: a small whole-number program (Pyomo, HiGHS).

Officers alike in posting, certificate and qualifications are one class, of which only
numbers count. In order: certified people missing below the floor, people off the
targets, holders of qualifications missing, moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory

from scheduler.model import Officer
from scheduler.model.calendar import Date

# Counts of a solver are whole numbers within this.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Class:
    """What officers of a team have in common; `here` is their district, or empty."""

    here: str
    certified: bool
    qualifications: tuple[str, ...]


@dataclass(frozen=True)
class TeamPlan:
    """Officer -> district; those left out stay with their bureau.

    `levels` are the values of the levels in order; each is the least there is.
    """

    district: Mapping[str, str]
    levels: tuple[int, ...]


def classes_of(officers: Sequence[Officer], date: Date) -> dict[Class, list[Officer]]:
    """Return the officers of a team by class, each class in order of id."""
    found: dict[Class, list[Officer]] = defaultdict(list)
    for officer in sorted(officers, key=lambda o: o.officer):
        here = officer.districts[0] if officer.districts else ""
        key = Class(here, officer.certified_on(date), tuple(officer.qualifications))
        found[key].append(officer)
    return dict(found)


def post_team(
    officers: Sequence[Officer],
    target: Mapping[str, int],
    floor: Mapping[str, int],
    wanted: Mapping[tuple[str, str], int],
    date: Date,
) -> TeamPlan:
    """Post a team to districts.

    Parameters
    ----------
    target, floor : mapping of str to int
        People, and certified people at least, by district.
    wanted : mapping of (str, str) to int
        Holders of a qualification by (district, qualification).

    Raises
    ------
    RuntimeError
        If the solver fails; the program always has a solution.
    """
    classes = classes_of(officers, date)
    model = pyo.ConcreteModel()
    model.rows = pyo.ConstraintList()
    model.slack = pyo.VarList(domain=pyo.NonNegativeReals)
    posted = _posted(model, classes, target)
    certified = [(g, n, _certified) for g, n in sorted(floor.items())]
    holders = [(g, n, _holder(q)) for (g, q), n in sorted(wanted.items())]
    levels = [
        _missing(model, posted, certified),
        _off(model, posted, target),
        _missing(model, posted, holders),
        _moves(posted),
    ]
    values = [_least(model, number, level) for number, level in enumerate(levels)]
    return TeamPlan(_named(classes, posted), tuple(values))


Posted = Mapping[tuple[Class, str], Any]
# In a district so many people at least of a class that counts.
Demand = tuple[str, int, Callable[[Class], bool]]


def _certified(one: Class) -> bool:
    return one.certified


def _holder(qualification: str) -> Callable[[Class], bool]:
    return lambda one: one.certified and qualification in one.qualifications


def _posted(
    model: Any, classes: Mapping[Class, Sequence[Officer]], target: Mapping[str, int]
) -> Posted:
    model.people = pyo.VarList(domain=pyo.NonNegativeIntegers)
    found: dict[tuple[Class, str], Any] = {}
    for one, members in classes.items():
        row = []
        for district in target:
            found[one, district] = model.people.add()
            row.append(found[one, district])
        model.rows.add(pyo.quicksum(row) <= len(members))
    return found


def _missing(model: Any, posted: Posted, demands: Sequence[Demand]) -> Any:
    """Return how many people are missing of what some districts want."""
    short = []
    for district, least, counts in demands:
        one = model.slack.add()
        terms = [v for (c, g), v in posted.items() if g == district and counts(c)]
        model.rows.add(pyo.quicksum([*terms, one]) >= least)
        short.append(one)
    return pyo.quicksum(short)


def _off(model: Any, posted: Posted, target: Mapping[str, int]) -> Any:
    """Return how many people districts have above or below their targets."""
    off = []
    for district, people in target.items():
        one = model.slack.add()
        off.append(one)
        there = pyo.quicksum(v for (_, g), v in posted.items() if g == district)
        model.rows.add(there - people <= one)
        model.rows.add(people - there <= one)
    return pyo.quicksum(off)


def _moves(posted: Posted) -> Any:
    """Return how many officers go to another district than theirs."""
    return pyo.quicksum(
        variable for (one, district), variable in posted.items() if one.here != district
    )


def _least(model: Any, number: int, level: Any) -> int:
    """Minimise a level and hold it from then on."""
    if isinstance(level, int | float):
        return round(level)  # nothing is asked for
    goal = pyo.Objective(expr=level)
    model.add_component(f"goal{number}", goal)
    solver = SolverFactory("highs")
    solver.config.threads = 1
    solver.config.rel_gap = 0
    solver.config.solver_options["presolve"] = "off"
    results = solver.solve(model)
    value = round(float(results.incumbent_objective))
    goal.deactivate()
    model.rows.add(level <= value + ROUNDING)
    return value


def _named(
    classes: Mapping[Class, Sequence[Officer]], posted: Posted
) -> dict[str, str]:
    """Return a district for so many officers of each class, in order of id."""
    found: dict[str, str] = {}
    for one, members in classes.items():
        waiting = list(members)
        for (other, district), variable in posted.items():
            if other == one:
                for _ in range(round(variable.value)):
                    found[waiting.pop(0).officer] = district
    return found
