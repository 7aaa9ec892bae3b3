"""The value of a published week, recomputed from its tables: the same for all methods.

It reads the timetable and intake's points, not what a method says of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from scheduler.model import CheckRef, Demand, Scenario, Timetable, Visit
from scheduler.week.variants import all_variants

GROUPS = ("centre", "south", "other")


def value_of(scenario: Scenario, demand: Demand, timetable: Timetable) -> int:
    """Return the scaled points of a week (DESIGN.md 6.3)."""
    points = {c.ref: c.points for row in demand.candidates for c in row.checks}
    total = sum(_visit(scenario, demand, visit, points) for visit in timetable.visits)
    return total - deployment_price(scenario, sent_by_group(scenario, timetable))


def _visit(
    scenario: Scenario, demand: Demand, visit: Visit, points: Mapping[CheckRef, int]
) -> int:
    settings = scenario.settings.points
    soft = int(scenario.settings.number("party_size", "soft"))
    crowd = max(0, len(visit.officers) - soft)
    assists = len(set(visit.departments) - _acting(demand, visit))
    partial = 0 if visit.full else round(settings.partial * settings.scale)
    extra = round(
        (settings.assist * assists - settings.person * crowd) * settings.scale
    )
    return sum(points[ref] for ref in visit.checks) - partial + extra


def _acting(demand: Demand, visit: Visit) -> set[str]:
    """Return the departments with role lead or case on a carried check."""
    return {
        role.department
        for candidate in demand.candidates
        if candidate.site == visit.site
        for check in candidate.checks
        if check.ref in visit.checks
        for terms in check.days
        if terms.date == visit.date
        for role in terms.roles
        if role.role != "assist"
    }


def ceiling(scenario: Scenario, demand: Demand) -> int:
    """Return the points if every candidate were visited at its best: a plain bound."""
    settings = scenario.settings.points
    price = round(settings.assist * settings.scale)
    best: dict[str, int] = {}
    for variant in all_variants(scenario, demand.candidates):
        points = variant.points + price * len(variant.optional)
        best[variant.candidate] = max(best.get(variant.candidate, 0), points)
    return sum(best.values())


def sent_by_group(scenario: Scenario, timetable: Timetable) -> dict[str, int]:
    """Return the resident teams' officer-sessions by group of districts."""
    sent: Counter[str] = Counter()
    district = {row.round: row.district for row in timetable.rounds}
    for row in timetable.assignments:
        if scenario.department[row.department].kind == "resident":
            group = scenario.district[district[row.round]].group
            sent[group] += scenario.settings.kind(row.session).weight
    return dict(sent)


def parts_of(scenario: Scenario) -> dict[str, int]:
    """Return the part of every group that has a district, by the split's reading."""
    split = scenario.settings.split
    parts: dict[str, int] = {}
    for group, part in zip(GROUPS, split.ratio, strict=True):
        count = sum(1 for row in scenario.districts if row.group == group)
        if count:
            each = split.reading == "each" and group == "other"
            parts[group] = part * count if each else part
    return parts


def deployment_price(scenario: Scenario, sent: Mapping[str, int]) -> int:
    """Return the points that officer-sessions beyond 1:1:2 and its tolerance cost.

    Nothing if the scenario has one group only.
    """
    points, parts = scenario.settings.points, parts_of(scenario)
    if len(parts) < 2:
        return 0
    whole = sum(sent.values())
    number = scenario.settings.number("force_deployed", "tolerance")
    spare = Fraction(str(number)) * whole
    price, all_parts = round(points.deployed * points.scale), sum(parts.values())
    return price * sum(
        max(
            0, ceil(abs(sent.get(group, 0) - Fraction(part, all_parts) * whole) - spare)
        )
        for group, part in parts.items()
    )
