"""Progress in the terminal, and Ctrl-C that keeps the best week so far."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from rich.console import Console
from rich.status import Status

from scheduler.week import Event, Stop
from scheduler.words import Words

T = TypeVar("T")
# Without a terminal a better week is printed at most this often, in seconds.
QUIET_SECONDS = 5.0


class Terminal:
    """Shows phases and better weeks: one moving line on a terminal, else lines."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.console = Console(highlight=False, soft_wrap=True)
        self._status: Status | None = None
        self._last = 0.0

    def show(self, event: Event) -> None:
        """Show one event; called from the planner's thread."""
        phase = self.words(f"cli.phase.{event.phase}")
        if event.value is None:
            self._line(self.words("cli.phase_line", seconds=event.seconds, phase=phase))
            return
        bound = "" if event.bound is None else f"{event.bound:.0f}"
        key = "cli.value_line" if event.bound is None else "cli.bound_line"
        text = self.words(
            key, seconds=event.seconds, phase=phase, value=event.value, bound=bound
        )
        if self._status is not None:
            self._status.update(text)
        elif event.seconds - self._last >= QUIET_SECONDS:
            self._last = event.seconds
            self._line(text)

    def _line(self, text: str) -> None:
        if self._status is not None:
            self._status.update(text)
        self.console.print(text, markup=False)

    def watch(self, work: Callable[[Stop], T]) -> T:
        """Run work in a thread of its own; the first Ctrl-C asks it to stop.

        A second Ctrl-C ends at once, and nothing is written.

        Raises
        ------
        KeyboardInterrupt
            On the second Ctrl-C.
        """
        stop = Stop()
        outcome: list[T] = []
        failure: list[BaseException] = []

        def body() -> None:
            # Threads and processes begun from here inherit the mask: Ctrl-C reaches
            # every process of a terminal and must not end those that draw charts.
            if hasattr(signal, "pthread_sigmask"):
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                outcome.append(work(stop))
            except BaseException as error:
                failure.append(error)

        def interrupted(_signal: int, _frame: FrameType | None) -> None:
            if stop.raised:
                raise KeyboardInterrupt
            stop.raise_()
            self.console.print(self.words("cli.stopping"), markup=False)

        before = signal.signal(signal.SIGINT, interrupted)
        thread = threading.Thread(target=body, daemon=True)
        try:
            if self.console.is_terminal:
                self._status = self.console.status("")
                self._status.start()
            thread.start()
            while thread.is_alive():
                thread.join(0.2)
        finally:
            if self._status is not None:
                self._status.stop()
            signal.signal(signal.SIGINT, before)
        if failure:
            raise failure[0]
        return outcome[0]
