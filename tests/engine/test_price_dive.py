"""Diving with prices: what it fixes goes together, and it ends when told to."""

from __future__ import annotations

import time

import numpy as np
import pytest

from scheduler.engine.price_dive import price_dive
from scheduler.engine.selection import Limits, select
from tests.engine.problems import SEEDS, Assignment, OddCycle, Run, whole_program


def dived(run: Run, deadline: float | None = None) -> np.ndarray:
    """What a dive takes: 1 for each of the columns priced so far, or 0."""
    assert run.generation.run(None)
    fixed = price_dive(run.generation, 0, deadline)
    taken = np.zeros(len(run.made), dtype=np.int64)
    taken[fixed] = 1
    assert taken.sum() == len(fixed)
    return taken


@pytest.mark.parametrize(("size", "value"), [(3, 10), (5, 20), (7, 30)])
def test_an_odd_cycle(size: int, value: int):
    run = Run(OddCycle(size))
    taken = dived(run)
    program = whole_program(run.problem, run.made, 1)
    assert program.broken(taken) == []
    assert program.value(taken) == value


def test_assignments():
    shares = []
    for seed in SEEDS:
        run = Run(Assignment.drawn(seed))
        assert run.generation.run(None)
        bound = run.generation.bound
        fixed = price_dive(run.generation, 0, None)
        taken = np.zeros(len(run.made), dtype=np.int64)
        taken[fixed] = 1
        program = whole_program(run.problem, run.made, 1)
        assert program.broken(taken) == []
        # What is fixed bounds nothing: the bound stays as it was.
        assert run.generation.bound == bound >= program.value(taken) - 1e-6
        every = whole_program(run.problem, run.problem.every(), 1)
        optimum = select(every, Limits(seed=1)).value
        assert optimum is not None
        shares.append(program.value(taken) / optimum)
    assert min(shares) > 0.8
    assert np.mean(shares) > 0.95


def test_columns_that_go_with_those_fixed_are_priced():
    late = 0
    for seed in range(8):
        run = Run(Assignment.drawn(seed, agents=5, jobs=15), eager=True)
        assert run.generation.run(None)
        known = len(run.made)
        fixed = price_dive(run.generation, 0, None)
        late += sum(k >= known for k in fixed)
        taken = np.zeros(len(run.made), dtype=np.int64)
        taken[fixed] = 1
        assert whole_program(run.problem, run.made, 1).broken(taken) == []
    assert late > 0


def test_it_ends_when_told_to():
    run = Run(Assignment.drawn(0))
    assert dived(run, time.perf_counter() - 1).sum() == 0
    stopped = Run(Assignment.drawn(0))
    assert stopped.generation.run(None)
    stopped.stop.raise_()
    assert len(price_dive(stopped.generation, 0, None)) == 0
    assert len(price_dive(run.generation, 0, time.perf_counter() + 1000)) > 0
