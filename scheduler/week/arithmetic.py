"""Demand over supply by department and district, before any solver is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.model import Candidate, Scenario, Session
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


def loads(
    staffing: Staffing,
    candidates: Iterable[Candidate],
    variants: Sequence[Variant],
    sessions: Sequence[Session],
) -> list[Load]:
    """Return demand and supply by unit and district, largest ratio first.

    Demand: for every candidate visit in full, people x (on-site minutes + travel
    inside a town + its share of the way from the base) over the minutes of a
    half-day session. Supply: what the officers' weekly limits and free sessions
    allow; the shared city force counts in each of its districts.
    """
    scenario = staffing.availability.scenario
    full = {v.candidate: v for v in variants if v.full}
    demand: dict[tuple[Unit, str], float] = defaultdict(float)
    half_day = min(k.end - k.start for k in scenario.settings.sessions if not k.covers)
    half_day = max(half_day, 180)
    entry = scenario.settings.travel.entry_minutes
    grounds: dict[str, Ground] = {}
    for candidate in candidates:
        variant = full.get(candidate.candidate)
        if variant is None:
            continue
        ground = grounds.setdefault(
            variant.district, Ground.of(scenario, variant.district)
        )
        base = scenario.district[variant.district].base
        way = ground.minutes[base, variant.town]
        longest = max(variant.minutes[u] for u in variant.required)
        for unit, need in variant.required.items():
            share = (entry + longest + way) / half_day
            demand[unit, variant.district] += need.people * share
    return sorted(
        (
            _load(staffing, unit, district, demand[unit, district], sessions)
            for unit, district in demand
        ),
        key=lambda r: (-(r.ratio or 1e9), r.department, r.town, r.district),
    )


def _load(
    staffing: Staffing,
    unit: Unit,
    district: str,
    demand: float,
    sessions: Sequence[Session],
) -> Load:
    halves = [s for s in sessions if not staffing.availability.kinds[s.kind].covers]
    free: dict[str, int] = defaultdict(int)
    for session in halves:
        for officer in staffing.free(session, unit, district):
            free[officer.officer] += 1
    officers = staffing.availability.scenario.officer
    supply = sum(min(n, officers[o].max_sessions) for o, n in sorted(free.items()))
    return Load(unit[0], unit[1], district, demand, supply)


def most_points(scenario: Scenario, variants: Sequence[Variant]) -> int:
    """Return scaled points that no week exceeds: every candidate at its best.

    As if there were no limit of people, vehicles or hours; a loose bound, at once.
    """
    points = scenario.settings.points
    one = round(points.assist * points.scale)
    best: dict[str, int] = {}
    for variant in variants:
        most = variant.points + max(0, one) * len(variant.optional)
        best[variant.candidate] = max(best.get(variant.candidate, 0), most)
    return sum(best.values())
