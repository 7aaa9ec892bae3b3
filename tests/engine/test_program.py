"""Programs: value, what a solution breaks, programs over some columns."""

import numpy as np

from scheduler.engine.program import Program


def array(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def small() -> Program:
    """Max 3a + 2b + c with a + b <= 1 and 2b + c >= 1; c up to 4."""
    program = Program()
    a, b = program.column(3), program.column(2)
    c = program.column(1, upper=4)
    program.row([(a, 1), (b, 1)], upper=1, name="either")
    program.row([(b, 2), (c, 1)], lower=1, name="one")
    return program


def test_value():
    assert small().value(array(1, 0, 4)) == 7
    assert small().value(array(0, 0, 0)) == 0
    assert Program().value(array()) == 0


def test_what_is_broken():
    assert small().broken(array(1, 0, 1)) == []
    assert small().broken(array(0, 1, 0)) == []
    assert small().broken(array(1, 1, 0)) == ["either"]
    assert small().broken(array(1, 0, 0)) == ["one"]
    assert small().broken(array(2, 0, 4)) == ["column 0", "either"]
    assert small().broken(array(0, 0, 5)) == ["column 2"]
    assert small().broken(array(0, 0, -1)) == ["column 2", "one"]


def test_the_rest_is_fixed():
    fixed, kept = small().restricted(array(1, 0, 3), np.array([False, True, True]))
    assert list(kept) == [1, 2]
    assert (fixed.objective, fixed.upper) == ([2, 1], [1, 4])
    either, one = fixed.rows
    # a = 1 leaves b <= 0.
    assert (either.columns, either.coefficients) == ([0], [1])
    assert (either.lower, either.upper) == (None, 0)
    assert (one.columns, one.coefficients, one.lower) == ([0, 1], [2, 1], 1)


def test_rows_without_a_free_column_are_left_out():
    fixed, kept = small().restricted(array(0, 0, 4), np.array([True, False, False]))
    assert [row.name for row in fixed.rows] == ["either"]
    assert list(kept) == [0]
    # The row "one" keeps 4 >= 1 whatever a is; b = 0 is part of the limit.
    assert fixed.rows[0].upper == 1


def test_within_leaves_out_rows_that_touch_fixed_columns():
    free = np.array([True, True, False])
    fixed, _ = small().restricted(array(0, 0, 1), free, within=True)
    assert [row.name for row in fixed.rows] == ["either"]
    every = np.array([True, True, True])
    whole, _ = small().restricted(array(0, 0, 1), every, within=True)
    assert [row.name for row in whole.rows] == ["either", "one"]


def test_a_restricted_solution_fits_into_the_whole():
    program, start = small(), array(0, 1, 2)
    free = np.array([True, True, False])
    part, kept = program.restricted(start, free)
    whole = start.copy()
    whole[list(kept)] = [1, 0]
    assert part.broken(array(1, 0)) == program.broken(whole) == []
    assert part.value(array(1, 0)) + 2 == program.value(whole)
