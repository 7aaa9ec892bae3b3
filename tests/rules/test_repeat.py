"""one_visit_a_week, minimum_gap, full_merge, rotation."""

from dataclasses import replace

from scheduler.rules.repeat import (
    check_full_merge,
    check_minimum_gap,
    check_one_visit_a_week,
    check_rotation,
)
from tests.builders import (
    day,
    good_week,
    make_check,
    make_history_row,
    make_register_row,
    with_rows,
    with_rules,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.saying import said


def twice():
    """V005 goes to s1 on Thursday, where V001 was on Tuesday."""
    return with_visit(good_week(), 5, site="s1")


def test_one_visit_with_plan_checks_to_a_site():
    # s1, s2, s3; s4 is an area, s5 has a complaint only.
    finding = check_one_visit_a_week(good_week())
    assert (finding.facts, finding.violations) == (3, ())


def test_a_second_visit_in_the_week():
    assert said(check_one_visit_a_week(twice())) == [
        ("s1本周安排计划检查2次，只许1次。", 1)
    ]
    two = with_rules(twice(), one_visit_a_week={"visits": 2})
    assert said(check_one_visit_a_week(two)) == []


def test_a_complaint_is_no_second_visit():
    week = with_visit(twice(), 5, checks=(make_check("food@!complaint:Q1"),))
    assert said(check_one_visit_a_week(week)) == []


def test_an_area_may_be_visited_again():
    week = with_rows(twice(), "sites", "s1", kind="area")
    assert said(check_one_visit_a_week(week)) == []


def last_at_s1(date: str, **changes):
    rows = (make_history_row("s1", date=day(date), **changes),)
    return with_tables(good_week(), history=rows)


def test_thirty_days_are_enough():
    # 1 November to 1 December.
    finding = check_minimum_gap(last_at_s1("2026-11-01"))
    assert (finding.facts, finding.violations) == (3, ())


def test_twenty_nine_days_are_one_short():
    assert said(check_minimum_gap(last_at_s1("2026-11-02"))) == [
        (
            "2026-W49-V001：s1上次计划检查为2026-11-02，仅隔29天，应不少于30天。",
            1,
        )
    ]


def test_an_exempt_visit_starts_no_gap():
    week = last_at_s1("2026-11-20", trigger="complaint", plan_id="Q0")
    assert said(check_minimum_gap(week)) == []


def test_a_second_visit_in_the_week_breaks_the_gap_too():
    # Tuesday to Thursday: 2 days, 28 short.
    assert [amount for _, amount in said(check_minimum_gap(twice()))] == [28]


def test_whole_visits():
    finding = check_full_merge(good_week())
    assert (finding.facts, finding.violations) == (5, ())


def test_a_visit_that_left_two_checks_behind():
    left = {"outcome": "deferred", "visit": "", "reason": "partial", "site": "s1"}
    week = with_timetable(
        with_visit(good_week(), 1, full=False),
        register=(make_register_row("P8", **left), make_register_row("P9", **left)),
    )
    assert said(check_full_merge(week)) == [
        ("2026-W49-V001（s1）未查完，留下：P8;P9。", 2)
    ]


def test_one_of_the_last_pair_may_come_again():
    # At s2 sc1 and sc2 were last; V002 brings sc3 and sc4. At s4 both came again.
    week = with_visit(good_week(), 2, officers=("sc1", "sc3", "yj1", "yj3"))
    week = with_visit(week, 4, officers=("cg1", "cg2", "tw22", "tw23"))
    finding = check_rotation(week)
    assert (finding.facts, finding.violations) == (2, ())


def test_the_same_pair_again():
    assert said(check_rotation(good_week())) == [
        ("2026-W49-V004（s4）：tw的tw21;tw22上次也在场。", 1)
    ]


def test_three_people_are_three_pairs():
    row = replace(good_week().scenario.history[1], officers=("tw21", "tw22", "tw23"))
    week = with_tables(good_week(), history=(row,))
    week = with_visit(week, 4, officers=("cg1", "cg2", "tw21", "tw22", "tw23"))
    assert [amount for _, amount in said(check_rotation(week))] == [3]


def test_the_last_visit_counts_not_an_older_one():
    rows = (
        *good_week().scenario.history,
        make_history_row("s4", date=day("2026-11-10"), officers=("tw23", "tw21")),
    )
    assert said(check_rotation(with_tables(good_week(), history=rows))) == []
