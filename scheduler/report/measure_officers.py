"""Measure 8: hours of the force as a whole. Never a figure for one officer."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from scheduler.model import PlannedWeek
from scheduler.report.facts import VisitFacts
from scheduler.report.measure_row import MeasureRow, RowMaker, share
from scheduler.words import Words

HALF_DAY = 0.5  # person-days of one session; a `day` session weighs two


def officer_rows(
    planned: PlannedWeek, facts: Sequence[VisitFacts], words: Words
) -> list[MeasureRow]:
    """Return the rows of measure 8."""
    row, rounds = RowMaker(words, 8), planned.timetable.rounds
    sessions = field_sessions(planned)
    days = sum(sessions.values()) * HALF_DAY
    site = sum(fact.minutes * len(fact.visit.officers) for fact in facts)
    away = {r.round: (r.return_ - r.depart) * len(r.officers) for r in rounds}
    travel = sum(r.travel_minutes * len(r.officers) for r in rounds)
    night = sum(away[r.round] for r in rounds if r.session == "evening")
    return [
        row("field_hours", sum(away.values()) / 60, "person_hours"),
        row("site_hours", site / 60, "person_hours"),
        row("travel_hours", travel / 60, "person_hours"),
        row("night_hours", night / 60, "person_hours"),
        row("person_days", days, "person_days"),
        row("person_days_per_visit", share(days, len(facts)), "person_days"),
        row("pool_spread", pool_spread(planned, sessions), "sessions"),
    ]


def field_sessions(planned: PlannedWeek) -> dict[str, int]:
    """Return the weight of the sessions each officer goes out (``day`` counts 2)."""
    weight = {kind.kind: kind.weight for kind in planned.scenario.settings.sessions}
    total: dict[str, int] = defaultdict(int)
    for row in planned.timetable.assignments:
        total[row.officer] += weight[row.session]
    return dict(total)


def pool_spread(planned: PlannedWeek, sessions: dict[str, int]) -> int | None:
    """Return the largest (max - min) of field sessions inside one pool.

    A pool's members are all who were a candidate for one of its seats. None where
    nothing was drawn.
    """
    if not planned.timetable.commit:
        return None
    pools: dict[str, set[str]] = defaultdict(set)
    for one in json.loads(planned.timetable.commit)["rounds"]:
        for seat in one["seats"]:
            pools[seat["pool"]].update(seat["candidates"])
    spreads = [
        max(counts) - min(counts)
        for members in pools.values()
        if (counts := [sessions.get(officer, 0) for officer in members])
    ]
    return max(spreads, default=None)
