"""Liaison officers: two certified ones in every district, one in several if need be.

S0 四(三): every department with enforcement duties hooks at least two certified
officers to each district. Small ones have fewer than that; then one person serves
several districts, as few as can be, and the shortage is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory

from scheduler.model import LiaisonShortage, Officer


@dataclass(frozen=True)
class LiaisonPlan:
    """Officer -> the districts he serves, and what the department lacks."""

    districts: Mapping[str, tuple[str, ...]]
    shortage: LiaisonShortage | None


def post_liaison(
    department: str,
    officers: Sequence[Officer],
    districts: Sequence[str],
    least: int,
) -> LiaisonPlan:
    """Post the certified officers of a liaison department.

    In order: districts with fewer than `least`, districts of the person who serves
    most, changes against today.
    """
    people = sorted(officers, key=lambda o: o.officer)
    each = min(least, len(people))
    wanted = least * len(districts)
    shortage = None
    if len(people) < wanted:
        uncovered = tuple(districts) if each < least else ()
        shortage = LiaisonShortage(
            department, len(people), wanted, wanted - len(people), uncovered
        )
    if not people:
        return LiaisonPlan({}, shortage)
    return LiaisonPlan(_posted(people, districts, each), shortage)


def _posted(
    people: Sequence[Officer], districts: Sequence[str], each: int
) -> dict[str, tuple[str, ...]]:
    model = pyo.ConcreteModel()
    model.serves = pyo.Var(range(len(people)), range(len(districts)), domain=pyo.Binary)
    model.most = pyo.Var(domain=pyo.NonNegativeIntegers)
    model.rows = pyo.ConstraintList()
    for g in range(len(districts)):
        served = pyo.quicksum(model.serves[o, g] for o in range(len(people)))
        model.rows.add(served >= each)
    for o in range(len(people)):
        mine = pyo.quicksum(model.serves[o, g] for g in range(len(districts)))
        # Nobody goes home: who has a district today keeps serving one.
        model.rows.add(mine >= 1)
        model.rows.add(mine <= model.most)
    # One person more than needed in two districts is worse than a change.
    changes = pyo.quicksum(
        (1 - model.serves[o, g]) if name in one.districts else model.serves[o, g]
        for o, one in enumerate(people)
        for g, name in enumerate(districts)
    )
    weight = len(people) * len(districts) + 1
    model.least = pyo.Objective(expr=weight * model.most + changes)
    _solve(model)
    return {
        one.officer: tuple(
            name for g, name in enumerate(districts) if model.serves[o, g].value > 0.5
        )
        for o, one in enumerate(people)
    }


def _solve(model: Any) -> None:
    solver = SolverFactory("highs")
    solver.config.threads = 1
    solver.config.rel_gap = 0
    solver.config.solver_options["presolve"] = "off"
    solver.solve(model)
