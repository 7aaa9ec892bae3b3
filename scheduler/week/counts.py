"""The numbers that ``result.json`` keeps of a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from scheduler.model import Demand, RegisterRow, Scenario, Timetable, Week
from scheduler.week.arithmetic import Load
from scheduler.week.options import Options
from scheduler.week.shortage import Shortage


def counts(
    scenario: Scenario,
    demand: Demand,
    timetable: Timetable,
    columns: int,
    scarce: Sequence[Load],
    short: Sequence[Shortage] = (),
) -> dict[str, Any]:
    """Return candidates, visits, checks, points and outcomes of a week."""
    areas = sum(scenario.site[v.site].kind == "area" for v in timetable.visits)
    points = {c.ref: c.points for row in demand.candidates for c in row.checks}
    musts = [row for row in timetable.register if _must(scenario, timetable, row)]
    carried = {ref for visit in timetable.visits for ref in visit.checks}
    outcomes = Counter(
        f"{row.outcome}: {row.reason}" if row.reason else row.outcome
        for row in timetable.register
    )
    return {
        "candidates": len(demand.candidates),
        "candidate_checks": len(points),
        "candidate_points": sum(points.values()),
        "placed_points": sum(points[ref] for ref in carried),
        "columns": columns,
        "rounds": len(timetable.rounds),
        "visits": len(timetable.visits) - areas,
        "area_actions": areas,
        "checks": len(carried),
        "musts": len(musts),
        "musts_placed": sum(row.outcome != "deferred" for row in musts),
        "outcomes": dict(sorted(outcomes.items())),
        "loads": [
            {
                "department": row.department,
                "town": row.town,
                "district": row.district,
                "demand": round(row.demand, 1),
                "supply": row.supply,
            }
            for row in scarce
        ],
        "shortages": [row.entry() for row in short],
    }


def _must(scenario: Scenario, timetable: Timetable, row: RegisterRow) -> bool:
    """Say whether a register row is a must (docs/readings.md)."""
    if row.outcome not in ("planned", "merged", "deferred") or row.reason == "not_yet":
        return False
    sunday = Week.parse(timetable.week).sunday
    if row.row_kind == "plan":
        return scenario.plan_row[row.row_id].latest <= sunday
    request = scenario.request[row.row_id]
    return request.exempt and request.latest <= sunday


def options_log(options: Options, after: Sequence[Timetable]) -> dict[str, Any]:
    """Return the options that shaped the week."""
    return {
        "seconds": None if options.deterministic else options.seconds,
        "gap": options.gap,
        "deterministic": options.deterministic,
        "seed": options.seed,
        "after": [earlier.week for earlier in after],
    }
