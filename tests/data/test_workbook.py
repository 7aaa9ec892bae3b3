"""Workbooks: ours, and as other programs save them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from scheduler import data
from scheduler.data.read_workbook import as_text
from tests.data import make
from tests.data.expect import errors, remarks


def written(path: Path, edit: Callable[[Workbook], None] | None = None) -> Path:
    """Write the small scenario as a workbook; edit and save it with openpyxl."""
    file = path / "city.xlsx"
    data.write_workbook(data.tables_of(make.small()), file)
    if edit is not None:
        book = openpyxl.load_workbook(file)
        edit(book)
        book.save(file)
    return file


def test_round_trip(tmp_path: Path) -> None:
    loaded = data.load(written(tmp_path))
    assert loaded.scenario == make.small()
    assert loaded.tables == data.tables_of(make.small())
    assert loaded.problems == ()
    assert loaded.folder == tmp_path


def test_saved_again_by_another_program(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["检查对象"]["B2"].font = openpyxl.styles.Font(bold=True)

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_extra_columns_survive(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row, text in enumerate(("备注甲", "x", "=1+1", 7), 1):
            book["检查对象"].cell(row, 30, text)
        book["检查对象"]["AD3"].data_type = "s"

    loaded = data.load(written(tmp_path, edit))
    assert loaded.tables["sites"].columns["备注甲"] == ["x", "=1+1", "7"]


def test_sheets_and_headers_are_chinese_with_drop_downs(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    assert book.sheetnames[:3] == ["片区", "乡镇", "行车时间"]
    sheet = book["部门"]
    assert [cell.value for cell in sheet[1]] == [
        "部门编号",
        "部门名称",
        "部门类别",
        "垂直管理",
        "外勤占比",
    ]
    assert [cell.value for cell in sheet[2]] == ["cg", "城管局", "城管局", "否", 1]
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["C2:C1005"] == '"城管局,常驻,挂钩,乡镇综合执法队"'
    assert lists["D2:D1005"] == '"是,否"'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_is_never_a_formula(tmp_path: Path, sign: str) -> None:
    scenario = make.small()
    name = f"{sign}SUM(A1:A9)"
    sites = (replace(scenario.sites[0], name=name), *scenario.sites[1:])
    scenario = replace(scenario, sites=sites)
    file = tmp_path / "x.xlsx"
    data.write_workbook(data.tables_of(scenario), file)
    assert openpyxl.load_workbook(file)["检查对象"]["B2"].data_type == "s"
    assert data.load(file).scenario == scenario


def test_numbers_dates_and_times_as_spreadsheets_store_them(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        plan = book["检查计划"]
        plan["D2"] = dt.datetime(2026, 3, 1)
        plan["E2"] = dt.date(2026, 3, 10)
        plan["F2"] = "2026/3/31"
        plan["J2"] = True
        plan["J3"] = 0
        items = book["检查事项"]
        items["H2"] = 90.0
        site = book["检查对象"]
        site["L3"] = dt.time(8, 0)
        site["M3"] = dt.timedelta(hours=26)
        site["N3"] = "TRUE"
        book["请假"]["B2"] = "２０２６-０３-０２"

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_times_as_fractions_of_a_day(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        # 480 minutes are a third of a day; 26:00 is 1 + 1/12.
        for cell, value in (("L3", 480 / 1440), ("M3", 1560 / 1440)):
            book["检查对象"][cell] = value
            book["检查对象"][cell].number_format = "General"

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_trailing_empty_rows_and_columns(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for row in range(10, 40):
            book["车辆"].cell(row, 8, " ")
            book["车辆"].cell(row, 1, "")

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_title_rows_and_merged_cells_above_the_header(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["车辆"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "南安市车辆登记表"
        sheet.merge_cells("A1:C1")
        sheet["C5"] = "many"

    # Two rows were put above: the second vehicle stands in row 5.
    assert errors(written(tmp_path, edit)) == [
        ("city.xlsx › 车辆", 5, "seats", "whole")
    ]


def test_merged_header_cell_over_content(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["车辆"]["D1"] = "备注"
        book["车辆"]["D2"], book["车辆"]["E2"] = "a", "b"
        book["车辆"].merge_cells("D1:E1")

    assert errors(written(tmp_path, edit)) == [
        ("city.xlsx › 车辆", 1, "", "blank_header")
    ]


def test_codes_keep_leading_zeros_and_digits(tmp_path: Path) -> None:
    loaded = data.load(written(tmp_path))
    assert loaded.scenario.officers[0].certificate == "0012"
    assert loaded.scenario.sites[0].credit_code == "91350583012345678X"


def test_code_stored_as_a_number_has_lost_digits(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["检查对象"]["C2"] = 913505830123456789

    assert errors(written(tmp_path, edit)) == [
        ("city.xlsx › 检查对象", 2, "credit_code", "digits_lost")
    ]


def test_short_code_stored_as_a_number(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["乡镇"]["C2"] = 350583001.0

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_english_sheets_and_headers(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["车辆"]
        sheet.title = "Vehicles"
        for cell, name in zip(sheet[1], ("vehicle", "Base", "SEATS"), strict=True):
            cell.value = name

    assert data.load(written(tmp_path, edit)).scenario == make.small()


def test_missing_and_foreign_sheets(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        del book["工作日历"]
        book.create_sheet("说明")["A1"] = "请先填写"

    file = written(tmp_path, edit)
    with pytest.raises(data.DataError) as caught:
        data.load(file)
    found = [(p.file, p.expected, p.level) for p in caught.value.problems]
    assert found == [
        ("city.xlsx › 工作日历", "missing_table", "error"),
        ("city.xlsx › 说明", "stranger_sheet", "warning"),
    ]


def test_settings_beside_the_workbook(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        del book["方案设置"]
        del book["条款"]

    file = written(tmp_path, edit)
    assert errors(file) == [("scenario.toml", None, "", "missing_file")]
    tables = data.tables_of(make.small())
    (tmp_path / "scenario.toml").write_text(tables.scenario, encoding="utf-8")
    (tmp_path / "clauses.toml").write_text(tables.clauses, encoding="utf-8")
    assert data.load(file).scenario == make.small()


def test_text_too_long_for_a_cell(tmp_path: Path) -> None:
    scenario = make.small()
    for length, fits in ((32_767, True), (32_768, False)):
        sites = (replace(scenario.sites[0], address="长" * length),)
        tables = data.tables_of(replace(scenario, sites=sites))
        if fits:
            data.write_workbook(tables, tmp_path / "x.xlsx")
            continue
        with pytest.raises(data.DataError) as caught:
            data.write_workbook(tables, tmp_path / "y.xlsx")
        (problem,) = caught.value.problems
        assert (problem.file, problem.row, problem.column) == ("检查对象", 2, "address")


def test_not_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    assert errors(file) == [("x.xlsx", None, "", "workbook")]
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert errors(file) == [("x.xlsx", None, "", "workbook")]


def test_workbook_to_folder_and_back(tmp_path: Path) -> None:
    loaded = data.load(written(tmp_path))
    data.save(loaded.tables, tmp_path / "folder")
    assert remarks(tmp_path / "folder") == []
    assert data.load(tmp_path / "folder").tables == loaded.tables


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "1"),
        (3.0, "3"),
        (0.5, "0.5"),
        (12, "12"),
        (dt.datetime(2026, 12, 1), "2026-12-01"),
        (dt.datetime(2026, 12, 1, 8, 30), "2026-12-01 08:30:00"),
        (dt.date(2026, 12, 1), "2026-12-01"),
        (dt.time(8, 30), "08:30"),
        (dt.timedelta(hours=25, minutes=5), "25:05"),
        # A spreadsheet's clock past midnight: 2 a.m. of its first day.
        (dt.datetime(1900, 1, 1, 2, 0), "26:00"),
        ("Ａ", "Ａ"),
    ],
)
def test_cells_as_text(cell: Any, text: str) -> None:
    assert as_text(cell) == text
