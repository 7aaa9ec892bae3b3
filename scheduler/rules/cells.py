"""Cells of CSV files: from text to integers, dates, windows; errors name the cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from scheduler.model import Season, Window, parse_clock
from scheduler.model.calendar import Date
from scheduler.rules.errors import VerifierInputError

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One row of a CSV file; `line` counts from 1, the header included."""

    file: str
    line: int
    cells: Mapping[str, str]

    def wrong(self, column: str, expected: str) -> VerifierInputError:
        """Return the error that names this cell and what was expected."""
        return VerifierInputError(
            "cell",
            file=self.file,
            row=self.line,
            column=column,
            value=self.cells.get(column, ""),
            expected=expected,
        )

    def _read(self, column: str, expected: str, read: Callable[[str], T]) -> T:
        try:
            return read(self.text(column))
        except ValueError:
            raise self.wrong(column, expected) from None

    def empty(self, column: str) -> bool:
        """Say whether the cell is empty or the column missing."""
        return not self.cells.get(column, "")

    def text(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        if column not in self.cells:
            raise VerifierInputError("column", file=self.file, column=column)
        if not self.cells[column]:
            raise self.wrong(column, "value")
        return self.cells[column]

    def plain(self, column: str) -> str:
        """Return the cell, the empty text if there is none."""
        return self.cells.get(column, "")

    def maybe(self, column: str) -> str | None:
        """Return the cell or None."""
        return self.cells.get(column) or None

    def choice(self, column: str, *allowed: str) -> str:
        """Return the cell, one of `allowed`."""
        value = self.text(column)
        if value not in allowed:
            raise self.wrong(column, " / ".join(allowed))
        return value

    def integer(self, column: str, default: int | None = None) -> int:
        """Return a whole number, not negative; `default` if the cell is empty."""
        if default is not None and self.empty(column):
            return default
        return self._read(column, "integer", _whole)

    def number(self, column: str, default: float | None = None) -> float:
        """Return a finite number; `default` if the cell is empty."""
        if default is not None and self.empty(column):
            return default
        return self._read(column, "number", _finite)

    def flag(self, column: str, default: bool | None = None) -> bool:
        """Return 0 or 1 as a truth value; `default` if the cell is empty."""
        if default is not None and self.empty(column):
            return default
        return self.choice(column, "0", "1") == "1"

    def date(self, column: str) -> Date:
        """Return an ISO date."""
        return self._read(column, "date", _iso_date)

    def maybe_date(self, column: str) -> Date | None:
        """Return an ISO date or None."""
        return None if self.empty(column) else self.date(column)

    def time(self, column: str) -> int:
        """Return minutes after midnight of ``HH:MM``."""
        return self._read(column, "time", parse_clock)

    def maybe_time(self, column: str) -> int | None:
        """Return minutes after midnight or None."""
        return None if self.empty(column) else self.time(column)

    def list(self, column: str) -> tuple[str, ...]:
        """Return the parts between semicolons, in order."""
        parts = (part.strip() for part in self.plain(column).split(";"))
        return tuple(part for part in parts if part)

    def each(
        self, column: str, expected: str, read: Callable[[str], T]
    ) -> tuple[T, ...]:
        """Return the parts between semicolons, each read by `read`."""
        try:
            return tuple(read(part) for part in self.list(column))
        except ValueError:
            raise self.wrong(column, expected) from None

    def windows(self, column: str) -> tuple[Window, ...]:
        """Return ``HH:MM-HH:MM;…``."""
        return self.each(column, "windows", read_window)

    def seasons(self, column: str) -> tuple[Season, ...]:
        """Return ``MM-DD..MM-DD;…``."""
        return self.each(column, "seasons", read_season)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d+", text):
        raise ValueError(text)
    return int(text)


def _finite(text: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
        raise ValueError(text)
    return float(text)


@lru_cache(maxsize=4096)
def _iso_date(text: str) -> Date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return Date.fromisoformat(text)


def read_window(text: str) -> Window:
    """Read ``HH:MM-HH:MM``; ValueError if it is not a span that ends later."""
    start, dash, end = text.partition("-")
    window = Window(parse_clock(start), parse_clock(end))
    if not dash or window.end <= window.start:
        raise ValueError(text)
    return window


def read_season(text: str) -> Season:
    """Read ``MM-DD..MM-DD``; ValueError if a date does not exist in a leap year."""
    match = re.fullmatch(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)", text)
    if match is None:
        raise ValueError(text)
    numbers = [int(part) for part in match.groups()]
    for month, day in (numbers[:2], numbers[2:]):
        _ = Date(2024, month, day)
    return Season((numbers[0], numbers[1]), (numbers[2], numbers[3]))


def read_rows(
    folder: Path, name: str, where: str = "", *, needed: bool = True
) -> list[Row]:
    """Read the rows of one CSV file of a folder (UTF-8, a BOM is allowed).

    Parameters
    ----------
    folder : Path
        Where the file lies.
    name : str
        Its name.
    where : str
        How sentences call the folder, e.g. ``inputs/``; empty for the week's own.
    needed : bool
        Whether its absence is an error; otherwise it has no rows.

    Raises
    ------
    VerifierInputError
        If a needed file is missing, is not UTF-8, has a row whose number of cells
        differs from the header's, or names a column twice.
    """
    path, name = folder / name, where + name
    if not path.is_file():
        if needed:
            raise VerifierInputError("file", file=name)
        return []
    text = read_text(path, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _rows_of(name, reader)
    except csv.Error as problem:
        raise VerifierInputError(
            "csv", file=name, row=reader.line_num, problem=problem
        ) from None


def _rows_of(name: str, reader: Any) -> list[Row]:
    header = [cell.strip() for cell in next(reader, [])]
    for column in header:
        if header.count(column) > 1:
            raise VerifierInputError("twice", file=name, column=column)
    rows = []
    for cells in reader:
        line = reader.line_num
        values = [cell.strip() for cell in cells]
        if not any(values):
            continue
        if len(cells) != len(header):
            raise VerifierInputError(
                "width", file=name, row=line, cells=len(cells), columns=len(header)
            )
        rows.append(Row(name, line, dict(zip(header, values, strict=True))))
    return rows


def read_text(path: Path, name: str) -> str:
    """Return the text of a UTF-8 file; VerifierInputError if it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise VerifierInputError("file", file=name) from None
    except UnicodeDecodeError:
        raise VerifierInputError("utf8", file=name) from None
    except OSError as problem:
        raise VerifierInputError(
            "unreadable", file=name, problem=problem.strerror
        ) from None
