"""Reading the CSV tables of a folder as text."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scheduler.data.cells import plain
from scheduler.data.decode import read_text
from scheduler.data.problems import Problem
from scheduler.data.schema import TABLES, Table
from scheduler.data.text import TextTable


def read_table(
    path: Path, table: Table, file: str = ""
) -> tuple[TextTable | None, list[Problem]]:
    """Read one CSV file as text.

    Returns
    -------
    tuple
        The table with canonical column names (None if it cannot be used at all),
        and the problems found.
    """
    file = file or path.name
    text, problems = read_text(path, file)
    if any(problem.level == "error" for problem in problems):
        return None, problems
    rows, lines, faults = _records(text, file)
    problems += faults
    found, faults = shape(rows, lines, table, file)
    return found, problems + faults


def _records(
    text: str, file: str
) -> tuple[list[list[str]], Sequence[int], list[Problem]]:
    """Return the records, the line each begins on, and problems."""
    problems = []
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problems.append(Problem(file, line, "", "", "nul"))
        text = text.replace("\0", "")
    reader = _reader(text)
    try:
        rows = list(reader)
    except csv.Error:
        return *_one_by_one(text, file, problems), problems
    if reader.line_num == len(rows):
        return rows, range(1, len(rows) + 1), problems
    return *_one_by_one(text, file, problems), problems


def _one_by_one(
    text: str, file: str, problems: list[Problem]
) -> tuple[list[list[str]], list[int]]:
    """Return the records and their lines where some span lines or cannot be read."""
    reader = _reader(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error:
        # A quote never closed swallows the rest: the line it began on helps most.
        problems.append(Problem(file, line, "", "", "csv"))
    return rows, lines


def _reader(text: str) -> Any:
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=_delimiter(text), strict=True)


def _delimiter(text: str) -> str:
    """Return the separator of the header: spreadsheets also write tabs and ``;``."""
    header = text.split("\n", 1)[0]
    return max(",\t;", key=lambda sign: (header.count(sign), sign == ","))


def presence(table: Table, text: TextTable | None, file: str) -> list[Problem]:
    """Report a table that must be there, or must have rows; None = not there."""
    if text is None:
        if table.presence == "free":
            return []
        return [Problem(file, None, "", "", "missing_table")]
    if not len(text) and table.presence == "rows":
        return [Problem(file, None, "", "", "no_rows")]
    return []


def shape(
    rows: Sequence[Sequence[str]], lines: Sequence[int], table: Table, file: str
) -> tuple[TextTable | None, list[Problem]]:
    """Turn records, the header first, into a table; blank records are left out."""
    kept = [k for k, row in enumerate(rows) if any(map(str.strip, row))]
    if not kept:
        return None, [Problem(file, 1, "", "", "header")]
    top = kept[0]
    header = rows[top]
    problems: list[Problem] = []
    full: list[Sequence[str]] = []
    places: list[int] = []
    width = len(header)
    for k in kept[1:]:
        row = rows[k]
        if len(row) != width:
            row, fault = _fitted(row, width, file, lines[k])
            problems += fault
        full.append(row)
        places.append(lines[k])
    columns = list(zip(*full, strict=True)) if full else [()] * width
    named, faults = _named(header, columns, table, file, lines[top])
    return TextTable(named, file, places), faults + problems


def _fitted(
    row: Sequence[str], width: int, file: str, line: int
) -> tuple[Sequence[str], list[Problem]]:
    """Return the row in the header's width; surplus blank cells do not count."""
    if len(row) > width and not any(map(str.strip, row[width:])):
        return row[:width], []
    fields = (("expected", str(width)), ("found", str(len(row))))
    fault = Problem(file, line, "", "", "width", fields=fields)
    return [*row[:width], *[""] * (width - len(row))], [fault]


def _named(
    header: Sequence[str],
    columns: Sequence[Sequence[str]],
    table: Table,
    file: str,
    line: int,
) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    """Return the columns by name, and what is wrong with the header."""
    named: dict[str, Sequence[str]] = {}
    problems = []
    for written, cells in zip(header, columns, strict=True):
        name = column_name(table, written)
        if not name:
            if any(map(str.strip, cells)):
                problems.append(Problem(file, line, "", "", "blank_header"))
        elif name in named:
            problems.append(Problem(file, line, name, written, "duplicate_column"))
        else:
            named[name] = cells
    return named, problems + _missing(named, table, file, line)


def column_name(table: Table, written: str) -> str:
    """Return the column a header means: name or Chinese header, any case, or itself."""
    word = plain(written)
    for column in table.columns:
        if word.casefold() in {column.name, column.header.casefold()} or (
            word == plain(column.header)
        ):
            return column.name
    return word


def _missing(
    named: dict[str, Sequence[str]], table: Table, file: str, line: int
) -> list[Problem]:
    """Report needed columns left out, and others that look misspelt."""
    known = {column.name for column in table.columns}
    extra = [name for name in named if name not in known]
    problems = []
    for column in table.columns:
        if column.name in named:
            continue
        near = _near(column.name, extra) or _near(column.header, extra)
        fields = (("column", f"{column.name} ({column.header})"), ("near", near))
        key = "column_near" if near else "column"
        if column.needed:
            problems.append(Problem(file, line, "", "", key, fields=fields))
        elif near:
            problems.append(Problem(file, line, near, "", key, "warning", fields))
    return problems


def _near(word: str, words: list[str]) -> str:
    return next(iter(difflib.get_close_matches(word, words, 1, 0.75)), "")


def strangers(folder: Path, prefix: str = "") -> list[Problem]:
    """Warn of CSV files that are no table: a misspelt name loses a whole table."""
    names = [table.name for table in TABLES]
    problems = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in names:
            near = difflib.get_close_matches(path.stem, names, 1, 0.6)
            fields = (("near", f"{near[0]}.csv" if near else "—"),)
            file = prefix + path.name
            problems.append(Problem(file, None, "", "", "stranger", "warning", fields))
    return problems
