"""How a week is planned: limits, seed of the solver, beacon of the draw."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model import Scenario
from scheduler.week.effort import Effort


@dataclass(frozen=True)
class Options:
    """What the planner of a week may choose.

    `seconds` and `gap` None mean the scenario's settings; `lang` is that of messages.
    """

    seconds: float | None = None
    seed: int = 0
    beacon: str = "demo"
    deterministic: bool = False
    lang: str = "zh"
    gap: float | None = None

    def effort(self, scenario: Scenario) -> Effort:
        """Return the effort these options ask for."""
        solve = scenario.settings.solve
        return Effort(
            seconds=self.seconds if self.seconds is not None else solve.seconds,
            work=solve.work,
            workers=solve.workers,
            seed=self.seed,
            deterministic=self.deterministic,
            gap=self.gap if self.gap is not None else solve.gap,
        )
