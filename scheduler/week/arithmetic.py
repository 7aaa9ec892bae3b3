"""Demand over supply by department and district, before any solver is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.model import Scenario, Session
from scheduler.model.settings import Points
from scheduler.week.columns import Staffing
from scheduler.week.rounds import Ground
from scheduler.week.variants import Unit, Variant


@dataclass(frozen=True, slots=True)
class Load:
    """Officer-sessions wanted and available of one unit in one district.

    `ratio` is None where nobody is available.
    """

    department: str
    town: str
    district: str
    demand: float
    supply: int

    @property
    def ratio(self) -> float | None:
        """Demand over supply."""
        return self.demand / self.supply if self.supply else None


def half_day(scenario: Scenario) -> int:
    """Return the minutes of a half-day round, as the estimates count them."""
    shortest = min(k.end - k.start for k in scenario.settings.sessions if not k.covers)
    return max(shortest, 180)


def visit_minutes(
    scenario: Scenario, variants: Iterable[Variant]
) -> Iterator[tuple[Variant, int]]:
    """Yield every candidate's visit in full and about its minutes of a round.

    Minutes on site + travel inside a town + its share of the way from the base.
    """
    entry = scenario.settings.travel.entry_minutes
    grounds: dict[str, Ground] = {}
    for variant in {v.candidate: v for v in variants if v.full}.values():
        ground = grounds.setdefault(
            variant.district, Ground.of(scenario, variant.district)
        )
        base = scenario.district[variant.district].base
        longest = max(variant.minutes[u] for u in variant.required)
        yield variant, entry + longest + ground.minutes[base, variant.town]


def loads(
    staffing: Staffing, variants: Iterable[Variant], sessions: Sequence[Session]
) -> list[Load]:
    """Return demand and supply by unit and district, largest ratio first.

    Demand: for every candidate visit in full, people x (on-site minutes + travel
    inside a town + its share of the way from the base) over the minutes of a
    half-day session. Supply: what the officers' weekly limits and free sessions
    allow; the shared city force counts in each of its districts.
    """
    scenario = staffing.availability.scenario
    demand: dict[tuple[Unit, str], float] = defaultdict(float)
    whole = half_day(scenario)
    for variant, minutes in visit_minutes(scenario, variants):
        for unit, need in variant.required.items():
            demand[unit, variant.district] += need.people * (minutes / whole)
    return sorted(
        (
            Load(*unit, district, demand[unit, district], supply)
            for unit, district in demand
            for supply in [supply_of(staffing, unit, district, sessions)]
        ),
        key=lambda r: (-(r.ratio or 1e9), r.department, r.town, r.district),
    )


def supply_of(
    staffing: Staffing,
    unit: Unit,
    district: str,
    sessions: Iterable[Session],
    qualification: str = "",
) -> int:
    """Return the half-days that a unit's officers can give in some sessions.

    Everybody up to his weekly limit; holders of the qualification only, if named.
    """
    free: dict[str, int] = defaultdict(int)
    for session in sessions:
        if staffing.availability.kinds[session.kind].covers:
            continue
        for officer in staffing.free(session, unit, district):
            if not qualification or qualification in officer.qualifications:
                free[officer.officer] += 1
    officers = staffing.availability.scenario.officer
    return sum(min(n, officers[o].max_sessions) for o, n in sorted(free.items()))


def most_points(scenario: Scenario, variants: Sequence[Variant]) -> int:
    """Return scaled points that no week exceeds: every candidate at its best.

    As if there were no limit of people, vehicles or hours; a loose bound, at once.
    """
    best: dict[str, int] = {}
    for variant in variants:
        help_ = most_help(scenario.settings.points, len(variant.optional))
        most = variant.points + help_
        best[variant.candidate] = max(best.get(variant.candidate, 0), most)
    return sum(best.values())


def most_help(points: Points, departments: int) -> int:
    """Return the most scaled points that assist departments bring to a visit."""
    each = range(departments + 1)
    return max(round(points.assist * n * points.scale) for n in each)
