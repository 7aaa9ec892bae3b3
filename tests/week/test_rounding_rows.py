"""Rounding rows: teams of two among odd numbers of people."""

import dataclasses

import numpy as np
import pytest

from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Limits, select
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.program import WeekProgram, build_program
from tests import makers as m
from tests.week.world import TUESDAY, availability, city, columns, template


def week_of(people: int, kind: str = "morning", **changes: object) -> WeekProgram:
    """Two rounds of one yj team each, s1 and s2, all week long."""
    officers = tuple(m.make_officer(f"yj{k}", **changes) for k in range(1, people + 1))
    scenario = city(officers=officers)
    first, second = (template(scenario, s, kind=kind) for s in ("s1", "s2"))
    assert first is not None
    assert second is not None
    there = availability(scenario)
    found = columns(scenario, first, second)
    return build_program(there, Staffing(there), Fleet(there), found)


def rows(week: WeekProgram, column: int) -> list[int]:
    """Upper limits of the rounding rows that a round stands in."""
    return sorted(
        row.upper
        for row in week.program.rows
        if row.name.startswith("teams yj") and column in row.columns
        if row.upper is not None
    )


def on_tuesday(week: WeekProgram) -> int:
    return next(k for k, c in enumerate(week.columns) if c.session.date == TUESDAY)


@pytest.mark.parametrize(
    ("people", "limits"),
    # Of 2 or 4 people the row of a time says no more than the people do; of 3 it
    # allows one team. The week: 4 sessions each, 2 people a team.
    [(2, [4]), (3, [1, 6]), (4, [8])],
)
def test_teams_of_a_time_and_of_the_week(people: int, limits: list[int]):
    week = week_of(people)
    assert rows(week, on_tuesday(week)) == limits


def test_the_week_of_odd_sessions_rounds_down():
    """Three people with 1 session each: 3 sessions, one team."""
    week = week_of(3, max_sessions=1)
    assert 1 in rows(week, on_tuesday(week))


def test_relaxation_falls_and_the_best_week_stays():
    """Three people, one session each: one of two rounds; without the rows 1.5."""
    week = week_of(3, max_sessions=1)
    plain = dataclasses.replace(week.program)
    plain.rows = [r for r in week.program.rows if not r.name.startswith("teams")]
    with_rows, without = relax(week.program), relax(plain)
    assert with_rows is not None
    assert without is not None
    value = week.columns[0].template.value
    assert with_rows.value == pytest.approx(value)
    assert without.value == pytest.approx(1.5 * value)
    best = select(plain, Limits(work=5.0))
    assert best.solution is not None
    assert best.value == value
    assert week.program.broken(best.solution) == []
    assert np.count_nonzero(best.solution[: len(week.columns)]) == 1


@pytest.mark.parametrize(
    ("people", "sessions", "days"),
    # A day takes two sessions: with 3 each person has one day, with 4 two.
    [(2, 3, 1), (3, 3, 1), (4, 3, 2), (3, 4, 3)],
)
def test_days_of_a_week(people: int, sessions: int, days: int):
    week = week_of(people, "day", max_sessions=sessions)
    assert week.columns
    k = on_tuesday(week)
    limits = [
        row.upper
        for row in week.program.rows
        if row.name.startswith("teams yj") and k in row.columns
        if row.coefficients[row.columns.index(k)] == 1
    ]
    # Of one day no more than the people make: with an odd number a row says so.
    assert days in limits


def test_rows_of_all_times_if_people_are_counted_by_teams():
    """Without posts the rows of even numbers of people are needed too."""
    for people in (2, 3, 4):
        week = week_of(people)
        teams = build_program(
            week.availability,
            week.staffing,
            week.fleet,
            week.columns,
            teams_only=True,
        )
        assert not teams.posts
        assert people // 2 in rows(teams, on_tuesday(teams))
        exact, loose = relax(week.program), relax(teams.program)
        assert exact is not None
        assert loose is not None
        assert loose.value >= exact.value - 1e-6
