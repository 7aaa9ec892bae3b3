"""Re-optimising parts never loses what was found."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from scheduler.engine.neighbourhoods import Budget, improve
from scheduler.engine.program import BoolArray, Program
from scheduler.engine.selection import Limits, Stop, select
from tests.engine.test_selection import hard

STEP = Limits(work=0.2)


def parts(program: Program, seed: int) -> Iterator[BoolArray]:
    rng = np.random.default_rng(seed)
    while True:
        yield rng.random(program.size) < 0.3


@pytest.mark.parametrize("seed", range(4))
def test_never_worse_and_never_broken(seed: int):
    program = hard()
    rng = np.random.default_rng(seed)
    start = np.zeros(program.size, dtype=np.int64)
    start[rng.choice(program.size, 3, replace=False)] = 1
    seen = [program.value(start)]
    best = improve(
        program,
        start,
        parts(program, seed),
        Budget(None, 6, STEP),
        report=seen.append,
    )
    assert program.broken(best) == []
    assert seen == sorted(set(seen))
    assert program.value(best) == seen[-1] > seen[0]


def test_the_whole_as_one_neighbourhood_is_the_optimum():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    every = iter([np.ones(program.size, dtype=np.bool_)])
    best = improve(program, start, every, Budget(None, 5, Limits(work=20.0)))
    assert program.value(best) == select(program, Limits(work=20.0)).value


def test_nothing_free_changes_nothing():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    none = iter([np.zeros(program.size, dtype=np.bool_)] * 3)
    assert not improve(program, start, none, Budget(None, 5, STEP)).any()


def test_budgets_end():
    program = hard()
    start = np.zeros(program.size, dtype=np.int64)
    budget = Budget(None, 0, STEP)
    assert not improve(program, start, parts(program, 1), budget).any()
    late = Budget(time.perf_counter() - 1, None, Limits(seconds=3.0))
    assert not improve(program, start, parts(program, 1), late).any()
    assert late.limits().seconds == pytest.approx(0.05)
    stop = Stop()
    stop.raise_()
    budget = Budget(None, 5, STEP)
    assert not improve(program, start, parts(program, 1), budget, stop=stop).any()
