"""Six departments with a team, six districts: whose legal reviewers head which.

S0 四(六): each department that has an enforcement team is matched to one district; its
legal reviewer heads the group there. The matching that most reviewers already posted
fit to is taken: an assignment problem, whose linear program has whole solutions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory

from scheduler.model import Officer, Reviewer


def match_reviewers(
    departments: Sequence[str], districts: Sequence[str], officers: Sequence[Officer]
) -> tuple[Reviewer, ...]:
    """Match departments to districts one to one, as far as both last.

    A district that gets a department with a reviewer posted there counts most, one
    whose department has a reviewer anywhere a little.
    """
    there = {
        (d, g): tuple(
            sorted(
                o.officer
                for o in officers
                if o.legal_reviewer and o.department == d and g in o.districts
            )
        )
        for d in departments
        for g in districts
    }
    has = {o.department for o in officers if o.legal_reviewer}
    value = {
        pair: 1 + (pair[0] in has) + 100 * bool(posted)
        for pair, posted in there.items()
    }
    heads = _matched(departments, districts, value)
    return tuple(
        Reviewer(g, d, there[d, g])
        for g in districts
        for d in departments
        if (d, g) in heads
    )


def _matched(
    departments: Sequence[str],
    districts: Sequence[str],
    value: Mapping[tuple[str, str], int],
) -> set[tuple[str, str]]:
    """Return the pairs of the matching of most value."""
    if not value:
        return set()  # without a department or a district no row holds a variable
    model = pyo.ConcreteModel()
    model.heads = pyo.Var(list(departments), list(districts), bounds=(0, 1))
    model.rows = pyo.ConstraintList()
    for d in departments:
        model.rows.add(pyo.quicksum(model.heads[d, g] for g in districts) <= 1)
    for g in districts:
        model.rows.add(pyo.quicksum(model.heads[d, g] for d in departments) <= 1)
    model.most = pyo.Objective(
        expr=pyo.quicksum(worth * model.heads[pair] for pair, worth in value.items()),
        sense=pyo.maximize,
    )
    solver = SolverFactory("highs")
    solver.config.threads = 1
    solver.solve(model)
    return {pair for pair in value if model.heads[pair].value > 0.5}
