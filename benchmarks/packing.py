"""Which vehicles each round takes, so that a base's vehicles suffice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from benchmarks.plain import PlainRound
from scheduler.model import Session
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, Fleet
from scheduler.week.officer_rows import cliques_of
from scheduler.week.rounds import Template

Known = tuple[PlainRound, Template]


def pack(
    availability: Availability, fleet: Fleet, rounds: Sequence[Known]
) -> list[Column]:
    """Return the rounds with vehicles; of too many the least valuable are dropped."""
    places: dict[tuple[str, Date], list[Known]] = defaultdict(list)
    for one, template in rounds:
        places[template.base, one.date].append((one, template))
    columns: list[Column] = []
    for (base, date), known in sorted(places.items()):
        columns += _pack_day(availability, fleet, base, date, known)
    return columns


def _pack_day(
    availability: Availability,
    fleet: Fleet,
    base: str,
    date: Date,
    known: Sequence[Known],
) -> list[Column]:
    model = cp_model.CpModel()
    choices: list[tuple[Column, cp_model.IntVar]] = []
    for one, template in known:
        packings = fleet.packings(base, date, template.riders)
        taken = [model.new_bool_var("") for _ in packings]
        if taken:
            model.add_at_most_one(taken)
        session = Session(date, one.kind)
        for seats, variable in zip(packings, taken, strict=True):
            choices.append((Column(template, session, seats), variable))
    sizes = [seats for _, seats in fleet.vehicles(base, date)]
    for clique in cliques_of(availability):
        for size in sorted(set(sizes)):
            terms = [
                sum(1 for seats in column.vehicles if seats >= size) * variable
                for column, variable in choices
                if column.session.kind in clique
            ]
            model.add(sum(terms) <= sum(1 for seats in sizes if seats >= size))
    # One point more each: a round of no value is kept too if it can be.
    model.maximize(sum((c.template.value + 1) * variable for c, variable in choices))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 10
    solver.solve(model)
    return [column for column, variable in choices if solver.boolean_value(variable)]
