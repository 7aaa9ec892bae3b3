"""Overrides that name tables: ``tables = "folder"`` beside the scenario.

Every CSV table of the folder replaces the scenario's table of that name, whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scheduler.data.overrides import TABLES_KEY
from scheduler.data.problems import Problem
from scheduler.data.read_csv import presence, read_table, strangers
from scheduler.data.schema import TABLES
from scheduler.data.text import Tables


def with_tables(
    tables: Tables, folder: Path, names: Sequence[str]
) -> tuple[Tables, list[Problem]]:
    """Return the tables with those of the overrides asked for; later ones win.

    Parameters
    ----------
    folder : Path
        Where the scenario is; of a workbook, the folder it lies in.
    """
    found = dict(tables.tables)
    problems: list[Problem] = []
    for name, value in _asked(tables.scenario, names):
        place = folder / value
        setting = f"overrides.{name}.{TABLES_KEY}"
        there = [t for t in TABLES if (place / f"{t.name}.csv").is_file()]
        problems += strangers(place, f"{value}/")
        if not there:
            expected = "empty_table_folder" if place.is_dir() else "no_table_folder"
            problems.append(
                Problem(tables.scenario_file, None, setting, value, expected)
            )
        for table in there:
            file = f"{value}/{table.name}.csv"
            text, faults = read_table(folder / file, table, file)
            problems += faults
            if text is not None:
                found[table.name] = text
                problems += presence(table, text, file)
    return replace(tables, tables=found), problems


def _asked(scenario: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield name and folder of the overrides asked for; bad ones are told elsewhere."""
    try:
        raw = tomllib.loads(scenario.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return
    known: Any = raw.get("overrides")
    for name in names:
        changes = known.get(name) if isinstance(known, Mapping) else None
        value = changes.get(TABLES_KEY) if isinstance(changes, Mapping) else None
        if isinstance(value, str) and value:
            yield name, value
