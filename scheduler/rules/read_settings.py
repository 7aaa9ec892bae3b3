"""``scenario.toml`` to `Settings` (DESIGN.md 4)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scheduler.model import (
    RULE_DEFAULTS,
    RULE_LEVELS,
    DrawSettings,
    Points,
    SessionKind,
    Settings,
    SolveSettings,
    Split,
    TravelSettings,
    Window,
    parse_clock,
)
from scheduler.rules.cells import read_text, read_window
from scheduler.rules.errors import VerifierInputError

NAME = "scenario.toml"


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    VerifierInputError
        If the file is missing, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(read_text(path, name))
    except tomllib.TOMLDecodeError as problem:
        raise VerifierInputError("toml", file=name, problem=problem) from None


def _wrong(table: str, key: str, value: object, expected: str) -> VerifierInputError:
    return VerifierInputError(
        "setting", file=NAME, table=table, name=key, value=value, expected=expected
    )


def _value(table: Mapping[str, Any], name: str, key: str, like: object) -> Any:
    """Return `table[key]`, of the type of `like`, which is also the default."""
    value = table.get(key, like)
    if isinstance(like, bool) or isinstance(value, bool):
        good, expected = isinstance(value, bool) and isinstance(like, bool), "truth"
    elif isinstance(like, int):
        good, expected = isinstance(value, int), "integer"
    elif isinstance(like, float):
        good, expected = isinstance(value, (int, float)), "number"
    else:
        good, expected = isinstance(value, str), "text"
    if not good:
        raise _wrong(name, key, value, expected)
    return value


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(name, name, table, "table")
    return table


def _overlay(made: Any, table: Mapping[str, Any], name: str, *leave: str) -> Any:
    """Return the dataclass `made` with the plain values of a TOML table laid over."""
    known = [field for field in made.__dataclass_fields__ if field not in leave]
    values = {key: _value(table, name, key, getattr(made, key)) for key in known}
    return type(made)(**{**{k: getattr(made, k) for k in leave}, **values})


def _minutes(entry: Mapping[str, Any], key: str) -> int:
    try:
        return parse_clock(str(entry[key]))
    except (KeyError, ValueError):
        raise _wrong("session", key, entry.get(key, ""), "time") from None


def _pause(entry: Mapping[str, Any]) -> Window | None:
    if "break" not in entry:
        return None
    try:
        return read_window(str(entry["break"]))
    except ValueError:
        raise _wrong("session", "break", entry["break"], "windows") from None


def _session(entry: Mapping[str, Any]) -> SessionKind:
    kind = _value(entry, "session", "kind", "")
    covers = tuple(str(other) for other in entry.get("covers", ()))
    made = SessionKind(
        kind, _minutes(entry, "start"), _minutes(entry, "end"), covers, _pause(entry)
    )
    if not kind or made.end <= made.start:
        raise _wrong("session", "end", entry.get("end", ""), "later")
    return made


def _sessions(data: Mapping[str, Any]) -> tuple[SessionKind, ...]:
    entries = data.get("session", [])
    if not entries or not isinstance(entries, list):
        raise _wrong("session", "kind", "", "session")
    sessions = tuple(map(_session, entries))
    kinds = [session.kind for session in sessions]
    for session in sessions:
        if kinds.count(session.kind) > 1:
            raise _wrong("session", "kind", session.kind, "unique")
        for other in session.covers:
            if other not in kinds:
                raise _wrong("session", "covers", other, "session")
    return sessions


def _rules(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    given = _table(data, "rules")
    for rule in given:
        if rule not in RULE_DEFAULTS:
            raise _wrong("rules", rule, "", "rule")
    return {rule: _rule(rule, _table(given, rule)) for rule in RULE_DEFAULTS}


def _rule(rule: str, given: Mapping[str, Any]) -> dict[str, Any]:
    numbers = RULE_DEFAULTS[rule]
    for key in given:
        if key not in numbers:
            raise _wrong(f"rules.{rule}", key, given[key], "number_name")
    made = {key: _value(given, f"rules.{rule}", key, numbers[key]) for key in numbers}
    if made["level"] not in RULE_LEVELS.get(rule, (numbers["level"],)):
        raise _wrong(f"rules.{rule}", "level", made["level"], "level")
    return made


def _points(data: Mapping[str, Any]) -> Points:
    made = Points()
    table = _table(data, "points")
    risk = _table(table, "risk")
    factors = {r: _value(risk, "points.risk", r, made.risk[r]) for r in made.risk}
    numbers = {
        name: _value(table, "points", name, float(getattr(made, name)))
        for name in made.__dataclass_fields__
        if name not in ("scale", "risk")
    }
    scale = _value(table, "points", "scale", made.scale)
    return Points(**numbers, scale=scale, risk=factors)


def _split(data: Mapping[str, Any]) -> Split:
    table = _table(data, "split")
    ratio = table.get("ratio", Split().ratio)
    if len(ratio) != 3 or not all(isinstance(part, int) for part in ratio):
        raise _wrong("split", "ratio", ratio, "ratio")
    made: Split = _overlay(Split(ratio=tuple(ratio)), table, "split", "ratio")
    return made


def read_settings(folder: Path) -> Settings:
    """Read ``scenario.toml`` of a folder.

    Raises
    ------
    VerifierInputError
        If the file is missing or a value is not what the contract says.
    """
    data = read_toml(folder / NAME, NAME)
    head = _table(data, "scenario")
    return Settings(
        name=_value(head, "scenario", "name", ""),
        title=_value(head, "scenario", "title", ""),
        year=_value(head, "scenario", "year", 0),
        sessions=_sessions(data),
        travel=_overlay(TravelSettings(), _table(data, "travel"), "travel"),
        rules=_rules(data),
        points=_points(data),
        split=_split(data),
        draw=_overlay(DrawSettings(), _table(data, "draw"), "draw"),
        solve=_overlay(SolveSettings(), _table(data, "solve"), "solve"),
        overrides=_table(data, "overrides"),
    )
