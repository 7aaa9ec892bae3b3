"""Draws charts in a process of its own, which never runs the user's main module."""

from __future__ import annotations

import logging
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scheduler.fresh import start
from scheduler.report.chart_data import Chart

DRAWING = "scheduler.report.draw_charts"

_log = logging.getLogger(__name__)


class ChartError(RuntimeError):
    """A chart could not be drawn; its notes hold what the process said."""


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
            process = start(DRAWING, [job, folder], errors.fileno())
            try:
                yield
                process.wait()
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        _judge(process.returncode, said.read_text(encoding="utf-8", errors="replace"))


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
