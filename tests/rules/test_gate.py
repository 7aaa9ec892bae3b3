"""publication: what must be there before the week is issued."""

from dataclasses import replace

import pytest

from scheduler.rules.gate import check_publication
from tests.builders import (
    day,
    good_week,
    make_delegation,
    make_invitation,
    with_round,
    with_rows,
    with_tables,
    with_visit,
)
from tests.rules.saying import said


def test_every_paper_is_there():
    # 6 checks, xf entering once, 15 officers assigned, the beacon.
    officers = {a.officer for a in good_week().timetable.assignments}
    finding = check_publication(good_week())
    assert finding.violations == ()
    assert finding.facts == 6 + 1 + len(officers) + 1


@pytest.mark.parametrize("table", ["plan", "requests"])
def test_a_check_without_approval(table):
    row = "P3" if table == "plan" else "Q1"
    week = with_rows(good_week(), table, row, approval=None)
    check = "safety@P3" if table == "plan" else "food@!complaint:Q1"
    visit = "2026-W49-V002" if table == "plan" else "2026-W49-V003"
    assert said(check_publication(week)) == [(f"{visit}：{check}没有检查审批。", 1)]


def test_a_special_check_needs_a_special_plan():
    week = with_rows(good_week(), "items", "patrol", special_plan=True)
    assert said(check_publication(week)) == [
        ("2026-W49-V004：patrol@P4须有专项检查方案审批。", 1)
    ]
    approved = with_rows(week, "plan", "P4", special_approval="南检专〔2026〕1号")
    assert said(check_publication(approved)) == []


def test_a_disputed_authority():
    rows = (
        *good_week().scenario.delegations,
        make_delegation("patrol", "t2", authority="disputed", from_=day("2026-12-02")),
    )
    assert said(check_publication(with_tables(good_week(), delegations=rows))) == [
        ("2026-W49-V004：patrol在t2的行政处罚主体有争议，尚未明确。", 1)
    ]
    # The visit is on 2 December: from the third on it is not disputed yet.
    later = (rows[0], replace(rows[1], from_=day("2026-12-03")))
    assert said(check_publication(with_tables(good_week(), delegations=later))) == []


def test_a_vertical_department_that_has_not_answered():
    assert said(check_publication(with_tables(good_week(), invitations=()))) == [
        ("xf（垂直管理）对cangcang2026-12-01（morning）的邀请尚未答复。", 1)
    ]


def test_answers_for_both_halves_answer_for_the_day():
    week = with_visit(good_week(), 1, session="day")
    week = with_round(week, 1, session="day")
    half = (make_invitation("xf"),)
    assert len(said(check_publication(with_tables(week, invitations=half)))) == 1
    both = (*half, make_invitation("xf", session="afternoon"))
    assert said(check_publication(with_tables(week, invitations=both))) == []


def test_an_officer_without_a_number():
    week = with_rows(good_week(), "officers", "yj3", certificate=None)
    assert said(check_publication(week)) == [("yj3没有执法证号。", 1)]


@pytest.mark.parametrize("beacon", ["demo", "", None])
def test_no_public_beacon(beacon):
    week = replace(good_week(), result={"beacon": beacon})
    assert said(check_publication(week)) == [("抽取未使用公开随机源，不能签发。", 1)]
