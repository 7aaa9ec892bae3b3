"""Shortages by estimate: at the limit nothing, one beyond is told, worst first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.model import Scenario, Session
from scheduler.week.arithmetic import loads
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.messages import shortage_lines
from scheduler.week.shortage import Shortage, shortages, worst_first
from tests import makers as m
from tests.week.verdict import plan
from tests.week.world import W49, availability, city, variants

ONLY_MONDAY = m.make_calendar(
    off=("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
)


def crowd(visits: int, **tables: Any) -> Scenario:
    """So many factories in t1. Each takes 60 + 10 + 10 of the 180 minutes of a round:
    4/9 of a half-day, for two people 8/9.
    """
    names = [f"s{k}" for k in range(1, visits + 1)]
    full: dict[str, Any] = {
        "sites": tuple(m.make_site(name) for name in names),
        "plan": tuple(m.make_plan_row(f"P-{name}", name) for name in names),
    }
    return city(**{**full, **tables})


def short(scenario: Scenario) -> list[Shortage]:
    there = availability(scenario)
    staffing, ways = Staffing(there), variants(scenario)
    sessions = [
        Session(date, kind)
        for date in W49.dates
        for kind in sorted(there.kinds)
        if scenario.calendar.working(date)
    ]
    scarce = loads(staffing, ways, sessions)
    return shortages(staffing, Fleet(there), ways, sessions, scarce)


def told(scenario: Scenario) -> list[tuple[Any, ...]]:
    return [
        (r.measure, r.department, r.qualification, r.session, r.wanted, r.available)
        for r in short(scenario)
    ]


@pytest.mark.parametrize(
    ("visits", "found"),
    [
        (1, []),
        (2, []),  # 16/9: two half-days of two
        (3, [("officer_sessions", "yj", "", "", 3, 2)]),  # 24/9
    ],
)
def test_by_department(visits: int, found: list[Any]):
    two = tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2))
    assert told(crowd(visits, officers=two)) == found


@pytest.mark.parametrize(
    ("visits", "found"),
    [
        (2, []),
        (3, []),  # 12/9: one half-day of one holder
        (4, [("officer_sessions", "yj", "q", "", 2, 1)]),  # 16/9
    ],
)
def test_by_qualification(visits: int, found: list[Any]):
    roles = (m.make_role("safety", qualification=("q",)),)
    force = (
        m.make_officer("yj1", qualifications=("q",), max_sessions=1),
        *(m.make_officer(f"yj{k}") for k in (2, 3, 4)),
    )
    assert told(crowd(visits, item_departments=roles, officers=force)) == found


@pytest.mark.parametrize(
    ("visits", "found"),
    [
        (2, []),
        (3, [("officer_sessions", "yj", "", "evening", 3, 2)]),
    ],
)
def test_by_the_only_session_that_suits(visits: int, found: list[Any]):
    # Two of four go out at night, one session a week each; by day all four could.
    items = (m.make_item("safety", sessions=("evening",)),)
    force = (
        *(m.make_officer(f"yj{k}", night=True, max_sessions=1) for k in (1, 2)),
        *(m.make_officer(f"yj{k}") for k in (3, 4)),
    )
    rows = told(crowd(visits, items=items, officers=force))
    assert [row for row in rows if row[3]] == found


@pytest.mark.parametrize(
    ("visits", "found"),
    [
        (2, []),
        (3, []),  # 12/9 of the one car in the one morning
        (4, [("vehicle_sessions", "", "", "", 2, 1)]),
    ],
)
def test_by_vehicle(visits: int, found: list[Any]):
    items = (m.make_item("safety", sessions=("morning",)),)
    tables = {"items": items, "calendar": ONLY_MONDAY}
    rows = told(crowd(visits, **tables, officers=people(8)))
    assert [row for row in rows if row[0] == "vehicle_sessions"] == found


def people(number: int) -> tuple[Any, ...]:
    return tuple(m.make_officer(f"yj{k}") for k in range(1, number + 1))


def row(short: int, district: str = "cangcang") -> Shortage:
    return Shortage("officer_sessions", "yj", "", district, "", "", 10 + short, 10)


def test_the_worst_comes_first_and_what_suffices_is_left_out():
    given = [row(1), row(0), row(7), row(-3), row(4, "b"), row(4, "a")]
    found = [(r.short, r.district) for r in worst_first(given)]
    assert found == [(7, "cangcang"), (4, "a"), (4, "b"), (1, "cangcang")]


def test_three_lines_at_most_in_both_languages():
    scenario = city()
    town = Shortage("officer_sessions", "tw", "t1", "cangcang", "", "evening", 42, 30)
    cars = Shortage("vehicle_sessions", "", "t1", "", "", "", 9, 4)
    skilled = replace(row(2), qualification="q")
    rows = [town, cars, skilled, row(1)]
    assert shortage_lines(scenario, rows, "zh") == [
        "力量缺口　tw局（t1镇）在cangcang片区，本周夜间："
        "待检事项全部安排约需 42 人·半天，可用 30，缺约 12",
        "力量缺口　t1镇出发的车辆，本周："
        "待检事项全部安排约需 9 辆·半天，可用 4，缺约 5",
        "力量缺口　yj局在cangcang片区，须持“q”资格，本周："
        "待检事项全部安排约需 12 人·半天，可用 10，缺约 2",
    ]
    assert shortage_lines(scenario, rows, "en")[0] == (
        "Shortage: tw局 (t1镇) in cangcang片区, evening sessions of this week: about "
        "42 officer half-days for all visits waiting, 30 available, about 12 short"
    )
    assert shortage_lines(scenario, [], "zh") == []


def test_a_planned_week_keeps_them_as_numbers_and_as_words():
    two = tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2))
    result = plan(crowd(3, officers=two)).result
    assert result.counts["shortages"] == [
        {
            "measure": "officer_sessions",
            "department": "yj",
            "town": "",
            "district": "cangcang",
            "qualification": "",
            "session": "",
            "wanted": 3,
            "available": 2,
            "short": 1,
        }
    ]
    (note,) = result.notes
    assert note.endswith("约需 3 人·半天，可用 2，缺约 1")
    enough = plan(crowd(2, officers=two)).result
    assert (enough.counts["shortages"], enough.notes) == ([], ())
