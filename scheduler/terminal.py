"""Progress in the terminal, and Ctrl-C that keeps the best week so far."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from rich.console import Console
from rich.status import Status

from scheduler.week import Event, Stop
from scheduler.words import Words

T = TypeVar("T")
# Without a terminal the first better week is printed at once, then one in so many
# seconds at most.
QUIET_SECONDS = 5.0


class Terminal:
    """Shows phases and better weeks: one moving line on a terminal, else lines."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.console = Console(highlight=False, soft_wrap=True)
        self._status: Status | None = None
        # When a better week was last printed; the first is printed at once.
        self._last: float | None = None

    def show(self, event: Event) -> None:
        """Show one event; called from the planner's thread."""
        for note in event.notes:
            self.console.print(note, markup=False)
        if event.notes:
            return
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
        elif self._last is None or event.seconds - self._last >= QUIET_SECONDS:
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
            _spare_from_interrupts()
            try:
                outcome.append(work(stop))
            except BaseException as error:
                failure.append(error)

        thread = threading.Thread(target=body, daemon=True)
        with self._moving_line(), self._interrupts(stop):
            thread.start()
            while thread.is_alive():
                thread.join(0.2)
        if failure:
            raise failure[0]
        return outcome[0]

    @contextmanager
    def _moving_line(self) -> Iterator[None]:
        """Show one moving line while the body runs, on a terminal only."""
        if self.console.is_terminal:
            self._status = self.console.status("")
            self._status.start()
        try:
            yield
        finally:
            if self._status is not None:
                self._status.stop()
                self._status = None

    @contextmanager
    def _interrupts(self, stop: Stop) -> Iterator[None]:
        """Turn the first Ctrl-C of the body into the stop sign."""

        def interrupted(_signal: int, _frame: FrameType | None) -> None:
            if stop.raised:
                raise KeyboardInterrupt
            stop.raise_()
            self.console.print(self.words("cli.stopping"), markup=False)

        before = signal.signal(signal.SIGINT, interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def _spare_from_interrupts() -> None:
    """Keep Ctrl-C from what this thread starts.

    A terminal sends it to all its processes, and one that draws charts must go on.
    Threads and processes begun from here inherit the mask; Windows has none.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
