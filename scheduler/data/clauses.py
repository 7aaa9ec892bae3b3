"""``clauses.toml``: the quoted clauses that rules rest on."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scheduler.data.problems import Problem
from scheduler.data.toml_out import dump
from scheduler.model import Clause

_TEXTS = ("source", "article", "quotation")


def find_clauses(folder: Path) -> Path | None:
    """Return where the clauses of a scenario folder stand, if anywhere."""
    for place in (folder, folder / "policy", folder.resolve().parent / "policy"):
        path = place / "clauses.toml"
        if path.is_file():
            return path
    return None


def read_clauses(text: str, file: str) -> tuple[dict[str, Clause], list[Problem]]:
    """Read the clauses, by key, and report what is wrong with any of them."""
    try:
        raw = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place[1]) if place else None
        return {}, [Problem(file, row, "", "", "toml")]
    clauses, problems = {}, []
    for key, table in raw.items():
        clause = _clause(key, table)
        if clause is None:
            problems.append(Problem(file, None, key, "", "clause"))
        else:
            clauses[key] = clause
    return clauses, problems


def _clause(key: str, table: Any) -> Clause | None:
    if not isinstance(table, Mapping):
        return None
    texts = [table.get(name) for name in _TEXTS]
    if not all(isinstance(text, str) for text in texts):
        return None
    date = table.get("date")
    if date is not None and type(date) is not dt.date:
        return None
    source, article, quotation = (str(text) for text in texts)
    return Clause(key, source, article, quotation, date)


def clauses_text(clauses: Mapping[str, Clause]) -> str:
    """Return clauses as TOML."""
    table = {}
    for key, clause in clauses.items():
        table[key] = {name: getattr(clause, name) for name in _TEXTS}
        if clause.date is not None:
            table[key]["date"] = clause.date
    return dump(table) if table else ""
