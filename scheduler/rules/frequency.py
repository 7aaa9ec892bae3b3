"""Required frequency: what had to be done this week and was not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scheduler.model import RegisterRow, Scenario, Week
from scheduler.rules.core import Finding, Published, Violation

RULE = "frequency"
# The planner could have placed these; any other reason rules the week out by law or
# by what is there.
BREACHES = ("no_capacity", "partial", "")


def check_frequency(published: Published) -> Finding:
    """Count the checks that had to be placed by this week's Sunday and were not.

    A fact is a must. Breaches are told by item, risk and reason; the amount is the
    number of checks. Musts that could not be placed this week are notes.
    """
    unplaced: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    scenario = published.scenario
    rows = musts_of(scenario, published.week, published.timetable.register)
    for row in rows:
        if row.outcome == "deferred":
            site = scenario.site.get(row.site)
            risk = site.risk if site else "—"
            unplaced[row.item, risk, row.reason].append(row.row_id)
    found = [
        Violation(
            RULE,
            "unplaced" if reason in BREACHES else "impossible",
            {
                "item": item,
                "risk": risk,
                "reason": reason,
                "checks": len(names),
                "first": min(names),
            },
            len(names),
        )
        for (item, risk, reason), names in sorted(unplaced.items())
    ]
    return Finding(len(rows), tuple(found))


def musts_of(
    scenario: Scenario, week: Week, register: Iterable[RegisterRow]
) -> list[RegisterRow]:
    """Return the musts of a week: the one definition of docs/readings.md.

    A must is the row of a plan row or an exempt request with `latest` in or before
    the week that is planned, merged or deferred; ``not_yet`` is none.
    """
    return [
        row
        for row in register
        if row.outcome in ("planned", "merged", "deferred")
        and row.reason != "not_yet"
        and _due(scenario, week, row)
    ]


def _due(scenario: Scenario, week: Week, row: RegisterRow) -> bool:
    if row.row_kind == "plan":
        plan = scenario.plan_row.get(row.row_id)
        return plan is not None and plan.latest <= week.sunday
    request = scenario.request.get(row.row_id)
    return request is not None and request.exempt and request.latest <= week.sunday
