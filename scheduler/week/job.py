"""Components solved one after the other: what one process does of a week."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scheduler.engine.selection import Stop
from scheduler.week.columns import Column
from scheduler.week.component import Component
from scheduler.week.component_run import (
    Allowance,
    CostLine,
    Ground,
    Outcome,
    Rounds,
    choose_rounds,
    generate,
)
from scheduler.week.cost_bound import cost_line

# Of the time of all components the generation has so much at most; it leaves the
# choice some seconds if it still has half.
GENERATE_SHARE, LEAST_SHARE = 0.75, 0.5
CHOOSE_SECONDS = 9.0
# A long run keeps this share of its seconds for the bound of the cost, up to a limit.
LONG, COST_SHARE, COST_SECONDS = 90.0, 0.1, 20.0
# The rounds of a first week, once they are asked for.
Known = Callable[[], Sequence[Column]]


@dataclass(frozen=True)
class Job:
    """Some components and what is known of them.

    Attributes
    ----------
    until : float, optional
        When to end, by ``time.time``: processes share that clock.
    """

    ground: Ground
    components: list[Component]
    seeds: list[Column]
    allowance: Allowance
    until: float | None

    def run(self, known: Known, stop: Stop) -> list[Outcome]:
        """Generate one component after the other, then choose in one after the other.

        What one leaves of its part of the time the next ones have.

        Parameters
        ----------
        known : callable
            Returns rounds that make a week; called when the choice begins.
        """
        early = None
        if self.until is not None:
            now = time.time()
            early = now + _generating(self.until - now)
        generated: list[Rounds] = []
        for index, component in enumerate(self.components):
            seeds = within([component], self.seeds)
            allowance = self._part(self.components[index:], early)
            generated.append(generate(self.ground, component, seeds, allowance, stop))
        first = known()
        late = None if self.until is None else self.until - self._for_cost
        outcomes: list[Outcome] = []
        # The smallest come first: larger ones can spare what a search takes too long.
        for index in reversed(range(len(self.components))):
            component, rounds = self.components[index], generated[index]
            mine = within([component], first)
            limits = self._part(self.components[index::-1], late).limits
            outcomes.insert(
                0, choose_rounds(self.ground, component, rounds, mine, limits, stop)
            )
        return [
            replace(outcome, line=self._line(index, outcome, stop))
            for index, outcome in enumerate(outcomes)
        ]

    @property
    def _for_cost(self) -> float:
        """Seconds for the bound of the cost."""
        seconds = self.allowance.seconds or 0.0
        return min(COST_SHARE * seconds, COST_SECONDS) if seconds >= LONG else 0.0

    def _line(self, index: int, outcome: Outcome, stop: Stop) -> CostLine | None:
        """Return a bound on the cost of a component; None without time."""
        if stop.raised or (self.until is not None and not self._for_cost):
            return None
        component = self.components[index]
        allowance = self._part(self.components[index:], self.until)
        return cost_line(self.ground, component, outcome, allowance, stop)

    def untouched(self, known: Sequence[Column]) -> list[Outcome]:
        """Return what there is without the job: a week known, and a plain bound."""
        return [
            Outcome([], within([c], known), self.ground.plain(c))
            for c in self.components
        ]

    def _part(self, left: Sequence[Component], until: float | None) -> Allowance:
        """Return what the first of some components may use: by its size."""
        sizes = [component.size for component in left]
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


def within(components: Sequence[Component], columns: Sequence[Column]) -> list[Column]:
    """Return the rounds in the districts of some components."""
    districts = {d for component in components for d in component.districts}
    return [c for c in columns if c.template.district in districts]
