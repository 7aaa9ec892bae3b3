"""Settings back to ``scenario.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from scheduler.data.toml_out import dump
from scheduler.model import RULE_DEFAULTS, SessionKind, Settings, clock


def settings_text(settings: Settings, *, full: bool = False) -> str:
    """Return settings as TOML.

    Parameters
    ----------
    full : bool
        Write every rule with all its numbers, not only those that differ from the
        rule book: so a copy kept for later does not depend on its defaults.
    """
    table: dict[str, Any] = {
        "scenario": {
            "name": settings.name,
            "title": settings.title,
            "year": settings.year,
        },
        "session": [_session(kind) for kind in settings.sessions],
    }
    for part in ("travel", "points", "split", "draw", "solve"):
        table[part] = _part(getattr(settings, part))
    table["rules"] = _rules(settings.rules, full=full)
    if settings.overrides:
        table["overrides"] = {
            name: dict(changes) for name, changes in settings.overrides.items()
        }
    return dump({key: value for key, value in table.items() if value})


def _session(kind: SessionKind) -> dict[str, Any]:
    table: dict[str, Any] = {
        "kind": kind.kind,
        "start": clock(kind.start),
        "end": clock(kind.end),
    }
    if kind.covers:
        table["covers"] = list(kind.covers)
    if kind.pause is not None:
        table["break"] = f"{clock(kind.pause.start)}-{clock(kind.pause.end)}"
    return table


def _part(part: Any) -> dict[str, Any]:
    values = {one.name: getattr(part, one.name) for one in fields(part)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def _rules(
    rules: Mapping[str, Mapping[str, Any]], *, full: bool
) -> dict[str, dict[str, Any]]:
    found = {}
    for rule, numbers in rules.items():
        default = RULE_DEFAULTS.get(rule, {})
        kept = {
            name: value
            for name, value in numbers.items()
            if full or default.get(name) != value
        }
        if kept:
            found[rule] = kept
    return found
