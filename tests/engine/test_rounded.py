"""Rows rounded down: no whole solution breaks one, the fractional one does."""

from itertools import product

import numpy as np
import pytest

from scheduler.engine.generation import Depth, Generation, Priced
from scheduler.engine.master import FloatArray, Master, Solved
from scheduler.engine.program import Program
from scheduler.engine.rounded import UNIT, Rounded, separate, tighten
from scheduler.engine.selection import Stop

SIZE = 8


def cycle(length: int, fans: int = 0) -> Program:
    """Columns of which neighbours on a cycle exclude each other; half of all at most.

    Each of `fans` columns of its own excludes one of them.
    """
    program = Program([2] * length + [1] * fans, [1] * (length + fans))
    for k in range(length):
        program.row([(k, 1), ((k + 1) % length, 1)], upper=1, name=f"edge {k}")
    for k in range(fans):
        program.row([(k, 1), (length + k, 1)], upper=1, name=f"fan {k}")
    return program


def packing(seed: int) -> Program:
    """Columns that take some of scarce things, once or twice."""
    rng = np.random.default_rng(seed)
    program = Program(rng.integers(3, 20, SIZE).tolist(), [1] * SIZE)
    for k in range(6):
        terms = [
            (c, int(rng.integers(1, 3))) for c in range(SIZE) if rng.random() < 0.5
        ]
        program.row(terms, upper=int(rng.integers(1, 4)), name=f"thing {k}")
    return program


def whole_solutions(program: Program) -> list[np.ndarray]:
    found = [np.array(x, dtype=np.int64) for x in product((0, 1), repeat=program.size)]
    return [x for x in found if not program.broken(x)]


def total(one: Rounded, solution: FloatArray) -> float:
    return sum(value * solution[column] for column, value in one.terms.items())


def begun(program: Program) -> tuple[Master, Solved]:
    """A master and the solution of its relaxation."""
    master = Master(program)
    found = master.solve()
    assert found is not None
    return master, found


def rows_of(program: Program) -> np.ndarray:
    return np.arange(len(program.rows))


@pytest.mark.parametrize("length", [3, 5, 7])
def test_of_an_odd_cycle_less_than_half(length: int):
    master, relaxed = begun(cycle(length))
    assert relaxed.value == pytest.approx(length)
    (one,) = tighten(master, relaxed, np.arange(length)).values()
    assert one.terms == dict.fromkeys(range(length), 1.0)
    assert one.limit == length // 2
    assert one.whole == 2
    assert one.weights == dict.fromkeys(range(length), 1)
    again = master.solve()
    assert again is not None
    assert again.value == pytest.approx(length - 1)


def test_an_even_cycle_is_whole_already():
    master, relaxed = begun(cycle(6))
    assert relaxed.value == pytest.approx(6)
    assert tighten(master, relaxed, np.arange(6)) == {}
    assert master.rows == 6


def test_rows_are_broken_and_kept_by_all_whole_solutions():
    broken = high = 0
    for seed in range(60):
        program = packing(seed)
        master, relaxed = begun(program)
        for one in separate(master, relaxed, rows_of(program)):
            assert total(one, relaxed.primal) > one.limit + 0.04
            assert all(0 < w < one.whole for w in one.weights.values())
            assert UNIT % one.whole == 0
            broken += 1
            high += any(value > 1 for value in one.terms.values())
            for solution in whole_solutions(program):
                assert total(one, solution) <= one.limit
    assert broken > 30
    assert high > 0


def test_the_value_falls_to_no_less_than_that_of_whole_columns():
    fell = made_of_others = 0
    for seed in range(60):
        program = packing(seed)
        master, relaxed = begun(program)
        kept = tighten(master, relaxed, rows_of(program))
        again = master.solve()
        assert again is not None
        best = max(program.value(x) for x in whole_solutions(program))
        assert best - 1e-6 <= again.value <= relaxed.value + 1e-6
        for row, one in kept.items():
            assert all(other < row for other in one.weights)
            assert one.weights.keys() <= kept.keys() | set(range(len(program.rows)))
            for solution in whole_solutions(program):
                assert total(one, solution) <= one.limit
        fell += again.value < relaxed.value - 1e-6
        made_of_others += any(one.weights.keys() & kept.keys() for one in kept.values())
    assert fell > 10
    assert made_of_others > 0


def test_where_time_is_up_no_row_stays(monkeypatch: pytest.MonkeyPatch):
    master, relaxed = begun(cycle(5))
    monkeypatch.setattr(master, "solve", lambda: None)
    assert tighten(master, relaxed, np.arange(5)) == {}
    monkeypatch.undo()
    # The row that was added is free again.
    again = master.solve()
    assert again is not None
    assert master.rows == 6
    assert again.value == pytest.approx(5)


def test_only_the_rows_given_are_used():
    program = cycle(5, fans=2)
    master, relaxed = begun(program)
    some = np.array([0, 1, 2, 3])
    for one in separate(master, relaxed, some):
        assert one.weights.keys() <= set(some.tolist())


@pytest.mark.parametrize("length", [3, 5])
def test_a_generation_goes_on_with_the_rows(length: int):
    program = cycle(length)
    master = Master(program)

    def nothing(duals: FloatArray, depth: Depth) -> Priced:
        return Priced([], 0.0, depth is Depth.EXACT)

    generation = Generation(master, nothing, Stop())
    assert generation.run(None)
    assert generation.bound == pytest.approx(length)
    asked = []

    def cut(found: object) -> int:
        asked.append(found)
        known = master.rows
        if len(asked) == 1:
            tighten(master, asked[0], np.arange(length))
        return master.rows - known

    tighter = Generation(master, nothing, Stop(), cut=cut)
    assert tighter.run(None)
    assert tighter.bound == pytest.approx(length - 1)
    assert len(asked) == 2
