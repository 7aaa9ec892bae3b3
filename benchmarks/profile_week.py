"""Where the seconds of the project's planner go: ``python -m benchmarks.profile_week``.

The phases are those of a plain run. Functions come from a second run under cProfile,
which slows Python code down but not the solvers, and sees the calling thread only.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.instances import SIZES
from benchmarks.methods import rounds
from benchmarks.plain import Task
from benchmarks.rows import write
from benchmarks.run import Job, prepare

COLUMNS = ("size", "seed", "limit", "kind", "name", "seconds", "share", "calls")
TOP = 25
HOME = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Profile one instance and write ``profile.csv``."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.profile_week")
    made.add_argument("--size", choices=SIZES, default="L")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--seconds", type=float, default=60.0)
    made.add_argument("--out", type=Path, default=HOME / "results")
    made.add_argument("--work", type=Path, default=HOME / ".work")
    asked = made.parse_args(arguments)
    job = Job(asked.size, asked.seed, "rounds", asked.seconds, str(asked.work))
    with tempfile.TemporaryDirectory() as folder:
        task = prepare(job, Path(folder))
        rows = phases(task.renewed(job.seconds))
        rows += functions(task.renewed(job.seconds))
    known = {"size": job.size, "seed": job.seed, "limit": job.seconds}
    write(asked.out / "profile.csv", COLUMNS, [known | row for row in rows])


def phases(task: Task) -> list[dict[str, Any]]:
    """Return the seconds of every phase of a plain run."""
    outcome = rounds.plan(task)
    if outcome.published is None:
        return []
    seconds: dict[str, float] = outcome.published.run["seconds"]
    whole = sum(seconds.values())
    return [_row("phase", name, s, whole) for name, s in seconds.items()]


def functions(task: Task) -> list[dict[str, Any]]:
    """Return the functions that take most seconds, alone and with all they call."""
    profile = cProfile.Profile()
    profile.enable()
    rounds.plan(task)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(total for _, _, _, total, _ in stats.values())
    rows = [
        (name_of(place), calls, own, total)
        for place, (_, calls, own, total, _) in stats.items()
    ]
    own_rows = sorted(rows, key=lambda row: -row[2])[:TOP]
    ours = (row for row in rows if row[0].startswith("scheduler/"))
    total_rows = sorted(ours, key=lambda row: -row[3])[:TOP]
    return [
        *(_row("own", name, own, whole, calls) for name, calls, own, _ in own_rows),
        *(
            _row("with calls", name, s, whole, calls)
            for name, calls, _, s in total_rows
        ),
    ]


def name_of(place: tuple[str, int, str]) -> str:
    """Return a function's name with its file, without any path of a machine."""
    file, _, function = place
    parts = Path(file).parts
    for root in ("scheduler", "benchmarks", "site-packages"):
        if root in parts:
            last = len(parts) - 1 - parts[::-1].index(root)
            kept = parts[last + (root == "site-packages") :]
            return f"{'/'.join(kept)}:{function}"
    return f"{Path(file).name}:{function}" if file != "~" else function


def _row(
    kind: str, name: str, seconds: float, whole: float, calls: int | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "seconds": round(seconds, 3),
        "share": round(seconds / whole, 4) if whole else None,
        "calls": calls,
    }


if __name__ == "__main__":
    main()
