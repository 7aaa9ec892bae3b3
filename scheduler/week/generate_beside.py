"""What a process beside the planner runs: ``JOB OUTCOMES``, two pickle files.

JOB is what `generate.py` wrote a moment ago.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from scheduler.engine.selection import Stop


def main(job: str, outcomes: str) -> None:
    """Run a job and write its outcomes in one step."""
    done = Path(outcomes)
    part = done.with_suffix(".part")
    part.write_bytes(pickle.dumps(pickle.loads(Path(job).read_bytes()).run(Stop())))
    part.rename(done)


if __name__ == "__main__":
    main(*sys.argv[1:])
