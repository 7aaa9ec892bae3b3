"""Where a week wants more than there is: people, qualifications, sessions, vehicles.

Estimates, told before any solver runs: what all candidate visits in full would take
about, against what the people and vehicles can give. A shortage here only says that
something has to wait; what cannot be done at all is proved in `disproof.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scheduler.model import Session
from scheduler.week.arithmetic import Load, half_day, supply_of, visit_minutes
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.variants import Unit, Variant

Measure = Literal[
    "officer_sessions", "officers", "vehicle_sessions", "vehicles", "seats"
]


@dataclass(frozen=True, slots=True)
class Shortage:
    """One thing of which more is wanted than there is.

    Attributes
    ----------
    measure : str
        What is counted: officers, vehicles or seats in one session, or half-days.
    department, town : str
        The unit; for vehicles no department, and the town of the base.
    district, qualification, session : str
        Empty = all of them. A session is a kind, a date, or a date and kinds joined
        by ``/``.
    wanted, available : int
        In the measure's unit.
    """

    measure: Measure
    department: str
    town: str
    district: str
    qualification: str
    session: str
    wanted: int
    available: int

    @property
    def short(self) -> int:
        """How much is missing."""
        return self.wanted - self.available

    def entry(self) -> dict[str, Any]:
        """Return what ``result.json`` keeps of it."""
        names = ("measure", "department", "town", "district", "qualification")
        amounts = ("session", "wanted", "available", "short")
        return {name: getattr(self, name) for name in (*names, *amounts)}


def worst_first(found: Iterable[Shortage]) -> list[Shortage]:
    """Return those that are really short, the largest gap first."""
    return sorted(
        (row for row in found if row.short > 0),
        key=lambda r: (
            -r.short,
            r.measure,
            r.department,
            r.town,
            r.district,
            r.qualification,
            r.session,
        ),
    )


def shortages(
    staffing: Staffing,
    fleet: Fleet,
    variants: Sequence[Variant],
    sessions: Sequence[Session],
    scarce: Iterable[Load],
) -> list[Shortage]:
    """Return about how much is short if every candidate visit were made in full.

    By department and district, by qualification, by the only kind of session that
    suits some visits, and by the vehicles of a base; whole numbers, worst first. The
    amounts wanted are estimates (`visit_minutes`): a round may do better or worse.
    One person counts under each of his qualifications, the shared city force in each
    of its districts, so the rows do not add up.

    Parameters
    ----------
    sessions : sequence of Session
        The sessions of the week's working days.
    scarce : iterable of Load
        What `loads` said of the same week.
    """
    return worst_first(
        (
            *_by_department(scarce),
            *_by_qualification(staffing, variants, sessions),
            *_by_session(staffing, variants, sessions),
            *_by_vehicle(staffing, fleet, variants, sessions),
        )
    )


def _by_department(scarce: Iterable[Load]) -> Iterator[Shortage]:
    for row in scarce:
        yield Shortage(
            "officer_sessions",
            row.department,
            row.town,
            row.district,
            "",
            "",
            round(row.demand),
            row.supply,
        )


def _by_qualification(
    staffing: Staffing, variants: Sequence[Variant], sessions: Sequence[Session]
) -> Iterator[Shortage]:
    """Yield one holder a visit and qualification against what the holders can give."""
    scenario = staffing.availability.scenario
    whole = half_day(scenario)
    wanted: dict[tuple[Unit, str, str], float] = defaultdict(float)
    for variant, minutes in visit_minutes(scenario, variants):
        for unit, need in variant.required.items():
            for name in need.qualifications:
                wanted[unit, variant.district, name] += minutes / whole
    for (unit, district, name), amount in wanted.items():
        supply = supply_of(staffing, unit, district, sessions, name)
        yield Shortage(
            "officer_sessions", *unit, district, name, "", round(amount), supply
        )


def _by_session(
    staffing: Staffing, variants: Sequence[Variant], sessions: Sequence[Session]
) -> Iterator[Shortage]:
    """Yield the visits that only one kind of session suits, such as the evening."""
    kinds = staffing.availability.kinds
    suits: dict[str, set[str]] = defaultdict(set)
    for variant in variants:
        if variant.full:
            suits[variant.candidate] |= {
                k for k in variant.kinds if not kinds[k].covers
            }
    wanted: dict[tuple[Unit, str, str], float] = defaultdict(float)
    for variant, minutes in visit_minutes(staffing.availability.scenario, variants):
        if len(suits[variant.candidate]) != 1:
            continue
        (name,) = suits[variant.candidate]
        share = min(1.0, minutes / (kinds[name].end - kinds[name].start))
        for unit, need in variant.required.items():
            wanted[unit, variant.district, name] += need.people * share
    for (unit, district, name), amount in wanted.items():
        open_ = [s for s in sessions if s.kind == name]
        supply = supply_of(staffing, unit, district, open_)
        yield Shortage(
            "officer_sessions", *unit, district, "", name, round(amount), supply
        )


def _by_vehicle(
    staffing: Staffing,
    fleet: Fleet,
    variants: Sequence[Variant],
    sessions: Sequence[Session],
) -> Iterator[Shortage]:
    """Yield vehicles out for half-days, against those of each base."""
    availability = staffing.availability
    scenario = availability.scenario
    whole = half_day(scenario)
    wanted: dict[str, float] = defaultdict(float)
    kinds: dict[str, set[str]] = defaultdict(set)
    for variant, minutes in visit_minutes(scenario, variants):
        riders = sum(n.people for unit, n in variant.required.items() if not unit[1])
        if not riders:
            continue
        base = scenario.district[variant.district].base
        packing = fleet.packing(base, variant.dates[0], riders)
        wanted[base] += max(1, len(packing or ())) * minutes / whole
        kinds[base] |= variant.kinds
    for base, amount in wanted.items():
        supply = sum(
            len(fleet.vehicles(base, session.date))
            for session in sessions
            if session.kind in kinds[base]
            and not availability.kinds[session.kind].covers
        )
        yield Shortage("vehicle_sessions", "", base, "", "", "", round(amount), supply)
