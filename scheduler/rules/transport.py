"""Seats for everybody but the towns' own officers, from the base of the round."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Round
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import is_town_officer


def riders(published: Published, trip: Round) -> int:
    """Return how many officers of the round need a seat."""
    officers = (published.scenario.officer.get(name) for name in trip.officers)
    return sum(
        1
        for officer in officers
        if officer is None or not is_town_officer(published.scenario, officer)
    )


def check_vehicles(published: Published) -> Finding:
    """See that every round has seats enough in vehicles that stand at its base."""
    found = [v for trip in published.timetable.rounds for v in _of(published, trip)]
    return Finding(len(published.timetable.rounds), tuple(found))


def _of(published: Published, trip: Round) -> Iterator[Violation]:
    seats, people = 0, riders(published, trip)
    fields: dict[str, object] = {"round": trip.round, "base": trip.base}
    for name in trip.vehicles:
        vehicle = published.scenario.vehicle.get(name)
        if vehicle is None:
            yield _violation(trip, "unknown", {**fields, "vehicle": name})
            continue
        seats += vehicle.seats
        if vehicle.base != trip.base:
            about = {**fields, "vehicle": name, "stands": vehicle.base}
            yield _violation(trip, "elsewhere", about)
        if any(
            row.vehicle == name and row.from_ <= trip.date <= row.until
            for row in published.scenario.vehicle_outages
        ):
            about = {**fields, "vehicle": name, "date": trip.date.isoformat()}
            yield _violation(trip, "outage", about)
    if len(set(trip.vehicles)) < len(trip.vehicles):
        yield _violation(trip, "twice", fields)
    if seats < people:
        about = {**fields, "seats": seats, "people": people}
        yield _violation(trip, "seats", about, people - seats)
    if people == 0 and trip.vehicles:
        yield _violation(trip, "needless", fields)


def _violation(
    trip: Round, key: str, fields: dict[str, object], amount: float = 1
) -> Violation:
    return Violation("vehicles", key, fields, amount, round=trip.round)
