"""Joint work may not replace a department's daily supervision."""

from __future__ import annotations

from collections import Counter

from scheduler.model import RegisterRow
from scheduler.rules.core import Finding, Published, Violation

RULE = "daily_supervision"


def check_daily_supervision(published: Published) -> Finding:
    """Report what returns to each department's own duty, or that nothing does.

    A fact is a department that leads joint work this week or gets rows back. The
    amount is the number of rows returned; 1 for a department with none of its own.
    """
    joint: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for row in published.timetable.register:
        if row.outcome in ("planned", "merged"):
            joint[_lead(published, row)] += 1
        elif row.outcome == "returned":
            own[_lead(published, row)] += 1
    departments = sorted(set(joint) | set(own))
    found = []
    for department in departments:
        fields = {
            "department": department,
            "returned": own[department],
            "joint": joint[department],
        }
        key = "returned" if own[department] else "no_own_row"
        found.append(Violation(RULE, key, fields, max(1, own[department])))
    return Finding(len(departments), tuple(found))


def _lead(published: Published, row: RegisterRow) -> str:
    """Return the lead of the row's item, or who is written on the row."""
    for role in published.scenario.roles.get(row.item, ()):
        if role.role == "lead":
            return role.department
    return row.department
