"""Re-optimising parts never loses what was found."""

import time

import numpy as np
import pytest

from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.selection import Limits, Stop, select
from tests.engine.test_selection import hard

STEP = Limits(work=0.2)
Masks = list[list[BoolArray]]


def parts(program: Program, seed: int, count: int = 12) -> Masks:
    rng = np.random.default_rng(seed)
    return [[rng.random(program.size) < 0.3 for _ in range(count)]]


def same(mask: BoolArray, best: IntArray) -> BoolArray:
    return mask


@pytest.mark.parametrize("seed", range(4))
def test_never_worse_and_never_broken(seed: int):
    program = hard()
    rng = np.random.default_rng(seed)
    start = np.zeros(program.size, dtype=np.int64)
    start[rng.choice(program.size, 3, replace=False)] = 1
    seen = [program.value(start)]
    budget = Budget(None, 6, STEP)
    levels = parts(program, seed)
    best = improve(program, start, levels, same, budget, report=seen.append)
    assert program.broken(best) == []
    assert seen == sorted(set(seen))
    assert program.value(best) == seen[-1] > seen[0]


def test_the_whole_as_one_neighbourhood_is_the_optimum():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    every = [[np.ones(program.size, dtype=np.bool_)]]
    budget = Budget(None, 5, Limits(work=20.0))
    best = improve(program, start, every, same, budget)
    assert program.value(best) == select(program, Limits(work=20.0)).value
    known = select(program, Limits(work=20.0)).value
    assert known is not None
    # What is enough ends the search before it begins.
    assert not improve(program, start, every, same, budget, enough=0).any()
    less = improve(program, start, every, same, budget, enough=known - 1)
    assert program.value(less) >= known - 1


def test_nothing_free_changes_nothing():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    none = [[np.zeros(program.size, dtype=np.bool_)] * 3]
    assert not improve(program, start, none, same, Budget(None, 5, STEP)).any()
    assert not improve(program, start, [], same, Budget(None, 5, STEP)).any()


def test_after_a_gain_the_search_begins_anew():
    """Two columns in one row each: the second level frees both rows."""
    program = Program()
    for value in (3, 2, 5):
        program.column(value)
    program.row([(0, 1), (2, 1)], upper=1)
    program.row([(1, 1), (2, 1)], upper=1)
    seen: list[str] = []
    masks = {
        "first": np.array([True, False, False]),
        "second": np.array([False, True, False]),
        "all": np.array([True, True, True]),
    }

    def free(name: str, best: IntArray) -> BoolArray:
        seen.append(name)
        return masks[name]

    start = np.zeros(3, dtype=np.int64)
    levels = [["first", "second"], ["all"]]
    best = improve(program, start, levels, free, Budget(None, 50, STEP))
    assert best.tolist() == [1, 1, 0]
    # A gain: all of it once more; no gain: the end.
    assert seen == ["first", "second", "all"] * 2


def test_budgets_end():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    budget = Budget(None, 0, STEP)
    assert not improve(program, start, parts(program, 1), same, budget).any()
    late = Budget(time.perf_counter() - 1, None, Limits(seconds=3.0))
    assert not improve(program, start, parts(program, 1), same, late).any()
    assert late.limits().seconds == pytest.approx(0.05)
    assert late.slower(3).step_limits.seconds == pytest.approx(9.0)
    stop = Stop()
    stop.raise_()
    budget = Budget(None, 5, STEP)
    assert not improve(program, start, parts(program, 1), same, budget, stop=stop).any()
