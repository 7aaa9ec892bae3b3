"""working_calendar and legal_window."""

from scheduler.model import Season
from scheduler.rules.legal_time import check_legal_window, check_working_calendar
from tests.builders import (
    at,
    day,
    good_week,
    make_calendar,
    make_check,
    make_closure,
    span,
    with_rows,
    with_tables,
    with_visit,
)
from tests.rules.said import ZH, keys, only

SATURDAY = day("2026-12-05")


def test_good_week_lies_on_working_days():
    finding = check_working_calendar(good_week())
    assert (finding.facts, finding.violations) == (5, ())


def test_a_make_up_day_is_a_working_day():
    week = with_visit(good_week(), 1, date=SATURDAY)
    week = with_tables(week, calendar=make_calendar(working=("2026-12-05",)))
    assert keys(check_working_calendar(week)) == []


def test_two_checks_on_a_saturday():
    week = with_visit(good_week(), 1, date=SATURDAY)
    violation = only(check_working_calendar(week), "off")
    assert violation.amount == 2
    assert violation.sentence(ZH) == (
        "2026-W49-V001：2026-12-05为非工作日（—），有2项非紧急检查。"
    )


def test_an_emergency_on_a_saturday():
    checks = (make_check("food@!emergency:Q1"),)
    week = with_visit(good_week(), 3, date=SATURDAY, checks=checks)
    assert keys(check_working_calendar(week)) == []


def test_a_date_the_calendar_does_not_cover_is_no_working_day():
    week = with_tables(good_week(), calendar=make_calendar(last="2026-12-02"))
    violation = only(check_working_calendar(week), "no_row")
    assert violation.sentence(ZH) == "2026-W49-V005：日历表没有2026-12-03。"


def test_good_week_lies_in_its_windows():
    finding = check_legal_window(good_week())
    assert (finding.facts, finding.violations) == (6, ())


def test_a_visit_to_the_last_minute_of_a_window():
    # V005 19:40-20:35.
    windows = (span("09:00-11:30"), span("19:40-20:35"))
    week = with_rows(good_week(), "items", "food", windows=windows)
    assert keys(check_legal_window(week)) == []


def test_a_visit_one_minute_beyond_its_window():
    windows = (span("09:00-11:30"), span("19:40-20:34"))
    week = with_rows(good_week(), "items", "food", windows=windows)
    violation = only(check_legal_window(week), "window")
    assert violation.amount == 1
    assert violation.sentence(ZH) == "2026-W49-V005：有1分钟在food的许可时间之外。"


def test_two_windows_do_not_add_up():
    # 19:40-20:00 is 20 minutes of the 55, 20:00-20:35 is 35: best 35, 20 outside.
    windows = (span("09:00-11:30"), span("19:00-20:00"), span("20:00-22:00"))
    week = with_rows(good_week(), "items", "food", windows=windows)
    assert keys(check_legal_window(week)) == [("window", 20)]


def test_windows_bind_requests_too():
    # V003, a complaint, 10:20-11:15.
    windows = (span("10:30-12:00"), span("19:30-22:00"))
    week = with_rows(good_week(), "items", "food", windows=windows)
    assert keys(check_legal_window(week)) == [("window", 10)]


def test_a_day_carries_morning_or_afternoon_items():
    week = with_rows(good_week(), "items", "patrol", sessions=("afternoon",))
    assert keys(check_legal_window(week)) == []
    week = with_rows(good_week(), "items", "patrol", sessions=("evening",))
    violation = only(check_legal_window(week), "session")
    assert violation.sentence(ZH) == "2026-W49-V004：patrol不得在时段day检查。"


def test_a_morning_does_not_carry_day_items():
    week = with_rows(good_week(), "items", "dust", sessions=("day",))
    assert keys(check_legal_window(week)) == [("session", 1)]


def test_seasons_bind_plan_checks():
    # V005 is on 3 December.
    inside = with_rows(
        good_week(), "items", "food", seasons=(Season((11, 1), (12, 3)),)
    )
    assert keys(check_legal_window(inside)) == []
    outside = with_rows(
        good_week(), "items", "food", seasons=(Season((11, 1), (12, 2)),)
    )
    # On 2 December the complaint V003 would be inside; V005 is a day late.
    violation = only(check_legal_window(outside), "season")
    assert violation.visit == "2026-W49-V005"
    none = with_rows(good_week(), "items", "food", seasons=(Season((6, 1), (6, 30)),))
    assert keys(check_legal_window(none)) == [("season", 1)]


def test_opening_hours_bind_plan_checks():
    week = with_rows(good_week(), "sites", "s3", open_until=at("20:35"))
    assert keys(check_legal_window(week)) == []
    week = with_rows(good_week(), "sites", "s3", open_until=at("20:34"))
    violation = only(check_legal_window(week), "hours")
    assert violation.amount == 1
    assert violation.sentence(ZH) == "2026-W49-V005：有1分钟在s3的开放时间之外。"
    # V003 is a complaint: hours do not bind it.
    week = with_rows(good_week(), "sites", "s5", open_from=at("12:00"))
    assert keys(check_legal_window(week)) == []


def test_closures_bind_plan_checks():
    def found(site, first, last):
        row = make_closure(site, from_=day(first), until=day(last))
        return check_legal_window(with_tables(good_week(), closures=(row,)))

    assert keys(found("s1", "2026-11-01", "2026-11-30")) == []
    violation = only(found("s1", "2026-11-01", "2026-12-01"), "closed")
    assert violation.sentence(ZH) == ("2026-W49-V001：s1在2026-12-01停查（停产检修）。")
    # All sites on Wednesday: V002 and V004, not the complaint V003.
    assert keys(found("*", "2026-12-02", "2026-12-02")) == [("closed", 1)] * 2
