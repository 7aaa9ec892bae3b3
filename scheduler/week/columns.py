"""Rounds on their dates: the columns of the selection, and who could staff them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement

from scheduler.model import Officer, Session
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability, unit_members
from scheduler.week.rounds import Template
from scheduler.week.variants import Need, Unit

# What one seat asks for: a sorted tuple of qualifications, often empty.
SeatType = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A round on a date, with the smallest seats each of its vehicles needs."""

    template: Template
    session: Session
    vehicles: tuple[int, ...]


def seat_types(need: Need) -> tuple[SeatType, ...]:
    """Return what each seat of a unit asks for, qualified seats first.

    Seat j of n asks for every qualification k with k = j modulo n (docs/draw.md).
    """
    return tuple(
        tuple(
            name
            for k, name in enumerate(need.qualifications)
            if k % need.people == seat
        )
        for seat in range(need.people)
    )


@dataclass(frozen=True)
class Staffing:
    """Free officers by session, unit and district."""

    availability: Availability

    @cached_property
    def _members(self) -> dict[tuple[Unit, str], tuple[Officer, ...]]:
        return unit_members(self.availability)

    @cached_property
    def _helpers(self) -> dict[Unit, tuple[Officer, ...]]:
        rows: dict[Unit, list[Officer]] = defaultdict(list)
        for officer in self.availability.usable:
            unit = self.availability.unit(officer)
            if not unit[1]:
                rows[unit].append(officer)
        return {unit: tuple(group) for unit, group in rows.items()}

    @cached_property
    def _free(self) -> dict[tuple[Session, Unit, str], tuple[Officer, ...]]:
        return {}

    def free(self, session: Session, unit: Unit, district: str) -> tuple[Officer, ...]:
        """Return the officers of a unit who may serve a session in a district."""
        key = (session, unit, district)
        if key not in self._free:
            self._free[key] = self._find(session, unit, district)
        return self._free[key]

    def _find(self, session: Session, unit: Unit, district: str) -> tuple[Officer, ...]:
        availability = self.availability
        if not availability.invited(unit[0], district, session):
            return ()
        own = self._members.get((unit, district), ())
        if availability.helpers_allowed > 0 and not unit[1]:
            own = self._helpers.get(unit, ())
        return tuple(o for o in own if availability.free(o, session))

    @cached_property
    def _recused(self) -> dict[str, frozenset[str]]:
        """Officers who may not enter a site, by site."""
        rows: dict[str, set[str]] = defaultdict(set)
        for row in self.availability.scenario.recusals:
            rows[row.site].add(row.officer)
        return {site: frozenset(names) for site, names in rows.items()}

    def recused(self, template: Template, unit: Unit) -> frozenset[str]:
        """Return the officers who may not enter one of a unit's visits of a round."""
        barred: frozenset[str] = frozenset()
        for variant, present in zip(template.variants, template.present, strict=True):
            if variant.site in self._recused and unit in present:
                barred |= self._recused[variant.site]
        return barred

    def enough(self, session: Session, template: Template) -> bool:
        """Say whether every unit of a round could fill its seats by itself."""
        return all(
            self._fills(
                (session, unit, template.district), need, self.recused(template, unit)
            )
            for unit, need in template.needs
        )

    @cached_property
    def _filled(self) -> dict[tuple[object, ...], bool]:
        return {}

    def _fills(
        self, post: tuple[Session, Unit, str], need: Need, barred: frozenset[str]
    ) -> bool:
        """Say whether officers of a post who are not barred could fill its seats."""
        key = (post, need, barred)
        if key not in self._filled:
            able = [o for o in self.free(*post) if o.officer not in barred]
            enough = len(able) >= need.people
            self._filled[key] = enough and seated(seat_types(need), able)
        return self._filled[key]


