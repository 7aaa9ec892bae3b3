"""The master that grows: every state of it against a fresh solve of the same program.

Random programs are drawn around a point that keeps every row, so that none of them is
infeasible by chance.
"""

import random
from collections.abc import Iterable
from copy import deepcopy

import numpy as np
import pytest

from scheduler.engine.master import Entering, Master, Solved
from scheduler.engine.program import Program
from scheduler.engine.relaxation import relax

# Columns added have no upper bound of their own; a fresh program needs a number.
ENDLESS = 10**6
SEEDS = range(40)


def drawn(seed: int, columns: int = 7, rows: int = 9) -> tuple[Program, list[int]]:
    """A program, and a point that keeps its rows; the last row bounds all columns."""
    rng = random.Random(f"master {seed}")
    program = Program()
    for _ in range(columns):
        program.column(rng.randint(-5, 20), upper=rng.randint(1, 4))
    point = [rng.randint(0, top) for top in program.upper]
    for number in range(rows):
        some = rng.sample(range(columns), rng.randint(1, columns))
        terms = [(k, rng.choice((-2, -1, 1, 1, 2, 3))) for k in some]
        at = sum(a * point[k] for k, a in terms)
        lower = at - rng.randint(0, 2) if rng.random() < 0.4 else None
        upper = at + rng.randint(0, 2) if lower is None or rng.random() < 0.5 else None
        program.row(terms, lower=lower, upper=upper, name=f"r{number}")
    program.row([(k, 1) for k in range(columns)], upper=3 * columns, name="all")
    return program, point


def new_columns(seed: int, program: Program, count: int = 4) -> list[Entering]:
    """Columns to add; each enters the row that bounds all."""
    rng = random.Random(f"new {seed}")
    last = len(program.rows) - 1
    return [
        Entering(
            rng.randint(0, 30),
            {
                **{k: rng.choice((1, 1, 2)) for k in rng.sample(range(last), 4)},
                last: 1,
            },
        )
        for _ in range(count)
    ]


def grown(program: Program, columns: Iterable[Entering]) -> Program:
    """The program with the columns in it from the beginning."""
    made = deepcopy(program)
    for column in columns:
        made.enter(made.column(int(column.objective), ENDLESS), column.entries)
    return made


def check(master: Master, program: Program, tight: bool = True) -> Solved:
    """Hold a master against a fresh solve, and its numbers against each other."""
    found, fresh = master.solve(), relax(program)
    assert found is not None
    assert fresh is not None
    assert found.value == pytest.approx(fresh.value, rel=1e-7, abs=1e-6)
    # Values of columns and rows belong together.
    objective = np.array(program.objective, dtype=float)
    assert objective @ found.primal == pytest.approx(found.value, abs=1e-6)
    reduced = objective.copy()
    for row, dual in zip(program.rows, found.duals, strict=True):
        total = found.primal[row.columns] @ np.array(row.coefficients)
        assert row.lower is None or total >= row.lower - 1e-6
        assert row.upper is None or total <= row.upper + 1e-6
        # A price only where the row binds, of the sign of the limit that binds.
        if dual > 1e-7:
            assert total == pytest.approx(row.upper, abs=1e-6)
        if dual < -1e-7:
            assert total == pytest.approx(row.lower, abs=1e-6)
        reduced[row.columns] -= dual * np.array(row.coefficients)
    assert found.reduced == pytest.approx(reduced, abs=1e-6)
    # Nothing left to gain: above 0 only at an upper bound, below it only at 0.
    gap = np.where(reduced > 1e-6, np.array(program.upper) - found.primal, 0)
    assert gap == pytest.approx(0, abs=1e-6)
    assert found.primal[reduced < -1e-6] == pytest.approx(0, abs=1e-6)
    bound = master.bound(found.duals)
    assert bound >= found.value - 1e-5
    if tight:
        # With no column missing the duals prove the value: cut rows count too.
        assert bound == pytest.approx(found.value, abs=1e-5)
    return found


def test_a_dual_is_what_a_unit_of_the_limit_is_worth():
    # 60/10, 100/20, 120/30 a unit, capacity 50: a unit is worth 4 (test_relaxation).
    program = Program()
    columns = [program.column(value) for value in (60, 100, 120)]
    program.row(zip(columns, (10, 20, 30), strict=True), upper=50)
    found = Master(program).solve()
    assert found is not None
    assert found.value == pytest.approx(240)
    assert found.duals == pytest.approx([4])
    # 60 - 40 and 100 - 80 to gain beyond their upper bound, nothing of the third.
    assert found.reduced == pytest.approx([20, 20, 0])


def test_a_dual_of_a_lower_limit_is_negative():
    # Two of a column that costs 3 each: a unit less asked for saves 3.
    program = Program()
    program.row([(program.column(-3, upper=9), 1)], lower=2)
    found = Master(program).solve()
    assert found is not None
    assert (found.value, *found.duals) == pytest.approx((-6, -3))


