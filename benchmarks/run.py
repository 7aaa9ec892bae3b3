"""One run in a process of its own, so that peak memory is its own.

``python -m benchmarks.run JOB.json`` plans one week by one method, publishes and
verifies it, and writes the row and the trace beside the job.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.finish import Finished, finish, finish_rounds, write_folder
from benchmarks.instances import WEEK, ensure_instance
from benchmarks.machine import memory_gb
from benchmarks.memory import Meter
from benchmarks.methods import method, rounds
from benchmarks.plain import Outcome, Point, Task
from benchmarks.value import ceiling
from scheduler.api import load_scenario, peak_memory_mb
from scheduler.intake import screen

# A method that has not handed back anything after so many limits, and not fewer
# seconds beyond the limit than these, is ended.
PATIENCE, LEAST_PATIENCE = 1.5, 30.0
# A method that takes more than this share of the machine's memory is ended too.
MEMORY_SHARE = 0.6
# Of a trace the last point in each tenth of a second is kept.
TICK = 0.1


@dataclass(frozen=True, slots=True)
class Job:
    """What to run: an instance, a method, a limit in seconds, a place to work in."""

    size: str
    seed: int
    method: str
    seconds: float
    work: str

    @property
    def name(self) -> str:
        """A name for files."""
        return f"{self.size}-{self.seed}-{self.method}-{self.seconds:g}"

    def save(self, folder: Path) -> Path:
        """Write the job where its process will read it."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.job.json"
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return path


def result_path(job: Path) -> Path:
    """Return where the result of a job is written."""
    return job.with_name(job.name.replace(".job.json", ".result.json"))


def execute(job: Job, ended: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Run a job and return its row and trace.

    `ended` gets them if the method is ended before it comes back.
    """
    folder = Path(job.work) / "weeks" / job.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    task = prepare(job, folder)
    row: dict[str, Any] = {
        "size": job.size,
        "seed": job.seed,
        "method": job.method,
        "limit": job.seconds,
        "candidates": len(task.demand.candidates),
        "officers": len(task.loaded.scenario.officers),
        "ceiling": ceiling(task.loaded.scenario, task.demand),
        "memory_loaded_mb": peak_memory_mb(),
    }
    task = task.renewed(job.seconds)
    outcome, measured = guarded(
        job, task, lambda known: ended({"row": row | known, "trace": []})
    )
    row |= measured
    began = time.perf_counter()
    finished = finish(task, outcome, folder)
    spent = time.perf_counter() - began
    row |= _of_finished(finished) | {"finish_seconds": round(spent, 3)}
    row |= first_week(job, task, outcome, finished, spent)
    return {"row": row, "trace": thinned(outcome.trace)}


def guarded(
    job: Job, task: Task, ended: Callable[[dict[str, Any]], None]
) -> tuple[Outcome, dict[str, Any]]:
    """Run the method with an eye on clock and memory; return what it made and took.

    If it takes too much of either, `ended` gets what is known and the process ends.
    """

    def measured(outcome: Outcome) -> dict[str, Any]:
        spent = {"seconds": round(task.spent, 3), "memory_mb": meter.peak_mb}
        return _of_outcome(outcome) | spent

    def give_up(why: str) -> None:
        ended(measured(Outcome("NO_SOLUTION", note=f"ended {why}")))
        os._exit(0)

    most = most_memory_mb()
    meter = Meter(most, lambda: give_up(f"with more than {most:.0f} MB"))
    patience = max(job.seconds * PATIENCE, job.seconds + LEAST_PATIENCE)
    timer = threading.Timer(patience, give_up, [f"after {patience:g} s"])
    timer.daemon = True
    timer.start()
    with meter:
        outcome = method(job.method)(task)
        timer.cancel()
        return outcome, measured(outcome)


def prepare(job: Job, folder: Path) -> Task:
    """Load the instance, write the week's inputs, sort the papers."""
    loaded = load_scenario(ensure_instance(Path(job.work), job.size, job.seed))
    demand = screen(loaded.scenario, WEEK)
    task = Task(loaded, WEEK, demand, job.seconds, seed=job.seed)
    task.digest = write_folder(task, folder)
    return task


def most_memory_mb() -> float | None:
    """Return how much memory a method may take: a share of the machine's."""
    whole = memory_gb()
    return None if whole is None else whole * 1024 * MEMORY_SHARE


def _of_outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "method_value": outcome.value,
        "bound": outcome.bound,
        "build_seconds": outcome.build_seconds,
        "columns": outcome.columns,
        "rows": outcome.rows,
        "note": outcome.note,
    }


def _of_finished(finished: Finished | None) -> dict[str, Any]:
    if finished is None:
        return {"verified": ""}
    return {
        "value": finished.value,
        "visits": finished.visits,
        "rounds": len(finished.planned.timetable.rounds),
        "dropped": finished.dropped,
        "verified": int(finished.verified),
        "violated": ";".join(finished.violated),
    }


def first_week(
    job: Job, task: Task, outcome: Outcome, finished: Finished | None, spent: float
) -> dict[str, Any]:
    """Return when the first verified week with a visit was there.

    The week as first found is published and verified too. The project's planner
    shows no rounds before its end, so it runs once more with the shortest limit.
    """
    folder = Path(job.work) / "weeks" / f"{job.name}-first"
    if outcome.published is not None:
        folder.mkdir(parents=True, exist_ok=True)
        again = task.renewed(rounds.QUICK_SECONDS)
        again.digest = write_folder(again, folder)
        quick = rounds.plan(again, stop_at_limit=False)
        found = again.spent
        first = finish(again, quick, folder)
        total = again.spent
    elif outcome.first is not None and outcome.first_seconds is not None:
        found, first = outcome.first_seconds, finished
        total = found + spent
        if outcome.first != outcome.rounds:
            folder.mkdir(parents=True, exist_ok=True)
            again = task.renewed(task.seconds)
            again.digest = write_folder(again, folder)
            again = again.renewed(task.seconds)
            first = finish_rounds(again, outcome.first, folder)
            total = found + again.spent
    else:
        return {}
    shutil.rmtree(folder, ignore_errors=True)
    if first is None or not first.verified or not first.visits:
        return {}
    return {
        "found_seconds": round(found, 3),
        "first_seconds": round(total, 3),
        "first_value": first.value,
    }


def thinned(trace: list[Point]) -> list[list[float | None]]:
    """Return a trace with at most one point each `TICK`."""
    last: dict[int, Point] = {int(point.seconds / TICK): point for point in trace}
    return [[round(p.seconds, 2), p.value, p.bound] for p in last.values()]


def main(path: Path) -> None:
    """Run the job of a file and write its result beside it."""
    job = Job(**json.loads(path.read_text(encoding="utf-8")))

    def write(result: dict[str, Any]) -> None:
        target = result_path(path)
        part = target.with_suffix(".part")
        part.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        part.replace(target)

    write(execute(job, write))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
