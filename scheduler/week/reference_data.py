"""What the reference model counts over: places, slots, checks on a date's terms.

Nothing here knows rounds or columns: the terms of a check are read anew from intake's
candidates, and who is free from `Availability`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.intake import check_lead
from scheduler.model import (
    Candidate,
    Check,
    DayTerms,
    Officer,
    Scenario,
    Session,
    SessionKind,
    Vehicle,
)
from scheduler.week.availability import Availability

# A department; the town's own team counts apart in every town.
Unit = tuple[str, str]  # (department, town or "")


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit does at one check: acts (lead or case) or assists."""

    acts: bool
    people: int
    qualifications: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A check of a candidate on the terms of one date.

    `barred` departments may not enter a visit that carries it; `lead` is the
    department that must lead it if its item needed consent.
    """

    number: int
    check: Check
    parts: dict[Unit, Part]
    barred: frozenset[str]
    lead: str | None


@dataclass(frozen=True)
class Stop:
    """A candidate that may be visited at a place, with the checks to choose from."""

    index: int
    candidate: Candidate
    offers: tuple[Offer, ...]

    @property
    def site(self) -> str:
        """The site visited."""
        return self.candidate.site

    @property
    def town(self) -> str:
        """The town it lies in."""
        return self.candidate.town

    @property
    def whole(self) -> bool:
        """Whether every check of the candidate may be carried here."""
        return len(self.offers) == len(self.candidate.checks)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit that has a part in one of the checks, in order."""
        return tuple(sorted({unit for offer in self.offers for unit in offer.parts}))

    def minutes(self, unit: Unit, *, acting: bool | None = None) -> int:
        """Return minutes of the checks a unit has a part in (or acts, or assists)."""
        return sum(
            offer.check.minutes
            for offer in self.offers
            if unit in offer.parts
            and (acting is None or offer.parts[unit].acts == acting)
        )


@dataclass(frozen=True, eq=False)
class Place:
    """A session in a district: who may be visited, who is free, what stands there.

    `slots` rounds are enough: no week has more of them here.
    """

    session: Session
    kind: SessionKind
    district: str
    base: str
    stops: tuple[Stop, ...]
    staff: dict[Unit, tuple[Officer, ...]]
    vehicles: tuple[Vehicle, ...]
    slots: int


