"""Rows that districts share: vehicles of a base, and 1:1:2 of what is deployed."""

from __future__ import annotations

from scheduler.model import Scenario, Session
from scheduler.week.officer_rows import cliques_of
from scheduler.week.wanted import Wanted
from scheduler.week.week_program import WeekProgram

RESIDENT = "resident"
GROUPS = ("centre", "south", "other")
# Shares and tolerance become integers on this scale.
SHARE_SCALE = 1000


def add_vehicle_rows(week: WeekProgram, wanted: Wanted) -> None:
    """Vehicles of at least a size in use at once within those of the base."""
    kinds = sorted({session.kind for _, session in wanted.trips})
    for base, date in sorted({(b, s.date) for b, s in wanted.trips}):
        seats = [size for _, size in week.fleet.vehicles(base, date)]
        for clique in cliques_of(week.availability):
            if not set(clique) & set(kinds):
                continue
            for size in sorted(set(seats)):
                limit = sum(1 for s in seats if s >= size)
                name = f"vehicles {base} {date} {'/'.join(clique)}"
                row = week.program.row((), upper=limit, name=name)
                for kind in clique:
                    week.terms.vehicles[base, Session(date, kind)].append((row, size))


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


def add_deployment_rows(week: WeekProgram, wanted: Wanted) -> None:
    """Keep 1:1:2 of the resident teams' officer-sessions, with slack (S0 四(三)).

    Only groups that have a district count. With shares p_g and tolerance t:
    (p_g - t) T - excess <= S_g <= (p_g + t) T + excess, scaled to integers.
    """
    parts = group_parts(week.scenario)
    if len(parts) < 2:
        return
    settings = week.scenario.settings
    hard = settings.level("force_deployed") == "H"
    price = round(settings.points.deployed * settings.points.scale)
    scale = SHARE_SCALE * sum(parts.values())
    slop = round(float(settings.number("force_deployed", "tolerance")) * scale)
    most = _most_sessions(week)
    for group, part in parts.items():
        if not hard:
            week.slack[group] = week.program.column(-price, upper=most)
        for sign in (1, -1):
            slack = [(week.slack[group], -scale)] if group in week.slack else []
            row = week.program.row(slack, upper=0, name=f"force_deployed {group}")
            inside = sign * (scale - SHARE_SCALE * part) - slop
            outside = sign * -SHARE_SCALE * part - slop
            _enter_residents(week, wanted, row, group, (inside, outside))


def _most_sessions(week: WeekProgram) -> int:
    """Return more officer-sessions than the resident teams have in the week."""
    departments = week.scenario.department
    return 1 + sum(
        sum(crew.limits)
        for crew in week.crews
        if departments[crew.unit[0]].kind == RESIDENT
    )


def _enter_residents(
    week: WeekProgram, wanted: Wanted, row: int, group: str, price: tuple[int, int]
) -> None:
    """Count the resident teams' people in a row, inside and outside a group."""
    for post in sorted(wanted.needs):
        session, district, unit = post
        if week.scenario.department[unit[0]].kind != RESIDENT:
            continue
        outside = week.scenario.district[district].group != group
        weight = week.availability.kinds[session.kind].weight
        week.terms.people[post].append((row, weight * price[outside]))
