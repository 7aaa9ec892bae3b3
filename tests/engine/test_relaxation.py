"""The relaxation by HiGHS against values worked out by hand; diving."""

import numpy as np
import pytest

from scheduler.engine.arrays import Arrays
from scheduler.engine.dive import dive
from scheduler.engine.program import Program
from scheduler.engine.relaxation import relax


def odd_cycle() -> Program:
    """Three sets, each two of which meet: 1 of them whole, 3/2 in halves."""
    program = Program()
    columns = [program.column(10) for _ in range(3)]
    for a, b in ((0, 1), (1, 2), (0, 2)):
        program.row([(columns[a], 1), (columns[b], 1)], upper=1)
    return program


def test_an_odd_cycle_in_halves():
    found = relax(odd_cycle())
    assert found is not None
    assert found.value == pytest.approx(15)
    assert found.primal == pytest.approx([0.5, 0.5, 0.5])
    assert found.reduced == pytest.approx([0, 0, 0], abs=1e-7)


def test_reduced_costs_of_a_knapsack():
    # 60/10, 100/20, 120/30 a unit, capacity 50: all of a and b, 20/30 of c = 240;
    # a unit is worth 4. b would gain 100 - 80 = 20 a column, a 60 - 40 = 20.
    program = Program()
    columns = [program.column(value) for value in (60, 100, 120)]
    program.row(zip(columns, (10, 20, 30), strict=True), upper=50)
    found = relax(program)
    assert found is not None
    assert found.value == pytest.approx(240)
    assert found.primal == pytest.approx([1, 1, 2 / 3])
    assert found.reduced == pytest.approx([-20, -20, 0])


def test_a_column_that_is_not_worth_its_place():
    # b would take the place of a: 5 - 8 = 3 less. (a alone is not at its own limit.)
    program = Program()
    a, b = program.column(8, upper=2), program.column(5)
    program.row([(a, 1), (b, 1)], upper=1)
    found = relax(program)
    assert found is not None
    assert found.value == pytest.approx(8)
    assert found.reduced[b] == pytest.approx(3)


def test_a_degenerate_program():
    # The same row three times, and one that says 0 <= 0.
    program = Program()
    a, b = program.column(1), program.column(1)
    for _ in range(3):
        program.row([(a, 1), (b, 1)], upper=1)
    program.row([], upper=0)
    found = relax(program)
    assert found is not None
    assert found.value == pytest.approx(1)
    assert found.primal.sum() == pytest.approx(1)


def test_infeasible_has_no_relaxation():
    program = Program()
    program.row([(program.column(1), 1)], lower=2)
    assert relax(program) is None


def test_no_rows():
    program = Program()
    program.column(3, upper=4)
    program.column(-2)
    found = relax(program)
    assert found is not None
    assert found.value == pytest.approx(12)


def test_a_dive_takes_what_fits_together():
    program = odd_cycle()
    taken = dive(Arrays.of(program), 3, None)
    assert taken.sum() == 1
    assert program.broken(taken.astype(np.int64)) == []


def test_a_dive_takes_all_that_is_whole():
    program = Program()
    columns = [program.column(value) for value in (60, 100, 120)]
    program.row(zip(columns, (10, 20, 30), strict=True), upper=30)
    # The relaxation takes a and b whole and nothing of c.
    assert list(dive(Arrays.of(program), 3, None)) == [True, True, False]


def test_a_dive_without_a_feasible_point_takes_nothing():
    program = Program()
    program.row([(program.column(1), 1)], lower=2)
    assert not dive(Arrays.of(program), 1, None).any()
