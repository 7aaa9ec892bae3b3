"""yearly_cap: the good week's V002 uses sc's second of two."""

from dataclasses import replace

from scheduler.rules.caps import check_yearly_cap
from tests.builders import (
    day,
    good_timetable,
    good_week,
    make_cap,
    make_history_row,
    with_rows,
    with_tables,
    with_visit,
)
from tests.rules.saying import said


def past(date: str, **changes):
    return make_history_row(
        "s2", date=day(date), department="sc", officers=("sc1",), **changes
    )


def test_the_last_of_the_cap_may_be_used():
    # Uses: V001 sc xf yj, V002 sc yj, V005 cg sc = 7; texts of five visits.
    finding = check_yearly_cap(good_week())
    assert (finding.facts, finding.violations) == (12, ())


def test_one_beyond_the_cap():
    rows = (*good_week().scenario.history, past("2026-03-02"))
    week = with_visit(
        with_tables(good_week(), history=rows), 2, cap_use="sc:3/2;yj:1/2"
    )
    assert said(check_yearly_cap(week)) == [
        ("2026-W49-V002：sc对s2在2026年已第3次计划检查，上限2次。", 1)
    ]


def test_the_text_counts_along():
    rows = (*good_week().scenario.history, past("2026-03-02"))
    sentences = said(check_yearly_cap(with_tables(good_week(), history=rows)))
    assert sentences[1] == (
        "2026-W49-V002：频次说明为“sc:2/2;yj:1/2”，应为“sc:3/2;yj:1/2”。",
        1,
    )


def test_another_year_an_exempt_check_and_an_uncounted_row_use_nothing():
    more = (
        past("2025-12-30"),
        past("2026-03-02", trigger="complaint", plan_id="Q0"),
        past("2026-03-03", plan_id="P6"),
    )
    rows = (*good_week().scenario.history, *more)
    week = with_rows(good_week(), "plan", "P6", counts_to_cap=False)
    assert said(check_yearly_cap(with_tables(week, history=rows))) == []


def test_one_date_and_session_is_one_visit():
    rows = (*good_week().scenario.history, past("2026-10-30", item="safety"))
    assert said(check_yearly_cap(with_tables(good_week(), history=rows))) == []


def test_the_row_of_the_risk_goes_before_the_star():
    caps = (make_cap("sc", "*", 1), make_cap("sc", "C", 2), make_cap("sc", "B", 2))
    assert said(check_yearly_cap(with_tables(good_week(), caps=caps))) == []


def test_an_exempt_site_and_an_area_have_no_cap():
    week = with_rows(good_week(), "sites", "s2", cap_exempt=True)
    week = with_tables(week, caps=(make_cap("sc", "*", 0), make_cap("yj", "*", 2)))
    week = with_visit(week, 2, cap_use="")
    week = with_visit(week, 1, cap_use="sc:1/0;xf:1/2;yj:1/2")
    week = with_visit(week, 5, cap_use="cg:1/2;sc:1/0")
    assert said(check_yearly_cap(week)) == [
        ("2026-W49-V001：sc对s1在2026年已第1次计划检查，上限0次。", 1),
        ("2026-W49-V005：sc对s3在2026年已第1次计划检查，上限0次。", 1),
    ]


def test_a_published_week_whose_results_are_not_in_counts():
    # V002 once more on 25 November: sc used 30 October (not cut: before 23 November)
    # and 25 November, yj 25 November.
    moved = with_visit(good_week(), 2, date=day("2026-11-25")).timetable.visits[1]
    earlier = replace(good_timetable(), week="2026-W48", visits=(moved,))
    week = replace(good_week(), after=(earlier,))
    assert said(check_yearly_cap(week)) == [
        ("2026-W49-V002：sc对s2在2026年已第3次计划检查，上限2次。", 1),
        ("2026-W49-V002：频次说明为“sc:2/2;yj:1/2”，应为“sc:3/2;yj:2/2”。", 1),
    ]
