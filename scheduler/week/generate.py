"""Components solved on all cores: rounds worth choosing, a week, and a bound.

A fresh process beside this one begins at once with the largest component, while a
first week is sought here; the others follow here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from scheduler.engine.generation import whole
from scheduler.engine.selection import Stop
from scheduler.fresh import can_start
from scheduler.week.beside import Beside, Spare
from scheduler.week.columns import Column
from scheduler.week.component import Component
from scheduler.week.component_run import Allowance, CostLine, Ground, Outcome
from scheduler.week.job import Job, within


@dataclass(frozen=True)
class Generated:
    """Rounds worth choosing from, those chosen, a bound on the service.

    `lines` bound the cost, one of each component; empty if there was no time.
    """

    columns: list[Column]
    chosen: list[Column]
    bound: int
    lines: tuple[CostLine, ...] = ()


class Generating:
    """Components being solved; as a context it ends the process beside.

    Parameters
    ----------
    seeds : sequence of Column
        Rounds known.
    allowance : Allowance
        What may be used, from now on.
    spare : Spare, optional
        A process for what is done beside.
    """

    def __init__(
        self,
        ground: Ground,
        components: Sequence[Component],
        seeds: Sequence[Column],
        allowance: Allowance,
        stop: Stop,
        spare: Spare | None = None,
    ) -> None:
        self._stop = stop
        seconds = allowance.seconds
        until = None if seconds is None else time.time() + seconds
        jobs = [
            Job(ground, part, within(part, seeds), allowance, until)
            for part in _parts(components)
        ]
        self._here = jobs[-1]
        self._beside = Beside(jobs[0], spare) if len(jobs) > 1 else None
        if self._beside is None and spare is not None:
            spare.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._beside is not None:
            self._beside.close()

    def finish(self, known: Sequence[Column]) -> Generated:
        """Return rounds of all components, those chosen, and the sum of the bounds.

        Parameters
        ----------
        known : sequence of Column
            Rounds that make a week.

        Raises
        ------
        BesideError
            If the process beside this one failed.
        """
        if self._beside is not None:
            self._beside.tell(within(self._beside.job.components, known))
        outcomes = self._here.run(lambda: known, self._stop)
        outcomes += self._others(known)
        return Generated(
            [column for outcome in outcomes for column in outcome.columns],
            [column for outcome in outcomes for column in outcome.chosen],
            sum(whole(outcome.bound) for outcome in outcomes),
            _lines(outcomes),
        )

    def _others(self, known: Sequence[Column]) -> list[Outcome]:
        """Return what the process beside found; if stopped, the week that is known."""
        if self._beside is None:
            return []
        found = self._beside.outcomes(self._stop)
        return self._beside.job.untouched(known) if found is None else found


def _lines(outcomes: Sequence[Outcome]) -> tuple[CostLine, ...]:
    """Return a line of every component, if any says something."""
    lines = [one.line or CostLine(0.0, 0.0, one.bound) for one in outcomes]
    return tuple(lines) if any(line.price for line in lines) else ()


def able() -> bool:
    """Say whether a process beside this one is worth while."""
    return (os.cpu_count() or 1) >= 2 and can_start()


def _parts(components: Sequence[Component]) -> list[list[Component]]:
    """Return what a process beside this one does, if there is one, and this one."""
    ranked = sorted(components, key=lambda c: (-c.size, sorted(c.districts)))
    if len(ranked) < 2 or not able():
        return [ranked]
    sizes = [0, 0]
    parts: list[list[Component]] = [[], []]
    for component in ranked:
        # Work grows faster than visits.
        lighter = int(sizes[1] < sizes[0])
        parts[lighter].append(component)
        sizes[lighter] += component.size**2
    return parts
