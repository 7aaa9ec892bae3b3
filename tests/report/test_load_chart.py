"""Load of the teams over the weeks: in the chart, in the sheet, in the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from scheduler.model import Week
from scheduler.report.figure_page import styled
from scheduler.report.load_chart import COLOURS, DARKEST, load_pages
from scheduler.report.plan_pictures import write_year_workbook
from scheduler.report.year_summary import year_summary_lines
from scheduler.report.year_units import load_share
from scheduler.words import Words
from tests import makers as m
from tests.report.test_year_report import WEEKS, city, planned

ZH = Words("zh")


def test_a_week_of_another_year_says_so(tmp_path: Path):
    year = replace(planned(), weeks=(Week(2026, 53), *WEEKS[1:]), loads=())
    loads = tuple(
        replace(row, week=week)
        for row, week in zip(planned().loads, year.weeks, strict=True)
    )
    year = replace(year, loads=loads)
    with styled():
        (figure,) = load_pages(year, city(), ZH)
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels == ["53\n2026", "2", "3", "4"]
    write_year_workbook(year, city(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "year.xlsx")["各周工作量"]
    assert sheet["C3"].value == "2026年\n第53周"


def test_colour_and_number_of_a_load_agree():
    shares = [load_share(load, 200.0) for load in (199.2, 200.0, 200.8, 201.2)]
    assert [f"{share:.0%}" for share in shares] == ["100%", "100%", "100%", "101%"]
    blue = [
        COLOURS(share / DARKEST)[2] > COLOURS(share / DARKEST)[0] for share in shares
    ]
    assert blue == [True, True, True, False]
    assert load_share(0.5, 0.0) == float("inf")


def test_teams_stand_as_the_registers_list_them():
    place = city()  # sc before yj
    loads = [replace(row, department="sc") for row in planned().loads]
    year = replace(planned(), loads=(*planned().loads, *loads))
    with styled():
        (figure,) = load_pages(year, place, ZH)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["sc局", "yj局"]


def test_at_most_five_teams_without_anybody_are_named():
    many = [f"d{k}" for k in range(7)]
    place = replace(
        city(),
        departments=(*city().departments, *(m.make_department(one) for one in many)),
    )
    row = replace(planned().loads[2], limit=0.0)
    year = replace(planned(), loads=tuple(replace(row, department=one) for one in many))
    told = [
        line
        for line in year_summary_lines(year, place, ZH)
        if line.startswith("无人可派")
    ]
    assert [line[5:8] for line in told[:5]] == ["d0局", "d1局", "d2局", "d3局", "d4局"]
    assert told[5:] == ["无人可派　另有 2 支队伍，见 loads.csv"]
