"""Every way to end a column generation: enough, a stop sign, a deadline, steps."""

from __future__ import annotations

import time

import numpy as np

from scheduler.engine.generation import Depth, Priced
from scheduler.engine.master import FloatArray, Master
from tests.engine.problems import PAPER, Assignment, CuttingStock, Run, best


def test_enough_ends_it():
    full = Run(PAPER, eager=True)
    assert full.generation.run(None)
    bounds = [bound for _, bound in full.reports]
    # At what the bound was half way, and at what it never is.
    near = bounds[len(bounds) // 2]
    early = Run(PAPER, eager=True)
    early.generation.enough = lambda bound: bound <= near
    assert early.generation.run(None)
    assert early.generation.steps == bounds.index(near) + 1 < full.generation.steps
    assert early.generation.bound == near >= best(PAPER) - 1e-6
    never = Run(PAPER, eager=True)
    never.generation.enough = lambda bound: bound < bounds[-1]
    assert never.generation.run(None)
    assert never.generation.steps == full.generation.steps


def test_a_stop_sign_ends_it():
    run = Run(PAPER)
    run.stop.raise_()
    assert not run.generation.run(None)
    assert (run.generation.steps, run.generation.solved) == (0, None)
    # Nothing is solved, nothing can be proved.
    run.generation.prove()
    assert run.generation.bound == np.inf
    # Raised by the fifth report, it is seen before the sixth solution.
    later = Run(PAPER)
    later.generation.report = lambda *_: (
        later.stop.raise_() if later.generation.steps == 5 else None
    )
    assert not later.generation.run(None)
    assert later.generation.steps == 5


def test_a_deadline_ends_it():
    run = Run(PAPER)
    assert not run.generation.run(time.perf_counter())
    assert run.generation.steps == 0
    assert not run.generation.run(time.perf_counter() - 1)
    assert run.generation.steps == 0
    assert run.generation.run(time.perf_counter() + 1000)
    # One that passes while columns are priced.
    slow = Run(PAPER)
    begin = time.perf_counter()

    def price(duals: FloatArray, depth: Depth) -> Priced:
        time.sleep(0.03)
        return slow.price(duals, depth)

    slow.generation.price = price
    assert not slow.generation.run(begin + 0.05)
    assert 1 <= slow.generation.steps <= 2


def test_a_number_of_steps_ends_it():
    full = Run(PAPER)
    assert full.generation.run(None)
    steps = full.generation.steps
    for most in (0, 1, steps - 1):
        run = Run(PAPER)
        assert not run.generation.run(None, most)
        assert run.generation.steps == most
    for most in (steps, steps + 1):
        run = Run(PAPER)
        assert run.generation.run(None, most)
        assert run.generation.steps == steps


def test_what_is_closed_needs_no_proof():
    problem = Assignment.drawn(0)
    run = Run(problem)
    assert run.generation.run(None)
    asked, bound = len(problem.asked), run.generation.bound
    run.generation.prove()
    assert (len(problem.asked), run.generation.bound) == (asked, bound)


def test_a_master_without_a_solution_ends_it():
    # One column cannot fill the demand of another: nothing is priced without prices.
    run = Run(CuttingStock(5, (3, 4), (2, 2)))
    run.generation.master = Master(run.problem.frame())
    run.generation.master.add(run.problem.begun()[:1])
    assert not run.generation.run(None)
    assert (run.generation.steps, run.generation.solved) == (0, None)


def test_proving_again_and_again_comes_to_the_value():
    run = Run(PAPER)
    assert not run.generation.run(None, most_steps=4)
    optimum, bounds = best(PAPER), []
    for _ in range(40):
        run.generation.prove()
        bounds.append(run.generation.bound)
    assert bounds == sorted(bounds, reverse=True)
    assert min(bounds) >= optimum - 1e-6
    # Each time at prices not priced yet: it comes nearer than the first one was.
    assert bounds[-1] < bounds[0]
    assert bounds[-1] <= optimum + 1
