"""The calendar table against the fixtures of DOMAIN.md 6."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.model import Scenario, Week

# ISO weeks of 2026 and their working days (DOMAIN.md 6).
WEEKS = {
    1: ["2025-12-29", "2025-12-30", "2025-12-31", "2026-01-04"],
    7: 6,
    8: 0,
    9: 5,
    15: 4,
    18: 4,
    19: 4,
    25: 4,
    38: 6,
    39: 4,
    40: 3,
    41: 3,
    49: 5,
}


@pytest.mark.parametrize("number", WEEKS)
def test_working_days_of_a_week(city: Scenario, number: int) -> None:
    days = [d for d in Week(2026, number).dates if city.calendar.working(d)]
    expected = WEEKS[number]
    if isinstance(expected, list):
        assert [d.isoformat() for d in days] == expected
    else:
        assert len(days) == expected


def test_2026_has_248_working_days_and_six_make_up_days(city: Scenario) -> None:
    working = [
        d for d, day in city.calendar.days.items() if d.year == 2026 and day.working
    ]
    assert len(working) == 248
    make_up = [d.isoformat() for d in working if d.weekday() >= 5]
    assert make_up == [
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ]


def test_every_date_has_a_row_and_2027_is_marked(
    city: Scenario,
) -> None:
    days = city.calendar.days
    assert len(days) == 3 * 365  # 2025, 2026 and 2027: none is a leap year
    assert min(days) == dt.date(2025, 1, 1)
    assert max(days) == dt.date(2027, 12, 31)
    for date, day in days.items():
        assert ("尚未公布" in day.note) == (date.year == 2027)
    # 4 + 1 + 1 + 2 + 1 + 1 + 3 = 13 statutory days off (since 2025).
    off = [d for d, day in days.items() if d.year == 2027 and day.note[0] != "调"]
    assert len(off) == 13
    assert not any(days[d].working for d in off)
