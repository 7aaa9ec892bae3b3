"""What a long solve tells while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """One step of progress: phase begun, a better week found, or something to tell."""

    seconds: float
    phase: str
    value: int | None = None
    bound: float | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Progress:
    """Clock of the phases and list of incumbents; passes events to a listener."""

    listen: Callable[[Event], None] = lambda event: None
    begin: float = field(default_factory=time.perf_counter)
    phases: dict[str, float] = field(default_factory=dict)
    incumbents: list[tuple[float, int]] = field(default_factory=list)
    bounds: list[tuple[float, int]] = field(default_factory=list)
    _phase: str = ""
    _since: float = 0.0

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.begin

    @property
    def spent(self) -> float:
        """Seconds spent in the running phase, earlier passes included."""
        before = self.phases.get(self._phase, 0.0)
        return before + time.perf_counter() - self._since

    def phase(self, name: str) -> None:
        """Begin a phase; the one before it ends."""
        self.finish()
        self._phase, self._since = name, time.perf_counter()
        self.listen(Event(self.seconds, name))

    def finish(self) -> None:
        """End the running phase."""
        if self._phase:
            spent = time.perf_counter() - self._since
            self.phases[self._phase] = self.phases.get(self._phase, 0.0) + spent
        self._phase = ""

    @property
    def value(self) -> int | None:
        """The best week so far."""
        return self.incumbents[-1][1] if self.incumbents else None

    @property
    def bound(self) -> int | None:
        """What no week exceeds, as far as is known."""
        return self.bounds[-1][1] if self.bounds else None

    def note(self, sentences: Sequence[str]) -> None:
        """Tell something that is known from now on."""
        if sentences:
            self.listen(Event(self.seconds, self._phase, notes=tuple(sentences)))

    def incumbent(self, value: int) -> None:
        """Note a better week."""
        if self.value is not None and self.value >= value:
            return
        self.incumbents.append((self.seconds, value))
        self.listen(Event(self.seconds, self._phase, value, self.bound))

    def bounded(self, bound: int) -> None:
        """Note a lower bound."""
        if self.bound is not None and self.bound <= bound:
            return
        self.bounds.append((self.seconds, bound))
        self.listen(Event(self.seconds, self._phase, self.value, bound))

    def log(self) -> dict[str, Any]:
        """Return what ``run.json`` keeps of it."""
        self.finish()
        return {
            "seconds": {name: round(s, 3) for name, s in self.phases.items()},
            "incumbents": [[round(s, 3), value] for s, value in self.incumbents],
            "bounds": [[round(s, 3), bound] for s, bound in self.bounds],
        }
