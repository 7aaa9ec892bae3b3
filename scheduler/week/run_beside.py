"""What a process beside the planner runs: ``JOB KNOWN OUTCOMES``, three pickle files.

JOB is what `beside.py` wrote a moment ago; KNOWN is there when the input has ended.
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
    found = pickle.loads(Path(job).read_bytes()).run(lambda: _told(known), Stop())
    done = Path(outcomes)
    part = done.with_suffix(".part")
    part.write_bytes(pickle.dumps(found))
    part.rename(done)


def _told(known: str) -> Sequence[Column]:
    """Wait for the rounds of a first week; end if there is nobody to tell them."""
    sys.stdin.read()
    path = Path(known)
    if not path.exists():
        raise SystemExit(1)
    columns: Sequence[Column] = pickle.loads(path.read_bytes())
    return columns


if __name__ == "__main__":
    main(*sys.argv[1:])
