"""The sections of ``scenario.toml``: sessions, rules, and the plain ones."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from scheduler.data.cells import read_clock, read_window
from scheduler.data.problems import CellError, Problem
from scheduler.model import RISKS, RULE_DEFAULTS, RULE_LEVELS, SessionKind, Window

Part = TypeVar("Part")

# Settings that must be above zero; all other numbers at least zero.
_POSITIVE = frozenset(
    (
        "points.scale",
        "solve.seconds",
        "solve.workers",
        "solve.work",
        "solve.enumerated_visits",
    )
)
_CHOICES = {"split.reading": ("together", "each")}
# So many names are offered for one that nobody knows.
NEAREST = 3
_SESSION_KEYS = ("kind", "start", "end", "covers", "break")


@dataclass
class Report:
    """Collects the problems of one settings file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, setting: str, value: Any, expected: str, **fields: str) -> None:
        """Report one setting; None as value means that it is not there."""
        shown = "" if value is None else str(value)
        self.problems.append(
            Problem(
                self.file, None, setting, shown, expected, fields=tuple(fields.items())
            )
        )

    def unknown(self, section: str, key: str, known: Iterable[str]) -> None:
        """Report a key nobody knows, with the nearest ones that exist."""
        setting = f"{section}.{key}" if section else key
        keys = ("unknown_key", "unknown_key_alone")
        self._with_near(setting, keys, key, known)

    def no_override(self, name: str, known: Iterable[str]) -> None:
        """Report a ``--set`` that is neither a setting nor the name of an override."""
        keys = ("no_override", "no_override_alone")
        self._with_near(name, keys, name, known)

    def _with_near(
        self, setting: str, expected: tuple[str, str], key: str, known: Iterable[str]
    ) -> None:
        near = difflib.get_close_matches(key, list(known), NEAREST, 0.5)
        if near:
            self.add(setting, None, expected[0], near="、".join(near))
        else:
            self.add(setting, None, expected[1])

    def under(self, prefix: str, problem: Problem) -> None:
        """Report a problem that an override causes."""
        self.problems.append(replace(problem, column=f"{prefix}: {problem.column}"))


def read_part(
    kind: type[Part], raw: Mapping[str, Any], name: str, report: Report
) -> Part:
    """Read one plain section into a dataclass of the model."""
    table = raw.get(name, {})
    if not isinstance(table, Mapping):
        report.add(name, table, "section")
        return kind()
    hints = get_type_hints(kind)
    values = {}
    for key, value in table.items():
        if key not in hints:
            report.unknown(name, key, hints)
            continue
        setting = f"{name}.{key}"
        try:
            adapter = TypeAdapter(hints[key])
            values[key] = adapter.validate_python(_ready(setting, value), strict=True)
        except ValidationError as error:
            report.add(setting, value, _expected(error))
            continue
        _check_value(setting, values[key], report)
    if "risk" in values:
        values["risk"] = _risks(kind, values["risk"], report)
    return kind(**values)


def _ready(setting: str, value: Any) -> Any:
    """Return a value in the shape the model has, where TOML has none for it."""
    if setting == "split.ratio":
        if isinstance(value, str):
            value = [int(part) if part.isdigit() else part for part in value.split(":")]
        return tuple(value) if isinstance(value, list) else value
    if setting == "draw.beacon_time" and isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value


def _expected(error: ValidationError) -> str:
    """Return the words' key for what pydantic expected (never its English text)."""
    kinds = {
        "int_type": "setting_int",
        "float_type": "setting_float",
        "bool_type": "setting_bool",
        "string_type": "setting_str",
        "tuple_type": "ratio",
        "missing": "ratio",
        "too_long": "ratio",
    }
    return kinds.get(str(error.errors()[0]["type"]), "setting_kind")


def _check_value(setting: str, value: Any, report: Report) -> None:
    choices = _CHOICES.get(setting)
    if choices is not None and value not in choices:
        report.add(setting, value, "choice", choices="、".join(choices))
    if setting == "split.ratio" and (min(value) < 0 or not sum(value)):
        report.add(setting, value, "ratio")
    numbers = list(value.values()) if isinstance(value, Mapping) else [value]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            continue
        if not math.isfinite(number) or number < 0:
            report.add(setting, number, "number", low="0", high="")
        elif number == 0 and setting in _POSITIVE:
            report.add(setting, number, "positive")


