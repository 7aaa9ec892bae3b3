"""Selection by CP-SAT on problems whose optimum is known."""

import numpy as np
import pytest

from scheduler.engine.program import Program
from scheduler.engine.selection import Limits, Stop, select

ENOUGH = Limits(work=10.0)


def knapsack(capacity: int) -> Program:
    """Values 60, 100, 120 of weights 10, 20, 30."""
    program = Program()
    columns = [program.column(value) for value in (60, 100, 120)]
    weights = zip(columns, (10, 20, 30), strict=True)
    program.row(weights, upper=capacity, name="capacity")
    return program


@pytest.mark.parametrize(
    ("capacity", "value", "taken"),
    [
        (50, 220, [0, 1, 1]),
        (60, 280, [1, 1, 1]),
        (30, 160, [1, 1, 0]),
        (9, 0, [0, 0, 0]),
    ],
)
def test_knapsack(capacity: int, value: int, taken: list[int]):
    answer = select(knapsack(capacity), ENOUGH)
    assert (answer.ending, answer.value, answer.bound) == ("OPTIMAL", value, value)
    assert answer.solution is not None
    assert list(answer.solution) == taken


def test_set_packing():
    # Sets ab 5, bc 6, cd 5, d 2, a 1: ab + cd = 10 beats bc + d + a = 9.
    program = Program()
    sets = {"ab": 5, "bc": 6, "cd": 5, "d": 2, "a": 1}
    columns = {name: program.column(value) for name, value in sets.items()}
    for element in "abcd":
        program.row([(k, 1) for n, k in columns.items() if element in n], upper=1)
    answer = select(program, ENOUGH)
    assert (answer.ending, answer.value) == ("OPTIMAL", 10)
    assert answer.solution is not None
    assert list(answer.solution) == [1, 0, 1, 0, 0]


def test_integer_columns_and_lower_limits():
    # Max -a - 2b with a + 3b >= 7, a <= 4, b <= 4: b = 2, a = 1 costs 5; b = 1 needs
    # a = 4 (6), b = 3 alone costs 6.
    program = Program()
    a, b = program.column(-1, upper=4), program.column(-2, upper=4)
    program.row([(a, 1), (b, 3)], lower=7)
    answer = select(program, ENOUGH)
    assert answer.solution is not None
    assert (answer.value, program.broken(answer.solution)) == (-5, [])
    assert list(answer.solution) == [1, 2]


def test_infeasible():
    program = Program()
    a = program.column(1)
    program.row([(a, 1)], lower=2, name="two of one")
    answer = select(program, ENOUGH)
    assert (answer.ending, answer.solution, answer.value, answer.bound) == (
        "INFEASIBLE",
        None,
        None,
        None,
    )
    # Not even a hint saves it.
    hint = np.array([1], dtype=np.int64)
    assert select(program, ENOUGH, hint=hint).ending == "INFEASIBLE"


def test_the_empty_program():
    answer = select(Program(), ENOUGH)
    assert (answer.ending, answer.value, answer.bound) == ("OPTIMAL", 0, 0)


def test_a_row_without_columns_may_ask_for_something():
    for size in (0, 1):
        program = Program()
        for _ in range(size):
            program.column(1)
        program.row([], lower=1, name="nobody can")
        assert program.broken(np.zeros(size, dtype=np.int64)) == ["nobody can"]
        assert select(program, ENOUGH).ending == "INFEASIBLE"


def hard() -> Program:
    """Forty columns, sixty rows with random odd coefficients: not solved at once."""
    rng = np.random.default_rng(1)
    program = Program()
    for value in rng.integers(20, 60, 40):
        program.column(int(value))
    for _ in range(60):
        weights = rng.integers(1, 100, 40)
        program.row([(k, int(w)) for k, w in enumerate(weights)], upper=700)
    return program


def test_a_limit_of_nothing_keeps_a_feasible_hint():
    program = hard()
    hint = np.zeros(program.size, dtype=np.int64)
    hint[[3, 7]] = 1
    value = program.value(hint)
    answer = select(program, Limits(work=0.0), hint=hint)
    assert answer.ending in ("FEASIBLE", "OPTIMAL")
    assert answer.value is not None
    assert answer.value >= value > 0


def test_a_limit_of_nothing_does_not_keep_a_broken_hint():
    program = hard()
    hint = np.ones(program.size, dtype=np.int64)
    assert program.broken(hint)
    answer = select(program, Limits(work=0.0), hint=hint)
    assert answer.solution is None or not program.broken(answer.solution)


def test_a_bound_lies_above_every_solution():
    program = hard()
    soon = select(program, Limits(work=0.05))
    best = select(program, Limits(work=20.0))
    assert best.value is not None
    assert soon.bound is not None
    assert soon.bound >= best.value
    assert soon.value is None or soon.value <= best.value


def test_incumbents_are_reported():
    seen: list[int] = []
    answer = select(knapsack(50), ENOUGH, report=lambda value, _: seen.append(value))
    assert seen[-1] == answer.value == 220
    assert seen == sorted(seen)


def test_a_raised_stop_ends_the_search_with_what_there_is():
    stop = Stop()
    stop.raise_()
    assert stop.raised
    program = hard()
    hint = np.zeros(program.size, dtype=np.int64)
    answer = select(program, Limits(work=20.0), hint=hint, stop=stop)
    assert answer.solution is not None
    assert program.broken(answer.solution) == []


def test_the_same_seed_gives_the_same_solution():
    limits = Limits(work=0.2, workers=2, seed=7)
    first, second = select(hard(), limits), select(hard(), limits)
    assert first.value == second.value
    assert list(first.solution) == list(second.solution)  # type: ignore[arg-type]


def test_parts_of_limits():
    assert Limits(8.0, None, 2, 3).part(0.25) == Limits(2.0, None, 2, 3)
    assert Limits(None, 8.0, 2, 3).part(0.25) == Limits(None, 2.0, 2, 3)
