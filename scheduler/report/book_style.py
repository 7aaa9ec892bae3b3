"""Formats of the workbook, and writing that never turns input into a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scheduler.words import Words

Value = str | int | float | None
A3_PAPER = 8  # xlsxwriter's number of the paper size
LINE = 14.5  # points of one line of text
HEADER_ROWS = 3  # title, subtitle, column heads

_BASE = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_CELL = {**_BASE, "border": 1, "border_color": "#8A9098", "text_wrap": True}
_RIGHT = {**_CELL, "align": "right", "indent": 1}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "font_name": "黑体", "font_size": 18, "align": "center"},
    "subtitle": {**_BASE, "font_size": 11, "align": "center"},
    "head": {**_CELL, "bold": True, "align": "center", "bg_color": "#DCE6F1"},
    "block": {**_CELL, "bold": True, "font_size": 12, "bg_color": "#EEF2F7"},
    "text": _CELL,
    "middle": {**_CELL, "align": "center"},
    "off": {**_CELL, "align": "center", "bg_color": "#E3E5E8"},
    "short": {
        **_CELL,
        "align": "center",
        "bg_color": "#B30000",
        "font_color": "#FFFFFF",
    },
    "number": {**_RIGHT, "num_format": "#,##0.0"},
    "whole": {**_RIGHT, "num_format": "#,##0"},
    "percent": {**_RIGHT, "num_format": "0.0%"},
    "change": {
        **_CELL,
        "align": "right",
        "indent": 1,
        "num_format": "+0.0%;-0.0%;0.0%",
    },
    "note": {**_BASE, "text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True)
class Column:
    """A column: head, width in characters, format."""

    head: str
    width: float
    style: str = "text"


@dataclass(frozen=True)
class Book:
    """The open workbook with its formats and words; `mark` stands on every page."""

    file: xlsxwriter.Workbook
    style: dict[str, Format]
    words: Words
    mark: str = ""

    def sheet(self, key: str, columns: Sequence[Column], subtitle: str) -> Worksheet:
        """Add a print-ready sheet: title, subtitle, heads, widths, footer, panes."""
        name = self.words(f"report.sheet.{key}")
        sheet = self.file.add_worksheet(name)
        last = len(columns) - 1
        title = self.words(f"report.sheet_title.{key}")
        _across(sheet, 0, last, title, self.style["title"])
        _across(sheet, 1, last, subtitle, self.style["subtitle"])
        sheet.set_row(0, 30)
        sheet.set_row(1, 20)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(2, number, column.head, self.style["head"])
        # Room for the filter's arrow, and bold type.
        lines = max(text_lines(column.head, column.width - 2) for column in columns)
        sheet.set_row(2, max(22, 6 + LINE * lines))
        sheet.freeze_panes(HEADER_ROWS, 0)
        sheet.repeat_rows(0, HEADER_ROWS - 1)
        sheet.set_landscape()
        sheet.set_paper(A3_PAPER)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        mark = self.mark.replace("&", "&&")
        sheet.set_footer(f"&L{mark}&C" + self.words("report.book.footer"))
        return sheet

    def row(
        self, sheet: Worksheet, row: int, columns: Sequence[Column], values: list[Value]
    ) -> None:
        """Write one row and give it the height its longest text needs."""
        lines = 1
        for number, (column, value) in enumerate(zip(columns, values, strict=True)):
            put(sheet, row, number, value, self.style[column.style])
            lines = max(lines, text_lines(value, column.width))
        sheet.set_row(row, max(18, 4 + LINE * lines))


def open_book(path: str, words: Words, mark: str = "") -> Book:
    """Open a workbook for writing at `path`."""
    file = xlsxwriter.Workbook(path)
    return Book(file, {k: file.add_format(v) for k, v in _FORMATS.items()}, words, mark)


def put(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write text as text (``=1+1`` too), a number as a number, None as blank."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def text_lines(value: Value, width: float) -> int:
    """Return how many lines a text takes in a column of that many characters."""
    if not isinstance(value, str):
        return 1
    room = max(1.0, width - 1)
    return sum(
        max(1, ceil(sum(2 if ord(char) > 0x2E7F else 1 for char in line) / room))
        for line in value.split("\n")
    )


def _across(sheet: Worksheet, row: int, last: int, text: str, style: Format) -> None:
    if last:
        sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, text, style)
