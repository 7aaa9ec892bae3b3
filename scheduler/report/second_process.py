"""Draws charts in a process of its own, which never runs the user's main module.

`multiprocessing` would import a plain script again in its workers (spawn) or copy the
solver's threads (fork); a fresh interpreter does neither.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scheduler.report.chart_data import Chart

# No black window on Windows; other systems know no such flag.
NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
ROOT = Path(__file__).resolve().parents[2]

_log = logging.getLogger(__name__)


class ChartError(RuntimeError):
    """A chart could not be drawn; its notes hold what the process said."""


def can_start() -> bool:
    """Whether there is a Python interpreter to start (not in a frozen program)."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


@contextmanager
def drawing(charts: Sequence[Chart], folder: Path) -> Iterator[None]:
    """Draw charts into a folder while the body runs; wait for them at its end.

    If the body raises, drawing is given up.

    Raises
    ------
    ChartError
        If a chart could not be drawn.
    """
    with tempfile.TemporaryDirectory(prefix="charts-") as place:
        job, said = Path(place) / "charts.pickle", Path(place) / "said.txt"
        job.write_bytes(pickle.dumps(list(charts)))
        with said.open("wb") as errors:
            process = _start(job, folder, errors.fileno())
            try:
                yield
                process.wait()
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        _judge(process.returncode, said.read_text(encoding="utf-8", errors="replace"))


def _start(job: Path, folder: Path, errors: int) -> subprocess.Popen[bytes]:
    # The child looks for modules where we do: from a checkout as from site-packages.
    places = [place or str(Path.cwd()) for place in sys.path]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*places, str(ROOT)]),
        "PYTHONUTF8": "1",
    }
    # -P: nothing of the current folder may stand in for a module.
    command = [sys.executable, "-P", "-m", "scheduler.report.draw_charts"]
    return subprocess.Popen(
        [*command, str(job), str(folder.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=environment,
        creationflags=NO_WINDOW,
    )


def _judge(code: int, said: str) -> None:
    """Raise what a failed process said; pass on the warnings of a good one."""
    said = said.strip()
    if code:
        last = said.rpartition("\n")[2] or f"exit code {code}"
        error = ChartError(last)
        error.add_note(said)
        raise error
    if said:
        _log.warning(said)
