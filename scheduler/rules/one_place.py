"""An officer and a vehicle are in one place at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from scheduler.model import Round
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import kinds_touch
from scheduler.rules.team import trips_of

RULE = "one_place"
MINUTES_A_DAY = 24 * 60


def check_one_place(published: Published) -> Finding:
    """Compare the rounds of every officer and of every vehicle two by two.

    A fact is one officer or vehicle in one round. The rounds of the published weeks
    before count too: an evening may reach past midnight.
    """
    found: list[Violation] = []
    facts = 0
    before = [trip for table in published.after for trip in table.rounds]
    for name, trips in trips_of(published).items():
        facts += len(trips)
        earlier = [trip for trip in before if name in trip.officers]
        found += _clashes(published, "officer", name, trips, earlier)
    for name, trips in _vehicle_trips(published).items():
        facts += len(trips)
        earlier = [trip for trip in before if name in trip.vehicles]
        found += _clashes(published, "vehicle", name, trips, earlier)
    found += _named_twice(published)
    return Finding(facts, tuple(found))


def _vehicle_trips(published: Published) -> dict[str, list[Round]]:
    trips: dict[str, list[Round]] = {}
    for trip in published.timetable.rounds:
        for vehicle in sorted(set(trip.vehicles)):
            trips.setdefault(vehicle, []).append(trip)
    return dict(sorted(trips.items()))


def _named_twice(published: Published) -> Iterator[Violation]:
    table = published.timetable
    lists = [
        *((trip.round, trip.round, trip.officers) for trip in table.rounds),
        *((visit.round, visit.visit, visit.officers) for visit in table.visits),
    ]
    for round_, where, officers in lists:
        for name in sorted(set(officers)):
            times = officers.count(name)
            if times > 1:
                fields = {"who": name, "where": where, "times": times}
                yield Violation(
                    RULE, "named_twice", fields, times - 1, "", round_, name
                )


def _clashes(
    published: Published,
    what: str,
    name: str,
    trips: list[Round],
    earlier: list[Round],
) -> Iterator[Violation]:
    pairs = [*combinations(trips, 2), *((a, b) for a in earlier for b in trips)]
    for first, second in pairs:
        same_date = first.date == second.date
        officer = name if what == "officer" else ""
        fields: dict[str, object] = {
            "who": name,
            "first": first.round,
            "second": second.round,
            "date": second.date.isoformat(),
        }
        if same_date and kinds_touch(published.scenario, first.session, second.session):
            key = f"{what}_session"
            yield Violation(RULE, key, fields, 1, "", second.round, officer)
            continue
        minutes = min(_end(first), _end(second)) - max(_start(first), _start(second))
        if minutes > 0:
            key, fields = f"{what}_overlap", {**fields, "minutes": minutes}
            yield Violation(RULE, key, fields, minutes, "", second.round, officer)


def _start(trip: Round) -> int:
    return trip.date.toordinal() * MINUTES_A_DAY + trip.depart


def _end(trip: Round) -> int:
    return trip.date.toordinal() * MINUTES_A_DAY + trip.return_
