"""Sentences with names for ids and words for codes."""

from __future__ import annotations

import pytest

from scheduler.rules.core import Violation
from scheduler.rules.spoken import spoken
from scheduler.words import Words
from tests import makers as m

ZH, EN = Words("zh"), Words("en")


def scenario():
    return m.make_scenario(
        districts=(m.make_district("zx", name="罗东片区"),),
        towns=(m.make_town("t1", name="梅山镇", district="zx"),),
        departments=(
            m.make_department("yj", name="应急管理局"),
            m.make_department("town", name="乡镇综合执法队", kind="town"),
        ),
        officers=(m.make_officer("O1", name="李明"), m.make_officer("O2", name="")),
        items=(m.make_item("safety", name="安全生产"),),
        sites=(m.make_site("S1", name="凤山石材"),),
    )


@pytest.mark.parametrize(
    ("rule", "key", "fields", "sentence"),
    [
        (
            "frequency",
            "unplaced",
            {
                "item": "safety",
                "risk": "A",
                "reason": "no_capacity",
                "checks": 3,
                "first": "P1",
            },
            "安全生产（风险A级）本周必须完成而未安排3项，原因人员、车辆或时段不足，如P1。",
        ),
        (
            "publication",
            "invitation",
            {
                "department": "yj",
                "district": "zx",
                "date": "2026-12-01",
                "session": "day",
            },
            "应急管理局（垂直管理）对罗东片区2026-12-01（全天）的邀请尚未答复。",
        ),
        (
            "balance",
            "uneven",
            {"pool": "town/t1", "high": "O1", "most": 2, "low": "O2", "least": 0},
            # O2 has no name: the id stands.
            "乡镇综合执法队（梅山镇）：本周李明（O1）有2个时段，O2有0个时段。",
        ),
        (
            "rotation",
            "pair",
            {"visit": "V1", "site": "S1", "department": "yj", "officers": "O1;O9"},
            "V1（凤山石材 S1）：应急管理局的李明（O1）、O9上次也在场。",
        ),
        (
            "publication",
            "approval",
            {"visit": "V1", "check": "safety@!complaint:Q1"},
            "V1：安全生产（投诉举报 Q1）没有检查审批。",
        ),
        (
            "yearly_cap",
            "text_differs",
            {"visit": "V1", "found": "yj:1/2;town:2/2", "expected": "—"},
            "V1：频次说明为“应急管理局:1/2、乡镇综合执法队:2/2”，应为“—”。",
        ),
        (
            "round_fits",
            "base",
            {"round": "R1", "base": "t1", "expected": "t2"},
            "R1：出发点为梅山镇，应为t2。",
        ),
        (
            "round_fits",
            "depart",
            {"round": "R1", "found": "08:10", "expected": "08:20", "minutes": 10},
            "R1：出发时间08:10，按路程应为08:20，相差10分钟。",
        ),
        (
            # The sentence names the item itself; the id stands beside it.
            "listed_item",
            "outside",
            {"visit": "V1", "item": "safety", "name": "安全生产"},
            "V1：安全生产（safety）在清单之外，应由部门日常监管。",
        ),
        (
            # What a file says is told as it says it.
            "files_agree",
            "differs",
            {"where": "rounds.csv", "column": "base", "found": "t1", "expected": "t2"},
            "rounds.csv的base为“t1”，应为“t2”。",
        ),
        (
            "drawn_names",
            "pin",
            {"officer": "O1", "value": "2026-12-01", "kind": "officer_on"},
            "要求安排的李明（O1）（指定人员参加，2026-12-01）没有席位。",
        ),
    ],
)
def test_names_for_ids(rule, key, fields, sentence):
    violation = Violation(rule, key, fields)
    assert spoken(violation, scenario(), ZH) == sentence
    assert spoken(violation, scenario(), EN)


def test_every_code_of_the_register_has_words():
    # A reason without words would stand raw in the sentence.
    from scheduler.rules.register import REASONS

    for reasons in REASONS.values():
        for reason in filter(None, reasons):
            for words in (ZH, EN):
                assert f"report.reason.{reason}" in words.texts
