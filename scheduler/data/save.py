"""Writing text tables as a scenario folder."""

from __future__ import annotations

import csv
from pathlib import Path

from scheduler.data.text import Tables, TextTable


def write_csv(table: TextTable, path: Path) -> None:
    """Write one table as UTF-8 CSV with plain newlines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.rows())


def save(tables: Tables, folder: Path | str) -> None:
    """Write every table, ``scenario.toml`` and ``clauses.toml`` into a folder.

    The folder is made if it is not there; without clauses no file is written.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, table in tables.tables.items():
        write_csv(table, place / f"{name}.csv")
    _write(place / "scenario.toml", tables.scenario)
    if tables.clauses:
        _write(place / "clauses.toml", tables.clauses)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def save_override(other: Tables, tables: Tables, folder: Path | str) -> None:
    """Write the tables of an override: those of `other` that differ from `tables`."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, table in other.tables.items():
        path = place / f"{name}.csv"
        if table != tables[name]:
            write_csv(table, path)
        else:
            path.unlink(missing_ok=True)
