"""files_agree: one story in all files."""

from dataclasses import replace

import pytest

from scheduler.rules.agree import check_files_agree
from tests.builders import (
    at,
    day,
    good_timetable,
    good_week,
    make_assignment,
    make_cap,
    make_check,
    make_history_row,
    make_register_row,
    with_round,
    with_rows,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.saying import said


def first(week):
    return said(check_files_agree(week))[0][0]


def test_the_good_week_tells_one_story():
    # 5 visits, 3 rounds, 18 assignments.
    finding = check_files_agree(good_week())
    assert (finding.facts, finding.violations) == (26, ())


@pytest.mark.parametrize(
    ("number", "changes", "sentence"),
    [
        (1, {"date": day("2026-12-02")}, "date为“2026-12-02”，应为“2026-12-01”。"),
        (1, {"session": "day"}, "session为“day”，应为“morning”。"),
        (1, {"town": "t2"}, "town为“t2”，应为“t1”。"),
        (1, {"site_name": "x"}, "site_name为“x”，应为“s1公司”。"),
        (1, {"departments": ("sc", "yj")}, "departments为“sc;yj”，应为“sc;xf;yj”。"),
        (
            3,
            {"officers": ("sc3", "sc4", "cg1", "cg2")},
            "officers为“sc3;sc4;cg1;cg2”，应为“cg1;cg2;sc3;sc4”。",
        ),
        (4, {"lead": "cg"}, "lead为“cg”，应为“tw”。"),
        (1, {"lead": "sc"}, "lead为“sc”，应为“yj”。"),
    ],
)
def test_a_visit_that_disagrees(number, changes, sentence):
    sentences = [
        text
        for text, _ in said(
            check_files_agree(with_visit(good_week(), number, **changes))
        )
    ]
    assert f"timetable 2026-W49-V00{number}的{sentence}" in sentences


@pytest.mark.parametrize(
    ("number", "changes", "sentence"),
    [
        (1, {"travel_minutes": 21}, "travel_minutes为“21”，应为“20”。"),
        (2, {"on_site_minutes": 224}, "on_site_minutes为“224”，应为“225”。"),
        (2, {"lead": "yj"}, "lead为“yj”，应为“tw”。"),
        (2, {"towns": ("t1", "t2")}, "towns为“t1;t2”，应为“t2”。"),
        (3, {"officers": ("cg3", "cg4", "sc1")}, "officers为“cg3;cg4;sc1”，"),
        (3, {"date": day("2026-12-10")}, "date in the week为“False”，"),
    ],
)
def test_a_round_that_disagrees(number, changes, sentence):
    sentences = [
        text
        for text, _ in said(
            check_files_agree(with_round(good_week(), number, **changes))
        )
    ]
    start = f"rounds 2026-W49-R00{number}的{sentence}"
    assert any(text.startswith(start) for text in sentences)


def test_travel_from_another_base():
    # 20 to t1, 10 minus: base t2 to t1 20, back 20 = 40.
    assert first(with_round(good_week(), 1, base="t2")) == (
        "rounds 2026-W49-R001的travel_minutes为“20”，应为“40”。"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"help": True}, "help为“True”，应为“False”。"),
        ({"department": "sc"}, "department为“sc”，应为“cg”。"),
        ({"session": "morning"}, "session为“morning”，应为“day”。"),
    ],
)
def test_an_assignment_that_disagrees(changes, sentence):
    rows = tuple(
        replace(r, **changes) if (r.officer, r.round[-1]) == ("cg1", "2") else r
        for r in good_timetable().assignments
    )
    assert first(with_timetable(good_week(), assignments=rows)) == (
        f"assignments cg1 2026-W49-R002的{sentence}"
    )


def test_an_assignment_too_many():
    row = make_assignment("yj4")
    rows = (*good_timetable().assignments, row)
    assert first(with_timetable(good_week(), assignments=rows)) == (
        "rounds 2026-W49-R001的officers为“sc1;sc2;xf1;xf2;yj1;yj2”，"
        "应为“sc1;sc2;xf1;xf2;yj1;yj2;yj4”。"
    )


def test_a_round_without_a_visit():
    week = with_timetable(good_week(), visits=good_timetable().visits[:4])
    sentences = [text for text, _ in said(check_files_agree(week))]
    assert "rounds 2026-W49-R003的visits为“0”，应为“1”。" in sentences
    assert "result.json的visits为“4”，应为“3”。" in sentences
    assert "result.json的checks为“6”，应为“5”。" in sentences


