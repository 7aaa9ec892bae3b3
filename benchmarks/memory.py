"""Peak memory of a run: its process and those it starts, together."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

from scheduler.api import peak_memory_mb

PROC = Path("/proc")
TICK_SECONDS = 0.2


def resident_mb(pid: int) -> float:
    """Return what a process holds in memory, in MB; 0 where nothing tells."""
    try:
        pages = int((PROC / str(pid) / "statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def family(pid: int) -> list[int]:
    """Return a process and all that it started, as far as the system tells."""
    found = [pid]
    for one in found:  # grows while it is walked
        for task in (PROC / str(one) / "task").glob("*/children"):
            try:
                found += [int(word) for word in task.read_text().split()]
            except OSError:
                continue
    return found


class Meter:
    """Looks at the memory of this process and its children again and again.

    Where the system does not tell (it is Linux that does) only the peak of the process
    itself is known.

    Parameters
    ----------
    limit_mb : float, optional
        If they hold more together, `exceeded` is called, once.
    """

    def __init__(
        self,
        limit_mb: float | None = None,
        exceeded: Callable[[], None] = lambda: None,
    ) -> None:
        self._most = 0.0
        self._limit, self._exceeded = limit_mb, exceeded
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    @property
    def peak_mb(self) -> float | None:
        """The most so far."""
        own = peak_memory_mb()
        return own if own is None else round(max(own, self._most), 1)

    def _watch(self) -> None:
        while not self._end.wait(TICK_SECONDS):
            together = sum(resident_mb(pid) for pid in family(os.getpid()))
            self._most = max(self._most, together)
            if self._limit is not None and together > self._limit:
                self._exceeded()
                return
