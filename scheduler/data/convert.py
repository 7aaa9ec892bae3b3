"""From the text of a table to values, column by column.

Each distinct text of a column is read once: a hundred thousand rows of history
hold only some thousand different texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.data.cells import read_text
from scheduler.data.problems import CellError, Problem
from scheduler.data.schema import Column, Table
from scheduler.data.text import TextTable


class _Bad:
    """The value of a cell that could not be read and has been reported."""


BAD = _Bad()


@dataclass(frozen=True)
class Parsed:
    """A table read: canonical text, and values by column (`BAD` where unreadable)."""

    table: Table
    text: TextTable
    values: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.text)

    def problem(
        self, row: int, column: str, expected: str, level: Any = "error", **fields: str
    ) -> Problem:
        """Return a problem at a row (counted from 0) and column of this table."""
        cells = self.text.columns.get(column, ())
        return Problem(
            self.text.file,
            self.text.line(row),
            column,
            cells[row] if cells else "",
            expected,
            level,
            tuple(fields.items()),
        )

    def build(self) -> tuple[Any, ...]:
        """Return one object of the table's row type for each row."""
        columns = (self.values[column.name] for column in self.table.columns)
        return tuple(map(self.table.row, *columns))


def parse(table: Table, text: TextTable) -> tuple[Parsed, list[Problem]]:
    """Read every cell of a table; report every one that cannot be read."""
    values: dict[str, Sequence[Any]] = {}
    canonical: dict[str, Sequence[str]] = {}
    problems: list[Problem] = []
    size = len(text)
    for column in table.columns:
        if column.name not in text.columns:
            # A needed column left out has been reported where the header was read.
            values[column.name] = [BAD if column.needed else column.empty] * size
            canonical[column.name] = [_write(column, column.empty)] * size
            continue
        cells = text.columns[column.name]
        read, canonical[column.name], faults = _parse_column(column, cells)
        values[column.name] = read
        for row in sorted(faults):
            expected, fields = faults[row]
            problems.append(
                Problem(
                    text.file,
                    text.line(row),
                    column.name,
                    cells[row],
                    expected,
                    fields=fields,
                )
            )
    for name, cells in text.columns.items():
        if name not in canonical:
            canonical[name] = [read_text(cell) for cell in cells]
    return Parsed(table, TextTable(canonical, text.file, text.lines), values), problems


_Fault = tuple[str, tuple[tuple[str, str], ...]]


def _parse_column(
    column: Column, cells: Sequence[str]
) -> tuple[list[Any], list[str], dict[int, _Fault]]:
    """Return values, canonical texts and faults by row of one column."""
    read: dict[str, Any] = {}
    written: dict[str, str] = {}
    faulty: dict[str, _Fault] = {}
    for cell in set(cells):
        try:
            value = _read(column, cell)
        except CellError as error:
            faulty[cell] = (error.expected, error.fields)
        except ValueError:
            faulty[cell] = (column.kind.name, column.kind.fields)
        else:
            read[cell], written[cell] = value, _write(column, value)
    if not faulty:
        return [read[cell] for cell in cells], [written[cell] for cell in cells], {}
    faults = {row: faulty[cell] for row, cell in enumerate(cells) if cell in faulty}
    values = [read.get(cell, BAD) for cell in cells]
    return values, [written.get(cell, cell) for cell in cells], faults


def _read(column: Column, cell: str) -> Any:
    blank = not cell.strip()
    if blank and column.needed:
        raise CellError("needed")
    if blank:
        return column.empty
    if column.star and cell.strip() in {"*", "＊"}:
        return "*"
    value = column.kind.read(cell)
    if column.needed and value == ():
        raise CellError("needed")
    return value


def _write(column: Column, value: Any) -> str:
    return "" if value is None or value == "" else column.kind.write(value)


def written(table: Table, rows: Sequence[Any]) -> TextTable:
    """Return objects of a table's row type as text."""
    columns: dict[str, list[str]] = {}
    for column in table.columns:
        memo: dict[Any, str] = {}
        cells = []
        for row in rows:
            value = getattr(row, column.field)
            if value not in memo:
                memo[value] = _write(column, value)
            cells.append(memo[value])
        columns[column.name] = cells
    return TextTable(columns, f"{table.name}.csv")
