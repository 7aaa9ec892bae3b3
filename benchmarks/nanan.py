"""The committed city, week after week: ``python -m benchmarks.nanan``.

Every week is planned with several limits, each in a process of its own, as
``scheduler week`` does, and with a limit so short that it gives the first week.
The plan is the one by due dates, an override of the scenario, with which the figures of
the page were measured; with ``--plan filed`` it is the filed one, and the rows go to a
table of their own. With ``--chain`` each week is planned after the
published ones before it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.drive import AROUND_SECONDS, ROOT, environment
from benchmarks.machine import write_machine
from benchmarks.memory import Meter
from benchmarks.methods.rounds import QUICK_SECONDS
from benchmarks.rows import read, text, write
from scheduler.api import load_scenario, plan_week
from scheduler.week import Event, Options

WEEKS = ("2026-W47", "2026-W48", "2026-W49", "2026-W50", "2026-W51")
LIMITS = (QUICK_SECONDS, 30.0, 60.0, 300.0)
CORES = 2
# By plan: the overrides of the scenario, and the table of results.
PLANS: dict[str, tuple[tuple[str, ...], str]] = {
    "due_dates": (("due_date_plan",), "nanan.csv"),
    "filed": ((), "nanan_filed.csv"),
}
COLUMNS = (
    "week", "chain", "limit", "candidates", "status", "verified", "value", "bound",
    "gap", "seconds", "verify_seconds", "visits", "rounds", "columns", "memory_mb",
    "cores", "note",
)  # fmt: skip
# After these phases the verified week is there; pictures and workbook come later.
LATER = ("pictures", "workbook")
HOME = Path(__file__).resolve().parent


def plan_one(
    scenario: Path,
    plan: str,
    week: str,
    limit: float,
    folder: Path,
    after: Sequence[Path],
) -> dict[str, Any]:
    """Plan a week in this process and return its row."""
    peaks: list[float | None] = []
    with Meter() as meter:

        def listen(event: Event) -> None:
            if event.phase != LATER[-1]:  # the last look is when pictures begin
                peaks[:] = [meter.peak_mb]

        done = plan_week(
            load_scenario(scenario, PLANS[plan][0]),
            week,
            out=folder,
            after=after,
            options=Options(seconds=limit),
            listen=listen,
        )
    result, run = done.planned.result, done.planned.run
    service = next((one for one in result.levels if one.name == "service"), None)
    seconds: dict[str, float] = run.get("seconds", {})
    kept = {name: s for name, s in seconds.items() if name not in LATER}
    return {
        "status": str(result.status),
        "verified": int(done.statement is not None and done.statement.verified),
        "value": service and service.value,
        "bound": service and service.bound,
        "gap": service and service.gap,
        "seconds": round(sum(kept.values()), 2),
        "verify_seconds": kept.get("verify"),
        "candidates": result.counts.get("candidates"),
        "visits": len(done.planned.timetable.visits),
        "rounds": len(done.planned.timetable.rounds),
        "columns": result.counts.get("columns"),
        "memory_mb": peaks[-1] if peaks else None,
    }


def in_process(
    scenario: Path,
    plan: str,
    week: str,
    limit: float,
    folder: Path,
    after: Sequence[Path],
) -> dict[str, Any]:
    """Plan a week in a process of its own on a few cores and return its row."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    answer = folder.parent / f"{folder.name}.row.json"
    answer.unlink(missing_ok=True)
    job = [scenario, plan, week, limit, folder, answer, *after]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.nanan", "--one", *map(str, job)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=limit * 2 + AROUND_SECONDS,
        check=False,
    )
    if not answer.is_file():
        last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        return {"status": "FAULT", "note": last}
    return dict(json.loads(answer.read_text(encoding="utf-8")))


def one(arguments: Sequence[str]) -> None:
    """Do what `in_process` asks, in the new process."""
    scenario, plan, week, limit, folder, answer, *after = arguments
    cores = None
    if hasattr(os, "sched_setaffinity"):
        few = sorted(os.sched_getaffinity(0))[:CORES]
        os.sched_setaffinity(0, few)
        cores = len(few)
    earlier = [Path(a) for a in after]
    row = plan_one(Path(scenario), plan, week, float(limit), Path(folder), earlier)
    Path(answer).write_text(json.dumps(row | {"cores": cores}), encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Plan the weeks that ``nanan.csv`` does not have yet."""
    if arguments[:1] == ["--one"]:
        one(arguments[1:])
        return
    made = argparse.ArgumentParser(prog="python -m benchmarks.nanan")
    made.add_argument("--scenario", type=Path, default=ROOT / "scenarios" / "nanan")
    made.add_argument("--plan", choices=sorted(PLANS), default="due_dates")
    made.add_argument("--weeks", nargs="+", default=WEEKS)
    made.add_argument("--limits", nargs="+", type=float, default=LIMITS)
    made.add_argument("--chain", action="store_true")
    made.add_argument("--fresh", action="store_true")
    made.add_argument("--out", type=Path, default=HOME / "results")
    made.add_argument("--work", type=Path, default=HOME / ".work")
    asked = made.parse_args(arguments)
    table = asked.out / PLANS[asked.plan][1]
    if not (asked.out / "machine.json").is_file():
        write_machine(asked.out)
    for limit in asked.limits:
        after: list[Path] = []
        for week in asked.weeks:
            key = {"week": week, "chain": int(asked.chain), "limit": limit}
            run = f"{asked.plan}-{int(asked.chain)}-{limit:g}"
            folder = asked.work / "nanan" / run / week
            kept = [r for r in read(table) if not _same(r, key)]
            if asked.fresh or len(kept) == len(read(table)) or not folder.is_dir():
                row = in_process(asked.scenario, asked.plan, week, limit, folder, after)
                write(table, COLUMNS, in_order([*kept, key | row]))
                print(key | row)
            if asked.chain and folder.is_dir():
                after.append(folder)


def _same(row: dict[str, Any], key: dict[str, Any]) -> bool:
    return all(row[name] == text(value) for name, value in key.items())


def in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows by chain, week and limit."""

    def place(row: dict[str, Any]) -> tuple[str, str, float]:
        return str(row["chain"]), str(row["week"]), float(row["limit"])

    return sorted(rows, key=place)


if __name__ == "__main__":
    main(sys.argv[1:])
