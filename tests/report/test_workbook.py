"""The workbook read back by openpyxl."""

from __future__ import annotations

import dataclasses

import openpyxl
import pytest

from scheduler.model import RegisterRow
from scheduler.report import write_workbook
from scheduler.report.book_style import text_lines
from tests.report.make import empty, tiny

SHEETS = [
    "周计划表",
    "片区分表",
    "执法人员安排表",
    "检查事项统筹台账",
    "工作成效统计",
    "说明",
]


def load(planned, folder, **more):
    write_workbook(planned, folder, **more)
    return openpyxl.load_workbook(folder / "timetable.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return load(tiny(), tmp_path_factory.mktemp("book"))


def row(sheet, number):
    return [cell.value for cell in sheet[number]]


def find(sheet, text):
    return next(line for line in sheet.iter_rows(values_only=True) if line[0] == text)


def test_sheets(book):
    assert book.sheetnames == SHEETS


def test_week_sheet_prints_on_a3(book):
    sheet = book["周计划表"]
    assert sheet.page_setup.paperSize == 8
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert "$A$1" in sheet.print_area


def test_every_page_says_draft_and_made_up_data(book):
    foot = "状态：草案（未经规则校验）　人员与企业为模拟数据"
    assert {sheet.oddFooter.left.text for sheet in book} == {foot}


def test_a_column_head_is_never_cut(book):
    for sheet in book:
        for cell in sheet[3]:
            width = sheet.column_dimensions[cell.column_letter].width
            lines = text_lines(cell.value, width - 2)
            assert sheet.row_dimensions[3].height >= 14.5 * lines


def test_week_sheet_speaks_names(book):
    sheet = book["周计划表"]
    assert sheet["A1"].value == "片区联合执法周计划表"
    assert "2026 年第 49 周" in sheet["A2"].value
    assert row(sheet, 4) == [
        "检查 V001\n行动 R001",
        "11月30日\n周一",
        "上午",
        "09:00–10:40",
        "中心城区",
        "溪美街道",
        "=凤山石材有限公司\n91",
        "工贸企业安全生产\n餐饮食品安全",
        "应急管理局",
        "城市管理和综合执法局、市场监督管理局",
        "城市管理和综合执法局：姓cg_zx1、姓cg_zx2\n"
        "市场监督管理局：姓sj_zx1、姓sj_zx2\n应急管理局：姓yj_zx1、姓yj_zx2",
        "08:50 出发，10:50 返回\n溪美街道\n车辆 K1",
        "P1\nP2",
        "城市管理和综合执法局 1/2\n市场监督管理局 2/2\n应急管理局 1/2",
        # cg_zx3 is the legal reviewer of zx.
        "王喆堃珺垚",
        None,
    ]
    # R002 has four visits on Tuesday in one session and district: one cell each.
    assert sheet["B5"].value == "12月1日\n周二"
    assert sheet["C5"].value == "全天"
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"B5:B8", "C5:C8"} <= merged
    assert "（投诉举报）" in sheet["H9"].value
    assert [one.id for one in sheet.row_breaks.brk] == [4, 8]


def test_input_is_never_a_formula(book):
    for sheet in book:
        for line in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in line)
    assert book["周计划表"]["G4"].data_type == "s"


@pytest.mark.parametrize("sign", "=+-@")
def test_no_sign_makes_a_formula(sign, tmp_path):
    planned = tiny()
    visit = dataclasses.replace(planned.timetable.visits[0], site_name=f"{sign}1+1")
    table = dataclasses.replace(planned.timetable, visits=(visit,))
    cell = load(dataclasses.replace(planned, timetable=table), tmp_path)["周计划表"][
        "G4"
    ]
    assert cell.data_type == "s"
    assert cell.value.startswith(f"{sign}1+1")


def test_districts_have_a_block_and_a_page_each(book):
    sheet = book["片区分表"]
    heads = [c.value for c in sheet["A"] if c.value and "片长" in str(c.value)]
    assert heads == [
        "中心城区　片长：陈喆　副片长：林堃　本周现场检查 1 次",
        "诗山片区　片长：黄珺　副片长：吴垚　本周现场检查 5 次",
    ]
    assert [one.id for one in sheet.row_breaks.brk] == [5]
    assert "片区" not in row(sheet, 3)


def test_officers_by_department_without_counts(book):
    sheet = book["执法人员安排表"]
    assert row(sheet, 3)[3:5] == ["11月30日 周一", "12月1日 周二"]
    names = [(r[0], r[1]) for r in sheet.iter_rows(min_row=4, values_only=True)]
    assert names[:5] == [
        ("城市管理和综合执法局", "姓cg_ss1"),
        ("城市管理和综合执法局", "姓cg_ss2"),
        ("城市管理和综合执法局", "姓cg_zx1"),
        ("城市管理和综合执法局", "姓cg_zx2"),
        ("城市管理和综合执法局", None),
    ]
    assert row(sheet, 8)[2] == "另有 1 人本周未安排外勤"
    assert row(sheet, 4)[4] == "全天 诗山（R002）"
    assert not any(
        isinstance(value, int | float)
        for line in sheet.iter_rows(values_only=True)
        for value in line
    )


