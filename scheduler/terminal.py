"""Progress in the terminal, and Ctrl-C that keeps the best week so far."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from rich.console import Console
from rich.status import Status

from scheduler.fresh import end_all
from scheduler.week import Event, Stop
from scheduler.words import Words

T = TypeVar("T")
# Without a terminal the first better week is printed at once, then one in so many
# seconds at most.
QUIET_SECONDS = 5.0
# So long the work may take to put its files away after a second Ctrl-C.
LEAVE_SECONDS = 5.0
# How a process ends that Ctrl-C ended.
INTERRUPTED = 130


class GivenUpError(RuntimeError):
    """The work was given up at the beginning of a phase."""


class Terminal:
    """Shows phases and better weeks: one moving line on a terminal, else lines."""

    def __init__(
        self,
        words: Words,
        stopping: str = "cli.stopping",
        left: str = "cli.interrupted",
    ) -> None:
        self.words = words
        # What the first Ctrl-C and the end at once say.
        self.stopping, self.left = words(stopping), words(left)
        self.console = Console(highlight=False, soft_wrap=True)
        self._status: Status | None = None
        # When a better week was last printed; the first is printed at once.
        self._last: float | None = None
        # What a line will say that was not printed yet.
        self._waiting = ""
        self._given_up = False

    def show(self, event: Event) -> None:
        """Show one event; called from the planner's thread."""
        for note in event.notes:
            self.console.print(note, markup=False)
        if event.notes:
            return
        phase = self.words(f"cli.phase.{event.phase}")
        if event.value is None:
            self._begun(
                self.words("cli.phase_line", seconds=event.seconds, phase=phase)
            )
        elif event.value:
            # A week without visits is where every search begins, not a find.
            self._found(event, phase)

    def _begun(self, text: str) -> None:
        """Show that a phase has begun, after what the one before found last."""
        if self._given_up:
            raise GivenUpError
        if self._waiting:
            self._line(self._waiting)
            self._waiting = ""
        self._line(text)

    def _found(self, event: Event, phase: str) -> None:
        """Show a better week."""
        bound = "" if event.bound is None else f"{event.bound:.0f}"
        key = "cli.value_line" if event.bound is None else "cli.bound_line"
        text = self.words(
            key, seconds=event.seconds, phase=phase, value=event.value, bound=bound
        )
        if self._status is not None:
            self._status.update(text)
        elif self._last is None or event.seconds - self._last >= QUIET_SECONDS:
            self._last, self._waiting = event.seconds, ""
            self._line(text)
        else:
            self._waiting = text

    def _line(self, text: str) -> None:
        if self._status is not None:
            self._status.update(text)
        self.console.print(text, markup=False)

    def watch(self, work: Callable[[Stop], T]) -> T:
        """Run work in a thread of its own; the first Ctrl-C asks it to stop.

        A second Ctrl-C ends at once.

        Raises
        ------
        KeyboardInterrupt
            On the second Ctrl-C, with the sentence to say.
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
        leaving = threading.Event()
        with self._moving_line(), self._interrupts(stop, leaving):
            thread.start()
            while thread.is_alive():
                if leaving.is_set():
                    self._leave(thread)
                    raise KeyboardInterrupt(self.left)
                thread.join(0.2)
        if failure:
            raise failure[0]
        return outcome[0]

    def _leave(self, thread: threading.Thread) -> None:
        """Let the work put its files away; end without it if it does not come back.

        What it waits for beside is ended, and it stops where a phase begins.
        """
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._given_up = True
        end_all()
        thread.join(LEAVE_SECONDS)
        if thread.is_alive():
            # A solver of another language would end an interpreter that closes down.
            self.console.print(self.left, markup=False)
            sys.stdout.flush()
            os._exit(INTERRUPTED)

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
    def _interrupts(self, stop: Stop, leaving: threading.Event) -> Iterator[None]:
        """Turn the first Ctrl-C into the stop sign, a second or TERM into leaving.

        The handlers raise nothing: an exception would strike inside ``join``, and a
        join so ended takes the thread for ended while it works on (Python 3.11).
        """

        def interrupted(_signal: int, _frame: FrameType | None) -> None:
            if stop.raised:
                leaving.set()
                return
            stop.raise_()
            self.console.print(self.stopping, markup=False)

        def ended(_signal: int, _frame: FrameType | None) -> None:
            stop.raise_()
            leaving.set()

        before = signal.signal(signal.SIGINT, interrupted)
        ending = signal.signal(signal.SIGTERM, ended)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
            signal.signal(signal.SIGTERM, ending)


def _spare_from_interrupts() -> None:
    """Keep Ctrl-C from what this thread starts.

    A terminal sends it to all its processes, and one that draws charts must go on.
    Threads and processes begun from here inherit the mask; Windows has none.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
