"""Components solved on all cores: rounds worth choosing, a week, and a bound.

The largest component is solved in this process; the others, one after the other, in a
fresh one beside it.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.engine.generation import whole
from scheduler.engine.selection import Stop
from scheduler.fresh import can_start, start
from scheduler.week.columns import Column
from scheduler.week.component import Component
from scheduler.week.component_run import (
    Allowance,
    Ground,
    Outcome,
    Rounds,
    choose_rounds,
    generate,
)

# Of the time of all components the generation has so much at most; it leaves the
# choice some seconds if it still has half.
GENERATE_SHARE, LEAST_SHARE = 0.75, 0.5
CHOOSE_SECONDS = 10.0
BESIDE = "scheduler.week.generate_beside"


class GenerationError(RuntimeError):
    """Generation beside this process failed; its notes hold what it said."""


@dataclass(frozen=True)
class Generated:
    """Rounds worth choosing from, those chosen, and a bound on the service."""

    columns: list[Column]
    chosen: list[Column]
    bound: int


@dataclass(frozen=True)
class Job:
    """What a process beside this one generates.

    Attributes
    ----------
    until : float, optional
        When to end, by ``time.time``: processes share that clock.
    """

    ground: Ground
    components: list[Component]
    seeds: list[Column]
    known: list[Column]
    allowance: Allowance
    until: float | None

    def known_of(self, component: Component) -> list[Column]:
        """Return the rounds of a component that make a week."""
        return _of([component], self.known)

    def run(self, stop: Stop) -> list[Outcome]:
        """Generate one component after the other, then choose in one after the other.

        What one leaves of its part of the time the next ones have.
        """
        early = None
        if self.until is not None:
            now = time.time()
            early = now + _generating(self.until - now)
        generated: list[Rounds] = []
        for index, component in enumerate(self.components):
            seeds, allowance = _of([component], self.seeds), self._part(index, early)
            rounds = generate(self.ground, component, seeds, allowance, stop)
            generated.append(rounds)
        outcomes: list[Outcome] = []
        for index, component in enumerate(self.components):
            known, limits = (
                self.known_of(component),
                self._part(index, self.until).limits,
            )
            rounds = generated[index]
            outcomes.append(
                choose_rounds(self.ground, component, rounds, known, limits, stop)
            )
        return outcomes

    def _part(self, index: int, until: float | None) -> Allowance:
        """Return what a component may use: by its size, of what is left."""
        sizes = [component.size for component in self.components[index:]]
        share = sizes[0] / max(1, sum(sizes))
        limits = self.allowance.limits.part(share)
        if until is None:
            return replace(self.allowance, limits=limits)
        seconds = max(0.0, until - time.time()) * share
        return Allowance(seconds, None, replace(limits, seconds=seconds, work=None))


def _generating(seconds: float) -> float:
    """Return how much of the seconds may go into generating."""
    most = min(GENERATE_SHARE * seconds, seconds - CHOOSE_SECONDS)
    return max(LEAST_SHARE * seconds, most)


def _of(components: Sequence[Component], columns: Sequence[Column]) -> list[Column]:
    districts = {d for component in components for d in component.districts}
    return [c for c in columns if c.template.district in districts]


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
    seconds = allowance.seconds
    until = None if seconds is None else time.time() + seconds
    jobs = [
        Job(ground, part, _of(part, seeds), _of(part, known), allowance, until)
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
    total = sum(whole(outcome.bound) for outcome in outcomes)
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
            outcomes += [
                Outcome([], job.known_of(c), job.ground.plain(c))
                for c in job.components
            ]
            return
        error = GenerationError(f"exit code {process.returncode}")
        error.add_note(said.read_text(encoding="utf-8", errors="replace"))
        raise error
