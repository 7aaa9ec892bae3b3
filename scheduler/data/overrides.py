"""Named and ad-hoc changes to a scenario: dotted settings, and a folder of tables."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

# The key of an override that is no setting: its folder of tables.
TABLES_KEY = "tables"


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested or dotted settings as one level of dotted names."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


def settings_of(override: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of an override by dotted name, without its tables."""
    return flatten({k: v for k, v in override.items() if k != TABLES_KEY})


def chosen(
    raw: Mapping[str, Any], names: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the settings that `names` ask for, later ones winning, and unknown names.

    A name is a table of ``[overrides.<name>]`` or itself a setting, written
    ``rules.minimum_gap.days=20``: a TOML value, or else plain text, because a shell
    takes the quotes of ``level="H"`` away.
    """
    known = raw.get("overrides", {})
    changes: dict[str, Any] = {}
    unknown = []
    for name in names:
        if isinstance(known, Mapping) and isinstance(known.get(name), Mapping):
            changes.update(settings_of(known[name]))
            continue
        setting, equals, value = name.partition("=")
        if equals and setting.strip():
            changes.update(_setting(name, setting.strip(), value.strip()))
        else:
            unknown.append(name)
    return changes, unknown


def _setting(text: str, setting: str, value: str) -> dict[str, Any]:
    try:
        return flatten(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return {setting: value}


def applied(raw: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of the settings with `changes` (dotted name to value) made.

    ``session.<kind>.<key>`` reaches into the session of that kind.
    """
    table = copy.deepcopy(dict(raw))
    for name, value in changes.items():
        *path, last = name.split(".")
        place: Any = table
        for part in path:
            place = _step(place, part)
        if isinstance(place, dict):
            place[last] = value
        else:
            table[name] = value  # leads nowhere: reported as an unknown key
    return table


def _step(place: Any, part: str) -> Any:
    if isinstance(place, dict):
        return place.setdefault(part, {})
    if isinstance(place, list):
        for inner in place:
            if isinstance(inner, dict) and inner.get("kind") == part:
                return inner
    return None
