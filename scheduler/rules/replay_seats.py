"""The rounds with their seats, recomputed: what the commit must have said."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scheduler.model import Round, Visit, clock
from scheduler.rules.acting import ActingPart, roles_at
from scheduler.rules.core import Published
from scheduler.rules.past import last_officers
from scheduler.rules.pools import pools_by_department
from scheduler.rules.replay_terms import Eligibility, SeatTerms

FORMAT = "nanan-draw-1"


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """One place in a round, to be given to one officer of its pool.

    Two seats are the same only if they are the same object: they are keys of dicts.
    """

    trip: Round
    seat: int
    department: str
    pool: str
    town: str | None
    qualifications: tuple[str, ...]
    sites: tuple[str, ...]
    candidates: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """``ROUND/SEAT``."""
        return f"{self.trip.round}/{self.seat}"


def recomputed_seats(published: Published) -> list[Seat]:
    """Return every seat of the week, by round id and seat number."""
    eligible = Eligibility(published)
    pools = pools_by_department(published.scenario)
    seats: list[Seat] = []
    for trip in sorted(published.timetable.rounds, key=lambda r: r.round):
        for number, terms in enumerate(_terms(published, trip), start=1):
            candidates, excluded = eligible.lists(terms)
            pool = (
                f"{terms.department}/{terms.town}"
                if terms.town is not None
                else pools.get(terms.department, {}).get(trip.district, "")
            )
            seats.append(
                Seat(
                    trip,
                    number,
                    terms.department,
                    pool,
                    terms.town,
                    terms.qualifications,
                    terms.sites,
                    tuple(candidates),
                    tuple((name, reason) for name, reason in excluded),
                )
            )
    return seats


def _terms(published: Published, trip: Round) -> list[SeatTerms]:
    """Return a round's seats by department, then town, qualified seats first."""
    own = published.scenario.town_department
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    parts: dict[tuple[str, str], list[ActingPart]] = defaultdict(list)
    for visit in published.visits_of.get(trip.round, []):
        for department, roles in _present(published, visit).items():
            key = (department, visit.town if department == own else "")
            sites[key].add(visit.site)
            parts[key].extend(roles)
    seats = []
    for key in sorted(sites):
        department, town = key
        people = people_needed(published, parts[key])
        wanted = sorted({q for part in parts[key] for q in part.qualification})
        seats += [
            SeatTerms(
                trip,
                department,
                town if department == own else None,
                tuple(wanted[number::people]),
                tuple(sorted(sites[key])),
            )
            for number in range(people)
        ]
    return seats


def _present(published: Published, visit: Visit) -> dict[str, list[ActingPart]]:
    roles = roles_at(published.scenario, visit.checks, visit.town, visit.date)
    return {name: roles[name] for name in sorted(visit.departments) if name in roles}


def people_needed(published: Published, parts: Iterable[ActingPart]) -> int:
    """Return how many people a department's parts ask for: the largest of them."""
    settings = published.scenario.settings
    least = int(settings.number("two_per_authority", "people"))
    lean = bool(settings.number("two_per_authority", "lean"))
    return max(
        (1 if lean else least) if part.role == "assist" else max(least, part.officers)
        for part in parts
    )


def recomputed_commit(published: Published, seats: Iterable[Seat]) -> dict[str, Any]:
    """Return what ``commit.json`` must hold."""
    last = last_officers(published)
    by_round: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_round[seat.trip.round].append(seat)
    return {
        "format": FORMAT,
        "week": str(published.week),
        "inputs": published.inputs_digest,
        "rounds": [
            {
                "round": trip.round,
                "date": trip.date.isoformat(),
                "session": trip.session,
                "district": trip.district,
                "depart": clock(trip.depart),
                "return": clock(trip.return_),
                "last": {
                    visit.site: list(last[visit.site])
                    for visit in published.visits_of.get(trip.round, [])
                    if visit.site in last
                },
                "seats": [_seat(seat) for seat in by_round[trip.round]],
            }
            for trip in sorted(published.timetable.rounds, key=lambda r: r.round)
        ],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat.seat,
        "department": seat.department,
        "pool": seat.pool,
        "town": seat.town,
        "qualifications": list(seat.qualifications),
        "sites": list(seat.sites),
        "candidates": list(seat.candidates),
        "excluded": [list(row) for row in seat.excluded],
    }


def canonical(value: object) -> bytes:
    """Return canonical JSON: keys sorted, no spaces, no ASCII escaping, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
