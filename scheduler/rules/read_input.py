"""``inputs/`` of an output folder to a `Scenario`: the verifier's own reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.model import Calendar, CalendarDay, Clause, Scenario
from scheduler.model.calendar import Date
from scheduler.rules.cells import Row, read_rows
from scheduler.rules.errors import VerifierInputError
from scheduler.rules.read_settings import read_settings, read_toml
from scheduler.rules.read_tables import READERS
from scheduler.rules.table_keys import KEYS, NEEDED, REFERENCES


def _where(folder: Path) -> str:
    return f"{folder.name}/"


def _unique(rows: list[Row], columns: tuple[str, ...]) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row.plain(column) for column in columns)
        if key in seen:
            raise row.wrong(columns[-1], "unique")
        seen.add(key)


def _references(tables: dict[str, list[Row]]) -> None:
    for table, column, target in REFERENCES:
        known = {row.plain(KEYS[target][0]) for row in tables[target]}
        for row in tables[table]:
            for value in row.list(column):
                if value not in known:
                    raise row.wrong(column, f"{target}.csv")


def _calendar(folder: Path) -> Calendar:
    days: dict[Date, CalendarDay] = {}
    for row in read_rows(folder, "calendar.csv", _where(folder)):
        date = row.date("date")
        if date in days:
            raise row.wrong("date", "unique")
        days[date] = CalendarDay(date, row.flag("working"), row.plain("note"))
    return Calendar(days)


def _travel(folder: Path) -> dict[tuple[str, str], int]:
    return {
        (row.text("from_town"), row.text("to_town")): row.integer("minutes")
        for row in read_rows(folder, "travel.csv", _where(folder), needed=False)
    }


def read_clauses(folder: Path) -> dict[str, Clause]:
    """Read ``clauses.toml``: clause key -> source, article, quotation, date.

    Raises
    ------
    VerifierInputError
        If the file is missing or an entry lacks one of its texts.
    """
    path = folder / "clauses.toml"
    name = _where(folder) + path.name
    clauses = {}
    for key, entry in read_toml(path, name).items():
        texts: dict[str, Any] = entry if isinstance(entry, dict) else {}
        for part in ("source", "article", "quotation"):
            if not isinstance(texts.get(part), str) or not texts[part]:
                raise VerifierInputError("clause", file=name, clause=key, part=part)
        date = texts.get("date")
        clauses[key] = Clause(
            key,
            texts["source"],
            texts["article"],
            texts["quotation"],
            date if isinstance(date, Date) else None,
        )
    return clauses


def read_scenario(folder: Path) -> Scenario:
    """Read the input tables of a week.

    Parameters
    ----------
    folder : Path
        The folder ``inputs/`` (or any scenario folder) with CSV tables,
        ``scenario.toml`` and ``clauses.toml``.

    Raises
    ------
    VerifierInputError
        With file, row, column, value and what was expected.
    """
    settings = read_settings(folder)
    tables = {
        table: read_rows(folder, f"{table}.csv", _where(folder), needed=table in NEEDED)
        for table in READERS
    }
    for table, columns in KEYS.items():
        _unique(tables[table], columns)
    _references(tables)
    objects: dict[str, Any] = {
        table: tuple(map(READERS[table], rows)) for table, rows in tables.items()
    }
    return Scenario(
        settings=settings,
        calendar=_calendar(folder),
        travel_given=_travel(folder),
        clauses=read_clauses(folder),
        **objects,
    )
