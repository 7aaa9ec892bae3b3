"""Loading a scenario: a folder of CSV tables or one workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.data.build import build
from scheduler.data.checks import CHECKS, SCENARIO_CHECKS, View
from scheduler.data.clauses import find_clauses, read_clauses
from scheduler.data.convert import Parsed, parse
from scheduler.data.decode import read_text
from scheduler.data.override_tables import with_tables
from scheduler.data.problems import DataError, Problem
from scheduler.data.read_csv import presence, read_table, strangers
from scheduler.data.read_workbook import read_workbook
from scheduler.data.schema import TABLES
from scheduler.data.settings import read_settings
from scheduler.data.text import Tables, TextTable
from scheduler.model import Scenario


@dataclass(frozen=True)
class Loaded:
    """A scenario with the tables it came from.

    `tables` hold canonical text (ISO dates, 0/1, defaults filled in) and every extra
    column; `problems` are warnings and notes only; `overrides` were applied.
    """

    scenario: Scenario
    tables: Tables
    folder: Path
    problems: tuple[Problem, ...] = ()
    overrides: tuple[str, ...] = ()


def load(path: Path | str, overrides: Sequence[str] = ()) -> Loaded:
    """Load a scenario folder or workbook.

    Parameters
    ----------
    path : Path or str
        A folder with ``scenario.toml`` and CSV tables, or one ``.xlsx`` workbook.
    overrides : sequence of str
        Names of ``[overrides.<name>]``, which hold settings, a folder of tables or
        both, or settings such as ``rules.minimum_gap.days=20``; later ones win.

    Raises
    ------
    DataError
        With all problems at once, if there is any error.
    """
    place = Path(path)
    if place.is_dir():
        tables, problems = read_folder(place)
        folder = place
    elif place.is_file():
        tables, problems = read_workbook(place)
        folder = place.parent
    else:
        raise DataError([Problem(str(path), None, "", "", "no_folder")])
    return assemble(tables, folder, problems, overrides)


def read_folder(folder: Path) -> tuple[Tables, list[Problem]]:
    """Read the text of every table of a folder."""
    problems: list[Problem] = strangers(folder)
    tables: dict[str, TextTable] = {}
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        tables[table.name] = TextTable({}, path.name)
        if not path.is_file():
            problems += presence(table, None, path.name)
            continue
        text, faults = read_table(path, table)
        problems += faults
        if text is not None:
            tables[table.name] = text
            problems += presence(table, text, path.name)
    scenario, faults = _text(folder / "scenario.toml", "scenario.toml")
    problems += faults
    clauses, clauses_file = "", "clauses.toml"
    found = find_clauses(folder)
    if found is not None:
        clauses_file = f"{found.parent.name}/{found.name}"
        clauses, faults = _text(found, clauses_file)
        problems += faults
    return Tables(tables, scenario, clauses, "scenario.toml", clauses_file), problems


def _text(path: Path, file: str) -> tuple[str, list[Problem]]:
    if not path.is_file():
        return "", [Problem(file, None, "", "", "missing_file")]
    return read_text(path, file)


def assemble(
    tables: Tables,
    folder: Path,
    problems: Sequence[Problem],
    overrides: Sequence[str] = (),
) -> Loaded:
    """Turn text tables into a scenario.

    Raises
    ------
    DataError
        With all problems at once, those given included, if there is any error.
    """
    tables, replaced = with_tables(tables, folder, overrides)
    found = list(problems)
    parsed = _parse_all(tables, found)
    settings = None
    if not any(p.file == tables.scenario_file and p.level == "error" for p in found):
        settings, faults = read_settings(
            tables.scenario, tables.scenario_file, overrides
        )
        found += faults
    found += replaced
    clauses, faults = read_clauses(tables.clauses, tables.clauses_file)
    found += faults
    view = View(parsed, settings, _absent(tables))
    for check in CHECKS:
        found += check(view)
    if settings is None or any(problem.level == "error" for problem in found):
        raise DataError(_sorted(found))
    scenario = build(parsed, settings, clauses)
    for scenario_check in SCENARIO_CHECKS:
        found += scenario_check(scenario, view)
    canonical = {name: table.text for name, table in parsed.items()}
    return Loaded(
        scenario,
        replace(tables, tables=canonical),
        folder,
        tuple(_sorted(found)),
        tuple(overrides),
    )


def _parse_all(tables: Tables, found: list[Problem]) -> dict[str, Parsed]:
    parsed = {}
    for table in TABLES:
        text = tables.tables.get(table.name, TextTable({}))
        parsed[table.name], faults = parse(table, text)
        found += faults
    return parsed


def _absent(tables: Tables) -> frozenset[str]:
    """Return the tables that had to be there, or to have rows, and do not."""
    names = set()
    for table in TABLES:
        text = tables.tables.get(table.name, TextTable({}))
        needs_rows = table.presence == "rows"
        unread = not text.columns and table.presence != "free"
        if unread or (needs_rows and not len(text)):
            names.add(table.name)
    return frozenset(names)


def _sorted(problems: Sequence[Problem]) -> list[Problem]:
    """Return errors first, then by file and row, each once."""
    order: Mapping[str, int] = {"error": 0, "warning": 1, "info": 2}
    return sorted(
        dict.fromkeys(problems),
        key=lambda p: (order[p.level], p.file, p.row or 0, p.column),
    )
