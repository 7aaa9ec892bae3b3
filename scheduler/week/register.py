"""What became of every plan row and request once the week is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.intake import Verdict, register_row
from scheduler.model import (
    Check,
    Demand,
    Pin,
    PlanRow,
    RegisterRow,
    Request,
    Scenario,
    Timetable,
    Visit,
)
from scheduler.model.calendar import Date
from scheduler.model.timetable import CheckRef

SiteItemKey = tuple[str, str]


def _row(scenario: Scenario, row_id: str, kind: str) -> PlanRow | Request:
    return scenario.plan_row[row_id] if kind == "plan" else scenario.request[row_id]


def _carried(
    scenario: Scenario, demand: Demand, visits: Sequence[Visit]
) -> dict[CheckRef, tuple[Verdict, str]]:
    """Return planned for the check with most points of a visit, merged for others."""
    points = {c.ref: c.points for row in demand.candidates for c in row.checks}
    found: dict[CheckRef, tuple[Verdict, str]] = {}
    for visit in visits:
        ranked = sorted(visit.checks, key=lambda ref: (-points[ref], ref))
        for rank, ref in enumerate(ranked):
            verdict = Verdict("merged" if rank else "planned", "")
            found[ref] = (verdict, visit.visit)
    return found


def _left_out(check: Check, pins: Sequence[Pin], visited: bool) -> Verdict:
    if visited:
        return Verdict("deferred", "partial")
    off = any(p.kind == "visit_off" and p.site == check.site for p in pins)
    return Verdict("deferred", "pinned_off" if off else "no_capacity")


def full_register(
    scenario: Scenario, demand: Demand, timetable: Timetable, pins: Sequence[Pin]
) -> tuple[RegisterRow, ...]:
    """Return one row for every plan row and request, in the order of the tables."""
    carried = _carried(scenario, demand, timetable.visits)
    fate: dict[SiteItemKey, tuple[Verdict, str]] = {}
    rows = {(row.row_kind, row.row_id): row for row in demand.register}
    for row in demand.register:
        fate.setdefault((row.site, row.item), (Verdict(row.outcome, row.reason), ""))
    for candidate in demand.candidates:
        visited = any(check.ref in carried for check in candidate.checks)
        for check in candidate.checks:
            verdict, visit = carried.get(
                check.ref, (_left_out(check, pins, visited), "")
            )
            ref = check.ref
            fate[check.site, ref.item] = (verdict, visit)
            rows[ref.row_kind, ref.row_id] = register_row(
                _row(scenario, ref.row_id, ref.row_kind), verdict, visit
            )
    dates = {visit.visit: visit.date for visit in timetable.visits}
    for row_id, key in demand.followers:
        kind = "plan" if row_id in scenario.plan_row else "request"
        follower = _row(scenario, row_id, kind)
        followed = _follow(follower, *fate[key], dates)
        if followed.visit or (kind, row_id) not in rows:
            rows[kind, row_id] = followed  # type: ignore[index]
    plan = [rows["plan", row.plan_id] for row in scenario.plan]
    requests = [rows["request", row.request] for row in scenario.requests]
    return tuple(plan + requests)


def _follow(
    row: PlanRow | Request, verdict: Verdict, visit: str, dates: Mapping[str, Date]
) -> RegisterRow:
    """Return the row of a plan row or request that shares a check's fate.

    A request may come before the plan row's `earliest`; then it answers nothing.
    """
    if not visit:
        return register_row(row, verdict)
    if isinstance(row, Request):
        return register_row(row, Verdict("merged", ""), visit)
    if dates[visit] < row.earliest:
        return register_row(row, Verdict("deferred", "not_yet"))
    return register_row(row, Verdict("merged", "carried_by_request"), visit)
