"""The seats of the chosen rounds, who may take them, and the commit (docs/draw.md)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scheduler.intake import cut_date
from scheduler.model import Officer, Session, clock
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, seat_types
from scheduler.week.variants import Unit

FORMAT = "nanan-draw-1"


@dataclass(frozen=True, slots=True)
class NamedRound:
    """A chosen round with its id."""

    round: str
    column: Column


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of one round."""

    round: str
    seat: int
    unit: Unit
    pool: str
    district: str
    session: Session
    depart: int
    return_: int
    qualifications: tuple[str, ...]
    sites: tuple[str, ...]
    candidates: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, int]:
        """Round and number."""
        return (self.round, self.seat)


def digest(*fields: str) -> str:
    """Return the SHA-256 of the fields joined by newlines, in lowercase hex."""
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def name_rounds(
    availability: Availability, columns: Sequence[Column]
) -> list[NamedRound]:
    """Return the rounds numbered by date, session start, district, depart, visits."""
    kinds = availability.kinds

    def order(column: Column) -> tuple[Any, ...]:
        template = column.template
        sites = tuple(v.site for v in template.variants)
        start = kinds[column.session.kind].start
        depart = template.times.depart
        return (column.session.date, start, template.district, depart, sites)

    week = availability.week
    return [
        NamedRound(f"{week}-R{number:03d}", column)
        for number, column in enumerate(sorted(columns, key=order), start=1)
    ]


@dataclass(frozen=True)
class SeatMaker:
    """Makes the seats of rounds with their static candidates."""

    availability: Availability

    @cached_property
    def pools(self) -> dict[tuple[str, str], str]:
        """Pool id by (department, district): districts that share its officers."""
        city = self.availability.scenario.city_districts
        shared: dict[str, list[frozenset[str]]] = defaultdict(list)
        for officer in self.availability.usable:
            if not self.availability.unit(officer)[1]:
                shared[officer.department].append(
                    self.availability.own_districts(officer)
                )
        pools: dict[tuple[str, str], str] = {}
        everywhere = frozenset(self.availability.scenario.district)
        for department in sorted(self.availability.scenario.department):
            links = [*shared[department], city] if city else shared[department]
            if self.availability.helpers_allowed:
                links = [everywhere]
            for group in _connected(sorted(everywhere), links):
                for district in group:
                    pools[department, district] = f"{department}/{'+'.join(group)}"
        return pools

    @cached_property
    def _servers(self) -> dict[tuple[Unit, str], list[Officer]]:
        """Everybody of a unit who serves a district, usable or not."""
        availability = self.availability
        rows: dict[tuple[Unit, str], list[Officer]] = defaultdict(list)
        for officer in sorted(availability.scenario.officers, key=lambda o: o.officer):
            unit = availability.unit(officer)
            districts = availability.own_districts(officer)
            if availability.helpers_allowed and officer.districts and not unit[1]:
                districts = frozenset(availability.scenario.district)
            for district in sorted(districts):
                rows[unit, district].append(officer)
        return rows

    @cached_property
    def _recusals(self) -> frozenset[tuple[str, str]]:
        rows = self.availability.scenario.recusals
        return frozenset((row.officer, row.site) for row in rows)

    def refusal(
        self,
        officer: Officer,
        column: Column,
        wanted: Sequence[str],
        sites: Sequence[str],
    ) -> str | None:
        """Return why an officer may never take a seat, or None."""
        availability = self.availability
        reason = availability.refusal(officer, column.session)
        invited = availability.invited(
            officer.department, column.template.district, column.session
        )
        if reason not in ("auxiliary", "certificate") and not invited:
            return "absent"
        if reason is not None:
            return reason
        if any((officer.officer, site) in self._recusals for site in sites):
            return "recusal"
        if not set(wanted) <= set(officer.qualifications):
            return "qualification"
        if availability.pin_off(officer.officer, column.session):
            return "pin"
        return None

    def seats(self, named: NamedRound) -> list[Seat]:
        """Return the seats of a round, numbered by unit, qualified seats first."""
        column = named.column
        template = column.template
        seats: list[Seat] = []
        for unit, need in template.needs:
            sites = tuple(
                sorted(
                    v.site
                    for v, present in zip(
                        template.variants, template.present, strict=True
                    )
                    if unit in present
                )
            )
            for wanted in seat_types(need):
                seats.append(self._seat(named, len(seats) + 1, unit, wanted, sites))
        return seats

    def _seat(
        self,
        named: NamedRound,
        number: int,
        unit: Unit,
        wanted: tuple[str, ...],
        sites: tuple[str, ...],
    ) -> Seat:
        column, template = named.column, named.column.template
        candidates: list[str] = []
        excluded: list[tuple[str, str]] = []
        for officer in self._servers[unit, template.district]:
            reason = self.refusal(officer, column, wanted, sites)
            if reason is None:
                candidates.append(officer.officer)
            else:
                excluded.append((officer.officer, reason))
        department, town = unit
        pool = (
            f"{department}/{town}"
            if town
            else self.pools[department, template.district]
        )
        return Seat(
            round=named.round,
            seat=number,
            unit=unit,
            pool=pool,
            district=template.district,
            session=column.session,
            depart=template.times.depart,
            return_=template.times.return_,
            qualifications=wanted,
            sites=sites,
            candidates=tuple(candidates),
            excluded=tuple(excluded),
        )


