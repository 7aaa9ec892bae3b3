"""A planned week before the whole rule book, without files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from scheduler.model import Clause, PlannedWeek, Scenario, Timetable, Week
from scheduler.rules.core import Published
from scheduler.rules.verify import judge_week
from scheduler.week import Options, Planner
from scheduler.words import Words

POLICY = Path(__file__).parents[2] / "scenarios" / "policy" / "clauses.toml"
W49 = Week(2026, 49)
ENOUGH = Options(deterministic=True)


# The rules only ask that the clauses they rest on exist.
CLAUSES = {
    name: Clause(name, "", "", "")
    for name in tomllib.loads(POLICY.read_text(encoding="utf-8"))
}


def plan(
    scenario: Scenario,
    week: Week = W49,
    options: Options = ENOUGH,
    after: tuple[Timetable, ...] = (),
) -> PlannedWeek:
    """Plan a week with enough work, and see that no hard rule is broken."""
    planned = Planner(scenario, week, after=after, options=options).plan()
    if planned.timetable.register and planned.result.status in ("OPTIMAL", "FEASIBLE"):
        assert hard_violations(planned) == []
    return planned


def published(planned: PlannedWeek) -> Published:
    """What the folder of a planned week would say."""
    result = planned.result
    return Published(
        replace(planned.scenario, clauses=CLAUSES),
        planned.week,
        planned.timetable,
        planned.after,
        {
            "status": str(result.status),
            "beacon": result.beacon,
            "draw_seed": result.draw_seed,
            "counts": result.counts,
        },
    )


def hard_violations(planned: PlannedWeek) -> list[str]:
    """The sentences of the hard rules that a week breaks."""
    words = Words("en")
    return [
        f"{verdict.rule}: {violation.sentence(words)}"
        for verdict in judge_week(published(planned)).violated
        for violation in verdict.violations
    ]
