"""Cuts keep all that can be completed, and break what cannot."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from scheduler.engine.arrays import Arrays
from scheduler.engine.neighbourhoods import Budget, Projected, improve
from scheduler.engine.program import BoolArray, IntArray, Program
from scheduler.engine.projection import Projection
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Limits, select

KEPT = 5


def made(seed: int) -> Program:
    """Five columns kept, a few others, rows of all kinds."""
    rng = np.random.default_rng(seed)
    program = Program(rng.integers(1, 20, KEPT).tolist(), [1] * KEPT)
    others = [program.column(0, int(u)) for u in rng.integers(1, 4, 4)]
    for k in range(3):
        seats = [
            (c, int(rng.integers(1, 4))) for c in range(KEPT) if rng.random() < 0.6
        ]
        posts = [(c, -1) for c in others if rng.random() < 0.6]
        program.row(seats + posts, upper=int(rng.integers(0, 2)), name=f"post {k}")
    for k in range(2):
        terms = [(c, int(rng.integers(1, 3))) for c in others if rng.random() < 0.7]
        program.row(terms, upper=int(rng.integers(1, 5)), name=f"officer {k}")
    terms = [(int(c), 1) for c in rng.choice(KEPT, 3, replace=False)]
    program.row(terms, upper=2, name="kept alone")
    if rng.random() < 0.5:
        program.row([(0, 1), (others[0], 1)], lower=1, name="demand")
    return program


def projection_of(program: Program, kept: int = KEPT) -> Projection:
    return Projection(Arrays.of(program), np.arange(program.size) < kept)


def every() -> Iterator[IntArray]:
    for values in product((0, 1), repeat=KEPT):
        yield np.array(values, dtype=np.int64)


def completable(program: Program, kept: IntArray) -> bool:
    """Whether the others have a solution in fractions beside rows of the kept alone."""
    rows = [r for r in program.rows if any(c >= KEPT for c in r.columns)]
    fixed = np.append(kept, np.zeros(program.size - KEPT, dtype=np.int64))
    free: BoolArray = np.arange(program.size) >= KEPT
    part = Program(program.objective, program.upper, rows)
    return relax(part.restricted(fixed, free)[0]) is not None


@pytest.mark.parametrize("seed", range(25))
def test_cuts_come_for_what_cannot_be_completed_and_keep_the_rest(seed: int):
    program = made(seed)
    projection = projection_of(program)
    able = {tuple(x): completable(program, x) for x in every()}
    for x in every():
        cuts = projection.cuts(x)
        assert bool(cuts) is not able[tuple(x)]
        for cut in cuts:
            assert cut.coefficient @ x[cut.column] > cut.limit + 1e-7
            for other in every():
                if able[tuple(other)]:
                    assert cut.coefficient @ other[cut.column] <= cut.limit + 1e-6


@pytest.mark.parametrize("seed", range(12))
def test_cuts_lead_to_the_best_that_can_be_completed(seed: int):
    program = made(seed)
    projection = projection_of(program)
    program.objective[KEPT:] = [0] * (program.size - KEPT)
    able = [
        x for x in every() if completable(program, x) and not projection.outer.broken(x)
    ]
    best = max((program.objective[:KEPT] @ x for x in able), default=None)
    for _ in range(1 << KEPT):
        light = projection.joined(projection.outer)
        rest = [x for x in every() if not light.broken(x)]
        if not rest:
            assert best is None
            return
        top = max(rest, key=light.value)
        if not projection.cuts(top):
            assert light.value(top) == best
            return
    pytest.fail("cuts do not end")


def test_a_limit_of_odd_people_is_rounded_down():
    """Two rounds of two people each, three people: one round."""
    program = Program([1, 1], [1, 1])
    people = program.column(0, 3)
    program.row([(0, 2), (1, 2), (people, -1)], upper=0)
    (cut,) = projection_of(program, 2).cuts(np.array([1, 1]))
    assert cut.coefficient.tolist() == [1, 1]
    assert cut.limit == 1


def test_groups_that_have_nothing_in_common_are_cut_apart():
    program = Program([1, 1, 1], [1, 1, 1])
    one, two = program.column(0, 2), program.column(0, 1)
    program.row([(0, 2), (1, 2), (one, -1)], upper=0)
    program.row([(1, 1), (2, 1), (two, -1)], upper=0)
    projection = projection_of(program, 3)
    cuts = projection.cuts(np.array([1, 1, 1]))
    assert sorted(cut.column.tolist() for cut in cuts) == [[0, 1], [1, 2]]
    assert projection.found == cuts
    assert projection.cuts(np.array([1, 0, 1])) == []


def test_fractions_are_cut_too():
    program = Program([1, 1], [1, 1])
    people = program.column(0, 3)
    program.row([(0, 2), (1, 2), (people, -1)], upper=0)
    projection = projection_of(program, 2)
    assert projection.cuts(np.array([0.75, 0.75])) == []
    assert len(projection.cuts(np.array([1.0, 0.9]))) == 1


def test_what_no_column_kept_can_help_is_not_cut():
    """The others alone have no solution: no cut says why."""
    program = Program([1], [1])
    other = program.column(0, 1)
    program.row([(0, 1), (other, -1)], upper=0)
    program.row([(other, 1)], lower=2)
    assert projection_of(program, 1).cuts(np.array([1])) == []


def test_a_program_without_others():
    program = Program([2, 3], [1, 1])
    program.row([(0, 1), (1, 1)], upper=1)
    projection = projection_of(program, 2)
    assert projection.cuts(np.array([1, 0])) == []
    assert projection.outer.size == 2
    assert projection.outer.broken(np.array([1, 1]))


def test_columns_kept_come_first():
    program = Program([1, 1], [1, 1])
    with pytest.raises(ValueError, match="come first"):
        Projection(Arrays.of(program), np.array([False, True]))


@pytest.mark.parametrize("seed", range(12))
def test_a_search_by_the_projection_finds_the_optimum(seed: int):
    program = made(seed)
    start = np.zeros(program.size, dtype=np.int64)
    if program.broken(start):
        return
    projected = Projected(projection_of(program), np.ones(KEPT, dtype=np.bool_))
    whole = [["all"]]
    best = improve(
        program,
        start,
        whole,
        lambda part, best: np.ones(program.size, dtype=np.bool_),
        Budget(None, 30, Limits(work=5.0)),
        projected=projected,
    )
    assert program.broken(best) == []
    assert program.value(best) == select(program, Limits(work=5.0)).value
