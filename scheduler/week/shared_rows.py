"""Rows that districts share: vehicles of a base, and 1:1:2 of what is deployed."""

from __future__ import annotations

from collections import defaultdict

from scheduler.model import Scenario
from scheduler.model.calendar import Date
from scheduler.week.columns import Column
from scheduler.week.officer_rows import cliques_of
from scheduler.week.week_program import WeekProgram

RESIDENT = "resident"
GROUPS = ("centre", "south", "other")
# Shares and tolerance become integers on this scale.
SHARE_SCALE = 1000


def add_vehicle_rows(week: WeekProgram) -> None:
    """Vehicles of at least a size in use at once within those of the base."""
    use: dict[tuple[str, Date], list[int]] = defaultdict(list)
    for k, column in enumerate(week.columns):
        if column.vehicles:
            use[column.template.base, column.session.date].append(k)
    for base, date in sorted(use):
        seats = [size for _, size in week.fleet.vehicles(base, date)]
        for clique in cliques_of(week.availability):
            rounds = [
                k for k in use[base, date] if week.columns[k].session.kind in clique
            ]
            for size in sorted(set(seats)):
                terms = [
                    (k, sum(1 for s in week.columns[k].vehicles if s >= size))
                    for k in rounds
                ]
                terms = [(k, n) for k, n in terms if n]
                if terms:
                    limit = sum(1 for s in seats if s >= size)
                    name = f"vehicles {base} {date} {'/'.join(clique)}"
                    week.program.row(terms, upper=limit, name=name)


def resident_sessions(week: WeekProgram, column: Column) -> int:
    """Return officer-sessions of the resident teams that a round takes."""
    weight = week.availability.kinds[column.session.kind].weight
    departments = week.scenario.department
    return weight * sum(
        need.people
        for unit, need in column.template.needs
        if departments[unit[0]].kind == RESIDENT
    )


def group_parts(scenario: Scenario) -> dict[str, int]:
    """Return the part of every group that has a district (docs/readings.md).

    With reading ``each`` every other district counts the third number for itself.
    """
    split = scenario.settings.split
    found: dict[str, int] = {}
    for group, part in zip(GROUPS, split.ratio, strict=True):
        districts = sum(1 for d in scenario.districts if d.group == group)
        each = split.reading == "each" and group == "other"
        if districts:
            found[group] = part * districts if each else part
    return found


def add_deployment_rows(week: WeekProgram) -> None:
    """Keep 1:1:2 of the resident teams' officer-sessions, with slack (S0 四(三)).

    Only groups that have a district count. With shares p_g and tolerance t:
    (p_g - t) T - excess <= S_g <= (p_g + t) T + excess, scaled to integers.
    """
    parts = group_parts(week.scenario)
    if len(parts) < 2:
        return
    settings = week.scenario.settings
    tolerance = float(settings.number("force_deployed", "tolerance"))
    hard = settings.level("force_deployed") == "H"
    sessions = [resident_sessions(week, c) for c in week.columns]
    price = round(settings.points.deployed * settings.points.scale)
    district = week.scenario.district
    scale = SHARE_SCALE * sum(parts.values())
    slop = round(tolerance * scale)
    for group, part in parts.items():
        if not hard:
            week.slack[group] = week.program.column(-price, upper=max(1, sum(sessions)))
        mine = [district[c.template.district].group == group for c in week.columns]
        for sign in (1, -1):
            terms = [
                (k, n * (sign * (scale * inside - SHARE_SCALE * part) - slop))
                for k, (n, inside) in enumerate(zip(sessions, mine, strict=True))
                if n
            ]
            if group in week.slack:
                terms.append((week.slack[group], -scale))
            week.program.row(terms, upper=0, name=f"force_deployed {group}")
