"""A program as arrays says what the program itself says."""

import numpy as np
import pytest

from scheduler.engine.arrays import Arrays
from scheduler.engine.program import Program
from scheduler.engine.relaxation import relax


def made(seed: int) -> tuple[Program, np.ndarray, np.ndarray]:
    """A random program, a solution that may break it, and some free columns."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 9))
    program = Program(
        rng.integers(-5, 20, size).tolist(), rng.integers(1, 4, size).tolist()
    )
    for k in range(int(rng.integers(0, 7))):
        inside = np.flatnonzero(rng.random(size) < 0.5).tolist()
        lower = int(rng.integers(-3, 3)) if rng.random() < 0.4 else None
        upper = int(rng.integers(0, 9)) if rng.random() < 0.8 else None
        terms = [(c, int(rng.integers(-2, 5))) for c in inside]
        program.row(terms, lower=lower, upper=upper, name=f"r{k}")
    solution = rng.integers(-1, 5, size).astype(np.int64)
    return program, solution, rng.random(size) < 0.6


@pytest.mark.parametrize("seed", range(60))
def test_value_and_breaches(seed: int):
    program, solution, _ = made(seed)
    arrays = Arrays.of(program)
    assert arrays.size == program.size
    assert arrays.value(solution) == program.value(solution)
    assert arrays.broken(solution) == bool(program.broken(solution))


@pytest.mark.parametrize("seed", range(60))
def test_the_free_columns_of_both_are_one_program(seed: int):
    program, solution, free = made(seed)
    small, kept = program.restricted(solution, free)
    arrays, again = Arrays.of(program).restricted(solution, free)
    assert (kept == again).all()
    same = Arrays.of(small)
    for name in ("objective", "upper", "lower", "limit"):
        assert (getattr(arrays, name) == getattr(same, name)).all(), name
    for name in ("row", "column", "coefficient"):
        assert (getattr(arrays, name) == getattr(same, name)).all(), name


def test_what_a_limit_allows_breaks_nothing():
    program = Program([1, 1], [2, 2])
    program.row([(0, 1), (1, 2)], lower=1, upper=4)
    arrays = Arrays.of(program)
    for values, broken in (
        ([0, 0], True),
        ([1, 0], False),
        ([0, 2], False),
        ([1, 2], True),
        ([3, 0], True),
        ([2, -1], True),
    ):
        assert arrays.broken(np.array(values)) is broken, values


def test_highs_gets_the_same_problem():
    program = Program([3, 2], [4, 4])
    program.row([(0, 1), (1, 1)], upper=5)
    relaxed = relax(program)
    assert relaxed is not None
    assert relaxed.value == pytest.approx(14)
