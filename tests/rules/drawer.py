"""A week with its names drawn: commit, seed, lines, and everybody in his seat.

The lines come from the replay itself; that the replay is right is held by hand-made
cases (`test_replay.py`) and by the planner's own draw (`test_two_draws.py`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace

from scheduler.model import Assignment, DrawStep
from scheduler.rules.core import Published
from scheduler.rules.draw_names import draw_seed
from scheduler.rules.past import last_officers
from scheduler.rules.replay import Named, replay
from scheduler.rules.replay_seats import (
    canonical,
    recomputed_commit,
    recomputed_seats,
)
from scheduler.rules.serving import helps


def drawn(
    week: Published, beacon: str = "3986.42", solved: Named | None = None
) -> Published:
    """The week with names drawn anew: rounds, visits and assignments follow."""
    digest = hashlib.sha256(b"inputs").hexdigest()
    week = replace(week, inputs_digest=week.inputs_digest or digest)
    seats = recomputed_seats(week)
    commit = canonical(recomputed_commit(week, seats))
    week = replace(
        week,
        timetable=replace(week.timetable, commit=commit),
        result={**week.result, "beacon": beacon},
    )
    seed = draw_seed(week)
    again = replay(week, seats, seed, last_officers(week), solved or {})
    week = replace(week, result={**week.result, "draw_seed": seed})
    rows = [
        Assignment(
            officer,
            seat.trip.round,
            seat.trip.date,
            seat.trip.session,
            seat.department,
            seat.qualifications,
            helps(week.scenario, week.scenario.officer[officer], seat.trip.district),
        )
        for seat, officer in again.holder.items()
        if officer
    ]
    rows.sort(key=lambda a: (a.round, a.department, a.officer))
    return _seated(week, tuple(rows), tuple(again.steps))


def _seated(
    week: Published, rows: tuple[Assignment, ...], steps: tuple[DrawStep, ...]
) -> Published:
    team: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        team[row.round].append(row.officer)
    officer, own = week.scenario.officer, week.scenario.town_department
    rounds = tuple(
        replace(trip, officers=tuple(sorted(team[trip.round])))
        for trip in week.timetable.rounds
    )
    visits = []
    for visit in week.timetable.visits:
        entering = [
            name
            for name in team[visit.round]
            if officer[name].department in visit.departments
            and (officer[name].department != own or officer[name].town == visit.town)
        ]
        entering.sort(key=lambda name: (officer[name].department, name))
        visits.append(replace(visit, officers=tuple(entering)))
    table = replace(
        week.timetable,
        rounds=rounds,
        visits=tuple(visits),
        assignments=rows,
        draw=steps,
    )
    return replace(week, timetable=table)
