"""Published weeks as files, and the copy of the inputs kept beside an output."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scheduler.data.checks.references import duplicate_keys
from scheduler.data.checks.view import View
from scheduler.data.clauses import clauses_text
from scheduler.data.convert import Parsed, parse, written
from scheduler.data.load import Loaded
from scheduler.data.overrides import TABLES_KEY
from scheduler.data.problems import DataError, Problem
from scheduler.data.read_csv import presence, read_table
from scheduler.data.save import save, write_csv
from scheduler.data.schema import PUBLISHED, Table
from scheduler.data.settings_out import settings_text
from scheduler.model import Settings, Timetable, Week

# Table name to field of Timetable.
_FIELDS = {
    "timetable": "visits",
    "rounds": "rounds",
    "assignments": "assignments",
    "draw": "draw",
    "register": "register",
}
_KEPT = ("timetable", "rounds", "assignments")


def read_published(folder: Path | str) -> Timetable:
    """Read a published week from its output folder.

    ``timetable.csv``, ``rounds.csv`` and ``assignments.csv`` must be there;
    ``draw.csv``, ``register.csv`` and ``commit.json`` are read where they are.

    Raises
    ------
    DataError
        With all problems at once.
    """
    place = Path(folder)
    if not place.is_dir():
        raise DataError([Problem(str(folder), None, "", "", "no_output")])
    problems: list[Problem] = []
    parsed: dict[str, Parsed] = {}
    for table in PUBLISHED:
        found = _read(place, table, problems)
        if found is not None:
            parsed[table.name] = found
    problems += duplicate_keys(View(parsed, None))
    commit = place / "commit.json"
    committed = commit.read_bytes() if commit.is_file() else b""
    week = _week(place, parsed, committed, problems)
    if week is None or any(problem.level == "error" for problem in problems):
        raise DataError(problems)
    rows: dict[str, Any] = {
        _FIELDS[name]: rows.build() for name, rows in parsed.items()
    }
    return Timetable(str(week), commit=committed, **rows)


def _read(folder: Path, table: Table, problems: list[Problem]) -> Parsed | None:
    path = folder / f"{table.name}.csv"
    # The folder's name tells several weeks given with --after apart.
    file = f"{folder.name}/{path.name}"
    if not path.is_file():
        problems += presence(table, None, file)
        return None
    text, faults = read_table(path, table, file)
    problems += faults
    if text is None:
        return None
    parsed, faults = parse(table, text)
    problems += faults
    return parsed


def _week(
    folder: Path, parsed: dict[str, Parsed], commit: bytes, problems: list[Problem]
) -> Week | None:
    """Return the week: as committed, else of the first visit, else by the folder."""
    view = View(parsed, None)
    dates = {name: list(view.rows(name, "date")) for name in _KEPT if name in parsed}
    week = _committed(folder, commit, problems)
    first = next((rows[0][1] for rows in dates.values() if rows), None)
    if week is None and first is not None:
        week = Week.of(first)
    if week is None:
        try:
            week = Week.parse(folder.resolve().name)
        except ValueError:
            problems.append(Problem(folder.name, None, "", "", "no_week"))
            return None
    for name, rows in dates.items():
        for row, date in rows:
            if Week.of(date) != week:
                problems.append(
                    parsed[name].problem(row, "date", "outside_week", week=str(week))
                )
    return week


def _committed(folder: Path, commit: bytes, problems: list[Problem]) -> Week | None:
    if not commit:
        return None
    try:
        return Week.parse(str(json.loads(commit)["week"]))
    except (ValueError, KeyError, TypeError):
        file = f"{folder.name}/commit.json"
        problems.append(Problem(file, None, "week", "", "week"))
        return None


def published_chain(folders: Sequence[Path | str]) -> tuple[Timetable, ...]:
    """Read published weeks, and the weeks that those were planned after.

    A week planned after another counts on its visits, so whoever plans after it has
    to count them too; they stand in its ``inputs/after``. Given folders come first.

    Raises
    ------
    DataError
        If a week cannot be read.
    """
    weeks = [read_published(folder) for folder in folders]
    known = {week.week for week in weeks}
    for folder in folders:
        for place in sorted((Path(folder) / "inputs" / "after").glob("*")):
            earlier = read_published(place)
            if earlier.week not in known:
                known.add(earlier.week)
                weeks.append(earlier)
    return tuple(weeks)


def _alone(settings: Settings) -> Settings:
    """Return settings without overrides whose tables are not in the copy."""
    kept = {n: o for n, o in settings.overrides.items() if TABLES_KEY not in o}
    return replace(settings, overrides=kept)


def write_inputs(
    loaded: Loaded, after: Sequence[Path | str | Timetable], folder: Path | str
) -> None:
    """Write ``inputs/``: all that a week was planned from, to verify it for ever.

    Parameters
    ----------
    loaded : Loaded
        The scenario; its tables are written in canonical text with extra columns.
    after : sequence of Path, str or Timetable
        Published weeks counted provisionally; kept as ``after/<week>/*.csv``.
    folder : Path or str
        The folder ``inputs`` itself.

    Raises
    ------
    DataError
        If a week of `after` cannot be read.
    """
    place = Path(folder)
    weeks = [
        one if isinstance(one, Timetable) else read_published(one) for one in after
    ]
    scenario = loaded.scenario
    save(
        replace(
            loaded.tables,
            # With every number: the copy must not depend on later defaults.
            scenario=settings_text(_alone(scenario.settings), full=True),
            clauses=clauses_text(scenario.clauses),
        ),
        place,
    )
    for week in weeks:
        target = place / "after" / week.week
        target.mkdir(parents=True, exist_ok=True)
        for table in PUBLISHED:
            if table.name in _KEPT:
                rows = getattr(week, _FIELDS[table.name])
                write_csv(written(table, rows), target / f"{table.name}.csv")
