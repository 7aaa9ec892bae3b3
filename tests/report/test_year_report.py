"""Tables, workbook and charts of a planned year and of postings, on a small city."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scheduler.model import (
    Allocation,
    Level,
    LoadRow,
    PlannedYear,
    Scenario,
    Target,
    UnmetCheck,
    Week,
    YearVisit,
)
from scheduler.report.coverage_chart import coverage_pages
from scheduler.report.figure_page import save_pages, styled
from scheduler.report.load_chart import load_pages
from scheduler.report.plan_pictures import write_year_workbook
from scheduler.report.split_chart import split_page
from scheduler.report.year_summary import year_summary_lines
from scheduler.report.year_tables import coverage, write_year_tables
from scheduler.words import Words
from tests import makers as m

ZH = Words("zh")
WEEKS = tuple(Week(2027, k) for k in range(1, 5))


def city() -> Scenario:
    """Two sites of one item, one department with an assistant."""
    return m.make_scenario(
        districts=(m.make_district(),),
        towns=(m.make_town("t1"),),
        departments=(m.make_department("sc"), m.make_department("yj")),
        items=(m.make_item(),),
        item_departments=(
            m.make_role("safety", "yj"),
            m.make_role("safety", "sc", "assist"),
        ),
        frequencies=(m.make_frequency(), m.make_frequency(risk="A", per_year=2)),
        caps=(m.make_cap("yj", "*", 2), m.make_cap("yj", "A", 3)),
        sites=(m.make_site("s1"), m.make_site("s2")),
        site_items=(m.make_site_item("s1"), m.make_site_item("s2")),
    )


def planned() -> PlannedYear:
    """One check planned in January, one that cannot be placed."""
    return PlannedYear(
        year=2027,
        beacon="demo",
        plan=(
            m.make_plan_row(
                "Y1",
                earliest=m.day("2027-01-10"),
                due=m.day("2027-01-15"),
                latest=m.day("2027-02-01"),
            ),
        ),
        draws=(),
        draw_frame=(),
        visits=(YearVisit("s1", WEEKS[1], ("safety",)),),
        loads=tuple(
            LoadRow(("cangcang",), "yj", "", week, load, supply, 2.0)
            for week, load, supply in zip(
                WEEKS, (0.0, 1.5, 0.5, 3.0), (2.0, 2.0, 0.0, 2.0), strict=True
            )
        ),
        unmet=(UnmetCheck("s2", "safety", 1, "cap"),),
        levels=(
            Level("unmet", 1, 1, least=True),
            Level("visits", 1, 1, least=True),
            Level("above", 1.0, 0.5, least=True),
        ),
        weeks=WEEKS,
        days=(5, 5, 0, 5),
        entries=1,
        baseline=2,
        reserve=0.1,
        strata=2,
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_coverage_counts_what_is_planned_and_what_is_not():
    # Two sites carry the item, one is visited; of two checks one is planned.
    assert coverage(planned(), city()) == [("safety", "B", "t1", 2, 1, 2, 1)]


def test_the_tables(tmp_path: Path):
    write_year_tables(planned(), city(), "digest", tmp_path)
    loads = rows_of(tmp_path / "loads.csv")
    assert loads[1] == {
        "area": "cangcang",
        "department": "yj",
        "town": "",
        "week": "2027-W02",
        "load": "1.5",
        "supply": "2",
        "limit": "2",
    }
    assert rows_of(tmp_path / "unmet.csv") == [
        {"site": "s2", "item": "safety", "checks": "1", "reason": "cap"}
    ]
    assert rows_of(tmp_path / "visits.csv") == [
        {"week": "2027-W02", "site": "s1", "items": "safety"}
    ]
    year = json.loads((tmp_path / "year.json").read_bytes())
    assert year["levels"][2] == {
        "name": "above",
        "value": 1.0,
        "bound": 0.5,
        "gap": 0.5,
    }
    assert year["counts"]["unmet"] == {"cap": 1}


def test_the_summary():
    told = year_summary_lines(planned(), city(), ZH)
    assert told[0] == "年度计划　检查事项 1 项次，涉及检查对象 1 个；抽取 0 组"
    assert "须进 2 户次，综合查一次进 1 户次，降 50.0%" in told[2]
    assert told[1] == "现场检查　1 次（入企入店 1 户次，网格、路段 0 次）"
    assert "1 项次无法安排（超过年度检查上限 1 项次）" in told[3]
    assert "1，理论下限 0.5，与下限的差距 50.00%" in told[6]
    # 5 officer-sessions against 6: nobody is short.
    assert told[7:] == [
        "无人可派　yj局（cangcang片区）：1 周有计划工作而无持证在岗人员"
    ]
    uneven = year_summary_lines(replace(planned(), uneven=1234), city(), ZH)
    assert "1,234 个检查对象的检查未能在全年均匀安排" in uneven[7]


def test_the_workbook_has_the_published_form(tmp_path: Path):
    write_year_workbook(planned(), city(), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "year.xlsx")
    assert book.sheetnames == ["年度检查计划表", "各周工作量", "无法满足的频次"]
    sheet = book["年度检查计划表"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:2] == ["序号", "检查事项"]
    assert heads[3] == "具体检查对象（含数量）或双随机抽查对象（总数及比例）"
    assert heads[-2:] == ["是否属跨部门联合检查（牵头、配合）", "备注"]
    row = [cell.value for cell in sheet[4]]
    assert row[3] == "随机抽查：2 个中抽取 1 个（50.0%）"
    assert row[6] == (
        "A 级 2 次/年/单位、B 级 1 次/年/单位；"
        "同一部门上限：A 级 3 次、其他 2 次/年/单位"
    )
    assert row[7] == "1 月"
    assert row[9] == "是；牵头：yj局；配合：sc局"
    assert row[10] == "计划 1 项次；另有 1 项次无法安排"
    loads = [cell.value for cell in book["各周工作量"][4]]
    assert loads == ["cangcang片区", "yj局", 0, 0.75, "无人", 1.5]
    assert book["无法满足的频次"]["F4"].value == "超过年度检查上限"


@pytest.mark.filterwarnings("error")
def test_the_charts_are_drawn_whole(tmp_path: Path):
    with styled():
        pages = load_pages(planned(), city(), ZH)
        (load,) = pages
        texts = {text.get_text() for text in load.axes[0].texts}
        # 75 and 150 per cent, and work where nobody is; without load no number.
        assert {"75", "150", "无人", "1月", "周次"} <= texts
        assert "0" not in texts
        assert any("而无持证在岗人员" in text.get_text() for text in load.texts)
        assert [label.get_text() for label in load.axes[0].get_yticklabels()] == [
            "yj局"
        ]
        (coverage_page,) = coverage_pages(planned(), city(), ZH)
        texts = {text.get_text() for text in coverage_page.axes[0].texts}
        assert {"1月", "1 (−1)"} <= texts
        save_pages([load, coverage_page], tmp_path, "both")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("both-2.png", "both-2.svg", "both.pdf", "both.png", "both.svg")
    ]


def test_the_chart_of_postings():
    found = Allocation(
        officers=(),
        targets=(Target("yj", "cangcang", 4, 3, 2, 2),),
        moves=(),
        liaison=(),
        reviewers=(),
        levels=(),
        sunk={"yj": (3, 5)},
    )
    with styled():
        page = split_page(found, city(), ZH)
    texts = {text.get_text() for text in page.axes[0].texts}
    # One fewer than wanted, two of them certified; three of five are posted.
    assert {"3（-1），持证 2", "3/5\n60%"} <= texts
