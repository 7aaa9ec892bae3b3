"""What a method hands back: plain rounds, how its search went, how it ended."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from scheduler.data import Loaded
from scheduler.model import CheckRef, Demand, PlannedWeek, Week
from scheduler.model.calendar import Date
from scheduler.week.variants import Unit


class PlainVisit(NamedTuple):
    """A visit: which candidate, carrying which checks."""

    candidate: str
    checks: frozenset[CheckRef]


@dataclass(frozen=True, slots=True)
class PlainRound:
    """A round: when, where, which departments, which visits in order."""

    date: Date
    kind: str
    district: str
    units: frozenset[Unit]
    visits: tuple[PlainVisit, ...]


class Point(NamedTuple):
    """What was known after some seconds: the best value, the best bound."""

    seconds: float
    value: int | None
    bound: float | None


@dataclass
class Task:
    """One week to plan in so many seconds; the clock starts here."""

    loaded: Loaded
    week: Week
    demand: Demand
    seconds: float
    seed: int = 0
    digest: str = ""
    begin: float = field(default_factory=time.perf_counter)

    @property
    def spent(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self.begin

    @property
    def left(self) -> float:
        """Seconds that remain, at least a little."""
        return max(0.1, self.seconds - self.spent)

    def renewed(self, seconds: float) -> Task:
        """Return the same task with its clock started anew."""
        return replace(self, seconds=seconds, begin=time.perf_counter())


@dataclass
class Outcome:
    """How a method ended.

    Attributes
    ----------
    rounds : tuple of PlainRound, or None
        The week it chose; None if it found none, or published one itself.
    published : PlannedWeek, optional
        A week with names, from a method that draws them itself.
    first : tuple of PlainRound, optional
        Its first week with a visit, and `first_seconds` when it was found.
    bound : float, optional
        Proved upper bound of the value.
    columns, rows : int, optional
        Size of the model.
    """

    status: str
    rounds: tuple[PlainRound, ...] | None = None
    published: PlannedWeek | None = None
    first: tuple[PlainRound, ...] | None = None
    first_seconds: float | None = None
    value: int | None = None
    bound: float | None = None
    trace: list[Point] = field(default_factory=list)
    build_seconds: float | None = None
    columns: int | None = None
    rows: int | None = None
    note: str = ""
    folder: Path | None = None


def visits_of(rounds: Sequence[PlainRound]) -> int:
    """Return the number of visits of some rounds."""
    return sum(len(one.visits) for one in rounds)
