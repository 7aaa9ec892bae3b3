"""The measures of the tiny week (tests/report/make.py), worked out by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from scheduler.model import Level, Week
from scheduler.report import measures, summary_lines
from scheduler.report.measure_repeats import cap_uses
from scheduler.words import Words
from tests.report.make import VISITS, empty, tiny


def values(planned):
    return {row.measure: row for row in measures(planned)}


@pytest.mark.parametrize(
    ("measure", "value", "baseline"),
    [
        # Doors: V001 S1, V003 S2, V004 S5, V005 S6, V006 S4. Alone: S1 by yj, sj, cg;
        # S2 by sj, cg; S5 sj; S6 sj; S4 yj, sj (xf assists): 3 + 2 + 1 + 1 + 2 = 9.
        ("entries", 5, 9),
        # Enterprises S1 and S4: 3 + 2.
        ("entries_enterprise", 2, 5),
        ("entries_saved", 4, None),
        # History of 2025-W49: S1 on 1 and 2 December; S3 once.
        ("entries_last_year", 2, None),
        ("area_visits", 1, 1),
        ("area_visits_last_year", 1, None),
        ("rounds", 3, None),
        # Could be joint: S1, S2, S5 (sj, xf), S4; S6 never. Joint: S1, S2, S4.
        ("joint_rate", 3 / 4, None),
        ("joint_visits", 3, None),
        ("joint_possible", 4, None),
        ("area_joint_rate", None, None),
        # 100 + 40 + 40 + 40 + 70 = 290 minutes. Alone: S1 yj 70, sj 10 + 60 + 30 =
        # 100, cg 40; S2 40 + 40; S5 40; S6 40; S4 70 + 70: 510 minutes.
        ("reception_hours", 290 / 60, 510 / 60),
        ("area_hours", 70 / 60, 70 / 60),
        # Lead and case: 6 + 4 + 2 + 2 + 4; alone two for each of the nine entries.
        ("reception_people", 18, 18),
        # xf assists at V006 with two people.
        ("reception_people_assist", 2, None),
        ("party_largest", 6, None),
        # S4: sj on 20 November, V006 on 2 December: 12 days; V006 is no plan check.
        ("repeat_pairs", 1, None),
        ("repeat_pairs_plan", 0, None),
        # V001 three, V003 two, V004 and V005 one each; sj:2/2 stands at its cap.
        ("cap_used", 7, None),
        ("cap_reached", 1, None),
        ("cap_over", 0, None),
        ("outside_plan", 0, None),
        ("rows_planned", 6, None),
        ("rows_merged", 1, None),
        ("rows_deferred", 2, None),
        ("rows_removed", 1, None),
        # Due by Sunday 6 December: P1 to P7; P7 found nobody.
        ("coverage", 6 / 7, None),
        ("coverage_due", 7, None),
        ("coverage_class.I4.A", 1 / 2, None),
        ("unmet.deferred.no_capacity", 1, None),
        # Musts: P6, Q1 placed, P7 (latest on Friday) not; P8 is not yet due.
        ("musts_placed", 2, None),
        ("musts", 3, None),
        # R001 120 min x 6, R002 390 x 4, R003 90 x 6 = 720 + 1560 + 540 = 2820.
        ("field_hours", 47, None),
        # 100x6 + 70x2 + 40x4 + 40x2 + 40x2 + 70x6 = 1480.
        ("site_hours", 1480 / 60, None),
        # 20x6 + 50x4 + 20x6 = 440.
        ("travel_hours", 440 / 60, None),
        ("night_hours", 9, None),
        # 6 + 4 x 2 (day) + 6 = 20 sessions, half a day each, over six visits.
        ("person_days", 10, None),
        ("person_days_per_visit", 10 / 6, None),
        # cg/zx: 1, 1, 0; yj/zx: 1, 1.
        ("pool_spread", 1, None),
        # Posted: sj and yj two each in zx (centre) and ss (other): 1/2, 0, 1/2. No
        # district in the south, so against 1/3, 0, 2/3: the largest deviation is 1/6.
        ("split_posted", 1 / 6, None),
        ("split_posted_group.centre", 0.5, None),
        # Sessions: R001 sj, yj 4; R002 sj 2 x 2; R003 sj, yj 4: 4 of 12 in the centre.
        ("split_deployed_group.centre", 4 / 12, None),
        # Twelve in teams, cg_zx3 and sj_x: 13 of 14 sunk.
        ("sunk_share", 13 / 14, None),
        # xf: two in ss, nobody in zx.
        ("liaison_short", 1, None),
        # Nothing remote of 6 + 1.
        ("remote_share", 0, None),
        ("remote_decided", 7, None),
    ],
)
def test_tiny_week(measure, value, baseline):
    row = values(tiny())[measure]
    assert row.value == pytest.approx(value) if value is not None else row.value is None
    assert row.baseline == (pytest.approx(baseline) if baseline is not None else None)


def test_change_is_relative_to_the_baseline():
    # (5 - 9) / 9
    assert values(tiny())["entries"].change == pytest.approx(-4 / 9)


def test_rows_stand_by_the_number_of_the_measure():
    sections = [row.section for row in measures(tiny())]
    assert sections == sorted(sections)
    assert set(sections) == set(range(1, 11))


def test_no_measure_speaks_of_one_officer():
    planned = tiny()
    names = {o.officer for o in planned.scenario.officers} | {
        o.name for o in planned.scenario.officers
    }
    for row in measures(planned):
        assert not any(name in f"{row.measure} {row.name}" for name in names)


def test_a_second_entry_of_one_department_counts_once_alone():
    # V006 moved to S1: alone yj and sj go to S1 once for both, so S1 keeps its 3
    # entries and the baseline is 3 + 2 + 1 + 1 = 7.
    planned = tiny()
    visits = (*VISITS[:5], dataclasses.replace(VISITS[5], site="S1"))
    table = dataclasses.replace(planned.timetable, visits=visits)
    row = values(dataclasses.replace(planned, timetable=table))["entries"]
    assert (row.value, row.baseline) == (5, 7)


def test_last_year_without_that_week_is_unknown_not_zero():
    # 2025 has no week 53.
    planned = dataclasses.replace(tiny(), week=Week(2026, 53))
    assert values(planned)["entries_last_year"].value is None


@pytest.mark.parametrize(("days_before", "pairs"), [(29, 1), (30, 0), (31, 0)])
def test_thirty_days_apart_is_no_repeat(days_before, pairs):
    planned = tiny()
    last = planned.scenario.history[-1]
    past = dt.date(2026, 12, 2) - dt.timedelta(days=days_before)
    history = (dataclasses.replace(last, date=past),)
    planned = tiny(history=history)
    assert values(planned)["repeat_pairs"].value == pairs


def test_history_of_the_week_itself_is_not_known_yet():
    last = tiny().scenario.history[-1]
    planned = tiny(history=(dataclasses.replace(last, date=dt.date(2026, 11, 30)),))
    assert values(planned)["repeat_pairs"].value == 0


def test_a_published_week_counts_as_past():
    # The week before visited S4 on Thursday 26 November with a plan check.
    visit = dataclasses.replace(
        VISITS[3], site="S4", date=dt.date(2026, 11, 26), visit="2026-W48-V001"
    )
    table = dataclasses.replace(tiny().timetable, week="2026-W48", visits=(visit,))
    planned = dataclasses.replace(tiny(history=()), after=(table,))
    assert values(planned)["repeat_pairs"].value == 1


def test_a_check_without_paper_is_outside_the_plan():
    planned = tiny(plan=tiny().scenario.plan[1:])
    assert values(planned)["outside_plan"].value == 1


def test_cap_use_that_cannot_be_read_is_an_error():
    visit = dataclasses.replace(VISITS[0], cap_use="cg=1")
    with pytest.raises(ValueError, match="cap_use 'cg=1'"):
        cap_uses(visit)


def test_empty_week():
    rows = values(empty())
    assert rows["entries"].value == 0
    assert rows["joint_rate"].value is None
    assert rows["party_largest"].value is None
    assert rows["pool_spread"].value is None


def test_summary_of_the_tiny_week():
    # Out: six of zx; cg, sj, yj and xf of ss with two each: 14. The register holds ten
    # rows: P7 found nobody, P8 is not yet due.
    assert summary_lines(tiny(), Words("zh")) == [
        "本周安排　现场检查 6 次（入企入店 5 户次，网格、路段 1 次），检查事项 7 项次；"
        "检查行动 3 次，出动 14 人",
        "减少进户　各部门单独检查须进 9 户次，综合查一次进 5 户次，"
        "减少 4 户次，降 44.4%",
        "联合检查　实施率 75.0%（可以联合的 4 户次，两个以上部门同进的 3 户次）",
        "本周必检　3 项次，已安排 2 项次，未安排 1 项次（人员、车辆或时段不足 1 条）",
        "统筹台账　计划和申请共 10 条：列入计划 6 条，合并检查 1 条，顺延 2 条，"
        "取消检查 1 条",
        "顺延原因　共 2 条：人员、车辆或时段不足 1 条，未到期或尚未收到 1 条",
        "与上限差距　检查任务得分 900，等于理论上限，"
        "差距 0%（已证明没有得分更高的安排）",
        "人力与路程　折算 22，未求得理论下限",
    ]


def test_summary_where_everything_went_well():
    planned = tiny()
    register = tuple(
        row for row in planned.timetable.register if row.outcome != "deferred"
    )
    candidates = tuple(
        one for one in planned.demand.candidates if one.checks[0].ref.row_id != "P7"
    )
    planned = dataclasses.replace(
        planned,
        timetable=dataclasses.replace(planned.timetable, register=register),
        demand=dataclasses.replace(planned.demand, candidates=candidates),
    )
    last = summary_lines(planned, Words("zh"))[-4:]
    assert last[0] == "本周必检　2 项次，全部安排"
    assert last[1].startswith("统筹台账　计划和申请共 8 条：")


@pytest.mark.parametrize(
    ("bound", "zh", "en"),
    [
        (
            1000,
            "与上限差距　检查任务得分 990，理论上限 1,000，"
            "差距 1.00%（已证明任何安排的得分都不超过此上限）",
            "gap        990 points of service, bound 1,000, gap 1.00% "
            "(proved: no week has more points than the bound)",
        ),
        (
            990,
            "与上限差距　检查任务得分 990，等于理论上限，"
            "差距 0%（已证明没有得分更高的安排）",
            "gap        990 points of service, the bound itself, gap 0 % "
            "(proved: no week has more points)",
        ),
        (
            None,
            "与上限差距　检查任务得分 990，未求得理论上限，差距不明",
            "gap        990 points of service; no bound was found, "
            "so the gap is not known",
        ),
    ],
)
def test_the_proved_gap_is_one_sentence(bound: float | None, zh: str, en: str):
    planned = tiny()
    levels = (Level("service", 990, bound), Level("cost", 5, None))
    result = dataclasses.replace(planned.result, levels=levels)
    planned = dataclasses.replace(planned, result=result)
    assert summary_lines(planned, Words("zh"))[-2] == zh
    assert summary_lines(planned, Words("en"))[-2] == en


def test_the_cost_stands_with_the_least_it_could_be():
    planned = tiny()
    levels = (Level("service", 990, 990), Level("cost", 50, 40, least=True))
    result = dataclasses.replace(planned.result, levels=levels)
    planned = dataclasses.replace(planned, result=result)
    # (50 - 40) / 50.
    assert summary_lines(planned, Words("zh"))[-1] == (
        "人力与路程　折算 50，理论下限 40，与下限的差距 20.00%"
        "（以不减少检查任务得分为前提，越少越好）"
    )
    assert summary_lines(planned, Words("en"))[-1] == (
        "cost       50 for people and travel, 40 at least, gap 20.00% "
        "(at no loss of service; less is better)"
    )


def test_nothing_placed_is_not_called_optimal():
    # Candidates and working days, yet no visit: the reasons are in the register.
    planned = tiny()
    table = dataclasses.replace(
        planned.timetable, visits=(), rounds=(), assignments=(), draw=(), commit=b""
    )
    planned = dataclasses.replace(planned, timetable=table)
    assert summary_lines(planned, Words("zh"))[0] == (
        "本周没有安排现场检查：到期检查均无法安排，原因见台账"
    )


def test_summary_of_an_empty_week_says_why():
    assert summary_lines(empty(), Words("zh"))[0] == (
        "本周没有安排现场检查：本周无工作日（春节）"
    )