@dataclass(frozen=True)
class Reader:
    """Reads the places of a week."""

    availability: Availability
    candidates: Sequence[Candidate]

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.availability.scenario

    def places(self) -> list[Place]:
        """Return every session and district in which a candidate may be visited."""
        found = []
        for date in self.availability.week.dates:
            for name in sorted(self.availability.kinds):
                for district in sorted({c.district for c in self.candidates}):
                    place = self._place(Session(date, name), district)
                    if place.slots > 0:
                        found.append(place)
        return found

    def _place(self, session: Session, district: str) -> Place:
        kind = self.availability.kinds[session.kind]
        stops, staff = [], {}
        for index, candidate in enumerate(self.candidates):
            if candidate.district != district:
                continue
            offers = list(self._offers(candidate, session))
            for unit in {unit for offer in offers for unit in offer.parts}:
                staff[unit] = self._staff(unit, session, district)
            kept = tuple(o for o in offers if self._hopeful(o, kind, staff))
            if any(part.acts for offer in kept for part in offer.parts.values()):
                stops.append(Stop(index, candidate, kept))
        base = self.scenario.district[district].base
        vehicles = self._vehicles(base, session)
        return Place(
            session=session,
            kind=kind,
            district=district,
            base=base,
            stops=tuple(stops),
            staff=dict(sorted(staff.items())),
            vehicles=vehicles,
            slots=_most_slots(stops, staff, len(vehicles)),
        )

    def _offers(self, candidate: Candidate, session: Session) -> Iterable[Offer]:
        for number, check in enumerate(candidate.checks):
            for terms in check.days:
                if terms.date == session.date and session.kind in terms.kinds:
                    yield self.offer(candidate, number, check, terms)

    def offer(
        self, candidate: Candidate, number: int, check: Check, terms: DayTerms
    ) -> Offer:
        """Return a check on the terms of a date.

        Lead and case departments send max(`people`, `officers`), a present assist
        department `people`, or 1 where assist teams are lean.
        """
        settings = self.scenario.settings
        least = int(settings.number("two_per_authority", "people"))
        lean = bool(settings.number("two_per_authority", "lean"))
        parts = {}
        for role in terms.roles:
            acts = role.role != "assist"
            people = max(least, role.officers) if acts else (1 if lean else least)
            unit = self.unit(role.department, candidate.town)
            parts[unit] = Part(acts, people, frozenset(role.qualification))
        lead = None
        if check.consented_lead:
            town, item = candidate.town, check.ref.item
            lead = check_lead(self.scenario, item, town, terms.date)
        return Offer(number, check, parts, frozenset(terms.barred), lead)

    def unit(self, department: str, town: str) -> Unit:
        """Return the unit that acts for a department in a town."""
        own = self.scenario.department[department].kind == "town"
        return (department, town if own else "")

    def _hopeful(
        self, offer: Offer, kind: SessionKind, staff: dict[Unit, tuple[Officer, ...]]
    ) -> bool:
        """Say whether a visit that carries a check could be staffed and long enough."""
        return self.fits(offer, kind) and all(
            len(staff[unit]) >= part.people
            for unit, part in offer.parts.items()
            if part.acts
        )

    def fits(self, offer: Offer, kind: SessionKind) -> bool:
        """Say whether a visit with a check alone is small and short enough.

        What is not can be placed by no force, and no level makes it a duty.
        """
        settings = self.scenario.settings
        acting = [part for part in offer.parts.values() if part.acts]
        length = settings.travel.entry_minutes
        length += offer.check.minutes if acting else 0
        return (
            sum(part.people for part in acting) <= settings.number("party_size", "max")
            and length <= settings.travel.max_on_site
            and any(
                min(span.end, window.end) - max(span.start, window.start) >= length
                for span in kind.spans
                for window in offer.check.windows or (span,)
            )
        )

    def _staff(
        self, unit: Unit, session: Session, district: str
    ) -> tuple[Officer, ...]:
        """Return who of a unit may serve there: free, invited, at home or as help."""
        there = self.availability
        if not there.invited(unit[0], district, session):
            return ()
        helped = there.helpers_allowed > 0 and not unit[1]
        return tuple(
            officer
            for officer in there.usable
            if there.unit(officer) == unit
            and (helped or district in there.own_districts(officer))
            and there.free(officer, session)
        )

    def _vehicles(self, base: str, session: Session) -> tuple[Vehicle, ...]:
        return tuple(
            vehicle
            for vehicle in sorted(self.scenario.vehicles, key=lambda v: v.vehicle)
            if vehicle.base == base
            and vehicle.seats > 0
            and not any(
                row.vehicle == vehicle.vehicle
                and row.from_ <= session.date <= row.until
                for row in self.scenario.vehicle_outages
            )
        )


def _most_slots(
    stops: Sequence[Stop], staff: dict[Unit, tuple[Officer, ...]], vehicles: int
) -> int:
    """Return how many rounds a place has at most.

    Every round makes a visit, has an acting unit with people of its own, and takes a
    vehicle unless all its units are towns' own teams.
    """
    least: dict[Unit, int] = {}
    for part in (p for s in stops for o in s.offers for p in o.parts.items()):
        if part[1].acts:
            people = min(part[1].people, least.get(part[0], part[1].people))
            least[part[0]] = people
    rounds = {unit: len(staff[unit]) // people for unit, people in least.items()}
    on_foot = sum(number for unit, number in rounds.items() if unit[1])
    return min(len(stops), sum(rounds.values()), vehicles + on_foot)
