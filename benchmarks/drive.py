"""Runs jobs one after the other, each in a process of its own, and keeps the rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.instances import ensure_instance
from benchmarks.rows import Store, key_of
from benchmarks.run import PATIENCE, Job, result_path

ROOT = Path(__file__).resolve().parents[1]
# Loading, publishing and verifying twice take this long at most.
AROUND_SECONDS = 900.0


def run_jobs(
    jobs: Iterable[Job],
    store: Store,
    *,
    fresh: bool = False,
    start: Callable[[Job], dict[str, Any]] | None = None,
    say: Callable[[str], None] = print,
) -> int:
    """Run the jobs whose rows are not there yet; return how many were run.

    Parameters
    ----------
    fresh : bool
        Run them all, whatever is there.
    start : callable, optional
        Runs one job and returns its result; by default in a process of its own.
    """
    todo = list(jobs)
    if fresh:
        store.forget(key_of(_key(job)) for job in todo)
    count = 0
    for job in todo:
        if store.has(key_of(_key(job))):
            say(f"{job.name}: already there")
            continue
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        result = (start or run_process)(job)
        row = result["row"] | {"load": None if load is None else round(load, 2)}
        store.add(row, result["trace"])
        count += 1
        say(f"{job.name}: {told(row)}")
    return count


def _key(job: Job) -> dict[str, Any]:
    return {
        "size": job.size,
        "seed": job.seed,
        "method": job.method,
        "limit": job.seconds,
    }


def told(row: dict[str, Any]) -> str:
    """Return a line about a run."""
    verified = {1: "verified", 0: "VIOLATED"}.get(row.get("verified", ""), "no week")
    return (
        f"{row.get('status')} {verified} value {row.get('value')} "
        f"bound {row.get('bound')} in {row.get('seconds')} s, "
        f"{row.get('memory_mb')} MB {row.get('note') or ''}".rstrip()
    )


def environment() -> dict[str, str]:
    """Return an environment in which this package is found from anywhere."""
    paths = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    return {**os.environ, "PYTHONPATH": paths}


def run_process(job: Job) -> dict[str, Any]:
    """Run a job in a process of its own and return its result."""
    work = Path(job.work)
    work.mkdir(parents=True, exist_ok=True)
    (work / ".gitignore").write_text("*\n", encoding="utf-8")
    ensure_instance(work, job.size, job.seed)
    path = job.save(work / "jobs")
    result_path(path).unlink(missing_ok=True)
    said = path.with_suffix(".log")
    with said.open("wb") as log:
        try:
            code = subprocess.run(
                [sys.executable, "-m", "benchmarks.run", str(path)],
                env=environment(),
                stdout=log,
                stderr=log,
                timeout=job.seconds * PATIENCE + AROUND_SECONDS,
                check=False,
            ).returncode
            note = f"process ended with {code}"
        except subprocess.TimeoutExpired:
            note = "process ended by force"
    if not result_path(path).is_file():
        lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
        note = f"{note}: {lines[-1] if lines else 'nothing said'}"
        return {"row": _key(job) | {"status": "FAULT", "note": note}, "trace": []}
    return dict(json.loads(result_path(path).read_text(encoding="utf-8")))
