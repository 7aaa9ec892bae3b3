"""Whatever one forges in a published week, the book speaks and never stumbles."""

from dataclasses import replace

import pytest

from scheduler.rules.book import BOOK
from scheduler.rules.clauses import load_clauses
from scheduler.rules.verify import judge
from tests.builders import (
    day,
    good_week,
    make_check,
    with_round,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.folders import POLICY
from tests.rules.drawer import drawn

VISIT_FORGERIES = {
    "unknown officer": {"officers": ("ghost1", "ghost2")},
    "unknown department": {"departments": ("ghost",), "lead": "ghost"},
    "unknown plan row": {"checks": (make_check("safety@GHOST"),)},
    "unknown item": {"checks": (make_check("ghost@P1"),)},
    "unknown request": {"checks": (make_check("safety@!complaint:GHOST"),)},
    "unknown site": {"site": "ghost"},
    "no checks": {"checks": ()},
    "nobody": {"officers": (), "departments": ()},
    "another name": {"site_name": "别的公司"},
    "another date": {"date": day("2026-12-04")},
    "another session": {"session": "early"},
    "another town": {"town": "t2"},
    "another lead": {"lead": "xf"},
    "later": {"start": 530, "end": 630},
    "longer": {"end": 700},
    "not full": {"full": False},
    "less cap used": {"cap_use": "yj:1/2"},
    "a week later": {"date": day("2026-12-08")},
}
ROUND_FORGERIES = {
    "unknown vehicle": {"vehicles": ("ghost",)},
    "no vehicle": {"vehicles": ()},
    "unknown officer": {"officers": ("ghost1",)},
    "nobody": {"officers": ()},
    "another lead": {"lead": "xf"},
    "another base": {"base": "t2"},
    "another date": {"date": day("2026-12-04")},
    "less travel": {"travel_minutes": 5},
    "less on site": {"on_site_minutes": 5},
    "earlier home": {"return_": 600},
    "another session": {"session": "early"},
}
WEEK = drawn(with_tables(good_week(), clauses=load_clauses(POLICY, BOOK)))


def broken(week) -> list[str]:
    """The hard rules a week violates; every rule of the book is run.

    The replay of the draw finds nearly every forgery, so it does not count: another
    rule must find it too.
    """
    verdicts = [judge(week, rule) for rule in BOOK]
    found = [v.rule for v in verdicts if v.verdict == "violated"]
    return [rule for rule in found if rule != "drawn_names"]


def test_the_good_week_is_not_broken():
    verdicts = [judge(WEEK, rule) for rule in BOOK]
    assert [v.rule for v in verdicts if v.verdict == "violated"] == []


@pytest.mark.parametrize("name", VISIT_FORGERIES)
def test_a_forged_visit_is_found(name):
    assert broken(with_visit(WEEK, 1, **VISIT_FORGERIES[name])) != []


@pytest.mark.parametrize("name", ROUND_FORGERIES)
def test_a_forged_round_is_found(name):
    assert broken(with_round(WEEK, 1, **ROUND_FORGERIES[name])) != []


@pytest.mark.parametrize("table", ["visits", "rounds", "assignments", "register"])
def test_a_row_left_out_is_found(table):
    rows = getattr(WEEK.timetable, table)
    for number in range(len(rows)):
        left = (*rows[:number], *rows[number + 1 :])
        assert broken(with_timetable(WEEK, **{table: left})) != [], rows[number]


@pytest.mark.parametrize("table", ["visits", "rounds", "assignments", "register"])
def test_a_row_written_twice_is_found(table):
    rows = getattr(WEEK.timetable, table)
    assert broken(with_timetable(WEEK, **{table: (*rows, rows[0])})) != []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("officer", "ghost1"),
        ("round", "ghost"),
        ("department", "ghost"),
        ("help", True),
        ("session", "early"),
    ],
)
def test_a_forged_assignment_is_found(column, value):
    rows = WEEK.timetable.assignments
    forged = (replace(rows[0], **{column: value}), *rows[1:])
    assert broken(with_timetable(WEEK, assignments=forged)) != []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("row_id", "ghost"),
        ("outcome", "deferred"),
        ("visit", "ghost"),
        ("reason", "whim"),
        ("clause", "S9"),
        ("site", "ghost"),
    ],
)
def test_a_forged_register_row_is_found(column, value):
    rows = WEEK.timetable.register
    forged = (replace(rows[0], **{column: value}), *rows[1:])
    assert broken(with_timetable(WEEK, register=forged)) != []


def test_a_count_in_result_json_is_found():
    week = replace(WEEK, result={**WEEK.result, "counts": {"visits": 9, "rounds": 3}})
    assert broken(week) == ["files_agree"]