def _connected(
    names: Sequence[str], links: Sequence[frozenset[str]]
) -> list[list[str]]:
    """Return the groups of names joined by links, each sorted, in order."""
    group = {name: {name} for name in names}
    for link in links:
        joined = set().union(*(group[name] for name in sorted(link) if name in group))
        for name in joined:
            group[name] = joined
    unique = {tuple(sorted(members)) for members in group.values()}
    return [list(members) for members in sorted(unique)]


def last_teams(
    availability: Availability, sites: Sequence[str]
) -> dict[str, list[str]]:
    """Return the officers of the last visit to each site that has one."""
    cut = cut_date(availability.week, availability.after)
    wanted = set(sites)
    best: dict[str, tuple[Date, set[str]]] = {}

    def saw(site: str, date: Date, officers: Sequence[str]) -> None:
        found = best.get(site)
        if found is None or date > found[0]:
            best[site] = (date, set(officers))
        elif date == found[0]:
            found[1].update(officers)

    for row in availability.scenario.history:
        if row.site in wanted and row.date < cut:
            saw(row.site, row.date, row.officers)
    for timetable in availability.after:
        for visit in timetable.visits:
            if visit.site in wanted:
                saw(visit.site, visit.date, visit.officers)
    return {site: sorted(officers) for site, (_, officers) in sorted(best.items())}


def commit_bytes(
    availability: Availability,
    inputs_digest: str,
    rounds: Sequence[tuple[NamedRound, Sequence[Seat]]],
) -> bytes:
    """Return ``commit.json``: the frozen selection and the candidates of every seat."""
    sites = sorted({s for _, seats in rounds for seat in seats for s in seat.sites})
    last = last_teams(availability, sites)
    body = {
        "format": FORMAT,
        "week": str(availability.week),
        "inputs": inputs_digest,
        "rounds": [_round_entry(named, seats, last) for named, seats in rounds],
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _round_entry(
    named: NamedRound, seats: Sequence[Seat], last: dict[str, list[str]]
) -> dict[str, Any]:
    column = named.column
    sites = sorted(v.site for v in column.template.variants)
    return {
        "round": named.round,
        "date": column.session.date.isoformat(),
        "session": column.session.kind,
        "district": column.template.district,
        "depart": clock(column.template.times.depart),
        "return": clock(column.template.times.return_),
        "last": {site: last[site] for site in sites if site in last},
        "seats": [
            {
                "seat": seat.seat,
                "department": seat.unit[0],
                "pool": seat.pool,
                "town": seat.unit[1] or None,
                "qualifications": list(seat.qualifications),
                "sites": list(seat.sites),
                "candidates": list(seat.candidates),
                "excluded": [list(pair) for pair in seat.excluded],
            }
            for seat in seats
        ],
    }
