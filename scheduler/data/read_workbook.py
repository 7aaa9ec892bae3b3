"""Reading a workbook whose sheets are the tables, whoever saved it last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError

from scheduler.data.cells import plain
from scheduler.data.clauses import find_clauses
from scheduler.data.decode import read_text
from scheduler.data.problems import DataError, Problem
from scheduler.data.read_csv import column_name, presence, shape
from scheduler.data.schema import TABLES, Table
from scheduler.data.text import Tables, TextTable

# Sheets with one line of TOML a row, beside the tables.
SCENARIO_SHEET = ("scenario", "方案设置")
CLAUSES_SHEET = ("clauses", "条款")
_HEADER_WITHIN = 10


def read_workbook(path: Path) -> tuple[Tables, list[Problem]]:
    """Read the text of every table of a workbook.

    Settings and clauses stand in sheets (one line of TOML a row in column A) or in
    ``scenario.toml`` and ``clauses.toml`` beside the workbook.

    Raises
    ------
    DataError
        If the file is not a workbook that can be opened.
    """
    sheets = _sheets(path)
    problems = _strangers(sheets, path)
    tables = {}
    for table in TABLES:
        sheet = _find(sheets, (table.name, table.sheet))
        file = f"{path.name} › {sheet or table.sheet}"
        tables[table.name] = TextTable({}, file)
        if sheet is None:
            problems += presence(table, None, file)
            continue
        text, faults = _table(sheets[sheet], table, file)
        problems += faults
        if text is not None:
            tables[table.name] = text
            problems += presence(table, text, file)
    scenario, scenario_file, faults = _settings(
        sheets, path, SCENARIO_SHEET, path.parent / "scenario.toml"
    )
    problems += faults
    clauses, clauses_file, faults = _settings(
        sheets, path, CLAUSES_SHEET, find_clauses(path.parent)
    )
    problems += faults
    return Tables(tables, scenario, clauses, scenario_file, clauses_file), problems


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet as the spreadsheet program stored them."""
    try:
        frames = pd.read_excel(
            path,
            sheet_name=None,
            header=None,
            dtype=object,
            na_filter=False,
            engine="calamine",
        )
    except (CalamineError, ValueError, OSError) as error:
        raise DataError([Problem(path.name, None, "", "", "workbook")]) from error
    return {str(name): frame.to_numpy().tolist() for name, frame in frames.items()}


def _find(sheets: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """Return the sheet that has one of the names, in any case and width."""
    wanted = {plain(name).casefold() for name in names}
    for sheet in sheets:
        if plain(sheet).casefold() in wanted:
            return sheet
    return None


def _strangers(sheets: Mapping[str, Any], path: Path) -> list[Problem]:
    """Note the sheets that are no table, so that nothing is dropped silently."""
    known = {name for table in TABLES for name in (table.name, table.sheet)}
    known |= {*SCENARIO_SHEET, *CLAUSES_SHEET}
    known = {plain(name).casefold() for name in known}
    return [
        Problem(f"{path.name} › {sheet}", None, "", "", "stranger_sheet", "warning")
        for sheet, rows in sheets.items()
        if rows and plain(sheet).casefold() not in known
    ]


def _table(
    cells: Sequence[Sequence[Any]], table: Table, file: str
) -> tuple[TextTable | None, list[Problem]]:
    """Return a sheet as a table; titles above the header are passed over."""
    rows = [[as_text(cell) for cell in row] for row in cells]
    top = _header_row(rows, table)
    if top is None:
        return None, [Problem(file, 1, "", "", "header")]
    return shape(rows[top:], range(top + 1, len(rows) + 1), table, file)


def _header_row(rows: Sequence[Sequence[str]], table: Table) -> int | None:
    """Return the row among the first ones that names most columns of the table."""
    known = {column.name for column in table.columns}
    counts = [
        len({column_name(table, cell) for cell in row} & known)
        for row in rows[:_HEADER_WITHIN]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def as_text(cell: Any) -> str:
    """Return what a cell holds as the text a person would type."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, int):
        # Spreadsheets keep 15 digits; of a longer number the rest has become 0.
        return str(cell) if abs(cell) < 10**15 else f"{cell:.14e}"
    if isinstance(cell, dt.timedelta):
        return _clock_text(cell)
    if isinstance(cell, dt.datetime):
        return _moment_text(cell)
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M") if not cell.second else cell.isoformat()
    return str(cell)


def _clock_text(span: dt.timedelta) -> str:
    minutes, rest = divmod(round(span.total_seconds()), 60)
    if rest:
        return str(span)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _moment_text(moment: dt.datetime) -> str:
    """Return a date; a time past midnight is stored as the first days of 1900."""
    if moment.year <= 1900:
        return _clock_text(moment - dt.datetime(1899, 12, 31))
    if moment.time() == dt.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def _settings(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    path: Path,
    names: tuple[str, str],
    beside: Path | None,
) -> tuple[str, str, list[Problem]]:
    """Return TOML from a sheet or a file beside the workbook, with its place."""
    sheet = _find(sheets, names)
    if sheet is not None:
        lines = (as_text(row[0]) if row else "" for row in sheets[sheet])
        return "\n".join(lines) + "\n", f"{path.name} › {sheet}", []
    if beside is None:
        return "", "clauses.toml", []
    if not beside.is_file():
        return "", beside.name, [Problem(beside.name, None, "", "", "missing_file")]
    text, problems = read_text(beside, beside.name)
    return text, beside.name, problems
