"""register_complete, frequency, daily_supervision."""

from dataclasses import replace

import pytest

from scheduler.model import Clause
from scheduler.rules.book import BOOK
from scheduler.rules.register import (
    check_daily_supervision,
    check_frequency,
    check_register_complete,
)
from scheduler.rules.verify import judge
from tests.builders import (
    day,
    good_timetable,
    good_week,
    make_plan_row,
    make_register_row,
    make_request,
    with_rows,
    with_rules,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.saying import said

CLAUSES = {"S0.4.5": Clause("S0.4.5", "S0", "四(五)", "")}
V001, V003 = "2026-W49-V001", "2026-W49-V003"


def register(change=None, drop=None, add=(), **tables):
    """The good week with rows of its register changed by id."""
    rows = []
    for row in good_timetable().register:
        if row.row_id == drop:
            continue
        rows.append(replace(row, **(change or {}).get(row.row_id, {})))
    week = with_tables(good_week(), clauses=CLAUSES, **tables)
    return with_timetable(week, register=(*rows, *add))


def complete(*args, **kwargs):
    return said(check_register_complete(register(*args, **kwargs)))


def test_complete():
    # 7 plan rows, 1 request, 6 checks of the visits.
    finding = check_register_complete(register())
    assert (finding.facts, finding.violations) == (14, ())


def test_a_row_is_missing():
    assert complete(drop="P6") == [("台账缺少plan行P6。", 1)]


def test_a_row_stands_twice():
    again = make_register_row(
        "P6", site="s2", item="food", outcome="deferred", visit="", reason="not_yet"
    )
    assert complete(add=(again,)) == [("台账中plan行P6出现2次。", 1)]


def test_a_row_is_invented_or_altered():
    more = make_register_row("P99", outcome="deferred", visit="", reason="gap")
    assert complete(add=(more,)) == [("台账中的plan行P99不在输入中。", 1)]
    assert complete({"P6": {"site": "s1"}}) == [
        ("台账中plan行P6的对象或事项与输入不同。", 1)
    ]


def test_words_that_are_not_of_the_list():
    assert complete({"P6": {"reason": "busy"}}) == [
        ("P6：去向deferred不能用原因“busy”。", 1)
    ]
    assert complete({"P6": {"clause": "S9"}}) == [("P6：没有条款S9。", 1)]


def test_placed_on_a_visit_that_does_not_carry_it():
    assert complete({"P2": {"visit": V003}}) == [
        ("P2：去向为merged，但2026-W49-V003并不承载该检查。", 1),
        ("2026-W49-V001：承载dust@P2，台账没有相应记载。", 1),
    ]


def test_a_deferred_row_names_no_visit():
    assert complete({"P6": {"visit": V001}}) == [
        ("P6：未列入检查，却写有现场检查2026-W49-V001。", 1)
    ]


def test_exactly_one_row_of_a_visit_is_planned():
    assert complete({"P2": {"outcome": "planned"}}) == [
        ("2026-W49-V001：台账中“列入计划”的行有2行，应恰为1行。", 1)
    ]
    assert complete({"P1": {"outcome": "merged"}}) == [
        ("2026-W49-V001：台账中“列入计划”的行有0行，应恰为1行。", 1)
    ]


def test_a_plan_row_rides_with_a_request_for_its_item():
    plan = (*good_week().scenario.plan, make_plan_row("P8", "s5", "food"))
    row = make_register_row(
        "P8",
        site="s5",
        item="food",
        outcome="merged",
        visit=V003,
        reason="carried_by_request",
    )
    assert complete(add=(row,), plan=plan) == []
    other = replace(row, reason="")
    assert complete(add=(other,), plan=plan) == [
        ("P8：去向为merged，但2026-W49-V003并不承载该检查。", 1)
    ]


@pytest.mark.parametrize(("trigger", "right"), [("none", True), ("clue", False)])
def test_a_request_that_may_not_stand_alone_rides_with_the_plan(trigger, right):
    requests = (
        *good_week().scenario.requests,
        make_request("Q2", site="s1", item="safety", trigger=trigger),
    )
    row = make_register_row("Q2", row_kind="request", outcome="merged", visit=V001)
    found = complete(add=(row,), requests=requests)
    assert len(found) == (0 if right else 1)


def test_every_must_is_placed():
    # P3 (latest Sunday 6 December) and the complaint Q1 are musts; P7 is done.
    finding = check_frequency(good_week())
    assert (finding.facts, finding.violations) == (2, ())


@pytest.mark.parametrize(("latest", "musts"), [("2026-12-06", 1), ("2026-12-07", 0)])
def test_a_must_that_is_not_placed(latest, musts):
    week = register({"P6": {"reason": "no_capacity"}})
    week = with_rows(week, "plan", "P6", latest=day(latest))
    right = [("food（风险C级）本周必须完成而未安排1项，原因no_capacity，如P6。", 1)]
    assert said(check_frequency(week)) == right[:musts]


def test_musts_are_told_by_item_risk_and_reason():
    plan = tuple(
        make_plan_row(f"X{k}", "s1", "safety", latest=day("2026-11-30"))
        for k in range(3)
    )
    rows = tuple(
        make_register_row(f"X{k}", outcome="deferred", visit="", reason=reason)
        for k, reason in enumerate(("partial", "partial", "same_item"))
    )
    week = with_tables(good_week(), plan=plan)
    assert said(check_frequency(with_timetable(week, register=rows))) == [
        ("safety（风险B级）本周必须完成而未安排2项，原因partial，如X0。", 2),
        (
            "提示：safety（风险B级）最迟日期已到，本周依法或客观上不能安排1项，"
            "原因same_item，如X2。",
            1,
        ),
    ]


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        *((code, "kept") for code in ("same_item", "no_session", "gap", "calendar")),
        *((code, "kept") for code in ("too_long", "pinned_off", "not_yet")),
        *((code, "violated") for code in ("no_capacity", "partial")),
    ],
)
def test_only_what_could_be_placed_breaks_a_hard_frequency(reason, verdict):
    week = register({"P6": {"reason": reason}})
    week = with_rows(week, "plan", "P6", latest=day("2026-12-06"))
    week = with_rules(week, frequency={"level": "H"})
    rule = next(one for one in BOOK if one.rule == "frequency")
    found = judge(week, rule)
    assert (found.verdict, bool(found.notes)) == (
        verdict,
        verdict == "kept" and reason != "not_yet",
    )


def test_a_request_of_monday_is_no_must_yet():
    requests = (make_request("Q1", site="s5", item="food", received=day("2026-11-30")),)
    week = register(
        {"Q1": {"outcome": "deferred", "visit": "", "reason": "not_yet"}},
        requests=requests,
    )
    assert said(check_frequency(week)) == []


def test_daily_supervision_of_each_department():
    """yj leads 3 checks (P1 P2 P3), sc 2 (P5 Q1), cg 1 (P4); sc gets one back."""
    back = make_register_row(
        "P8",
        site="s5",
        item="food",
        department="sc",
        outcome="returned",
        visit="",
        reason="outside_list",
    )
    finding = check_daily_supervision(register(add=(back,)))
    assert finding.facts == 3
    assert said(finding) == [
        (
            "cg：本周联合检查1项，没有任何退回日常监管的事项，请核对其日常监管计划。",
            1,
        ),
        ("sc：退回日常监管1项，本周联合检查2项。", 1),
        (
            "yj：本周联合检查3项，没有任何退回日常监管的事项，请核对其日常监管计划。",
            1,
        ),
    ]


def test_no_joint_work_nothing_to_report():
    week = with_timetable(with_visit(good_week(), 1), register=())
    assert check_daily_supervision(week).facts == 0
