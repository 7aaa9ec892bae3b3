"""The register: one row for every plan row and request, true to the timetable."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from scheduler.model import RegisterRow, Visit
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.done import unproved
from scheduler.rules.frequency import check_frequency
from scheduler.rules.supervision import check_daily_supervision

__all__ = [
    "check_daily_supervision",
    "check_frequency",
    "check_register_complete",
]

RULE = "register_complete"
ON_VISIT = ("planned", "merged")
REASONS: dict[str, tuple[str, ...]] = {
    "planned": ("",),
    "merged": ("", "carried_by_request"),
    "deferred": (
        "not_yet",
        "gap",
        "same_item",
        "too_long",
        "too_large",
        "no_session",
        "calendar",
        "no_capacity",
        "partial",
        "pinned_off",
    ),
    "remote": ("cap", "gap", "closure"),
    "returned": ("outside_list", "consent_expired"),
    "removed": (
        "outside_plan",
        "over_cap",
        "duplicate",
        "gap_outlasts",
        "unknown_site",
        "unknown_item",
        "not_applicable",
    ),
    "done": ("history", "after"),
}


def check_register_complete(published: Published) -> Finding:
    """See that the register answers for every row, and agrees with the visits.

    A fact is a row read from `plan` and `requests`, or a check of a visit.
    """
    found = [
        *_one_row_each(published),
        *_known_words(published),
        *_on_visits(published),
        *_visits_covered(published),
        *(
            _violation("not_done", row=row.row_id, reason=row.reason)
            for row in unproved(published)
        ),
    ]
    scenario = published.scenario
    checks = sum(len(v.checks) for v in published.timetable.visits)
    rows = len(scenario.plan) + len(scenario.requests)
    return Finding(rows + checks, tuple(found))


def _violation(key: str, **fields: object) -> Violation:
    return Violation(RULE, key, fields, visit=str(fields.get("visit", "")))


def _one_row_each(published: Published) -> Iterator[Violation]:
    scenario = published.scenario
    read: dict[tuple[str, str], tuple[str, str]] = {}
    for plan in scenario.plan:
        read["plan", plan.plan_id] = (plan.site, plan.item)
    for request in scenario.requests:
        read["request", request.request] = (request.site, request.item)
    written: Counter[tuple[str, str]] = Counter()
    for row in published.timetable.register:
        key = (str(row.row_kind), row.row_id)
        written[key] += 1
        if key not in read:
            yield _violation("invented", kind=row.row_kind, row=row.row_id)
        elif read[key] != (row.site, row.item):
            yield _violation("altered", kind=row.row_kind, row=row.row_id)
    for kind, name in read:
        if written[kind, name] == 0:
            yield _violation("missing", kind=kind, row=name)
        elif written[kind, name] > 1:
            yield _violation("twice", kind=kind, row=name, times=written[kind, name])


def _known_words(published: Published) -> Iterator[Violation]:
    clauses = published.scenario.clauses
    for row in published.timetable.register:
        if row.reason not in REASONS.get(row.outcome, ()):
            yield _violation(
                "reason", row=row.row_id, outcome=row.outcome, reason=row.reason or "—"
            )
        if row.clause and row.clause not in clauses:
            yield _violation("clause", row=row.row_id, clause=row.clause)


def _carries(published: Published, visit: Visit, row: RegisterRow) -> bool:
    """Say whether a visit carries the check of a register row, itself or in effect.

    A plan row may be served by a request for its item, and a request that may not
    stand alone by a plan row for its item.
    """
    if any(c.row_kind == row.row_kind and c.row_id == row.row_id for c in visit.checks):
        return True
    if row.outcome != "merged" or visit.site != row.site:
        return False
    kinds = {c.row_kind for c in visit.checks if c.item == row.item}
    request = published.scenario.request.get(row.row_id)
    if row.row_kind == "plan":
        return row.reason == "carried_by_request" and "request" in kinds
    if request is None or request.exempt:
        return False
    return "plan" in kinds or (
        "request" in kinds and _served_by_request(published, row)
    )


def _served_by_request(published: Published, row: RegisterRow) -> bool:
    """Say whether a plan row of the same site and item is carried by a request."""
    return any(
        other.row_kind == "plan"
        and other.reason == "carried_by_request"
        and (other.site, other.item, other.visit) == (row.site, row.item, row.visit)
        for other in published.timetable.register
    )


def _on_visits(published: Published) -> Iterator[Violation]:
    visits = {v.visit: v for v in published.timetable.visits}
    for row in published.timetable.register:
        if row.outcome not in ON_VISIT:
            if row.visit and row.outcome != "done":
                yield _violation("idle_visit", row=row.row_id, visit=row.visit)
            continue
        visit = visits.get(row.visit)
        if visit is None or not _carries(published, visit, row):
            yield _violation(
                "not_carried", row=row.row_id, outcome=row.outcome, visit=row.visit
            )


def _visits_covered(published: Published) -> Iterator[Violation]:
    at: dict[tuple[str, str], list[RegisterRow]] = defaultdict(list)
    first: Counter[str] = Counter()
    for row in published.timetable.register:
        at[row.row_kind, row.row_id].append(row)
        first[row.visit] += row.outcome == "planned"
    for visit in published.timetable.visits:
        for check in visit.checks:
            rows = at[check.row_kind, check.row_id]
            if not any(r.outcome in ON_VISIT and r.visit == visit.visit for r in rows):
                yield _violation("unwritten", visit=visit.visit, check=str(check))
        if first[visit.visit] != 1:
            yield _violation("one_planned", visit=visit.visit, rows=first[visit.visit])
