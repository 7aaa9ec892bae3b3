"""What a process beside the planner runs: ``JOB KNOWN OUTCOMES``, three pickle files.

A line of the input says that JOB is there, a second one that KNOWN is (`beside.py`
writes them). The end of the input means that the planner is gone, and so ends this.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from scheduler.engine.selection import Stop
from scheduler.week.columns import Column


class Signs:
    """Counts the lines of the input; ends the process with it.

    A planner that was killed could not end this process, and nobody would miss it.
    """

    def __init__(self) -> None:
        self._there = threading.Semaphore(0)
        threading.Thread(target=self._listen, daemon=True).start()

    def wait(self) -> None:
        """Wait for the next line."""
        self._there.acquire()

    def _listen(self) -> None:
        while sys.stdin.readline():
            self._there.release()
        os._exit(1)


def main(job: str, known: str, outcomes: str) -> None:
    """Run a job and write its outcomes in one step."""
    signs = Signs()
    signs.wait()
    work = pickle.loads(Path(job).read_bytes())
    found = work.run(lambda: _told(signs, known), Stop())
    done = Path(outcomes)
    part = done.with_suffix(".part")
    part.write_bytes(pickle.dumps(found))
    part.rename(done)


def _told(signs: Signs, known: str) -> Sequence[Column]:
    """Wait for the rounds of a first week."""
    signs.wait()
    columns: Sequence[Column] = pickle.loads(Path(known).read_bytes())
    return columns


if __name__ == "__main__":
    main(*sys.argv[1:])
