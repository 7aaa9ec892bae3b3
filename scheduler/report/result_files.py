"""``result.json`` (hashed, no seconds in it) and ``run.json`` (clock and memory)."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scheduler.model import PlannedWeek, Result

# Packages whose version can change a timetable or its files.
PACKAGES = ("ortools", "highspy", "numpy", "pandas", "matplotlib", "xlsxwriter")


def versions() -> dict[str, str | None]:
    """Return the versions of the interpreter, of us and of what we stand on."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in ("scheduler", *PACKAGES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def result_table(result: Result, inputs_digest: str, commit: bytes) -> dict[str, Any]:
    """Return what ``result.json`` holds; None where there is no value."""
    return {
        "status": result.status.value,
        "message": result.message,
        "levels": [
            {"name": one.name, "value": one.value, "bound": one.bound, "gap": one.gap}
            for one in result.levels
        ],
        "counts": result.counts,
        "seed": result.seed,
        "beacon": result.beacon,
        "draw_seed": result.draw_seed,
        "digests": {
            "inputs": inputs_digest,
            "commit": hashlib.sha256(commit).hexdigest() if commit else None,
        },
        "versions": versions(),
        "options": result.options,
    }


def write_result(planned: PlannedWeek, folder: Path, inputs_digest: str) -> None:
    """Write ``result.json`` and ``run.json``."""
    table = result_table(planned.result, inputs_digest, planned.timetable.commit)
    write_json(folder / "result.json", table)
    write_json(folder / "run.json", planned.run)


def write_run(planned: PlannedWeek, folder: Path) -> None:
    """Write ``run.json`` again, when the whole run is over."""
    write_json(folder / "run.json", planned.run)


def write_json(path: Path, table: dict[str, Any]) -> None:
    """Write JSON with sorted keys; numbers that are none raise."""
    text = json.dumps(
        table, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False
    )
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