def seated(seats: Sequence[SeatType], officers: Sequence[Officer]) -> bool:
    """Say whether different officers hold what each seat asks for."""
    if not any(seats):
        return len(officers) >= len(seats)
    first, rest = seats[0], seats[1:]
    suited = [o for o in officers if set(first) <= set(o.qualifications)]
    tried: set[tuple[str, ...]] = set()
    for officer in suited:
        # Officers with the same qualifications are alike.
        if officer.qualifications in tried:
            continue
        tried.add(officer.qualifications)
        if seated(rest, [o for o in officers if o is not officer]):
            return True
    return False


@dataclass(frozen=True)
class Fleet:
    """Vehicles by base and date."""

    availability: Availability

    @cached_property
    def _out(self) -> dict[str, list[tuple[Date, Date]]]:
        rows: dict[str, list[tuple[Date, Date]]] = defaultdict(list)
        for row in self.availability.scenario.vehicle_outages:
            rows[row.vehicle].append((row.from_, row.until))
        return rows

    def vehicles(self, base: str, date: Date) -> list[tuple[str, int]]:
        """Return (vehicle, seats) at a base on a date, smallest first."""
        rows = [
            (v.seats, v.vehicle)
            for v in self.availability.scenario.vehicles
            if v.base == base
            and not any(a <= date <= b for a, b in self._out.get(v.vehicle, ()))
        ]
        return [(vehicle, seats) for seats, vehicle in sorted(rows)]

    @cached_property
    def _packings(self) -> dict[tuple[str, Date, int], tuple[tuple[int, ...], ...]]:
        return {}

    def packing(self, base: str, date: Date, riders: int) -> tuple[int, ...] | None:
        """Return the seats of the vehicles a team takes, or None if none suffice.

        The fewest vehicles, then the fewest seats.
        """
        return next(iter(self.packings(base, date, riders)), None)

    def packings(
        self, base: str, date: Date, riders: int
    ) -> tuple[tuple[int, ...], ...]:
        """Return every choice of vehicles that wastes nothing, fewest vehicles first.

        A choice is left out if another takes no more vehicles, each no larger: it
        could stand in its place.
        """
        key = (base, date, riders)
        if key not in self._packings:
            self._packings[key] = self._pack(base, date, riders)
        return self._packings[key]

    def _pack(self, base: str, date: Date, riders: int) -> tuple[tuple[int, ...], ...]:
        if riders == 0:
            return ((),)
        seats = [size for _, size in self.vehicles(base, date)]
        sizes = sorted(set(seats))
        if not sizes:
            return ()
        # No choice that wastes nothing has more vehicles than the smallest would fill.
        most = -(-riders // sizes[0])
        fits = [
            pack
            for number in range(1, min(len(seats), most) + 1)
            for pack in combinations_with_replacement(sizes, number)
            if sum(pack) >= riders > sum(pack) - pack[0]
            and all(pack.count(size) <= seats.count(size) for size in sizes)
        ]
        fits.sort(key=lambda p: (len(p), sum(p), p))
        kept = [
            pack
            for pack in fits
            if not any(o != pack and _replaces(o, pack) for o in fits)
        ]
        return tuple(kept)


def _replaces(smaller: tuple[int, ...], larger: tuple[int, ...]) -> bool:
    """Say whether each vehicle of the first could be a different one of the second."""
    return len(smaller) <= len(larger) and all(
        a <= b
        for a, b in zip(
            sorted(smaller, reverse=True), sorted(larger, reverse=True), strict=False
        )
    )


def columns_of(
    templates: Iterable[Template],
    staffing: Staffing,
    fleet: Fleet,
    allowed: Sequence[Session],
) -> list[Column]:
    """Return every round on every date where people and vehicles exist at all."""
    sessions = set(allowed)
    found: list[Column] = []
    for template in templates:
        for date in template.dates:
            session = Session(date, template.kind)
            if session not in sessions or not staffing.enough(session, template):
                continue
            packings = fleet.packings(template.base, date, template.riders)
            found.extend(Column(template, session, pack) for pack in packings)
    return found
