"""From a scenario and a week to candidate visits and the first register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.intake.clauses import CLAUSE_OF_REASON
from scheduler.intake.merge import merge
from scheduler.intake.past import Past, look_back
from scheduler.intake.screen import (
    Verdict,
    screen_plan_row,
    screen_request,
    target_verdict,
)
from scheduler.intake.terms import Context
from scheduler.model import (
    Check,
    Demand,
    PlanRow,
    RegisterRow,
    Request,
    Scenario,
    Timetable,
    Week,
)


def register_row(
    row: PlanRow | Request, verdict: Verdict, visit: str = ""
) -> RegisterRow:
    """Return the register's line for a plan row or request."""
    plan = isinstance(row, PlanRow)
    return RegisterRow(
        row_kind="plan" if plan else "request",
        row_id=row.plan_id if isinstance(row, PlanRow) else row.request,
        site=row.site,
        item=row.item,
        department="" if isinstance(row, PlanRow) else row.department,
        outcome=verdict.outcome,
        visit=visit,
        reason=verdict.reason,
        clause=CLAUSE_OF_REASON[verdict.reason],
    )


@dataclass
class _Sorting:
    """Checks that may be placed, and outcomes already known."""

    checks: dict[tuple[str, str], Check] = field(default_factory=dict)
    rows: list[RegisterRow] = field(default_factory=list)
    followers: list[tuple[str, tuple[str, str]]] = field(default_factory=list)


def _sort_requests(context: Context, sorting: _Sorting) -> None:
    for row in context.scenario.requests:
        if not row.exempt and row.received < context.week.monday:
            continue
        verdict = screen_request(context, row)
        if isinstance(verdict, Check):
            if (row.site, row.item) in sorting.checks:
                verdict = Verdict("removed", "duplicate")
            else:
                sorting.checks[row.site, row.item] = verdict
                continue
        sorting.rows.append(register_row(row, verdict))


# A plan row kept away by one of these is served all the same by an exempt check.
HINDERED = (
    *("gap", "gap_outlasts", "over_cap", "cap", "closure"),
    *("no_session", "too_large"),
)


def _sort_plan(context: Context, sorting: _Sorting) -> dict[str, Verdict]:
    """Screen plan rows; return the verdict of every row that has one.

    The first open row of a site and item that an exempt request brings follows it;
    if something else hinders the row, that verdict stands until the visit is chosen.
    """
    verdicts: dict[str, Verdict] = {}
    carried: set[tuple[str, str]] = set()
    for row in sorted(context.scenario.plan, key=lambda r: (r.due, r.plan_id)):
        found = screen_plan_row(context, row)
        key = (row.site, row.item)
        holder = sorting.checks.get(key)
        follows = (
            holder is not None
            and holder.ref.row_kind == "request"
            and key not in carried
            and (isinstance(found, Check) or found.reason in HINDERED)
        )
        if follows:
            carried.add(key)
            sorting.followers.append((row.plan_id, key))
        if isinstance(found, Check):
            if holder is None:
                sorting.checks[key] = found
                continue
            if follows:
                continue
            found = Verdict("deferred", "same_item")
        verdicts[row.plan_id] = found
    return verdicts


def _sort_unexempt(
    context: Context, sorting: _Sorting, verdicts: dict[str, Verdict]
) -> None:
    """Let requests with trigger ``none`` follow the plan row of their site and item."""
    rows_of: dict[tuple[str, str], list[PlanRow]] = {}
    for plan in sorted(context.scenario.plan, key=lambda r: (r.due, r.plan_id)):
        rows_of.setdefault((plan.site, plan.item), []).append(plan)
    carried = {row_id for row_id, _ in sorting.followers}
    for row in context.scenario.requests:
        if row.exempt or row.received >= context.week.monday:
            continue
        key = (row.site, row.item)
        verdict = target_verdict(context, *key) or _without_row(
            context.past, row, rows_of.get(key, ())
        )
        if verdict is None:
            wanted = [p.plan_id for p in rows_of[key]]
            wanted = [p for p in wanted if p not in context.past.plan_done]
            placed = [p for p in wanted if p in carried or p not in verdicts]
            verdict = verdicts.get((placed or wanted)[0])
            if placed:
                sorting.followers.append((row.request, key))
        if verdict is not None:
            sorting.rows.append(register_row(row, verdict))


def _without_row(
    past: Past, request: Request, rows: Sequence[PlanRow]
) -> Verdict | None:
    """Return the outcome of a request that no open plan row answers, else None.

    A row that was checked before the request came does not answer it.
    """
    for row in rows:
        date = past.plan_date.get(row.plan_id)
        if date is not None and date >= request.received:
            return Verdict("done", past.plan_done[row.plan_id])
    if all(row.plan_id in past.plan_done for row in rows):
        return Verdict("removed", "outside_plan")
    return None


def screen(scenario: Scenario, week: Week, after: Sequence[Timetable] = ()) -> Demand:
    """Return the week's candidate visits and the outcomes known before solving.

    Parameters
    ----------
    scenario : Scenario
        The loaded tables.
    week : Week
        The week to plan; history on or after its Monday is ignored.
    after : sequence of Timetable
        Published weeks before it whose results are not in history yet.

    Raises
    ------
    CalendarGapError
        If the calendar has no row for a date of the week.
    ValueError
        If a week of `after` is not before `week`.
    """
    context = Context(scenario, week, look_back(scenario, week, after))
    sorting = _Sorting()
    _sort_requests(context, sorting)
    verdicts = _sort_plan(context, sorting)
    _sort_unexempt(context, sorting, verdicts)
    candidates, too_long = merge(scenario, sorting.checks.values())
    dropped = {(check.site, check.ref.item) for check in too_long}
    for check in too_long:
        verdicts[check.ref.row_id] = Verdict("deferred", "too_long")
    for row_id, key in sorting.followers:
        if key in dropped:
            follower = scenario.request[row_id]
            sorting.rows.append(register_row(follower, Verdict("deferred", "too_long")))
    sorting.rows.extend(
        register_row(scenario.plan_row[plan_id], verdict)
        for plan_id, verdict in verdicts.items()
    )
    return Demand(
        week=str(week),
        candidates=candidates,
        register=tuple(sorting.rows),
        followers=tuple(f for f in sorting.followers if f[1] not in dropped),
    )
