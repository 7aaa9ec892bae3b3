"""Refining the chosen rounds: assist teams for points, then the level cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scheduler.engine.program import IntArray, Program
from scheduler.engine.selection import Limits, Stop, select
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.program import WeekProgram
from scheduler.week.rounds import Ground, Template, make_template
from scheduler.week.variants import Unit

# Of so many assist departments every set is tried; of more only small sets.
ALL_SETS = 4
MOST_JOINED = 2


def assist_sets(template: Template) -> Iterator[frozenset[Unit]]:
    """Yield sets of assist departments that could join a round."""
    team = {unit for unit, _ in template.needs}
    free = sorted({u for v in template.variants for u in v.optional} - team)
    most = len(free) if len(free) <= ALL_SETS else MOST_JOINED
    for size in range(1, most + 1):
        for joined in combinations(free, size):
            yield frozenset(joined)


def widen(staffing: Staffing, fleet: Fleet, chosen: Sequence[Column]) -> list[Column]:
    """Return the chosen rounds, each with the assist departments that could join."""
    scenario = staffing.availability.scenario
    grounds = {d: Ground.of(scenario, d) for d in sorted(scenario.district)}
    columns = list(chosen)
    for column in chosen:
        template = column.template
        team = frozenset(unit for unit, _ in template.needs)
        kind = scenario.settings.kind(template.kind)
        for joined in assist_sets(template):
            wider = make_template(
                grounds[template.district], kind, template.variants, team | joined
            )
            if wider is None or wider.value <= template.value:
                continue
            if not staffing.enough(column.session, wider):
                continue
            vehicles = fleet.packing(wider.base, column.session.date, wider.riders)
            if vehicles is not None:
                columns.append(Column(wider, column.session, vehicles))
    return columns


@dataclass(frozen=True)
class Refined:
    """A small program's best selection by service, then cost."""

    solution: IntArray
    service: int
    cost: int


def refine(week: WeekProgram, limits: Limits, stop: Stop) -> Refined | None:
    """Choose among the few rounds of a widened week; None if no week was found."""
    answer = select(week.program, limits, stop=stop)
    if answer.solution is None or answer.value is None:
        return None
    best = answer.solution
    if not stop.raised:
        best = _cheaper(week, best, answer.value, limits, stop)
    cost = int(np.dot(np.asarray(week.cost, dtype=np.int64), best))
    return Refined(best, answer.value, cost)


def _cheaper(
    week: WeekProgram, best: IntArray, service: int, limits: Limits, stop: Stop
) -> IntArray:
    """Return a selection of the same service at the least cost found."""
    program = Program(
        [-c for c in week.cost], list(week.program.upper), list(week.program.rows)
    )
    terms = [(k, n) for k, n in enumerate(week.program.objective) if n]
    program.row(terms, lower=service, name="service")
    answer = select(program, limits, hint=best, stop=stop)
    return best if answer.solution is None else answer.solution
