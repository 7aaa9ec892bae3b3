"""A job in a fresh process beside this one, with files between them."""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from scheduler.engine.selection import Stop
from scheduler.fresh import start
from scheduler.week.columns import Column
from scheduler.week.component_run import Outcome
from scheduler.week.job import Job

MODULE = "scheduler.week.run_beside"


class BesideError(RuntimeError):
    """The process beside this one failed; its notes hold what it said."""


class Spare:
    """A process that waits for a job, until `close` ends it.

    It takes a second to start, so it is well started before there is a job.
    """

    def __init__(self) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="beside-")
        names = ("job.pickle", "known.pickle", "outcomes.pickle")
        files = [Path(self._place.name) / name for name in names]
        self.work, self.known, self.done = files
        self.said = Path(self._place.name) / "said.txt"
        with self.said.open("wb") as errors:
            self.process = start(MODULE, files, errors.fileno(), waits=True)

    def send(self, job: Job) -> None:
        """Let the job begin."""
        self.work.write_bytes(pickle.dumps(job))
        self._sign()

    def tell(self, known: Sequence[Column]) -> None:
        """Tell the rounds of a first week."""
        self.known.write_bytes(pickle.dumps(list(known)))
        self._sign()

    def _sign(self) -> None:
        """Say that a file is there; the end of the input would mean we are gone."""
        if self.process.stdin is not None:
            # A process that has failed says why when its outcomes are asked for.
            with suppress(OSError):
                self.process.stdin.write(b"\n")
                self.process.stdin.flush()

    def close(self) -> None:
        """End the process and remove its files."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()
        self._place.cleanup()


class Beside:
    """A job that runs from now on.

    It waits with its choice until it is told the rounds of a first week; `close` ends
    it if it still runs.

    Parameters
    ----------
    spare : Spare, optional
        The process that runs it.
    """

    def __init__(self, job: Job, spare: Spare | None = None) -> None:
        self.job = job
        self._spare = Spare() if spare is None else spare
        self._spare.send(job)

    def tell(self, known: Sequence[Column]) -> None:
        """Tell the rounds of a first week."""
        self._spare.tell(known)

    def outcomes(self, stop: Stop) -> list[Outcome] | None:
        """Return what the job found; None if a stop sign came first.

        Raises
        ------
        BesideError
            If the process failed.
        """
        spare = self._spare
        while spare.process.poll() is None and not stop.raised:
            time.sleep(0.02)
        if spare.done.exists():
            found: list[Outcome] = pickle.loads(spare.done.read_bytes())
            return found
        if stop.raised:
            return None
        error = BesideError(f"exit code {spare.process.returncode}")
        error.add_note(spare.said.read_text(encoding="utf-8", errors="replace"))
        raise error

    def close(self) -> None:
        """End the process and remove its files."""
        self._spare.close()
