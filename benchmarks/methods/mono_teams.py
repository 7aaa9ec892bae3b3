"""Teams of the monolithic model: departments, people, parties, vehicles."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from ortools.sat.python import cp_model

from benchmarks.methods.mono_data import Mode
from benchmarks.methods.mono_model import Choice, Literal, Model, Slot, Term
from scheduler.model.calendar import Date
from scheduler.week.officer_rows import cliques_of
from scheduler.week.variants import Need, Unit

# Names of qualifications that a round asks of a department.
Asked = dict[tuple[Slot, Unit], dict[str, Literal]]

# A round takes this many vehicles at most.
MOST_VEHICLES = 4


def need_of(mode: Mode, unit: Unit) -> Need:
    """Return how many people of a department a visit needs."""
    return mode.variant.required.get(unit) or mode.variant.optional[unit]


def add_teams(model: Model) -> Asked:
    """Who is in a team, with how many people and which qualifications.

    A department in the team enters every visit at which it has a role.
    """
    asked: Asked = {}
    for slot, visits in model.slots.items():
        wanted: dict[Unit, list[tuple[Mode, Literal]]] = defaultdict(list)
        for mode, literal in visits:
            for unit in mode.roles:
                wanted[unit].append((mode, literal))
        for unit in sorted(wanted):
            _add_unit(model, slot, unit, wanted[unit], asked)
        for mode, literal in visits:
            for unit in sorted(mode.banned):
                if (slot, unit) in model.present:
                    present = model.present[slot, unit]
                    model.cp.add_implication(literal, present.negated())
        _add_riders(model, slot, sorted(wanted))
    _add_bonus(model)
    return asked


def _add_unit(
    model: Model,
    slot: Slot,
    unit: Unit,
    visits: list[tuple[Mode, Literal]],
    asked: Asked,
) -> None:
    cp, (machine, session) = model.cp, slot
    free = len(model.data.staffing.free(session, unit, machine.district))
    if (machine.town and unit[1] != machine.town) or not free:
        return
    present = model.present[slot, unit] = cp.new_bool_var("")
    cp.add_bool_or(present.negated(), *(literal for _, literal in visits))
    sizes = sorted({need_of(mode, unit).people for mode, _ in visits})
    at_least = {sizes[0]: present}
    for size in sizes[1:]:
        at_least[size] = cp.new_bool_var("")
    for low, high in pairwise(sizes):
        cp.add_implication(at_least[high], at_least[low])
    model.people[slot, unit] = sizes[0] * present + sum(
        (high - low) * at_least[high] for low, high in pairwise(sizes)
    )
    names = sorted(
        {n for mode, _ in visits for n in need_of(mode, unit).qualifications}
    )
    asks = asked[slot, unit] = {name: cp.new_bool_var("") for name in names}
    for mode, literal in visits:
        need = need_of(mode, unit)
        told = [at_least[need.people], *(asks[name] for name in need.qualifications)]
        if unit in mode.needed:
            for one in (present, *told):
                cp.add_implication(literal, one)
            continue
        # It need not come; if it does, it enters with what the visit asks.
        for one in told:
            if one is not present:
                cp.add_bool_or(literal.negated(), present.negated(), one)
        enters = _entering(model, mode, unit)
        cp.add_bool_or(literal.negated(), enters.negated(), present)


def _entering(model: Model, mode: Mode, unit: Unit) -> Literal:
    key = (mode.variant.candidate, unit)
    if key not in model.enters:
        model.enters[key] = model.cp.new_bool_var("")
    return model.enters[key]


def _add_riders(model: Model, slot: Slot, units: list[Unit]) -> None:
    """Let a team of a town's own people alone not start at the base."""
    if slot[0].town:
        return
    others = [
        model.present[slot, u] for u in units if not u[1] and (slot, u) in model.present
    ]
    model.cp.add_bool_or(model.used[slot].negated(), *others)


def _add_bonus(model: Model) -> None:
    """Points of assist departments that enter, prices of people beyond the limit."""
    settings = model.data.scenario.settings
    bonus = round(settings.points.assist * settings.points.scale)
    may: dict[tuple[str, Unit], list[Literal]] = defaultdict(list)
    for candidate, choices in model.of_candidate().items():
        for mode, machine, session, literal in choices:
            if mode.forced:
                model.points.append(bonus * len(mode.forced) * literal)
            for unit in mode.free:
                if ((machine, session), unit) in model.present:
                    may[candidate, unit].append(literal)
        _add_party(model, choices)
    for key, enters in model.enters.items():
        model.cp.add_bool_or(enters.negated(), *may[key])
        model.points.append(bonus * enters)


def _add_party(model: Model, choices: list[Choice]) -> None:
    settings = model.data.scenario.settings
    soft = int(settings.number("party_size", "soft"))
    most = int(settings.number("party_size", "max"))
    price = round(settings.points.person * settings.points.scale)
    crowd: cp_model.IntVar | None = None
    for mode, machine, session, literal in choices:
        parties = [
            model.people[key]
            for unit in sorted(mode.roles)
            if (key := ((machine, session), unit)) in model.people
        ]
        if len(parties) * 3 <= soft:
            continue
        if crowd is None:
            crowd = model.cp.new_int_var(0, most - soft, "")
            model.points.append(-price * crowd)
        model.cp.add(sum(parties) <= soft + crowd).only_enforce_if(literal)


def add_vehicles(model: Model) -> None:
    """Seats for everybody but town teams, within the vehicles of the base."""
    cp, data = model.cp, model.data
    takes: dict[tuple[Slot, int], cp_model.IntVar] = {}
    places: dict[tuple[str, Date], list[Slot]] = defaultdict(list)
    riders: dict[Slot, list[Term]] = defaultdict(list)
    for (slot, unit), people in model.people.items():
        if not unit[1]:
            riders[slot].append(people)
    for slot in model.slots:
        machine, session = slot
        if machine.town:
            continue
        places[machine.base, session.date].append(slot)
        sizes = [seats for _, seats in data.fleet.vehicles(machine.base, session.date)]
        for size in sorted(set(sizes)):
            takes[slot, size] = cp.new_int_var(0, min(MOST_VEHICLES, len(sizes)), "")
        mine = [takes[slot, size] for size in sorted(set(sizes))]
        seats = sum(size * takes[slot, size] for size in sorted(set(sizes)))
        cp.add(sum(riders[slot]) <= seats)
        cp.add(sum(mine) <= MOST_VEHICLES)
    for (base, date), slots in places.items():
        sizes = [seats for _, seats in data.fleet.vehicles(base, date)]
        for clique in cliques_of(data.availability):
            for size in sorted(set(sizes)):
                mine = [takes[s, size] for s in slots if s[1].kind in clique]
                if mine:
                    cp.add(sum(mine) <= sizes.count(size))
