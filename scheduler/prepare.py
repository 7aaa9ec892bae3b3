"""Compiles the planner's loops, so that no week waits for it.

``python -m scheduler.prepare`` plans a week of a small made-up city by generation.
"""

from __future__ import annotations

from dataclasses import replace

from scheduler.data.generate import generate
from scheduler.model import Week
from scheduler.week.options import Options
from scheduler.week.plan import Planner


def main() -> None:
    """Plan the week; what is compiled on the way is kept on disk."""
    scenario = generate("tiny")
    solve = replace(scenario.settings.solve, enumerated_visits=1)
    settings = replace(scenario.settings, solve=solve)
    scenario = replace(scenario, settings=settings)
    options = Options(deterministic=True)
    Planner(scenario, Week.parse("2026-W49"), options=options).plan()


if __name__ == "__main__":
    main()
