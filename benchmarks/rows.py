"""The tables of the benchmarks: one row a run, its trace, and the summary."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RUN_COLUMNS = (
    "size", "seed", "method", "limit", "candidates", "officers", "status", "verified",
    "value", "method_value", "bound", "ceiling", "visits", "rounds", "dropped",
    "violated", "seconds", "build_seconds", "found_seconds", "first_seconds",
    "first_value", "finish_seconds", "memory_mb", "memory_loaded_mb", "columns",
    "rows", "load", "note",
)  # fmt: skip
TRACE_COLUMNS = ("size", "seed", "method", "limit", "seconds", "value", "bound")
KEY = ("size", "seed", "method", "limit")

Row = dict[str, str]
Key = tuple[str, ...]


def text(value: Any) -> str:
    """Return a cell: empty for None, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def key_of(row: Mapping[str, Any]) -> Key:
    """Return what makes a run the same run."""
    return tuple(text(row[name]) for name in KEY)


def read(path: Path) -> list[Row]:
    """Return the rows of a table; none if there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write a table whole: a stop in between leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([text(row.get(name)) for name in columns])
    part.replace(path)


def number(row: Mapping[str, str], name: str) -> float | None:
    """Return a number of a row; None where the cell is empty."""
    cell = row.get(name, "")
    return float(cell) if cell else None


class Store:
    """``runs.csv`` and ``trace.csv`` of a folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.runs = read(out / "runs.csv")
        self.trace = read(out / "trace.csv")

    def has(self, key: Key) -> bool:
        """Say whether a run is already there; one that ended in a fault is not."""
        return any(key_of(row) == key and row["status"] != "FAULT" for row in self.runs)

    def forget(self, keys: Iterable[Key]) -> None:
        """Take runs out, so that they are made anew."""
        gone = set(keys)
        self.runs = [row for row in self.runs if key_of(row) not in gone]
        self.trace = [row for row in self.trace if key_of(row) not in gone]

    def add(self, row: Mapping[str, Any], trace: Iterable[Sequence[Any]]) -> None:
        """Add a run with its trace and write both tables."""
        self.forget([key_of(row)])
        key = dict(zip(KEY, key_of(row), strict=True))
        self.runs.append({name: text(row.get(name)) for name in RUN_COLUMNS})
        self.trace += [
            {**key, "seconds": text(s), "value": text(v), "bound": text(b)}
            for s, v, b in trace
        ]
        write(self.out / "runs.csv", RUN_COLUMNS, self.runs)
        write(self.out / "trace.csv", TRACE_COLUMNS, self.trace)
