"""Rows of the reference model about one round: who enters, its team, seats, vehicles.

Indices: k a slot, i a stop of its place, c a check, u a unit, o an officer, v a
vehicle. C carried, E entering, U in the team, A active (carried, and u enters), P a
pattern of a team, Z a seat taken, V a vehicle taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.week.reference_data import Part, Stop, Unit
from scheduler.week.reference_model import (
    BASE,
    HOME,
    Model,
    SeatType,
    Slot,
    Term,
    total,
)


@dataclass(frozen=True, order=True)
class Pattern:
    """The team of one unit: how many people, asked for which qualifications."""

    people: int
    qualifications: SeatType

    @classmethod
    def of(cls, part: Part) -> Pattern:
        """Return what one check asks of a unit."""
        return cls(part.people, tuple(sorted(part.qualifications)))

    def join(self, other: Pattern) -> Pattern:
        """Return what both ask: the maximum of people, all qualifications."""
        names = sorted({*self.qualifications, *other.qualifications})
        return Pattern(max(self.people, other.people), tuple(names))

    def holds(self, part: Part) -> bool:
        """Say whether the team is enough for a check."""
        asked = part.qualifications <= set(self.qualifications)
        return asked and part.people <= self.people

    def seats(self) -> Counter[SeatType]:
        """Return the seats by what they ask for (docs/draw.md).

        Seat j of n asks for every qualification whose number is j modulo n.
        """
        n = self.people
        return Counter(self.qualifications[j::n] for j in range(n))


def add_entering(model: Model, slot: Slot) -> None:
    r"""Let every unit of the team with a part in a carried check enter.

    * Lead and case always: :math:`E_{iu} \ge C_{ic}` where u acts at c.
    * Only the team, and not for nothing: :math:`E_{iu} \le U_u \le \sum_i E_{iu}`.
    * Assisting in the team means entering, unless a carried check c' bars u:
      :math:`E_{iu} \ge U_u + C_{ic} - 1 - \sum_{c'} C_{ic'}`,
      :math:`E_{iu} \le 1 - C_{ic'}`.
    """
    for unit in sorted({unit for stop in slot.stops for unit in stop.units}):
        slot.present[unit] = model.binary("present")
    for stop in slot.stops:
        for unit in stop.units:
            _enters(model, slot, stop, unit)
    for unit, present in slot.present.items():
        enters = [e for (_, u), e in slot.enter.items() if u == unit]
        model.row("team", present <= total(enters))


def _enters(model: Model, slot: Slot, stop: Stop, unit: Unit) -> None:
    """Make E, A and the bonus of one unit at one visit."""
    i, present = stop.index, slot.present[unit]
    parts = [(o.number, o.parts[unit]) for o in stop.offers if unit in o.parts]
    barring = total(slot.carry[i, o.number] for o in stop.offers if unit[0] in o.barred)
    enter = slot.enter[i, unit] = model.binary("enter")
    bonus = slot.bonus[i, unit] = enter
    if any(part.acts for _, part in parts):
        bonus = slot.bonus[i, unit] = model.real("bonus", 0, 1)
        model.row("bonus", bonus <= enter)
    model.row("enter", enter <= present)
    for number, part in parts:
        carried = slot.carry[i, number]
        if part.acts:
            slot.active[i, number, unit] = carried
            model.row("enter", enter >= carried)
            model.row("bonus", bonus <= 1 - carried)
            continue
        active = slot.active[i, number, unit] = model.binary("active")
        model.row("active", active <= carried)
        model.row("active", active <= enter)
        model.row("active", active >= carried + enter - 1)
        model.row("enter", enter >= present + carried - 1 - barring)
    model.row("enter", enter <= total(slot.active[i, c, unit] for c, _ in parts))
    for offer in stop.offers:
        if unit[0] in offer.barred:
            model.row("yearly_cap", enter <= 1 - slot.carry[i, offer.number])


def add_patterns(model: Model, slot: Slot) -> None:
    r"""Make the team of a unit exactly what its active checks ask, and its seats.

    .. math::
        \sum_P P = U_u, \qquad \sum_{P \supseteq need(c)} P \ge A_{icu}, \\
        P_{n,Q} \le \sum_{need(c).people = n} A_{icu}, \qquad
        P_{n,Q} \le \sum_{q \in need(c)} A_{icu} \quad (q \in Q)

    Its seats are those of the pattern:
    :math:`\sum_o Z_{o\tau} = \sum_P seats_P(\tau)\, P`, with Z only for officers who
    hold what :math:`\tau` asks for.
    """
    for unit, present in slot.present.items():
        parts = _active_parts(slot, unit)
        chosen = _patterns(model, present, [part for part, _ in parts])
        slot.people[unit] = total(p.people * one for p, one in chosen.items())
        for part, active in parts:
            enough = [one for pattern, one in chosen.items() if pattern.holds(part)]
            if len(chosen) > 1:
                model.row("two_per_authority", total(enough) >= active)
        for pattern, one in chosen.items() if len(chosen) > 1 else ():
            reach = [a for part, a in parts if part.people == pattern.people]
            model.row("two_per_authority", one <= total(reach))
            for name in pattern.qualifications:
                asking = [a for part, a in parts if name in part.qualifications]
                model.row("qualification", one <= total(asking))
        _seats(model, slot, unit, chosen)


def _active_parts(slot: Slot, unit: Unit) -> list[tuple[Part, Term]]:
    """Return the unit's part in every check, with whether it is active."""
    return [
        (offer.parts[unit], slot.active[stop.index, offer.number, unit])
        for stop in slot.stops
        for offer in stop.offers
        if unit in offer.parts
    ]


