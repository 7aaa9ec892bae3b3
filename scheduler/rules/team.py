"""Who enters where: the officers of rounds and visits as the files name them."""

from __future__ import annotations

from scheduler.model import Officer, Round, Visit
from scheduler.rules.core import Published
from scheduler.rules.serving import certified


def trips_of(published: Published) -> dict[str, list[Round]]:
    """Return the rounds of each officer, by date and departure.

    Everybody named in a round, in its assignments or in one of its visits is in it:
    a file that leaves him out does not take him out of the team.
    """
    named: set[tuple[str, str]] = set()
    for trip in published.timetable.rounds:
        named.update((officer, trip.round) for officer in trip.officers)
    for row in published.timetable.assignments:
        named.add((row.officer, row.round))
    for visit in published.timetable.visits:
        named.update((officer, visit.round) for officer in visit.officers)
    trips: dict[str, list[Round]] = {}
    for officer, round_ in sorted(named):
        if round_ in published.round:
            trips.setdefault(officer, []).append(published.round[round_])
    for rows in trips.values():
        rows.sort(key=lambda trip: (trip.date, trip.depart, trip.round))
    return trips


def team_at(published: Published, visit: Visit) -> dict[str, list[Officer]]:
    """Return the officers who count at a visit, by department.

    Staff with a certificate valid on that date; those of the towns' own teams only
    in their own town (DOMAIN.md A15). Each person once.
    """
    scenario = published.scenario
    team: dict[str, list[Officer]] = {}
    for name in sorted(set(visit.officers)):
        officer = scenario.officer.get(name)
        if officer is None or not certified(officer, visit.date):
            continue
        of_town = officer.department == scenario.town_department
        if not of_town or officer.town == visit.town:
            team.setdefault(officer.department, []).append(officer)
    return team
