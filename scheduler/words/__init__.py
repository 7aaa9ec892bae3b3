"""Every word a user reads, one folder a language, one file a package.

``scheduler/words/zh/<package>.toml`` and ``en/<package>.toml`` hold the same
keys with the same ``{fields}``; a test compares them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
_HERE = Path(__file__).parent


def _flatten(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            flat.update(_flatten(value, name))
        else:
            flat[name] = str(value)
    return flat


class Words:
    """The texts of one language.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``.

    Raises
    ------
    ValueError
        If the language is not one of `LANGUAGES`.
    """

    def __init__(self, lang: str = "zh") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang {lang!r} not understood, expected zh or en")
        self.lang = lang
        self.texts: dict[str, str] = {}
        for path in sorted((_HERE / lang).glob("*.toml")):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            self.texts.update(_flatten(table, path.stem))

    def __call__(self, key: str, **fields: object) -> str:
        """Return the text of `key` (``package.name``) with its fields filled in.

        Raises
        ------
        KeyError
            If there is no such text, or a field is missing.
        """
        return self.texts[key].format(**fields)

    def get(self, key: str, default: str) -> str:
        """Return the text of `key` without fields, or `default`."""
        return self.texts.get(key, default)
