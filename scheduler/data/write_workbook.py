"""Writing the tables as one workbook: Chinese sheets, headers and drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from scheduler.data.problems import DataError, Problem
from scheduler.data.read_workbook import CLAUSES_SHEET, SCENARIO_SHEET
from scheduler.data.schema import TABLES, Column, Table
from scheduler.data.text import Tables, TextTable

# Rows below the last one that still offer drop-downs and keep text as text.
_SPARE_ROWS = 1000
_WIDTHS = (8, 40)
# Signs a cell can hold; longer text would be lost without a word.
_LONGEST = 32_767


def write_workbook(tables: Tables, path: Path | str) -> None:
    """Write the tables as a workbook that `load` reads back to the same tables.

    Text is never read as a formula, whatever sign it begins with; numbers are numbers;
    enumerations and yes/no carry Chinese labels with a drop-down.

    Raises
    ------
    DataError
        If a cell's text is longer than a spreadsheet can hold.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        formats = {
            "header": book.add_format(
                {"bold": True, "bg_color": "#DDEBF7", "border": 1}
            ),
            "text": book.add_format({"num_format": "@"}),
            "number": book.add_format(),
        }
        for table in TABLES:
            if table.name in tables.tables:
                sheet = book.add_worksheet(table.sheet)
                _write_table(sheet, table, tables[table.name], formats)
        _write_lines(book.add_worksheet(SCENARIO_SHEET[1]), tables.scenario)
        if tables.clauses:
            _write_lines(book.add_worksheet(CLAUSES_SHEET[1]), tables.clauses)


def _write_table(
    sheet: Worksheet, table: Table, text: TextTable, formats: dict[str, Any]
) -> None:
    known = {column.name: column for column in table.columns}
    sheet.freeze_panes(1, 0)
    for place, (name, cells) in enumerate(text.columns.items()):
        column = known.get(name)
        header = column.header if column else name
        numeric = column is not None and column.kind.numeric
        shape = formats["number" if numeric else "text"]
        longest = max([2 * len(header), *(len(cell) for cell in cells[:200])])
        width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        sheet.set_column(place, place, width, shape)
        sheet.write_string(0, place, header, formats["header"])
        _write_cells(sheet, table, place, column, cells, formats["text"])
    if len(text):
        sheet.autofilter(0, 0, len(text), len(text.columns) - 1)
    # Codes are text on purpose: no green corners.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cells(
    sheet: Worksheet,
    table: Table,
    place: int,
    column: Column | None,
    cells: Sequence[str],
    shape: Any,
) -> None:
    """Write one column below its header, with a drop-down where there is a choice."""
    shown = _labels(column)
    numeric = column is not None and column.kind.numeric
    for row, cell in enumerate(cells, 1):
        if not cell:
            continue
        if len(cell) > _LONGEST:
            name = column.name if column else ""
            fault = Problem(table.sheet, row + 1, name, cell[:20] + "…", "too_long")
            raise DataError([fault])
        value = _exact(cell) if numeric else None
        if value is not None:
            sheet.write_number(row, place, value)
        else:
            sheet.write_string(row, place, shown.get(cell, cell), shape)
    if shown:
        last = len(cells) + _SPARE_ROWS
        choice = {"validate": "list", "source": list(shown.values())}
        sheet.data_validation(1, place, last, place, choice)


def _exact(cell: str) -> float | None:
    """Return a number that a spreadsheet, which keeps 15 digits, holds exactly."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if float(f"{value:.15g}") == value else None


def _labels(column: Column | None) -> dict[str, str]:
    """Return canonical text to Chinese label of a column with a fixed choice."""
    if column is None:
        return {}
    return {
        column.kind.write(value): label for value, label in column.kind.labels.items()
    }


def _write_lines(sheet: Worksheet, text: str) -> None:
    """Write text, one line a row, in the first column."""
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(text.splitlines()):
        sheet.write_string(row, 0, line)