def test_register_in_words(book):
    sheet = book["检查事项统筹台账"]
    week = "2026 年第 49 周（11月30日至12月6日）"
    assert sheet["A2"].value == f"{week}　共 10 条，全部列出"
    p7 = row(sheet, 10)
    assert p7 == [
        "检查计划",
        "P7",
        "诗山药店",
        "诗山镇",
        "特种设备",
        "市场监督管理局",
        "顺延",
        None,
        "人员、车辆或时段不足",
        "南政办〔2024〕31号 四(五)",
        1,
    ]
    outcomes = {r[6] for r in sheet.iter_rows(min_row=4, values_only=True)}
    assert outcomes == {"列入计划", "合并检查", "顺延", "取消检查"}
    # Q2 names a site that does not exist: its id stands.
    assert row(sheet, 13)[2] == "S9（未登记）"


def test_a_large_register_counts_what_is_quiet(tmp_path):
    planned = tiny()
    quiet = tuple(
        RegisterRow("plan", f"D{n}", "S1", "I1", "yj", "done", "", "history", "s0_plan")
        for n in range(2500)
    )
    table = dataclasses.replace(
        planned.timetable, register=(*planned.timetable.register, *quiet)
    )
    sheet = load(dataclasses.replace(planned, timetable=table), tmp_path)[
        "检查事项统筹台账"
    ]
    # Ten rows of the tiny week, one of them (P8) not yet due: 9 in full, 2501 counted.
    assert "9 条逐条列出" in sheet["A2"].value
    assert "2501 条按事项汇总" in sheet["A2"].value
    counted = list(sheet.iter_rows(min_row=13, values_only=True))
    assert [(r[1], r[4], r[6], r[10]) for r in counted] == [
        ("汇总 1 条", "工贸企业安全生产", "顺延", 1),
        ("汇总 2500 条", "工贸企业安全生产", "已完成", 2500),
    ]
    assert sum(r[10] for r in sheet.iter_rows(min_row=4, values_only=True)) == 2510


def test_measures_with_baseline_and_definition(book):
    sheet = book["工作成效统计"]
    line = find(sheet, "入企入店户次")
    assert line[1:4] == (5, "户次", 9)
    assert line[4] == pytest.approx(-4 / 9)
    assert "协助部门不计" in line[5]
    rate = next(c for c in sheet["A"] if c.value == "联合检查实施率")
    assert sheet.cell(rate.row, 2).number_format == "0.0%"


def test_about_says_what_and_as_of(book):
    sheet = book["说明"]
    assert find(sheet, "数据截止")[1] == "使用 2026-11-30 以前的检查记录和申请"
    assert find(sheet, "抽取种子")[1] == "ab" * 32
    assert find(sheet, "规则校验")[1] == "草案（未经规则校验）"
    assert find(sheet, "数据性质")[1].startswith("本表人员与企业为模拟数据")
    assert find(sheet, "目标：检查任务得分")[1] == (
        "数值 900，理论上限 900，与上限的差距 0.00%"
    )
    assert "未求得理论上限" in find(sheet, "目标：用工与路途")[1]
    assert find(sheet, "随机信标")[1].startswith("demo（仅供演示，不得签发")


def test_about_says_what_is_short(tmp_path):
    planned = tiny()
    notes = ("力量缺口　甲", "力量缺口　乙")
    result = dataclasses.replace(planned.result, notes=notes)
    sheet = load(dataclasses.replace(planned, result=result), tmp_path)["说明"]
    told = [line[1] for line in sheet.iter_rows(values_only=True)]
    assert [text for text in told if str(text).startswith("力量缺口")] == [*notes]
    assert "供需核算（估算）" in [c.value for c in sheet["A"]]


def test_no_synthetic_notice_for_real_data(tmp_path):
    planned = tiny()
    settings = dataclasses.replace(planned.scenario.settings, title="南安市")
    sheet = load(tiny(settings=settings), tmp_path)["说明"]
    assert "数据性质" not in [c.value for c in sheet["A"]]


def test_empty_week_says_why(tmp_path):
    book = load(empty(), tmp_path)
    assert book["周计划表"]["A4"].value == "本周没有安排现场检查：本周无工作日（春节）"
    assert book["检查事项统筹台账"].max_row == 3


def test_english_has_the_same_sheets(tmp_path):
    book = load(tiny(), tmp_path, lang="en")
    assert book.sheetnames[0] == "Timetable"
    assert len(book.sheetnames) == 6


def test_same_week_same_content(tmp_path):
    content = []
    for _ in range(2):
        book = load(tiny(), tmp_path)
        content.append([[list(r) for r in s.values] for s in book])
    assert content[0] == content[1]


def test_lines_of_a_text():
    # Four Chinese characters are eight wide: two lines of at most five.
    assert text_lines("片区联合", 6) == 2
    assert text_lines("a\nb", 10) == 2
    assert text_lines(3, 1) == 1
