"""What a process beside the planner runs: ``JOB KNOWN OUTCOMES``, three pickle files.

JOB is what `beside.py` writes before the first line of the input; KNOWN is there when
the input has ended.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

from scheduler.engine.selection import Stop
from scheduler.week.columns import Column


def main(job: str, known: str, outcomes: str) -> None:
    """Run a job and write its outcomes in one step."""
    sys.stdin.readline()
    _there(job)
    found = pickle.loads(Path(job).read_bytes()).run(lambda: _told(known), Stop())
    done = Path(outcomes)
    part = done.with_suffix(".part")
    part.write_bytes(pickle.dumps(found))
    part.rename(done)


def _told(known: str) -> Sequence[Column]:
    """Wait for the rounds of a first week; end if there is nobody to tell them."""
    sys.stdin.read()
    _there(known)
    columns: Sequence[Column] = pickle.loads(Path(known).read_bytes())
    return columns


def _there(name: str) -> None:
    """End if there is nobody any more who would have written a file."""
    if not Path(name).exists():
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
