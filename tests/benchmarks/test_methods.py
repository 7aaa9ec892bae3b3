"""Every method's week is verified and never better than the best one."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks.finish import finish_rounds
from benchmarks.methods import compact, method, monolithic, warm
from benchmarks.plain import Outcome, PlainRound, PlainVisit
from benchmarks.value import ceiling, deployment_price, value_of
from scheduler.data.generate import generate
from scheduler.data.generate.tiny import BEST_SERVICE
from scheduler.model import Status
from scheduler.week.reference import Reference, ReferenceRound, ReferenceVisit


@pytest.mark.parametrize("name", ["rounds", "monolithic", "warm"])
def test_an_exact_method_reaches_the_optimum_worked_out_by_hand(solve, name):
    outcome, finished = solve(name)
    assert outcome.status == "OPTIMAL"
    assert (finished.value, outcome.value) == (BEST_SERVICE, BEST_SERVICE)
    assert outcome.bound == pytest.approx(BEST_SERVICE)
    assert (finished.verified, finished.violated) == (True, ())
    assert finished.dropped == 0


def test_the_excel_planner_is_verified_and_no_better_than_the_optimum(solve):
    outcome, finished = solve("greedy")
    assert finished.verified
    assert finished.dropped == 0
    assert 0 < finished.value <= BEST_SERVICE
    assert finished.value == outcome.value
    assert finished.visits == sum(len(one.visits) for one in outcome.rounds or ())


def test_the_hint_is_the_whole_week_of_the_excel_planner(solve, task):
    # Its first week is that week: the model accepts what the greedy method made.
    outcome, _ = solve("warm")
    greedy = method("greedy")(task).rounds
    assert greedy is not None
    assert outcome.first is not None
    assert {one.visits for one in outcome.first} == {one.visits for one in greedy}


def test_a_hint_is_never_lost(task, monkeypatch):
    nothing = Outcome("NO_SOLUTION", bound=9999.0)
    monkeypatch.setattr(monolithic, "plan", lambda task, prepare: nothing)
    outcome = warm.plan(task)
    assert outcome.rounds == method("greedy")(task).rounds
    assert (outcome.status, outcome.bound) == ("FEASIBLE", 9999.0)


def test_sessions_beyond_the_split_cost_points():
    city = generate("tiny")
    scenario = dataclasses.replace(
        city,
        districts=tuple(
            dataclasses.replace(city.districts[0], district=name, group=name)
            for name in ("centre", "south", "other")
        ),
    )
    even = {"centre": 10, "south": 10, "other": 20}
    assert deployment_price(scenario, even) == 0
    # Of 40, 1:1:2 is 10, 10, 20 and the tolerance 2: centre and others 8 beyond each,
    # a point (times 10) for every session.
    assert deployment_price(scenario, {"centre": 20, "south": 10, "other": 10}) == 160
    # One group alone has nothing to be split.
    assert deployment_price(city, {"other": 40}) == 0


def test_the_rounds_of_the_compact_model_are_taken_as_they_are(task, monkeypatch):
    good = method("greedy")(task).rounds
    assert good
    rounds = tuple(
        ReferenceRound(
            one.date,
            one.kind,
            one.district,
            tuple(sorted(one.units)),
            tuple(ReferenceVisit(v.candidate, "", tuple(v.checks)) for v in one.visits),
        )
        for one in good
    )
    found = Reference(Status.FEASIBLE, 7, 9, rounds)
    monkeypatch.setattr(compact, "solve_reference", lambda *args, **how: found)
    outcome = compact.plan(task)
    assert (outcome.status, outcome.value, outcome.bound) == ("FEASIBLE", 7, 9)
    assert outcome.rounds == outcome.first == good


def test_without_a_week_the_compact_model_still_gives_its_bound(task, monkeypatch):
    found = Reference(Status.NO_SOLUTION, None, 9)
    monkeypatch.setattr(compact, "solve_reference", lambda *args, **how: found)
    outcome = compact.plan(task)
    assert (outcome.rounds, outcome.first, outcome.bound) == (None, None, 9)


def test_the_value_from_the_tables_is_what_the_planner_says(solve, task):
    outcome, finished = solve("rounds")
    timetable = finished.planned.timetable
    scenario = task.loaded.scenario
    assert value_of(scenario, task.demand, timetable) == outcome.value
    assert ceiling(scenario, task.demand) >= BEST_SERVICE
    # A visit fewer is worth its points less.
    visit = timetable.visits[0]
    points = {c.ref: c.points for row in task.demand.candidates for c in row.checks}
    fewer = dataclasses.replace(timetable, visits=timetable.visits[1:])
    worth = sum(points[ref] for ref in visit.checks)
    assert value_of(scenario, task.demand, fewer) == BEST_SERVICE - worth


def test_a_round_that_does_not_fit_is_dropped_and_counted(task, tmp_path):
    good = method("greedy")(task).rounds
    assert good
    first = good[0]
    strange = dataclasses.replace(
        first, visits=(PlainVisit("nowhere", frozenset()), *first.visits)
    )
    alone = PlainRound(first.date, first.kind, first.district, frozenset(), ())
    finished = finish_rounds(task, [*good[1:], strange, alone], tmp_path)
    assert finished.verified
    assert finished.dropped == 2


def test_of_rounds_made_twice_one_is_kept(task, tmp_path):
    # The second asks for the same two officers again: no naming holds both.
    good = method("greedy")(task).rounds
    assert good
    other = dataclasses.replace(
        good[0], kind="afternoon" if good[0].kind == "morning" else "morning"
    )
    finished = finish_rounds(task, [good[0], other], tmp_path)
    assert finished.dropped == 1
