"""The CSV files of a published week: exactly the columns of the contract."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from scheduler.model import (
    Assignment,
    DrawStep,
    RegisterRow,
    Round,
    Timetable,
    Visit,
    clock,
)
from scheduler.report.measures import MeasureRow

TIMETABLE = (
    *("visit", "round", "order", "date", "session", "start", "end", "district"),
    *("town", "site", "site_name", "checks", "lead", "departments", "officers"),
    *("full", "cap_use"),
)
ROUNDS = (
    *("round", "date", "session", "district", "base", "depart", "return", "towns"),
    *("officers", "vehicles", "lead", "travel_minutes", "on_site_minutes"),
)
ASSIGNMENTS = (
    *("officer", "round", "date", "session", "department", "qualification_used"),
    "help",
)
DRAW = ("step", "pool", "round", "seat", "officer", "key", "outcome", "reason")
REGISTER = (
    *("row_kind", "row_id", "site", "item", "department", "outcome", "visit"),
    *("reason", "clause"),
)
MEASURES = ("measure", "value", "unit", "baseline", "change", "definition")

Cell = str | int | float | None


def number(value: float | None) -> Cell:
    """Return a number as written in a table: four decimals at most, None empty."""
    if value is None:
        return ""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write UTF-8 with line feeds only, fields quoted only where needed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_timetable(timetable: Timetable, folder: Path) -> None:
    """Write the five tables and ``commit.json`` of a timetable."""
    write_csv(folder / "timetable.csv", TIMETABLE, map(_visit, timetable.visits))
    write_csv(folder / "rounds.csv", ROUNDS, map(_round, timetable.rounds))
    write_csv(
        folder / "assignments.csv",
        ASSIGNMENTS,
        map(_assignment, timetable.assignments),
    )
    write_csv(folder / "draw.csv", DRAW, map(_step, timetable.draw))
    write_csv(folder / "register.csv", REGISTER, map(_register, timetable.register))
    (folder / "commit.json").write_bytes(timetable.commit)


def write_measures(rows: Iterable[MeasureRow], folder: Path) -> None:
    """Write ``measures.csv``."""
    write_csv(folder / "measures.csv", MEASURES, map(_measure, rows))


def _visit(v: Visit) -> Sequence[Cell]:
    return (
        v.visit,
        v.round,
        v.order,
        v.date.isoformat(),
        v.session,
        clock(v.start),
        clock(v.end),
        v.district,
        v.town,
        v.site,
        v.site_name,
        ";".join(str(ref) for ref in v.checks),
        v.lead,
        ";".join(v.departments),
        ";".join(v.officers),
        int(v.full),
        v.cap_use,
    )


def _round(r: Round) -> Sequence[Cell]:
    return (
        r.round,
        r.date.isoformat(),
        r.session,
        r.district,
        r.base,
        clock(r.depart),
        clock(r.return_),
        ";".join(r.towns),
        ";".join(r.officers),
        ";".join(r.vehicles),
        r.lead,
        r.travel_minutes,
        r.on_site_minutes,
    )


def _assignment(a: Assignment) -> Sequence[Cell]:
    return (
        a.officer,
        a.round,
        a.date.isoformat(),
        a.session,
        a.department,
        ";".join(a.qualification_used),
        int(a.help),
    )


def _step(s: DrawStep) -> Sequence[Cell]:
    return (s.step, s.pool, s.round, s.seat, s.officer, s.key, s.outcome, s.reason)


def _register(r: RegisterRow) -> Sequence[Cell]:
    return (
        r.row_kind,
        r.row_id,
        r.site,
        r.item,
        r.department,
        r.outcome,
        r.visit,
        r.reason,
        r.clause,
    )


def _measure(m: MeasureRow) -> Sequence[Cell]:
    return (
        m.measure,
        number(m.value),
        m.unit,
        number(m.baseline),
        number(m.change),
        m.definition,
    )
