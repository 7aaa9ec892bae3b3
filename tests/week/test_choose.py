"""Choosing among the rounds of a real district, from every kind of start."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scheduler.api import load_scenario
from scheduler.engine.selection import Limits, Stop
from scheduler.week import choose
from scheduler.week.component_run import Rounds, choose_rounds, generate
from scheduler.week.week_program import WeekProgram
from tests.week.priced import Small, allowed, small

PILOT = Path(__file__).parents[2] / "scenarios" / "pilot"
NEVER = ((1e9, 0),)
ALWAYS = ((0.0, 800),)


@pytest.fixture(scope="module")
def pilot() -> tuple[Small, Rounds]:
    """The pilot's week and its rounds."""
    week = small(load_scenario(PILOT).scenario)
    (component,) = week.components
    return week, generate(week.ground, component, [], allowed(200), Stop())


@pytest.fixture(scope="module")
def program(pilot: tuple[Small, Rounds]) -> WeekProgram:
    week, rounds = pilot
    return week.ground.program(week.components[0], rounds.kept)


def chooser(
    pilot: tuple[Small, Rounds], program: WeekProgram, seconds: float
) -> choose._Chooser:
    _, rounds = pilot
    limits = Limits(seconds, seed=1)
    return choose._Chooser(program, rounds.reduced, limits, Stop(), None, rounds.cuts)


@pytest.mark.parametrize("ways", [NEVER, ALWAYS])
def test_a_start_is_worth_most_of_the_bound(
    pilot: tuple[Small, Rounds],
    program: WeekProgram,
    ways: tuple[tuple[float, int], ...],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(choose, "TAKEN_IN", ways)
    one = chooser(pilot, program, 20.0)
    taken = one.first()
    assert taken.dtype == np.bool_
    assert not one.light.broken(taken.astype(np.int64))
    staffed = one.staffed(taken)
    assert staffed is not None
    # Posts may rule some rounds out, and put none in their place.
    assert (staffed[: len(taken)] <= taken).all()
    assert program.program.broken(staffed) == []
    value = program.program.value(staffed)
    assert 0.6 * pilot[1].bound < value <= pilot[1].bound


def test_at_a_stop_sign_there_is_a_start_all_the_same(
    pilot: tuple[Small, Rounds],
    program: WeekProgram,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(choose, "TAKEN_IN", ALWAYS)
    one = chooser(pilot, program, 600.0)
    one.stop.raise_()
    staffed = one.staffed(one.first())
    assert staffed is not None
    assert (one.whole(staffed, choose._budget(one.limits, 0.0)) == staffed).all()


def test_the_whole_is_no_worse_than_its_parts(
    pilot: tuple[Small, Rounds], monkeypatch: pytest.MonkeyPatch
):
    week, rounds = pilot
    (component,) = week.components
    values = []
    for few in (0, choose.FEW_AT_ONCE):
        monkeypatch.setattr(choose, "FEW_AT_ONCE", few)
        outcome = choose_rounds(
            week.ground, component, rounds, [], Limits(6.0, seed=1), Stop()
        )
        values.append(sum(c.template.value for c in outcome.chosen))
        assert values[-1] <= outcome.bound
    # Both are near; which is better depends on the machine.
    assert min(values) > 0.95 * rounds.bound
