"""Visits and times of the monolithic model: one start a visit, one order a team."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.methods.mono_data import MINUTES_A_DAY, Data, Machine, Mode
from scheduler.model import Session
from scheduler.week.variants import Unit

Literal = cp_model.IntVar
# A variable, an expression of them, or a plain number.
Term = Any
Slot = tuple[Machine, Session]  # one round that may be made
Choice = tuple[Mode, Machine, Session, Literal]


@dataclass(eq=False)
class Model:
    """The CP-SAT model with its variables.

    Attributes
    ----------
    choice : dict
        By (mode, machine, session): is the visit made so.
    start : dict
        By candidate: minute of the week.
    taken : dict
        By (candidate, machine): is it visited by that team.
    used : dict
        By slot: is the round made.
    present : dict
        By (slot, unit): is the department in the team.
    enters : dict
        By (candidate, unit): does an assist department enter that need not.
    """

    data: Data
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    choice: dict[tuple[Mode, Machine, Session], Literal] = field(default_factory=dict)
    slots: dict[Slot, list[tuple[Mode, Literal]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    start: dict[str, cp_model.IntVar] = field(default_factory=dict)
    taken: dict[tuple[str, Machine], Literal] = field(default_factory=dict)
    used: dict[Slot, Literal] = field(default_factory=dict)
    present: dict[tuple[Slot, Unit], Literal] = field(default_factory=dict)
    people: dict[tuple[Slot, Unit], Term] = field(default_factory=dict)
    enters: dict[tuple[str, Unit], Literal] = field(default_factory=dict)
    points: list[Term] = field(default_factory=list)

    def of_candidate(self) -> dict[str, list[Choice]]:
        """Return the choices by candidate."""
        found: dict[str, list[Choice]] = defaultdict(list)
        for (mode, machine, session), literal in self.choice.items():
            candidate = mode.variant.candidate
            found[candidate].append((mode, machine, session, literal))
        return found


def add_visits(model: Model) -> None:
    """Visit a candidate once, a site by few plan visits, at lawful times."""
    data, cp = model.data, model.cp
    for mode in data.modes:
        machines = [m for m in data.machines if m.takes(mode)]
        sessions = [s for s in data.sessions if data.allowed(mode, s)]
        for session in sessions:
            for town in sorted({m.town for m in machines}):
                same = [m for m in machines if m.town == town]
                _add_choices(model, mode, same, session)
    sites: dict[str, list[Literal]] = defaultdict(list)
    for choices in model.of_candidate().values():
        made: dict[Mode, list[Literal]] = defaultdict(list)
        for mode, *_, literal in choices:
            made[mode].append(literal)
        taken = [cp.new_bool_var("") for _ in made]
        cp.add_at_most_one(taken)
        for literal, (mode, literals) in zip(taken, made.items(), strict=True):
            cp.add(sum(literals) == literal)
            model.points.append(mode.variant.points * literal)
            if mode.variant.carries_plan:
                sites[mode.variant.site].append(literal)
    most = int(data.scenario.settings.number("one_visit_a_week", "visits"))
    for site, literals in sites.items():
        if data.scenario.site[site].kind != "area":
            cp.add(sum(literals) <= most)


def _add_choices(
    model: Model, mode: Mode, machines: list[Machine], session: Session
) -> None:
    """Add the choices of like machines; the start's domain depends on one literal."""
    cp, candidate = model.cp, mode.variant.candidate
    ranges = model.data.starts(mode, machines[0], session)
    if not ranges:
        return
    if candidate not in model.start:
        last = MINUTES_A_DAY * len(model.data.availability.week.dates)
        model.start[candidate] = cp.new_int_var(0, last * 2, "")
    here = []
    for machine in machines:
        literal = cp.new_bool_var("")
        model.choice[mode, machine, session] = literal
        model.slots[machine, session].append((mode, literal))
        here.append(literal)
    inside = cp.new_bool_var("")
    cp.add(sum(here) == inside)
    domain = cp_model.Domain.from_intervals([list(pair) for pair in ranges])
    cp.add_linear_expression_in_domain(model.start[candidate], domain).only_enforce_if(
        inside
    )


