"""Required frequency: what had to be done this week and was not."""

from __future__ import annotations

from collections import defaultdict

from scheduler.model import RegisterRow
from scheduler.rules.core import Finding, Published, Violation

RULE = "frequency"


def check_frequency(published: Published) -> Finding:
    """Count the checks that had to be placed by this week's Sunday and were not.

    A fact is such a check (a plan row, or an exempt request) that joint work still
    answers for: planned, merged or deferred. Breaches are told by item, risk and
    reason; the amount is the number of checks.
    """
    unplaced: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    facts = 0
    for row in published.timetable.register:
        if row.outcome not in ("planned", "merged", "deferred"):
            continue
        if not _must(published, row):
            continue
        facts += 1
        if row.outcome == "deferred":
            site = published.scenario.site.get(row.site)
            risk = site.risk if site else "—"
            unplaced[row.item, risk, row.reason].append(row.row_id)
    found = [
        Violation(
            RULE,
            "unplaced",
            {
                "item": item,
                "risk": risk,
                "reason": reason,
                "checks": len(rows),
                "first": min(rows),
            },
            len(rows),
        )
        for (item, risk, reason), rows in sorted(unplaced.items())
    ]
    return Finding(facts, tuple(found))


def _must(published: Published, row: RegisterRow) -> bool:
    sunday, monday = published.week.sunday, published.week.monday
    if row.row_kind == "plan":
        plan = published.scenario.plan_row.get(row.row_id)
        return plan is not None and plan.latest <= sunday
    request = published.scenario.request.get(row.row_id)
    if request is None or not request.exempt:
        return False
    return request.received < monday and request.latest <= sunday