def _risks(kind: type, given: Mapping[str, float], report: Report) -> dict[str, float]:
    for risk in given:
        if risk not in RISKS:
            report.unknown("points.risk", risk, RISKS)
    return {**kind().risk, **{risk: given[risk] for risk in RISKS if risk in given}}


def read_rules(raw: Any, report: Report) -> dict[str, dict[str, Any]]:
    """Lay ``[rules.<id>]`` over the defaults of the rule book."""
    rules = {rule: dict(numbers) for rule, numbers in RULE_DEFAULTS.items()}
    if not isinstance(raw, Mapping):
        report.add("rules", raw, "section")
        return rules
    for rule, numbers in raw.items():
        if rule not in rules:
            report.unknown("rules", rule, rules)
        elif not isinstance(numbers, Mapping):
            report.add(f"rules.{rule}", numbers, "section")
        else:
            for name, value in numbers.items():
                _set_number(rules[rule], rule, name, value, report)
    return rules


def _set_number(
    numbers: dict[str, Any], rule: str, name: str, value: Any, report: Report
) -> None:
    setting = f"rules.{rule}.{name}"
    if name not in numbers:
        report.unknown(f"rules.{rule}", name, numbers)
    elif name == "level":
        levels = RULE_LEVELS.get(rule, (str(numbers["level"]),))
        if value in levels:
            numbers[name] = value
        else:
            report.add(setting, value, "choice", choices="、".join(levels))
    else:
        kind = type(numbers[name])
        if isinstance(value, bool) != (kind is bool) or not isinstance(
            value, (int, float) if kind is float else kind
        ):
            report.add(setting, value, f"setting_{kind.__name__}")
            return
        _check_value(setting, value, report)
        numbers[name] = value


def read_sessions(raw: Any, report: Report) -> tuple[SessionKind, ...]:
    """Read the ``[[session]]`` tables."""
    if not isinstance(raw, list) or not raw:
        report.add("session", None, "sessions_missing")
        return ()
    found: dict[str, SessionKind] = {}
    for place, table in enumerate(raw, 1):
        kind = _read_session(table, f"session {place}", report)
        if kind is None:
            continue
        if kind.kind in found:
            report.add(f"session {place}.kind", kind.kind, "duplicate")
        found[kind.kind] = kind
    for kind in found.values():
        for other in kind.covers:
            if other not in found or other == kind.kind:
                report.add(f"session {kind.kind}.covers", other, "session")
    return tuple(found.values())


def _read_session(table: Any, place: str, report: Report) -> SessionKind | None:
    if not isinstance(table, Mapping):
        report.add(place, table, "section")
        return None
    for key in table:
        if key not in _SESSION_KEYS:
            report.unknown(place, key, _SESSION_KEYS)
    name = table.get("kind")
    if not isinstance(name, str) or not name:
        report.add(f"{place}.kind", name, "setting_str")
        return None
    place = f"session {name}"
    start = _clock(table, place, "start", report)
    end = _clock(table, place, "end", report)
    covers = table.get("covers", [])
    if not isinstance(covers, list) or not all(isinstance(one, str) for one in covers):
        report.add(f"{place}.covers", covers, "sessions")
        covers = []
    if start is None or end is None:
        return None
    if start >= end:
        report.add(f"{place}.end", table["end"], "window_order")
    pause = _pause(
        table.get("break"), f"session {name}.break", Window(start, end), report
    )
    return SessionKind(name, start, end, tuple(covers), pause)


def _clock(
    table: Mapping[str, Any], place: str, key: str, report: Report
) -> int | None:
    value = table.get(key)
    if isinstance(value, dt.time):
        value = value.strftime("%H:%M")
    try:
        return read_clock(value) if isinstance(value, str) else _no_clock()
    except CellError as error:
        report.add(f"{place}.{key}", value, error.expected)
        return None


def _no_clock() -> int:
    raise CellError("clock")


def _pause(value: Any, setting: str, span: Window, report: Report) -> Window | None:
    if value is None or value == "":
        return None
    try:
        pause = read_window(str(value))
    except CellError as error:
        report.add(setting, value, error.expected)
        return None
    if not (span.start < pause.start and pause.end < span.end):
        report.add(setting, value, "break_inside")
    return pause
