"""How a week is planned: limits, seed of the solver, beacon of the draw."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model import Scenario
from scheduler.week.choose import Effort


@dataclass(frozen=True)
class Options:
    """How to plan: limits, seed of the solver, beacon of the draw."""

    seconds: float | None = None
    seed: int = 0
    beacon: str = "demo"
    deterministic: bool = False

    def effort(self, scenario: Scenario) -> Effort:
        """Return the effort these options ask for."""
        solve = scenario.settings.solve
        return Effort(
            seconds=self.seconds if self.seconds is not None else solve.seconds,
            work=solve.work,
            workers=solve.workers,
            seed=self.seed,
            deterministic=self.deterministic,
        )
