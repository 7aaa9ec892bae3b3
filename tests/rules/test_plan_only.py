"""计划之外无检查."""

from scheduler.rules.plan_only import check_plan_only
from tests.builders import (
    day,
    good_week,
    make_check,
    make_history_row,
    make_request,
    make_site_item,
    with_rows,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.said import ZH, keys, only


def test_good_week_is_kept():
    # Checks: V001 has 2, the four others 1 each.
    finding = check_plan_only(good_week())
    assert finding.facts == 6
    assert finding.violations == ()


def test_on_its_earliest_date_a_check_may_be_made():
    # V002 is on Wednesday 2 December.
    week = with_rows(good_week(), "plan", "P3", earliest=day("2026-12-02"))
    assert keys(check_plan_only(week)) == []


def test_one_day_before_its_earliest_date_is_too_early():
    week = with_rows(good_week(), "plan", "P3", earliest=day("2026-12-03"))
    violation = only(check_plan_only(week), "early")
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-V002：safety@P3安排在2026-12-02，比最早日期2026-12-03提前1天。"
    )


def test_after_its_latest_date_a_check_may_be_made():
    week = with_rows(good_week(), "plan", "P3", latest=day("2026-11-20"))
    assert keys(check_plan_only(week)) == []


def test_a_request_waits_until_it_is_received():
    # V003 (Q1) is on Wednesday; received on Friday, two days later.
    week = with_rows(good_week(), "requests", "Q1", received=day("2026-12-04"))
    assert keys(check_plan_only(week)) == [("early", 2)]


def test_a_check_without_a_row_is_outside_the_plan():
    week = with_visit(good_week(), 2, checks=(make_check("safety@P99"),))
    violation = only(check_plan_only(week), "unknown")
    assert violation.visit == "2026-W49-V002"
    assert violation.sentence(ZH) == (
        "2026-W49-V002：safety@P99在计划表和请求表中都查不到，属计划之外的检查。"
    )


def test_a_request_of_trigger_none_is_no_reason():
    request = make_request("Q1", site="s5", item="food", trigger="none")
    week = with_tables(good_week(), requests=(request,))
    assert keys(check_plan_only(week)) == [("not_exempt", 1)]


def test_the_trigger_written_must_be_the_request_s():
    week = with_visit(good_week(), 3, checks=(make_check("food@!emergency:Q1"),))
    violation = only(check_plan_only(week), "not_exempt")
    assert "complaint" in violation.sentence(ZH)


def test_a_row_used_twice_in_the_week():
    # V002 carries P3 and again P1, which V001 carries too: told at both visits,
    # and P1 is of another site.
    checks = (make_check("safety@P3"), make_check("safety@P1"))
    week = with_visit(good_week(), 2, checks=checks)
    found = keys(check_plan_only(week))
    assert found == [("twice", 1), ("other_site", 1), ("twice", 1)]


def test_a_row_of_the_history_is_used_up():
    past = make_history_row("s2", date=day("2026-11-10"), plan_id="P3")
    week = with_tables(good_week(), history=(past,))
    assert keys(check_plan_only(week)) == [("used_before", 1)]


def test_history_of_the_week_itself_is_ignored():
    past = make_history_row("s2", date=day("2026-11-30"), plan_id="P3")
    week = with_tables(good_week(), history=(past,))
    assert keys(check_plan_only(week)) == []


def test_a_row_of_a_published_week_before_is_used_up():
    from dataclasses import replace

    from scheduler.model import Timetable

    before = Timetable("2026-W48", good_week().timetable.visits[1:2])
    week = replace(good_week(), after=(before,))
    assert keys(check_plan_only(week)) == [("used_before", 1)]


def test_a_site_that_does_not_carry_the_item():
    week = with_tables(good_week(), site_items=(make_site_item("s1", "safety"),))
    found = [v.visit for v in check_plan_only(week).violations]
    # P2 dust at s1, P3 at s2, P4 at s4, P5 at s3; the complaint V003 is free.
    assert found == [f"2026-W49-V00{n}" for n in (1, 2, 4, 5)]


def test_a_visit_without_checks():
    week = with_visit(good_week(), 2, checks=())
    assert keys(check_plan_only(week)) == [("no_check", 1)]


def test_an_empty_week_is_kept():
    finding = check_plan_only(with_timetable(good_week(), visits=(), rounds=()))
    assert (finding.facts, finding.violations) == (0, ())
