"""``python -m benchmarks``: run, draw, report."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.drive import environment, run_jobs
from benchmarks.instances import SIZES
from benchmarks.machine import write_machine
from benchmarks.methods import METHODS
from benchmarks.rows import Store
from benchmarks.run import Job

HOME = Path(__file__).resolve().parent
PAGE = HOME.parent / "docs" / "benchmarks.md"
DEFAULT_SIZES = ("XS", "S", "M", "L", "M-420", "M-1680", "stress")
# The instance whose seconds are told function by function.
PROFILED = "L"


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("--sizes", nargs="+", choices=SIZES, default=DEFAULT_SIZES)
    made.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    made.add_argument("--seconds", type=float, default=60.0)
    made.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    made.add_argument("--out", type=Path, default=HOME / "results")
    made.add_argument("--work", type=Path, default=HOME / ".work")
    made.add_argument("--page", type=Path, default=PAGE)
    made.add_argument("--fresh", action="store_true", help="run what is there anew")
    made.add_argument("--report-only", action="store_true", help="run nothing")
    made.add_argument("--note", default="", help="what else ran on the machine")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked, then draw the charts and write the page."""
    asked = parser().parse_args(arguments)
    if not asked.report_only:
        write_machine(asked.out, asked.note)
        jobs = [
            Job(size, seed, method, asked.seconds, str(asked.work))
            for size in asked.sizes
            for seed in asked.seeds
            for method in asked.methods
        ]
        run_jobs(jobs, Store(asked.out), fresh=asked.fresh)
        there = (asked.out / "profile.csv").is_file()
        if "rounds" in asked.methods and (asked.fresh or not there):
            _profile(asked)
    from benchmarks.charts import draw  # matplotlib takes a second to import
    from benchmarks.report import write_page

    draw(asked.out)
    write_page(asked.out, asked.page)


def _profile(asked: argparse.Namespace) -> None:
    """Profile the planner on one instance, in a process of its own."""
    size = PROFILED if PROFILED in asked.sizes else asked.sizes[-1]
    told = {
        "--size": size,
        "--seed": asked.seeds[0],
        "--seconds": asked.seconds,
        "--out": asked.out,
        "--work": asked.work,
    }
    words = [str(word) for pair in told.items() for word in pair]
    command = [sys.executable, "-m", "benchmarks.profile_week", *words]
    subprocess.run(command, env=environment(), check=True)
    print(f"profile of {size}-{asked.seeds[0]} written")


if __name__ == "__main__":
    main()