def test_points_and_outcomes_of_the_result():
    """Due 10, must 100, early 3; B 1.2, C 1.5, A 1; scaled by 10.

    P1 due B 120, P2 early (due 15 December) B 36, P3 must C 1500, Q1 must B 1200,
    P4 due A 100, P5 due B 120: 3076 points, two musts. Outcomes: six rows planned or
    merged: P1 P3 P4 P5 Q1 planned, P2 merged.
    """
    right = {
        "placed_points": 3076,
        "musts": 2,
        "musts_placed": 2,
        "outcomes": {
            "deferred: not_yet": 1,
            "done: history": 1,
            "merged": 1,
            "planned": 5,
        },
    }
    assert said(check_files_agree(replace(good_week(), result={"counts": right}))) == []
    wrong = {**right, "placed_points": 3075}
    assert first(replace(good_week(), result={"counts": wrong})) == (
        "result.json的placed_points为“3075”，应为“3076”。"
    )


def test_outcomes_are_told_without_braces():
    right = {"deferred: not_yet": 1, "done: history": 1, "merged": 1, "planned": 5}
    wrong = {"counts": {"outcomes": {**right, "planned": 6}}}
    rest = "deferred: not_yet=1;done: history=1;merged=1;planned="
    assert first(replace(good_week(), result=wrong)) == (
        f"result.json的outcomes为“{rest}6”，应为“{rest}5”。"
    )


def test_ids_follow_the_time():
    one, two, *rest = good_timetable().visits
    week = with_timetable(good_week(), visits=(two, one, *rest))
    sentences = [text for text, _ in said(check_files_agree(week))]
    assert sentences[0].startswith("timetable的id为“2026-W49-V002;2026-W49-V001;")
    assert sentences[1].startswith("timetable的order为“2026-W49-V002;2026-W49-V001;")


def test_full_is_what_the_register_says():
    assert first(with_visit(good_week(), 1, full=False)) == (
        "register s1的full为“True”，应为“False”。"
    )
    left = make_register_row("P8", outcome="deferred", visit="", reason="partial")
    week = with_timetable(
        with_visit(good_week(), 1, full=False),
        register=(*good_timetable().register, left),
    )
    assert said(check_files_agree(week)) == []


def test_the_lead_with_more_points_leads():
    """s2 (risk C, ×1.5): safety is a must, 1500; food overdue would be 1800."""
    week = with_visit(
        replace(good_week(), result={}),
        2,
        checks=(make_check("safety@P3"), make_check("food@P6")),
        departments=("cg", "sc", "yj"),
        officers=("cg1", "cg2", "sc3", "sc4", "yj1", "yj3"),
    )
    assert said(check_files_agree(week)) == []
    late = with_rows(week, "plan", "P6", latest=day("2026-11-29"))
    assert first(late) == "timetable 2026-W49-V002的lead为“yj”，应为“sc”。"


def test_a_consented_item_leads_whatever_the_points():
    roles = tuple(
        replace(r, department="sc") if r.item == "dust" else r
        for r in good_week().scenario.item_departments
    )
    week = with_tables(good_week(), item_departments=roles)
    assert first(week) == "timetable 2026-W49-V001的lead为“yj”，应为“sc”。"


def test_an_assisting_department_whose_cap_is_used_stays_out():
    """xf assists at s1; two visits this year are its cap."""
    past = tuple(
        make_history_row("s1", date=day(date), department="xf")
        for date in ("2026-02-02", "2026-05-05")
    )
    week = with_tables(good_week(), history=past)
    assert [text for text, _ in said(check_files_agree(week))] == [
        "timetable 2026-W49-V001的departments为“sc;xf;yj”，应为“sc;yj”。",
        "timetable 2026-W49-V001的officers为“sc1;sc2;xf1;xf2;yj1;yj2”，"
        "应为“sc1;sc2;yj1;yj2”。",
    ]


def test_a_cap_of_nothing_is_used_up_from_the_start():
    """xf, which assists at s1, may pay it no plan visit at all and has paid none."""
    never = make_cap("xf", "*", 0)
    capped = with_tables(good_week(), caps=(*good_week().scenario.caps, never))
    without = with_visit(
        capped, 1, departments=("sc", "yj"), officers=("sc1", "sc2", "yj1", "yj2")
    )
    assert said(check_files_agree(without)) == []
    assert [text for text, _ in said(check_files_agree(capped))] == [
        "timetable 2026-W49-V001的departments为“sc;xf;yj”，应为“sc;yj”。",
        "timetable 2026-W49-V001的officers为“sc1;sc2;xf1;xf2;yj1;yj2”，"
        "应为“sc1;sc2;yj1;yj2”。",
    ]
    # The cap does not bind where the site is exempt.
    exempt = with_rows(capped, "sites", "s1", cap_exempt=True)
    assert said(check_files_agree(exempt)) == []


def test_minutes_come_from_the_clock():
    week = with_visit(good_week(), 5, end=at("20:36"))
    assert first(week) == "rounds 2026-W49-R003的on_site_minutes为“55”，应为“56”。"
