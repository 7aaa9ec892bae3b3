"""The variables of the reference model, slot by slot, and how rows are added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyomo.environ as pyo

from scheduler.model import Officer, Scenario, Session
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability
from scheduler.week.reference_data import Place, Reader, Stop, Unit

# A Pyomo variable, an expression of them, or a plain number.
Term = Any
# What one seat asks for, sorted.
SeatType = tuple[str, ...]

# The ends of a round's route: the district's base, or the town of a town's own team.
BASE, HOME = -1, -2


@dataclass(eq=False)
class Slot:
    """One round that may be made at a place; all its variables, by index.

    Attributes
    ----------
    visit, full : dict
        By stop: is it visited; with all checks of its candidate.
    carry : dict
        By (stop, check): is the check carried.
    arc : dict
        By (from, to): does the team go from one stop (or end) to the next.
    start, minutes : dict
        By stop: first minute on site, minutes on site.
    present, people : dict
        By unit: is it in the team, with how many.
    enter, active : dict
        By (stop, unit) and (stop, check, unit): does the unit enter; does it take
        part in the carried check.
    bonus : dict
        By (stop, unit): does it enter for checks that it only assists at.
    crowd : dict
        By stop: people above the soft limit.
    seat, vehicle : dict
        By (officer, seat type) and vehicle id: taken or not.
    """

    place: Place
    number: int
    visit: dict[int, Term] = field(default_factory=dict)
    full: dict[int, Term] = field(default_factory=dict)
    carry: dict[tuple[int, int], Term] = field(default_factory=dict)
    arc: dict[tuple[int, int], Term] = field(default_factory=dict)
    start: dict[int, Term] = field(default_factory=dict)
    minutes: dict[int, Term] = field(default_factory=dict)
    present: dict[Unit, Term] = field(default_factory=dict)
    people: dict[Unit, Term] = field(default_factory=dict)
    enter: dict[tuple[int, Unit], Term] = field(default_factory=dict)
    active: dict[tuple[int, int, Unit], Term] = field(default_factory=dict)
    bonus: dict[tuple[int, Unit], Term] = field(default_factory=dict)
    crowd: dict[int, Term] = field(default_factory=dict)
    seat: dict[tuple[Officer, SeatType], Term] = field(default_factory=dict)
    vehicle: dict[str, Term] = field(default_factory=dict)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The candidates that may be visited."""
        return self.place.stops

    @property
    def session(self) -> Session:
        """Date and kind."""
        return self.place.session

    def leaving(self, end: int) -> Term:
        """Return whether the route begins at an end."""
        return sum(x for (a, _), x in self.arc.items() if a == end)

    @property
    def used(self) -> Term:
        """Whether the round is made."""
        return self.leaving(BASE) + self.leaving(HOME)

    def serving(self, officer: str) -> Term:
        """Return whether an officer has a seat."""
        return sum(z for (o, _), z in self.seat.items() if o.officer == officer)


@dataclass(eq=False)
class Model:
    """The Pyomo model with its slots, in order of place and number."""

    availability: Availability
    reader: Reader
    slots: list[Slot] = field(default_factory=list)
    slack: dict[str, Term] = field(default_factory=dict)
    pyomo: Any = field(default_factory=pyo.ConcreteModel)

    @classmethod
    def of(cls, availability: Availability, reader: Reader) -> Model:
        """Return a model with empty slots."""
        places = reader.places()
        slots = [Slot(place, k) for place in places for k in range(place.slots)]
        return cls(availability, reader, slots)

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.availability.scenario

    def number(self, rule: str, name: str) -> int:
        """Return a whole number of a rule."""
        return int(self.scenario.settings.number(rule, name))

    @property
    def nothing(self) -> Term:
        """A variable that is 0."""
        if not hasattr(self.pyomo, "nothing"):
            self.pyomo.nothing = pyo.Var(bounds=(0, 0))
        return self.pyomo.nothing

    def binary(self, family: str) -> Term:
        """Return a new variable that is 0 or 1."""
        return self._list(family, pyo.VarList, domain=pyo.Binary).add()

    def whole(self, family: str, upper: int) -> Term:
        """Return a new whole variable from 0 to `upper`."""
        new = self._list(family, pyo.VarList, domain=pyo.NonNegativeIntegers).add()
        new.setub(upper)
        return new

    def real(self, family: str, lower: float, upper: float) -> Term:
        """Return a new variable between two limits."""
        new = self._list(family, pyo.VarList, domain=pyo.Reals).add()
        new.setlb(lower)
        new.setub(upper)
        return new

    def row(self, family: str, relation: Any) -> None:
        """Add a constraint to its family.

        An empty sum makes of a relation a plain bool: True says nothing, False says
        that there is no week.
        """
        if relation is True:
            return
        if relation is False:
            relation = self.nothing >= 1
        self._list(family, pyo.ConstraintList).add(relation)

    def _list(self, family: str, kind: Any, **how: Any) -> Any:
        name = f"{kind.__name__}_{family}"
        if not hasattr(self.pyomo, name):
            setattr(self.pyomo, name, kind(**how))
        return getattr(self.pyomo, name)

    def by_place(self) -> Iterator[list[Slot]]:
        """Yield the slots of every place."""
        rows: dict[int, list[Slot]] = defaultdict(list)
        for slot in self.slots:
            rows[id(slot.place)].append(slot)
        yield from rows.values()

    def visits(self, index: int) -> Term:
        """Return how often a candidate is visited."""
        return sum(slot.visit[index] for slot in self.slots if index in slot.visit)

    def carried(self, index: int, check: int, dates: Sequence[Date]) -> Term:
        """Return whether a check of a candidate is carried on one of some dates."""
        key = (index, check)
        return sum(
            slot.carry[key]
            for slot in self.slots
            if key in slot.carry and slot.session.date in dates
        )


def total(terms: Iterable[Term]) -> Term:
    """Return the sum of terms; 0 if there are none."""
    return sum(terms)
