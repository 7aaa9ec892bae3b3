"""Column generation on textbook problems: values and bounds.

A generation is held against the program of all columns: same value at the end, no
bound ever below it. Then whole columns are chosen among those generated.
"""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.arrays import Arrays
from scheduler.engine.dive import dive
from scheduler.engine.generation import Depth, Priced, whole
from scheduler.engine.master import FloatArray
from scheduler.engine.selection import Limits, select
from tests.engine.problems import (
    FINALS,
    PAPER,
    PROBLEMS,
    SEEDS,
    Assignment,
    CuttingStock,
    OddCycle,
    Run,
    best,
    whole_program,
)


@pytest.mark.parametrize("eager", [False, True])
@pytest.mark.parametrize("name", PROBLEMS)
def test_the_value_is_that_of_all_columns_and_no_bound_is_below_it(
    name: str, eager: bool
):
    run = Run(PROBLEMS[name], eager)
    optimum = best(run.problem)
    assert run.generation.run(None)
    # Values are whole: it ends when no whole number is between value and bound.
    assert whole(run.value) == whole(optimum)
    assert run.value <= optimum + 1e-6
    assert whole(run.generation.bound) == whole(run.value)
    assert run.generation.bound >= optimum - 1e-6
    values = [value for value, _ in run.reports]
    bounds = [bound for _, bound in run.reports]
    assert values == sorted(values)
    assert bounds == sorted(bounds, reverse=True)
    assert min(bounds, default=np.inf) >= optimum - 1e-6
    assert len(run.reports) >= run.generation.steps - 1


@pytest.mark.parametrize(("stock", "rolls"), [(FINALS, 452.25), (PAPER, 72.9167)])
def test_known_numbers_of_rolls(stock: CuttingStock, rolls: float):
    run = Run(stock)
    assert run.generation.run(None)
    assert -run.value / 1000 == pytest.approx(rolls, abs=1e-3)
    assert -run.generation.bound / 1000 == pytest.approx(rolls, abs=1e-3)


def test_few_of_the_patterns_are_generated():
    assert len(PAPER.every()) == 308
    run = Run(PAPER)
    assert run.generation.run(None)
    assert len(run.made) < 100


@pytest.mark.parametrize(("size", "value"), [(3, 15), (5, 25), (7, 35)])
def test_halves_of_an_odd_cycle(size: int, value: int):
    run = Run(OddCycle(size))
    assert run.generation.run(None)
    assert run.value == pytest.approx(value)
    assert whole(run.generation.bound) == value


@pytest.mark.parametrize(("size", "value"), [(3, 10), (5, 20), (7, 30)])
def test_whole_edges_of_an_odd_cycle(size: int, value: int):
    run = Run(OddCycle(size))
    assert run.generation.run(None)
    assert chosen(run) == value


def test_two_agents_by_hand():
    # a: capacity 10, jobs of 6, 5, 5 worth 30, 20, 20; b: capacity 5, of 6, 5, 5 worth
    # 99, 10, 12. b cannot do the first: a does it, and b the third (42); or a does the
    # two others (40). Both at once would need a 11 of 10: 42.
    problem = Assignment((10, 5), ((6, 5, 5), (6, 5, 5)), ((30, 20, 20), (99, 10, 12)))
    run = Run(problem)
    assert run.generation.run(None)
    assert chosen(run) == 42


def chosen(run: Run) -> int:
    """The best whole selection of the generated columns; a dive is no better."""
    program = whole_program(run.problem, run.made, 1)
    taken = dive(Arrays.of(program), program.size, None).astype(np.int64)
    assert program.broken(taken) == []
    answer = select(program, Limits(seed=1), hint=taken)
    assert answer.ending == "OPTIMAL"
    assert answer.value is not None
    assert program.value(taken) <= answer.value <= run.generation.bound + 1e-4
    return answer.value


