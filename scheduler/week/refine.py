"""Refining the chosen rounds: assist teams for points, then the level cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop, select
from scheduler.week.blocks import Fields, components
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.program import WeekProgram
from scheduler.week.rounds import Ground, Template, make_template
from scheduler.week.service import staffed
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


def _by_component(
    week: WeekProgram,
    program: Program,
    start: IntArray,
    allowed: BoolArray,
    limits: Limits,
    stop: Stop,
) -> IntArray:
    """Improve each component in turn, the others fixed, over the allowed columns."""
    fields = Fields.of(week)
    groups = components(week)
    days = frozenset(fields.date.tolist())
    levels = [[(group, days) for group in groups]]
    budget = Budget(None, len(groups), limits.part(1 / max(1, len(groups))))
    return improve(
        program,
        start,
        levels,
        lambda part, _: fields.near(part) & allowed,
        budget,
        stop=stop,
    )


def _serve(
    week: WeekProgram, chosen: int, limits: Limits, stop: Stop
) -> IntArray | None:
    """Return the best service: first the chosen rounds staffed, then all of them."""
    program = week.program
    every = np.ones(program.size, dtype=np.bool_)
    known = every.copy()
    known[chosen : len(week.columns)] = False
    begun = staffed(week, known, limits)
    if program.broken(begun):
        # Pins, musts or a hard row that joins components.
        return select(program, limits).solution
    return _by_component(week, program, begun, every, limits, stop)


def refine(
    week: WeekProgram, chosen: int, limits: Limits, stop: Stop
) -> Refined | None:
    """Choose among the rounds of a widened week by service, then cost.

    Parameters
    ----------
    chosen : int
        How many columns at the front are the rounds that were widened.

    Returns
    -------
    Refined or None
        None if no week was found.
    """
    best = _serve(week, chosen, limits, stop)
    if best is None:
        return None
    service = week.program.value(best)
    if not stop.raised:
        best = _cheaper(week, best, service, limits, stop)
    cost = int(np.dot(np.asarray(week.cost, dtype=np.int64), best))
    return Refined(best, service, cost)


def _cheaper(
    week: WeekProgram, best: IntArray, service: int, limits: Limits, stop: Stop
) -> IntArray:
    """Return a selection of the same service at the least cost found."""
    program = week.cheapest(service)
    every = np.ones(program.size, dtype=np.bool_)
    return _by_component(week, program, best, every, limits, stop)
