"""Components solved on all cores: rounds worth choosing, a week, and a bound.

The largest component is solved in this process; the others, one after the other, in a
fresh one beside it.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scheduler.engine.generation import whole
from scheduler.engine.selection import Stop
from scheduler.fresh import can_start, start
from scheduler.week.columns import Column
from scheduler.week.component import Component
from scheduler.week.component_run import Allowance, Ground, Outcome, solve_component

BESIDE = "scheduler.week.generate_beside"


class GenerationError(RuntimeError):
    """Generation beside this process failed; its notes hold what it said."""


@dataclass(frozen=True)
class Generated:
    """Rounds worth choosing from, those chosen, and a bound on the service if known."""

    columns: list[Column]
    chosen: list[Column]
    bound: int | None


@dataclass(frozen=True)
class Job:
    """What a process beside this one generates."""

    ground: Ground
    components: list[Component]
    seeds: list[Column]
    known: list[Column]
    allowance: Allowance

    def known_of(self, component: Component) -> list[Column]:
        """Return the rounds of a component that make a week."""
        inside = component.districts
        return [c for c in self.known if c.template.district in inside]

    def run(self, stop: Stop) -> list[Outcome]:
        """Generate one component after the other, each within its part of the time."""
        begin = time.perf_counter()
        outcomes: list[Outcome] = []
        for index, component in enumerate(self.components):
            ahead = sum(c.size for c in self.components[index:])
            allowance = self.allowance.part(component.size / ahead)
            if self.allowance.seconds is not None:
                left = self.allowance.seconds - (time.perf_counter() - begin)
                seconds = left * component.size / ahead
                allowance = dataclasses.replace(allowance, seconds=seconds)
            outcomes.append(
                solve_component(
                    self.ground, component, self.seeds, self.known, allowance, stop
                )
            )
        return outcomes


def generate_all(
    ground: Ground,
    components: Sequence[Component],
    seeds: Sequence[Column],
    known: Sequence[Column],
    allowance: Allowance,
    stop: Stop,
) -> Generated:
    """Return rounds of all components, those chosen, and the sum of the bounds.

    Raises
    ------
    GenerationError
        If the process beside this one failed.
    """
    ranked = sorted(components, key=lambda c: (-c.size, sorted(c.districts)))
    jobs = [
        Job(ground, part, list(seeds), list(known), allowance)
        for part in _parts(ranked)
        if part
    ]
    if len(jobs) < 2:
        outcomes = [outcome for job in jobs for outcome in job.run(stop)]
    else:
        with _beside(jobs[1], stop) as others:
            outcomes = jobs[0].run(stop)
        outcomes += others
    columns = [column for outcome in outcomes for column in outcome.columns]
    bounded = all(np.isfinite(outcome.bound) for outcome in outcomes)
    total = sum(whole(outcome.bound) for outcome in outcomes) if bounded else None
    chosen = [column for outcome in outcomes for column in outcome.chosen]
    return Generated(columns, chosen, total)


def _parts(ranked: Sequence[Component]) -> list[list[Component]]:
    """Return what this process does, and what one beside it does."""
    if (os.cpu_count() or 1) < 2 or not can_start():
        return [list(ranked)]
    sizes = [0, 0]
    parts: list[list[Component]] = [[], []]
    for component in ranked:
        # Work grows faster than visits.
        lighter = int(sizes[1] < sizes[0])
        parts[lighter].append(component)
        sizes[lighter] += component.size**2
    return parts


@contextmanager
def _beside(job: Job, stop: Stop) -> Iterator[list[Outcome]]:
    """Run a job beside the body; its outcomes are there when the body has ended."""
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="generate-") as place:
        work, done = Path(place) / "job.pickle", Path(place) / "outcomes.pickle"
        said = Path(place) / "said.txt"
        work.write_bytes(pickle.dumps(job))
        with said.open("wb") as errors:
            process = start(BESIDE, [work, done], errors.fileno())
            try:
                yield outcomes
                while process.poll() is None and not stop.raised:
                    time.sleep(0.02)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        if done.exists():
            outcomes += pickle.loads(done.read_bytes())
            return
        if stop.raised:
            # Nothing is lost but what this part would have added.
            outcomes += [Outcome([], job.known_of(c), np.inf) for c in job.components]
            return
        error = GenerationError(f"exit code {process.returncode}")
        error.add_note(said.read_text(encoding="utf-8", errors="replace"))
        raise error