def test_whole_columns_of_assignments():
    # Columns generated for the relaxation are not always those of the best whole
    # assignment, but nearly always here, and never better.
    equal = 0
    for seed in SEEDS:
        run = Run(Assignment.drawn(seed))
        assert run.generation.run(None)
        every = whole_program(run.problem, run.problem.every(), 1)
        optimum = select(every, Limits(seed=1)).value
        assert optimum is not None
        found = chosen(run)
        assert 0.9 * optimum <= found <= optimum
        equal += found == optimum
    assert equal >= len(SEEDS) / 2


def test_whole_rolls():
    run = Run(PAPER)
    assert run.generation.run(None)
    answer = select(whole_program(PAPER, run.made, 99), Limits(work=20.0, seed=1))
    assert answer.value is not None
    # 73 at least; what is generated for the relaxation gives no more than two more.
    assert -75_000 <= answer.value <= -73_000


@pytest.mark.parametrize(
    ("bound", "says"),
    [
        (3.0, 3),
        (2.9999 + 1e-9, 3),
        (2.99989, 2),
        (3.9, 3),
        (-2.0, -2),
        (-2.00005, -2),
        (-2.0002, -3),
    ],
)
def test_what_a_bound_says_of_a_whole_number(bound: float, says: int):
    assert whole(bound) == says


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_was_ended_early_is_proved_and_gone_on_with(name: str):
    run = Run(PROBLEMS[name])
    optimum = best(run.problem)
    run.generation.run(None, 1)
    run.generation.prove()
    first = run.generation.bound
    assert np.isfinite(first)
    assert first >= optimum - 1e-6
    assert run.generation.run(None)
    assert whole(run.value) == whole(optimum)
    assert optimum - 1e-6 <= run.generation.bound <= first


def test_a_search_that_is_not_exact_proves_nothing():
    # It finds nothing and says that nothing is missing, until it must be exact.
    problem = Assignment.drawn(0)
    run = Run(problem)

    def price(duals: FloatArray, depth: Depth) -> Priced:
        if depth is Depth.EXACT:
            return run.price(duals, depth)
        return Priced([], 0.0, False)

    run.generation.price = price
    assert run.generation.run(None)
    assert whole(run.value) == whole(best(problem))
    assert run.generation.bound >= best(problem) - 1e-6


def test_it_looks_deeper_only_where_a_quick_look_finds_nothing():
    problem = Assignment.drawn(0)
    assert Run(problem).generation.run(None)
    assert problem.asked[0] is Depth.QUICK
    assert problem.asked[-1] is Depth.EXACT
    before = zip(problem.asked, problem.asked[1:], strict=False)
    assert all(later <= sooner + 1 for sooner, later in before)


def test_a_quick_search_that_found_nothing_is_not_made_again():
    # The quick search never finds anything: after that all is searched at once.
    problem = Assignment.drawn(0)
    run = Run(problem)
    asked: list[Depth] = []

    def price(duals: FloatArray, depth: Depth) -> Priced:
        asked.append(depth)
        if depth is Depth.FINDING:
            return Priced([], 0.0, False)
        return run.price(duals, depth)

    run.generation.price = price
    assert run.generation.run(None)
    assert whole(run.value) == whole(best(problem))
    assert asked.count(Depth.FINDING) == 1
    # New rows change prices: then it is worth another try.
    asked.clear()
    row = dict.fromkeys(range(3), 1.0)
    given = iter([1])

    def cut(solved: object) -> int:
        if next(given, 0):
            run.generation.master.cut(row, 0.5)
            return 1
        return 0

    run.generation.cut = cut
    run.generation.bound = np.inf
    run.generation.run(None)
    assert asked.count(Depth.FINDING) == 1


def test_a_cut_between_two_runs():
    run = Run(OddCycle(3))
    assert run.generation.run(None)
    # Of three edges that meet each other one goes: 10 of 15. All edges are in.
    run.generation.master.cut(dict.fromkeys(range(3), 1.0), 1)
    run.generation.bound = np.inf
    run.generation.price = lambda duals, depth: Priced([], 0.0, True)
    assert run.generation.run(None)
    assert run.value == pytest.approx(10)
    assert run.generation.bound == pytest.approx(10)
