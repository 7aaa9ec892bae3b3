"""The numbers of ``result.json`` that the other files must bear out."""

from __future__ import annotations

from collections import Counter

from scheduler.model import CheckRef, PlanRow, Request
from scheduler.rules.core import Published
from scheduler.rules.frequency import musts_of
from scheduler.rules.leads import points


def recomputed_counts(published: Published) -> dict[str, object]:
    """Return the counts that follow from timetable, rounds and register.

    `visits` are entries to enterprises and places; visits of areas are
    `area_actions`. Points are scaled integers. Counts of the demand and of the
    solver cannot be recomputed here and are left out, as are points where a check
    names an unknown row or site (other rules say so).
    """
    scenario, table = published.scenario, published.timetable
    carried = {check: visit.site for visit in table.visits for check in visit.checks}
    areas = sum(
        1
        for visit in table.visits
        if visit.site in scenario.site and scenario.site[visit.site].kind == "area"
    )
    outcomes = Counter(
        f"{row.outcome}: {row.reason}" if row.reason else str(row.outcome)
        for row in table.register
    )
    musts = musts_of(scenario, published.week, table.register)
    found: dict[str, object] = {
        "rounds": len(table.rounds),
        "visits": len(table.visits) - areas,
        "area_actions": areas,
        "checks": len(carried),
        "musts": len(musts),
        "musts_placed": sum(row.outcome != "deferred" for row in musts),
        "outcomes": dict(sorted(outcomes.items())),
    }
    rows = {check: _row(published, check) for check in carried}
    if all(rows.values()) and set(carried.values()) <= set(scenario.site):
        found["placed_points"] = sum(
            points(published, check, site) for check, site in carried.items()
        )
    return found


def _row(published: Published, check: CheckRef) -> PlanRow | Request | None:
    if check.row_kind == "plan":
        return published.scenario.plan_row.get(check.row_id)
    return published.scenario.request.get(check.row_id)