def _patterns(
    model: Model, present: Term, parts: Iterable[Part]
) -> dict[Pattern, Term]:
    """Return every join of needs with a variable each; the team is one of them."""
    found: set[Pattern] = set()
    for need in {Pattern.of(part) for part in parts}:
        found |= {need, *(need.join(other) for other in found)}
    if len(found) == 1:
        return {found.pop(): present}
    chosen = {pattern: model.binary("pattern") for pattern in sorted(found)}
    model.row("pattern", total(chosen.values()) == present)
    return chosen


def _seats(model: Model, slot: Slot, unit: Unit, chosen: dict[Pattern, Term]) -> None:
    wanted: dict[SeatType, list[Term]] = defaultdict(list)
    for pattern, one in chosen.items():
        for asked, number in pattern.seats().items():
            wanted[asked].append(number * one)
    for asked, numbers in sorted(wanted.items()):
        takers = []
        for officer in slot.place.staff[unit]:
            if set(asked) <= set(officer.qualifications):
                slot.seat[officer, asked] = taken = model.binary("seat")
                takers.append(taken)
        model.row("seat", total(takers) == total(numbers))


def add_party(model: Model, slot: Slot) -> None:
    r"""Limit the people on a visit: above the soft limit they cost.

    .. math::
        W_{iu} \ge n_u - N_u (1 - E_{iu}), \quad \sum_u W_{iu} \le max, \quad
        crowd_i \ge \sum_u W_{iu} - soft
    """
    soft = model.number("party_size", "soft")
    hard = model.number("party_size", "max")
    for stop in slot.stops:
        slot.crowd[stop.index] = 0
        most = {unit: _most_people(slot, unit) for unit in stop.units}
        if sum(most.values()) <= min(soft, hard):
            continue
        party = []
        for unit, people in most.items():
            enter = slot.enter[stop.index, unit]
            entering = model.real("party", 0, people)
            model.row("party", entering >= slot.people[unit] - people * (1 - enter))
            model.row("party", entering >= enter)
            party.append(entering)
        model.row("party_size", total(party) <= hard)
        slot.crowd[stop.index] = model.real("crowd", 0, max(0, hard - soft))
        model.row("party_size", slot.crowd[stop.index] >= total(party) - soft)


def _most_people(slot: Slot, unit: Unit) -> int:
    return max(part.people for part, _ in _active_parts(slot, unit))


def add_transport(model: Model, slot: Slot) -> None:
    r"""Seat all but towns' own officers in vehicles of the base.

    .. math::
        \sum_v seats_v V_v \ge \sum_{u\ \text{no town's}} n_u, \qquad
        U_u \le 1 - L_{home}, \qquad \sum_{u\ \text{no town's}} U_u \ge L_{base}

    A round of a town's own team alone begins at home, every other one at the base.
    """
    riding = [unit for unit in slot.present if not unit[1]]
    for vehicle in slot.place.vehicles:
        slot.vehicle[vehicle.vehicle] = model.binary("vehicle")
    seats = total(v.seats * slot.vehicle[v.vehicle] for v in slot.place.vehicles)
    model.row("vehicles", seats >= total(slot.people[unit] for unit in riding))
    for unit in riding:
        model.row("base", slot.present[unit] <= 1 - slot.leaving(HOME))
    riders = total(slot.present[unit] for unit in riding)
    model.row("base", riders >= slot.leaving(BASE))


def add_recusals(model: Model, slot: Slot) -> None:
    r"""Keep officers off sites they may not enter: :math:`Z_o + E_{iu} \le 1`."""
    kept_from = {(row.officer, row.site) for row in model.scenario.recusals}
    for unit, officers in slot.place.staff.items():
        for officer in officers:
            for stop in slot.stops:
                if unit in stop.units and (officer.officer, stop.site) in kept_from:
                    enter = slot.enter[stop.index, unit]
                    both = slot.serving(officer.officer) + enter
                    model.row("recusal", both <= 1)
