"""A job in a fresh process beside this one, with files between them."""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from scheduler.engine.selection import Stop
from scheduler.fresh import start
from scheduler.week.columns import Column
from scheduler.week.component_run import Outcome
from scheduler.week.job import Job

MODULE = "scheduler.week.run_beside"


class BesideError(RuntimeError):
    """The process beside this one failed; its notes hold what it said."""


class Beside:
    """A job that runs from now on.

    It waits with its choice until it is told the rounds of a first week; `close` ends
    it if it still runs.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._place = tempfile.TemporaryDirectory(prefix="beside-")
        names = ("job.pickle", "known.pickle", "outcomes.pickle")
        files = [Path(self._place.name) / name for name in names]
        self._work, self._known, self._done = files
        self._said = Path(self._place.name) / "said.txt"
        self._work.write_bytes(pickle.dumps(job))
        with self._said.open("wb") as errors:
            self._process = start(MODULE, files, errors.fileno(), waits=True)

    def tell(self, known: Sequence[Column]) -> None:
        """Tell the rounds of a first week."""
        self._known.write_bytes(pickle.dumps(list(known)))
        # The end of its input is the sign to read them.
        if self._process.stdin is not None:
            self._process.stdin.close()

    def outcomes(self, stop: Stop) -> list[Outcome] | None:
        """Return what the job found; None if a stop sign came first.

        Raises
        ------
        BesideError
            If the process failed.
        """
        while self._process.poll() is None and not stop.raised:
            time.sleep(0.02)
        if self._done.exists():
            found: list[Outcome] = pickle.loads(self._done.read_bytes())
            return found
        if stop.raised:
            return None
        error = BesideError(f"exit code {self._process.returncode}")
        error.add_note(self._said.read_text(encoding="utf-8", errors="replace"))
        raise error

    def close(self) -> None:
        """End the process and remove its files."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._place.cleanup()
