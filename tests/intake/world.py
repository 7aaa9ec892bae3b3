"""A little city for intake: 2026-W49 is Monday 30 November to Sunday 6 December."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scheduler.intake import screen
from scheduler.model import Check, Demand, Scenario, Timetable, Week
from tests import makers as m

W49 = Week(2026, 49)
CHECK = "check"
"""What `fates` says of a row that may be placed this week."""


def world(**tables: Any) -> Scenario:
    """One factory s1 in t1; `safety` is led by yj, sc is case, xf assists."""
    full: dict[str, Any] = {
        "districts": (m.make_district(),),
        "towns": (m.make_town("t1"), m.make_town("t2")),
        "departments": (
            m.make_department("yj"),
            m.make_department("sc"),
            m.make_department("xf", kind="liaison"),
            m.make_department("tw", kind="town"),
        ),
        "items": (m.make_item("safety"),),
        "item_departments": (
            m.make_role("safety", "yj"),
            m.make_role("safety", "sc", "case"),
            m.make_role("safety", "xf", "assist"),
        ),
        "sites": (m.make_site("s1"),),
        "plan": (m.make_plan_row("P1"),),
    }
    return m.make_scenario(**{**full, **tables})


def demand(
    scenario: Scenario, week: Week = W49, after: Sequence[Timetable] = ()
) -> Demand:
    """The demand of a week."""
    return screen(scenario, week, after)


def fates(
    scenario: Scenario, week: Week = W49, after: Sequence[Timetable] = ()
) -> dict[str, str]:
    """What becomes of every row: ``check``, ``follows``, or ``outcome: reason``."""
    found = screen(scenario, week, after)
    rows = {
        row.row_id: f"{row.outcome}: {row.reason}" if row.reason else row.outcome
        for row in found.register
    }
    for row_id, _ in found.followers:
        rows[row_id] = f"follows, else {rows[row_id]}" if row_id in rows else "follows"
    for check in checks(found):
        assert check.ref.row_id not in rows
        rows[check.ref.row_id] = CHECK
    return rows


def fate(scenario: Scenario, row_id: str = "P1", **rest: Any) -> str:
    """What becomes of one row."""
    return fates(scenario, **rest)[row_id]


def checks(found: Demand) -> list[Check]:
    """All checks that may be placed."""
    return [check for row in found.candidates for check in row.checks]


def only_check(scenario: Scenario, **rest: Any) -> Check:
    """The one check that may be placed."""
    (check,) = checks(demand(scenario, **rest))
    return check


def dates(scenario: Scenario, **rest: Any) -> str:
    """The days of December (30 = 30 November) on which the one check may be placed."""
    return " ".join(str(d.date.day) for d in only_check(scenario, **rest).days)