@pytest.mark.parametrize("seed", SEEDS)
def test_growing_by_columns_is_the_same_as_all_at_once(seed: int):
    program, _ = drawn(seed)
    master = Master(program)
    check(master, program)
    columns = new_columns(seed, program)
    for number in range(1, len(columns), 2):
        master.add(columns[number - 1 : number + 1])
        check(master, grown(program, columns[: number + 1]))
    master.add([])
    assert master.size == program.size + len(columns)


def test_new_columns_do_matter():
    # Else the test above would say little.
    def gain(seed: int) -> float:
        program, _ = drawn(seed)
        more = relax(grown(program, new_columns(seed, program)))
        before = relax(program)
        assert more is not None
        assert before is not None
        return more.value - before.value

    assert sum(gain(seed) > 1 for seed in SEEDS) > len(SEEDS) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_growing_by_cuts_is_the_same_as_all_at_once(seed: int):
    rng = random.Random(f"cuts {seed}")
    program, point = drawn(seed)
    master = Master(program)
    columns = new_columns(seed, program)
    master.add(columns)
    whole = grown(program, columns)
    point += [0] * len(columns)
    for _ in range(3):
        found = check(master, whole)
        # Half way from where the solution stands to the point that must stay.
        some = [k for k in range(whole.size) if rng.random() < 0.7]
        terms = {k: rng.choice((1, 2)) for k in some}
        here = sum(a * found.primal[k] for k, a in terms.items())
        there = sum(a * point[k] for k, a in terms.items())
        limit = max(there, int(here + there) // 2)
        row = master.cut(terms, limit)
        assert row == whole.row(terms.items(), upper=limit) == master.rows - 1
    check(master, whole)
    # A column that comes after the cuts enters them.
    late = Entering(9, {row: 1, len(program.rows) - 1: 1})
    master.add([late])
    check(master, grown(whole, [late]))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_duals_give_a_bound_below_the_optimum(seed: int):
    rng = np.random.default_rng(seed)
    program, _ = drawn(seed)
    master = Master(program)
    found = master.solve()
    assert found is not None
    # The best duals give the optimum itself.
    assert master.bound(found.duals) == pytest.approx(found.value, abs=1e-6)
    for scale in (0.01, 1.0, 30.0):
        for _ in range(20):
            near = found.duals + rng.normal(0, scale, master.rows)
            assert master.bound(near) >= found.value - 1e-6
    # Without prices every column is taken: the loosest of bounds.
    most = np.maximum(program.objective, 0) @ np.array(program.upper)
    assert master.bound(np.zeros(master.rows)) == pytest.approx(most)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bound_without_some_rows_holds(seed: int):
    rng = np.random.default_rng(seed)
    program, _ = drawn(seed)
    free = [0, 3, 5]
    master = Master(program, free_rows=free)
    found = check(master, program, tight=False)
    # It is the bound of the program that has those rows not at all.
    rest = [row for k, row in enumerate(program.rows) if k not in free]
    other = Master(Program(program.objective, program.upper, rest))
    kept = [k for k in range(len(program.rows)) if k not in free]
    for duals in (found.duals, found.duals + rng.normal(0, 2, master.rows)):
        assert (master.signed(duals)[free] == 0).all()
        assert master.bound(duals) >= found.value - 1e-6
        assert master.bound(duals) == pytest.approx(other.bound(duals[kept]))


def test_duals_of_the_wrong_sign_prove_nothing():
    program = Program()
    columns = [(program.column(1, upper=2), 1)]
    program.row(columns, lower=0)
    program.row(columns, upper=1)
    program.row(columns, lower=0, upper=1)
    master = Master(program)
    below, none, above = np.full(3, -1.0), np.zeros(3), np.full(3, 1.0)
    assert list(master.signed(below)) == [-1, 0, -1]
    assert list(master.signed(none)) == [0, 0, 0]
    assert list(master.signed(above)) == [0, 1, 1]


def test_demands_nobody_fills_have_no_solution_until_a_column_fills_them():
    program = Program()
    program.column(5)
    row = program.row((), lower=2, upper=3)
    master = Master(program)
    assert master.solve() is None
    # An artificial column, then a better one: two of it cost 200, then 2.
    master.add([Entering(-100, {row: 1})])
    found = master.solve()
    assert found is not None
    assert found.value == pytest.approx(5 - 200)
    master.add([Entering(-1, {row: 1})])
    found = master.solve()
    assert found is not None
    assert found.value == pytest.approx(5 - 2)


def test_without_a_row_that_bounds_it_a_new_column_has_no_optimum():
    program, _ = drawn(0)
    master = Master(program)
    master.add([Entering(1, {})])
    assert master.solve(seconds=10) is None


def test_no_columns_at_all():
    # Worth nothing, unless a row asks for something.
    for lower, upper, there in ((None, 0, True), (0, 2, True), (1, 2, False)):
        program = Program()
        program.row((), lower=lower, upper=upper)
        found = Master(program).solve()
        assert (found is not None) is there
        if found is not None:
            assert (found.value, *found.duals) == (0, 0)
