"""``scenario.toml`` to Settings: every problem is reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.data.overrides import TABLES_KEY, applied, chosen, settings_of
from scheduler.data.problems import Problem
from scheduler.data.settings_parts import Report, read_part, read_rules, read_sessions
from scheduler.model import (
    DrawSettings,
    Points,
    Settings,
    SolveSettings,
    Split,
    TravelSettings,
)

_SECTIONS = (
    "scenario",
    "session",
    "travel",
    "rules",
    "points",
    "split",
    "draw",
    "solve",
    "overrides",
)
_SCENARIO = {"name": str, "title": str, "year": int}


def read_settings(
    text: str, file: str, overrides: Sequence[str] = ()
) -> tuple[Settings | None, list[Problem]]:
    """Read ``scenario.toml`` with `overrides` applied.

    Every ``[overrides.<name>]`` is checked, applied or not.

    Returns
    -------
    tuple
        The settings (None if they cannot be used) and the problems found.
    """
    try:
        raw = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place[1]) if place else None
        return None, [Problem(file, row, "", "", "toml")]
    report = Report(file)
    _read(raw, report)
    _check_overrides(raw, report)
    changes, unknown = chosen(raw, overrides)
    names = sorted(_overrides(raw, Report(file)))
    for name in unknown:
        report.no_override(name, names)
    if report.problems:
        return None, report.problems
    settings = _read(applied(raw, changes), report)
    return (None if report.problems else settings), report.problems


def _read(raw: Mapping[str, Any], report: Report) -> Settings:
    for key in raw:
        if key not in _SECTIONS:
            report.unknown("", key, _SECTIONS)
    named = _read_scenario(raw.get("scenario"), report)
    return Settings(
        name=named["name"],
        title=named["title"],
        year=named["year"],
        sessions=read_sessions(raw.get("session"), report),
        travel=read_part(TravelSettings, raw, "travel", report),
        rules=read_rules(raw.get("rules", {}), report),
        points=read_part(Points, raw, "points", report),
        split=read_part(Split, raw, "split", report),
        draw=read_part(DrawSettings, raw, "draw", report),
        solve=read_part(SolveSettings, raw, "solve", report),
        overrides=_overrides(raw, report),
    )


def _read_scenario(raw: Any, report: Report) -> dict[str, Any]:
    values: dict[str, Any] = {"name": "", "title": "", "year": 1}
    if not isinstance(raw, Mapping):
        report.add("scenario", raw, "section")
        return values
    for key in raw:
        if key not in _SCENARIO:
            report.unknown("scenario", key, tuple(_SCENARIO))
    for key, kind in _SCENARIO.items():
        value = raw.get(key)
        if not isinstance(value, kind) or isinstance(value, bool) or not value:
            report.add(f"scenario.{key}", value, f"setting_{kind.__name__}")
        elif key == "year" and not 2000 <= raw["year"] <= 2999:
            report.add("scenario.year", value, "year")
        else:
            values[key] = value
    return values


def _overrides(raw: Mapping[str, Any], report: Report) -> dict[str, dict[str, Any]]:
    found = {}
    table = raw.get("overrides", {})
    if not isinstance(table, Mapping):
        report.add("overrides", table, "section")
        return {}
    for name, changes in table.items():
        if isinstance(changes, Mapping):
            found[name] = _override(name, changes, report)
        else:
            report.add(f"overrides.{name}", changes, "section")
    return found


def _override(name: str, changes: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Return an override flat; its tables are the name of one folder."""
    flat = settings_of(changes)
    if TABLES_KEY in changes:
        folder = changes[TABLES_KEY]
        if not isinstance(folder, str) or not folder:
            report.add(f"overrides.{name}.{TABLES_KEY}", folder, "table_folder")
        else:
            flat[TABLES_KEY] = folder
    return flat


def _check_overrides(raw: Mapping[str, Any], report: Report) -> None:
    """Report what each override would break, beyond what is already wrong."""
    before = list(report.problems)
    base = {key: value for key, value in raw.items() if key != "overrides"}
    for name, changes in _overrides(raw, Report(report.file)).items():
        trial = Report(report.file)
        _read(applied(base, settings_of(changes)), trial)
        for problem in trial.problems:
            if problem not in before:
                report.under(f"overrides.{name}", problem)
