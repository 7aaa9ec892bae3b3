"""Sheet 工作成效统计: the measures with their baselines and definitions."""

from __future__ import annotations

from itertools import groupby

from scheduler.model import PlannedWeek
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value, put
from scheduler.report.labels import week_label
from scheduler.report.measures import MeasureRow, measures

COLUMNS = (("measure", 48, "text"), ("value", 13, "whole"), ("unit", 11, "middle"),
           ("baseline", 13, "whole"), ("change", 11, "change"),
           ("definition", 104, "text"))  # fmt: skip


def measures_sheet(book: Book, planned: PlannedWeek) -> None:
    """Write one block a measure of DOMAIN.md 7.3."""
    columns = [
        Column(book.words(f"report.head.{key}"), width, style)
        for key, width, style in COLUMNS
    ]
    sheet = book.sheet("measures", columns, week_label(planned, book.words))
    row = HEADER_ROWS
    found = measures(planned, book.words.lang)
    for section, group in groupby(found, key=lambda one: one.section):
        head = book.words(f"report.section.{section}")
        sheet.merge_range(row, 0, row, 5, "", book.style["block"])
        sheet.write_string(row, 0, f"{section}　{head}", book.style["block"])
        sheet.set_row(row, 22)
        row += 1
        for one in group:
            values: list[Value] = [one.name, "", one.unit, "", "", one.definition]
            book.row(sheet, row, columns, values)
            style = book.style[value_style(one)]
            put(sheet, row, 1, one.value, style)
            put(sheet, row, 3, one.baseline, style)
            put(sheet, row, 4, one.change, book.style["change"])
            row += 1
    sheet.print_area(0, 0, row - 1, 5)


def value_style(row: MeasureRow) -> str:
    """Return the format of a measure's value: shares in percent, counts whole."""
    if row.unit_key == "share":
        return "percent"
    if row.unit_key in ("hours", "person_hours", "person_days"):
        return "number"
    return "whole"