def add_rounds(model: Model) -> None:
    """Let a team make one round at a time; teams of a day are used in order."""
    cp, data = model.cp, model.data
    days: dict[tuple[Machine, int], list[Slot]] = defaultdict(list)
    for slot, visits in model.slots.items():
        used = model.used[slot] = cp.new_bool_var("")
        cp.add_max_equality(used, [literal for _, literal in visits])
        days[slot[0], data.midnight(slot[1])].append(slot)
    active: dict[tuple[Machine, int], Literal] = {}
    for key, slots in days.items():
        for a, b in combinations(slots, 2):
            if data.availability.clash(a[1].kind, b[1].kind):
                cp.add_at_most_one(model.used[a], model.used[b])
        active[key] = cp.new_bool_var("")
        cp.add_max_equality(active[key], [model.used[slot] for slot in slots])
    for (machine, day), literal in active.items():
        before = Machine(
            machine.district, machine.number - 1, machine.base, machine.town
        )
        if (before, day) in active:
            cp.add_implication(literal, active[before, day])


def add_times(model: Model) -> None:
    """No team in two places: visits apart by the way between their towns."""
    cp, least_way = model.cp, model.data.least_way
    lengths: dict[tuple[str, Machine, int], list[Literal]] = defaultdict(list)
    for (mode, machine, _), literal in model.choice.items():
        lengths[mode.variant.candidate, machine, mode.minutes].append(literal)
    intervals: dict[Machine, list[cp_model.IntervalVar]] = defaultdict(list)
    parts: dict[tuple[str, Machine], list[Literal]] = defaultdict(list)
    for (candidate, machine, minutes), literals in lengths.items():
        there = cp.new_bool_var("")
        cp.add(sum(literals) == there)
        parts[candidate, machine].append(there)
        intervals[machine].append(
            cp.new_optional_fixed_size_interval_var(
                model.start[candidate], minutes + least_way[machine.district], there, ""
            )
        )
    for key, literals in parts.items():
        model.taken[key] = literals[0]
        if len(literals) > 1:
            model.taken[key] = cp.new_bool_var("")
            cp.add(sum(literals) == model.taken[key])
    for machine in intervals:
        cp.add_no_overlap(intervals[machine])
    add_ways(model)


def add_ways(model: Model) -> None:
    """Between visits of one team lies the way between their towns, in one order."""
    rows: dict[str, list[Machine]] = defaultdict(list)
    for candidate, machine in model.taken:
        rows[candidate].append(machine)
    towns = {c.candidate: (c.district, c.town) for c in model.data.demand.candidates}
    minutes: dict[str, dict[int, list[Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    sessions: dict[str, set[Session]] = defaultdict(set)
    for (mode, _, session), literal in model.choice.items():
        minutes[mode.variant.candidate][mode.minutes].append(literal)
        sessions[mode.variant.candidate].add(session)
    length = {
        candidate: sum(m * sum(literals) for m, literals in found.items())
        if len(found) > 1
        else next(iter(found))
        for candidate, found in minutes.items()
    }
    way = model.data.scenario.travel.minutes
    for a, b in combinations(rows, 2):
        (district, here), (other, there) = towns[a], towns[b]
        if district != other or not sessions[a] & sessions[b]:
            continue
        if way(here, there) <= model.data.least_way[district]:
            continue  # the team's own row says so
        order = [model.cp.new_bool_var("") for _ in range(2)]
        for first, then, literal in ((a, b, order[0]), (b, a, order[1])):
            model.cp.add(
                model.start[then]
                >= model.start[first] + length[first] + way(here, there)
            ).only_enforce_if(literal)
        for machine in rows[a]:
            if (b, machine) in model.taken:
                both = (model.taken[a, machine], model.taken[b, machine])
                model.cp.add_bool_or(*order, *(literal.negated() for literal in both))
