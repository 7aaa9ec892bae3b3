"""The compact MILP of the reference model in HiGHS."""

from __future__ import annotations

from benchmarks.plain import Outcome, PlainRound, PlainVisit, Point, Task
from scheduler.week.reference import Reference, ReferenceRound, solve_reference


def plan(task: Task) -> Outcome:
    """Plan the week; the limit is HiGHS's, the model is built beside it.

    Building is not limited here: who runs this ends the process.
    """
    found: Reference = solve_reference(
        task.loaded.scenario, task.week, seconds=task.seconds, demand=task.demand
    )
    spent = task.spent
    rounds = tuple(_plain(one) for one in found.rounds)
    known = found.value is not None
    return Outcome(
        status=str(found.status),
        rounds=rounds if known else None,
        first=rounds if known and rounds else None,
        first_seconds=spent if known and rounds else None,
        value=found.value,
        bound=found.bound,
        trace=[Point(spent, found.value, found.bound)],
    )


def _plain(one: ReferenceRound) -> PlainRound:
    visits = tuple(
        PlainVisit(visit.candidate, frozenset(visit.checks)) for visit in one.visits
    )
    return PlainRound(one.date, one.kind, one.district, frozenset(one.units), visits)
