"""Writes a `Published` as the folder that a reader reads: plain csv, no pandas."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from scheduler import model
from scheduler.model import Calendar, Scenario, Season, SessionKind, Window, clock
from scheduler.rules.core import Published

POLICY = Path(__file__).parents[1] / "scenarios" / "policy"
# What the contract calls columns whose name Python keeps for itself.
COLUMN = {"from_": "from", "list_": "list", "return_": "return"}
TIMES = ("start", "end", "depart", "return_", "open_from", "open_until")
TABLES: dict[str, type] = {
    "districts": model.District,
    "towns": model.Town,
    "departments": model.Department,
    "officers": model.Officer,
    "absences": model.Absence,
    "invitations": model.Invitation,
    "vehicles": model.Vehicle,
    "vehicle_outages": model.VehicleOutage,
    "items": model.Item,
    "item_departments": model.ItemDepartment,
    "frequencies": model.Frequency,
    "delegations": model.Delegation,
    "sites": model.Site,
    "site_items": model.SiteItem,
    "closures": model.Closure,
    "caps": model.Cap,
    "recusals": model.Recusal,
    "plan": model.PlanRow,
    "requests": model.Request,
    "draws": model.SiteDraw,
    "draw_frame": model.DrawFrameRow,
    "history": model.HistoryRow,
    "pins": model.Pin,
}
OUTPUTS: dict[str, tuple[str, type]] = {
    "timetable": ("visits", model.Visit),
    "rounds": ("rounds", model.Round),
    "assignments": ("assignments", model.Assignment),
    "draw": ("draw", model.DrawStep),
    "register": ("register", model.RegisterRow),
}


def cell(name: str, value: Any) -> str:
    """One value as a cell of the contract (DESIGN.md 4)."""
    if value is None:
        return ""
    if name == "answer":
        return "yes" if value else "no"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(cell("", part) for part in value)
    if isinstance(value, Window):
        return f"{clock(value.start)}-{clock(value.end)}"
    if isinstance(value, Season):
        (a, b), (c, d) = value.start, value.end
        return f"{a:02d}-{b:02d}..{c:02d}-{d:02d}"
    return clock(value) if name in TIMES else str(value)


def write_rows(path: Path, kind: type, rows: Iterable[Any]) -> None:
    """Write the rows of one table under its header."""
    names = [field.name for field in fields(kind)]
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow([COLUMN.get(name, name) for name in names])
        out.writerows([cell(n, getattr(row, n)) for n in names] for row in rows)


def _calendar(calendar: Calendar, folder: Path) -> None:
    rows = [calendar.days[date] for date in sorted(calendar.days)]
    write_rows(folder / "calendar.csv", model.CalendarDay, rows)


def _session(kind: SessionKind) -> str:
    lines = [
        "[[session]]",
        f'kind = "{kind.kind}"',
        f'start = "{clock(kind.start)}"',
        f'end = "{clock(kind.end)}"',
    ]
    if kind.covers:
        lines.append(f"covers = {json.dumps(kind.covers)}")
    if kind.pause:
        lines.append(f'break = "{cell("", kind.pause)}"')
    return "\n".join(lines)


def _toml(scenario: Scenario) -> str:
    settings = scenario.settings
    parts = [
        f'[scenario]\nname = "{settings.name}"\ntitle = "{settings.title}"\n'
        f"year = {settings.year}",
        *map(_session, settings.sessions),
        f'[draw]\nbeacon_source = "{settings.draw.beacon_source}"\n'
        f'beacon_time = "{settings.draw.beacon_time}"',
    ]
    for rule, numbers in settings.rules.items():
        lines = [f"{name} = {json.dumps(value)}" for name, value in numbers.items()]
        parts.append("\n".join((f"[rules.{rule}]", *lines)))
    return "\n\n".join(parts) + "\n"


def write_inputs(scenario: Scenario, folder: Path) -> None:
    """Write the tables, ``scenario.toml`` and the committed ``clauses.toml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, kind in TABLES.items():
        write_rows(folder / f"{table}.csv", kind, getattr(scenario, table))
    _calendar(scenario.calendar, folder)
    with (folder / "travel.csv").open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(["from_town", "to_town", "minutes"])
        out.writerows([*pair, n] for pair, n in scenario.travel_given.items())
    (folder / "scenario.toml").write_text(_toml(scenario), encoding="utf-8")
    shutil.copy(POLICY / "clauses.toml", folder / "clauses.toml")


def write_week(published: Published, folder: Path) -> Path:
    """Write the inputs, the five tables, ``result.json`` and ``commit.json``."""
    write_inputs(published.scenario, folder / "inputs")
    table = published.timetable
    for name, (field, kind) in OUTPUTS.items():
        write_rows(folder / f"{name}.csv", kind, getattr(table, field))
    for after in published.after:
        kept = folder / "inputs" / "after" / after.week
        kept.mkdir(parents=True)
        for name in ("timetable", "rounds", "assignments"):
            field, kind = OUTPUTS[name]
            write_rows(kept / f"{name}.csv", kind, getattr(after, field))
    result = json.dumps(dict(published.result), ensure_ascii=False)
    (folder / "result.json").write_text(result, encoding="utf-8")
    commit = table.commit or json.dumps({"week": table.week}).encode()
    (folder / "commit.json").write_bytes(commit)
    return folder


def edit_cell(folder: Path, file: str, line: int, column: str, value: str) -> None:
    """Change one cell of a CSV file; `line` counts the header as 1."""
    path = folder / file
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
