"""Branch and cut: optima, limits, and nothing lost."""

import threading
import time

import numpy as np
import pytest

from scheduler.engine import mip
from scheduler.engine.arrays import Arrays
from scheduler.engine.program import Program
from scheduler.engine.selection import Limits, Stop, select
from tests.engine.test_selection import hard


def nothing(program: Program) -> np.ndarray:
    return np.zeros(program.size, dtype=np.int64)


def solved(
    program: Program, limits: Limits, start: np.ndarray, stop: Stop | None = None
) -> np.ndarray:
    return mip.solve_mip(Arrays.of(program), limits, start, stop)


def test_the_optimum_is_that_of_the_other_solver():
    program = hard()
    found = solved(program, Limits(work=50.0), nothing(program))
    assert program.broken(found) == []
    assert program.value(found) == select(program, Limits(work=50.0)).value


@pytest.mark.parametrize("limits", [Limits(seconds=0.0), Limits(work=0.0)])
def test_a_limit_of_nothing_keeps_the_start(limits: Limits):
    program = hard()
    best = solved(program, Limits(work=50.0), nothing(program))
    assert (solved(program, limits, best) == best).all()


def test_the_same_work_gives_the_same_solution():
    program = hard()
    one, two = (solved(program, Limits(work=0.3), nothing(program)) for _ in "ab")
    assert (one == two).all()


def test_a_stop_sign_ends_the_search():
    program = hard()
    stop = Stop()
    stop.raise_()
    found = solved(program, Limits(work=50.0), nothing(program), stop)
    assert program.broken(found) == []
    begin = time.perf_counter()
    mip.find_mip(Arrays.of(program), Limits(work=1e6), stop)
    assert time.perf_counter() - begin < 5


def test_what_breaks_a_row_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    program = hard()
    looser = Program(program.objective, program.upper, [])
    load, loose_arrays = mip._loaded, Arrays.of(looser)
    monkeypatch.setattr(mip, "_loaded", lambda p, limits: load(loose_arrays, limits))
    loose = solved(looser, Limits(work=50.0), nothing(program))
    assert program.broken(loose)
    assert not solved(program, Limits(work=50.0), nothing(program)).any()


def test_a_thread_may_run_it():
    program = hard()
    found: list[np.ndarray] = []

    def run() -> None:
        found.append(solved(program, Limits(work=1.0), nothing(program)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert program.value(found[0]) > 0
