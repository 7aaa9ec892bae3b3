"""Rows of one table of the contract in a CSV file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scheduler.data.convert import parse, written
from scheduler.data.problems import DataError
from scheduler.data.read_csv import read_table
from scheduler.data.save import write_csv
from scheduler.data.schema import TABLES

_TABLES = {table.name: table for table in TABLES}


def write_rows(name: str, rows: Sequence[Any], path: Path) -> None:
    """Write rows of the table of a name, e.g. ``history``."""
    write_csv(written(_TABLES[name], rows), path)


def read_rows(name: str, path: Path) -> tuple[Any, ...]:
    """Read rows of the table of a name.

    Raises
    ------
    DataError
        With all problems at once.
    """
    text, problems = read_table(path, _TABLES[name], f"{path.parent.name}/{path.name}")
    if text is None:
        raise DataError(problems)
    parsed, faults = parse(_TABLES[name], text)
    problems += faults
    if any(problem.level == "error" for problem in problems):
        raise DataError(problems)
    return parsed.build()
