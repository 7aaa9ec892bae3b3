"""Who and what a trip of the Excel planner takes, and what is still free."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from scheduler.model import Officer, Session
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS, Availability
from scheduler.week.columns import Fleet, Staffing, seat_types
from scheduler.week.rounds import Template

ONE_DAY = dt.timedelta(days=1)


@dataclass(eq=False)
class Trip:
    """A round of the spreadsheet with its people and vehicles."""

    template: Template
    session: Session
    officers: list[str] = field(default_factory=list)
    vehicles: list[str] = field(default_factory=list)


class Book:
    """All trips so far; a trip is added or changed whole or not at all."""

    def __init__(self, availability: Availability) -> None:
        self.availability = availability
        self.staffing, self.fleet = Staffing(availability), Fleet(availability)
        self.trips: list[Trip] = []
        self.sessions: dict[str, list[Session]] = defaultdict(list)
        self.used: dict[str, list[Session]] = defaultdict(list)

    def add(self, template: Template, session: Session) -> bool:
        """Add a trip if officers and vehicles are free."""
        trip = Trip(template, session)
        if not self._take(trip):
            return False
        self.trips.append(trip)
        return True

    def change(self, trip: Trip, template: Template) -> bool:
        """Give a trip another round if it can be staffed, else leave it."""
        before = Trip(trip.template, trip.session, trip.officers, trip.vehicles)
        self._release(trip)
        trip.template, trip.officers, trip.vehicles = template, [], []
        if self._take(trip):
            return True
        trip.template = before.template
        trip.officers, trip.vehicles = before.officers, before.vehicles
        self._hold(trip)
        return False

    def _take(self, trip: Trip) -> bool:
        officers = self._officers(trip)
        vehicles = self._vehicles(trip)
        if officers is None or vehicles is None:
            return False
        trip.officers, trip.vehicles = officers, vehicles
        self._hold(trip)
        return True

    def _hold(self, trip: Trip) -> None:
        for officer in trip.officers:
            self.sessions[officer].append(trip.session)
        for vehicle in trip.vehicles:
            self.used[vehicle].append(trip.session)

    def _release(self, trip: Trip) -> None:
        for officer in trip.officers:
            self.sessions[officer].remove(trip.session)
        for vehicle in trip.vehicles:
            self.used[vehicle].remove(trip.session)

    def _officers(self, trip: Trip) -> list[str] | None:
        """Return an officer for every seat, those with most sessions left first."""
        taken: list[str] = []
        for unit, need in trip.template.needs:
            barred = self.staffing.recused(trip.template, unit)
            free = [
                officer
                for officer in self.staffing.free(
                    trip.session, unit, trip.template.district
                )
                if officer.officer not in barred and self._may(officer, trip.session)
            ]
            # Who holds few qualifications goes first, so that the others are kept.
            free.sort(key=lambda o: (-self._left(o), len(o.qualifications), o.officer))
            for wanted in seat_types(need):
                suited = [
                    o
                    for o in free
                    if set(wanted) <= set(o.qualifications) and o.officer not in taken
                ]
                if not suited:
                    return None
                taken.append(suited[0].officer)
        return taken

    def _left(self, officer: Officer) -> int:
        kinds = self.availability.kinds
        held = self.sessions[officer.officer]
        return officer.max_sessions - sum(kinds[s.kind].weight for s in held)

    def _may(self, officer: Officer, session: Session) -> bool:
        """Say whether an officer may serve one more session."""
        availability = self.availability
        if self._left(officer) < availability.kinds[session.kind].weight:
            return False
        return not any(
            (held.date == session.date and availability.clash(held.kind, session.kind))
            or _no_rest(held, session)
            or _no_rest(session, held)
            for held in self.sessions[officer.officer]
        )

    def _vehicles(self, trip: Trip) -> list[str] | None:
        """Return free vehicles with enough seats: one if one has, else the largest."""
        riders = trip.template.riders
        if not riders:
            return []
        date, kind = trip.session.date, trip.session.kind
        free = [
            (seats, vehicle)
            for vehicle, seats in self.fleet.vehicles(trip.template.base, date)
            if not any(
                held.date == date and self.availability.clash(held.kind, kind)
                for held in self.used[vehicle]
            )
        ]
        taken: list[str] = []
        while riders > 0 and free:
            enough = [one for one in free if one[0] >= riders]
            seats, vehicle = min(enough) if enough else max(free)
            free.remove((seats, vehicle))
            taken.append(vehicle)
            riders -= seats
        return taken if riders <= 0 else None


def _no_rest(night: Session, later: Session) -> bool:
    return (
        night.kind == NIGHT_KIND
        and later.kind in RESTED_KINDS
        and later.date == night.date + ONE_DAY
    )
