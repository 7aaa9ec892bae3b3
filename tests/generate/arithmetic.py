"""Demand over supply of a week by plain arithmetic, for the tests of tightness.

Shares nothing with intake or the solver: candidate checks straight from the plan
and history, merged per site; officer-sessions by (department, district).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from scheduler.model import PlanRow, Scenario, Week

ENTRY, TRAVEL, SESSION = 10, 15, 180
BASE = {"early": 3, "due": 10, "must": 100, "overdue": 120}
RISK = {"A": 1.0, "B": 1.2, "C": 1.5, "D": 2.0}


@dataclass(frozen=True)
class Candidate:
    """The candidate checks of one site, merged."""

    site: str
    kind: str
    district: str
    urgency: str
    points: float
    needs: dict[str, float]


def urgency(row: PlanRow, week: Week) -> str:
    if row.latest < week.monday:
        return "overdue"
    if row.latest <= week.sunday:
        return "must"
    return "due" if row.due <= week.sunday else "early"


def working(scenario: Scenario, week: Week) -> list[dt.date]:
    return [d for d in week.dates if scenario.calendar.working(d)]


def _acting(
    scenario: Scenario, row: PlanRow, town: str, date: dt.date
) -> dict[str, int]:
    people = {
        r.department: max(2, r.officers)
        for r in scenario.roles[row.item]
        if r.role != "assist"
    }
    lead = next(r.department for r in scenario.roles[row.item] if r.role == "lead")
    rows = [
        d
        for d in scenario.delegations
        if d.item == row.item and d.town in (town, "*") and d.from_ <= date
    ]
    if rows and max(rows, key=lambda d: (d.from_, d.town != "*")).authority == "town":
        people.pop(lead, None)
        people["town"] = 2
    return people


def _allowed(scenario: Scenario, row: PlanRow, days: list[dt.date]) -> bool:
    item = scenario.item[row.item]
    if item.consent_until is not None and item.consent_until < days[0]:
        return False
    return not item.seasons or any(s.holds(d) for s in item.seasons for d in days)


def candidates(scenario: Scenario, week: Week) -> list[Candidate]:
    days = working(scenario, week)
    past = [h for h in scenario.history if h.date < week.monday]
    done = {h.plan_id for h in past if not h.trigger}
    last: dict[str, dt.date] = {}
    entries: set[tuple[str, str, dt.date, str]] = set()
    for h in past:
        last[h.site] = max(h.date, last.get(h.site, h.date))
        if h.date.year == week.year and not h.trigger:
            entries.add((h.department, h.site, h.date, h.session))
    uses = Counter((department, site) for department, site, _, _ in entries)
    caps = {(c.department, c.risk): c.per_year for c in scenario.caps}
    by_site: dict[str, list[PlanRow]] = defaultdict(list)
    for row in scenario.plan:
        if row.plan_id in done or row.earliest > week.sunday:
            continue
        site = scenario.site[row.site]
        near = site.kind != "area" and row.site in last
        if near and (days[-1] - last[row.site]).days < 30:
            continue
        acting = _acting(scenario, row, site.town, week.monday)
        full = site.kind != "area" and any(
            uses[d, row.site] >= caps.get((d, site.risk), caps.get((d, "*"), 2))
            for d in acting
        )
        if days and not full and _allowed(scenario, row, days):
            by_site[row.site].append(row)
    return [_merged(scenario, s, rows, week, days[0]) for s, rows in by_site.items()]


def _merged(
    scenario: Scenario, name: str, rows: list[PlanRow], week: Week, day: dt.date
) -> Candidate:
    site = scenario.site[name]
    minutes: Counter[str] = Counter()
    people: dict[str, int] = {}
    for row in rows:
        for department, n in _acting(scenario, row, site.town, day).items():
            minutes[department] += scenario.item[row.item].minutes
            people[department] = max(n, people.get(department, 0))
    share = (ENTRY + max(minutes.values()) + TRAVEL) / SESSION
    classes = {r.plan_id: urgency(r, week) for r in rows}
    return Candidate(
        name,
        site.kind,
        scenario.town[site.town].district,
        min(classes.values(), key=("overdue", "must", "due", "early").index),
        sum(BASE[classes[r.plan_id]] for r in rows) * RISK[site.risk],
        {d: n * share for d, n in people.items()},
    )


def supply(scenario: Scenario, week: Week) -> Counter[tuple[str, str]]:
    """Officer-sessions by (department, district): max_sessions, at most 2 a day."""
    days = working(scenario, week)
    away = {
        (a.officer, a.from_ + dt.timedelta(days=k))
        for a in scenario.absences
        if not a.sessions
        for k in range((a.until - a.from_).days + 1)
    }
    total: Counter[tuple[str, str]] = Counter()
    for o in scenario.officers:
        if o.status != "staff" or o.valid_from is None or o.valid_until is None:
            continue
        free = [
            d
            for d in days
            if o.valid_from <= d <= o.valid_until and (o.officer, d) not in away
        ]
        for district in o.districts:
            total[o.department, district] += min(o.max_sessions, 2 * len(free))
    return total


def ratios(scenario: Scenario, week: Week) -> dict[tuple[str, str], float]:
    """Demand over supply by (district, department)."""
    demand: Counter[tuple[str, str]] = Counter()
    for c in candidates(scenario, week):
        for department, used in c.needs.items():
            demand[department, c.district] += used
    have = supply(scenario, week)
    return {
        (g, p): used / max(1, have[p, g]) for (p, g), used in sorted(demand.items())
    }


def greedy(scenario: Scenario, week: Week) -> tuple[list[Candidate], list[Candidate]]:
    """Place by points, fractions of sessions; return (placed, left over)."""
    city = scenario.city_districts
    left: Counter[tuple[str, str]] = Counter()
    for (p, g), n in supply(scenario, week).items():
        left[p, "city" if g in city else g] += n
    placed, over = [], []
    for c in sorted(candidates(scenario, week), key=lambda c: (-c.points, c.site)):
        group = "city" if c.district in city else c.district
        if all(left[p, group] >= used for p, used in c.needs.items()):
            for p, used in c.needs.items():
                left[p, group] -= used
            placed.append(c)
        else:
            over.append(c)
    return placed, over
