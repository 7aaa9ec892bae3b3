"""A published folder to `Published`: inputs, tables, result, commit, digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from scheduler.model import (
    Assignment,
    CheckRef,
    DrawStep,
    RegisterRow,
    Round,
    Scenario,
    Timetable,
    Visit,
    Week,
)
from scheduler.rules.cells import Row, read_rows, read_text
from scheduler.rules.core import Published
from scheduler.rules.errors import VerifierInputError
from scheduler.rules.read_input import read_scenario

T = TypeVar("T")
OUTCOMES = ("planned", "merged", "deferred", "remote", "returned", "removed", "done")
DRAW_OUTCOMES = ("drawn", "passed", "excluded", "moved", "pinned", "solved")


def _visit(r: Row) -> Visit:
    return Visit(
        r.text("visit"),
        r.text("round"),
        r.integer("order"),
        r.date("date"),
        r.text("session"),
        r.time("start"),
        r.time("end"),
        r.text("district"),
        r.text("town"),
        r.text("site"),
        r.plain("site_name"),
        r.each("checks", "check", CheckRef.parse),
        r.plain("lead"),
        r.list("departments"),
        r.list("officers"),
        r.flag("full"),
        r.plain("cap_use"),
    )


def _round(r: Row) -> Round:
    return Round(
        r.text("round"),
        r.date("date"),
        r.text("session"),
        r.text("district"),
        r.text("base"),
        r.time("depart"),
        r.time("return"),
        r.list("towns"),
        r.list("officers"),
        r.list("vehicles"),
        r.plain("lead"),
        r.integer("travel_minutes"),
        r.integer("on_site_minutes"),
    )


def _assignment(r: Row) -> Assignment:
    return Assignment(
        r.text("officer"),
        r.text("round"),
        r.date("date"),
        r.text("session"),
        r.text("department"),
        r.list("qualification_used"),
        r.flag("help"),
    )


def _draw_step(r: Row) -> DrawStep:
    return DrawStep(
        r.integer("step"),
        r.text("pool"),
        r.text("round"),
        r.integer("seat"),
        r.text("officer"),
        r.plain("key"),
        r.choice("outcome", *DRAW_OUTCOMES),  # type: ignore[arg-type]
        r.plain("reason"),
    )


def _register_row(r: Row) -> RegisterRow:
    return RegisterRow(
        r.choice("row_kind", "plan", "request"),  # type: ignore[arg-type]
        r.text("row_id"),
        r.plain("site"),
        r.plain("item"),
        r.plain("department"),
        r.choice("outcome", *OUTCOMES),  # type: ignore[arg-type]
        r.plain("visit"),
        r.plain("reason"),
        r.plain("clause"),
    )


def _table(
    folder: Path,
    name: str,
    read: Callable[[Row], T],
    known: dict[str, set[str]],
    where: str = "",
) -> tuple[T, ...]:
    """Read one output table; ids that no judgement can do without must be known."""
    rows = read_rows(folder, name, where)
    for row in rows:
        for column, ids in known.items():
            for value in row.list(column):
                if value not in ids:
                    raise row.wrong(column, f"known_{column}")
    return tuple(map(read, rows))


def _frame(scenario: Scenario) -> dict[str, set[str]]:
    return {
        "session": {kind.kind for kind in scenario.settings.sessions},
        "district": set(scenario.district),
        "town": set(scenario.town),
        "towns": set(scenario.town),
        "base": set(scenario.town),
        "site": set(scenario.site),
    }


def _pick(known: dict[str, set[str]], *columns: str) -> dict[str, set[str]]:
    return {column: known[column] for column in columns}


def _read_timetable(
    folder: Path, week: str, scenario: Scenario, where: str = ""
) -> Timetable:
    """Read the three tables that a week under `after/` keeps too."""
    known = _frame(scenario)
    round_ids = _pick(known, "session", "district", "base", "towns")
    rounds = _table(folder, "rounds.csv", _round, round_ids, where)
    known["round"] = {row.round for row in rounds}
    visit_ids = _pick(known, "session", "district", "town", "site", "round")
    assigned_ids = _pick(known, "session", "round")
    return Timetable(
        week,
        _table(folder, "timetable.csv", _visit, visit_ids, where),
        rounds,
        _table(folder, "assignments.csv", _assignment, assigned_ids, where),
    )


def _after(inputs: Path, scenario: Scenario) -> tuple[Timetable, ...]:
    folder = inputs / "after"
    if not folder.is_dir():
        return ()
    weeks = []
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        where = f"inputs/after/{path.name}/"
        week = str(_week(path.name, where))
        weeks.append(_read_timetable(path, week, scenario, where))
    return tuple(weeks)


def _week(text: object, file: str) -> Week:
    try:
        return Week.parse(str(text))
    except ValueError:
        raise VerifierInputError("week", file=file, value=text) from None


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """Read a JSON object.

    Raises
    ------
    VerifierInputError
        If the file is missing, is not UTF-8 or holds no JSON object.
    """
    try:
        data = json.loads(read_text(folder / name, name))
    except json.JSONDecodeError as problem:
        raise VerifierInputError("json", file=name, problem=problem) from None
    if not isinstance(data, dict):
        raise VerifierInputError("json", file=name, problem=type(data).__name__)
    return data


def digest_of(folder: Path) -> str:
    """Return the digest of all files below a folder (docs/draw.md 1).

    Parameters
    ----------
    folder : Path
        The folder ``inputs/``.

    Returns
    -------
    str
        SHA-256 in lowercase hex over path and SHA-256 of every file, by path.
    """
    files = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file()
    }
    fields = [
        field
        for name in sorted(files)
        for field in (name, hashlib.sha256(files[name].read_bytes()).hexdigest())
    ]
    return hashlib.sha256("\n".join(fields).encode("utf-8")).hexdigest()


def read_published(folder: Path) -> Published:
    """Read a published week: its inputs and its outputs, nothing computed.

    Parameters
    ----------
    folder : Path
        ``outputs/<scenario>/<week>/`` of DESIGN.md 9.

    Raises
    ------
    VerifierInputError
        If the folder, a file, a cell or an id cannot be read; the sentence names it.
    """
    if not folder.is_dir():
        raise VerifierInputError("folder", file=folder)
    result = read_json(folder, "result.json")
    if result.get("status") not in ("OPTIMAL", "FEASIBLE"):
        raise VerifierInputError("status", status=result.get("status", ""))
    week = _week(read_json(folder, "commit.json").get("week", ""), "commit.json")
    scenario = read_scenario(folder / "inputs")
    made = _read_timetable(folder, str(week), scenario)
    timetable = Timetable(
        str(week),
        made.visits,
        made.rounds,
        made.assignments,
        _table(folder, "draw.csv", _draw_step, {}),
        _table(folder, "register.csv", _register_row, {}),
        (folder / "commit.json").read_bytes(),
    )
    return Published(
        scenario,
        week,
        timetable,
        _after(folder / "inputs", scenario),
        result,
        digest_of(folder / "inputs"),
    )
