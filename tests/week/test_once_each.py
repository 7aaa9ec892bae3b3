"""What rounds could add, each candidate visited once: never less than any rounds do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from types import SimpleNamespace
from typing import cast
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.engine.arrays import Arrays
from scheduler.engine.mip import find_mip
from scheduler.engine.program import Program
from scheduler.engine.selection import Limits
from scheduler.week import once_each as once_each_module
from scheduler.week.alike import Alike
from scheduler.week.once_each import Above, once_each

RANKS = 4


def alike(groups: Sequence[Sequence[str]]) -> Alike:
    """Groups of visits, each told by its candidate."""
    names = [name for group in groups for name in group]
    members, begin = [], 0
    for group in groups:
        members.append(tuple(range(begin, begin + len(group))))
        begin += len(group)
    plot = SimpleNamespace(variants=[SimpleNamespace(candidate=n) for n in names])
    made = SimpleNamespace(
        groups=[SimpleNamespace(members=m) for m in members], plot=plot
    )
    return cast("Alike", made)


def above(
    groups: Sequence[Sequence[float]], rounds: Sequence[tuple[Sequence[int], float]]
) -> Above:
    """Rounds of some groups, and what they are worth with the best members."""
    best = np.full((len(groups) + 1, RANKS), -np.inf)
    best[-1] = 0.0
    for k, weights in enumerate(groups):
        ranked = sorted(weights, reverse=True)[:RANKS]
        best[k, : len(ranked)] = ranked
    width = max(len(route) for route, _ in rounds)
    none = len(groups)
    group = [[*route, *[none] * (width - len(route))] for route, _ in rounds]
    return Above(
        np.array(group, dtype=np.int16),
        np.array([value for _, value in rounds], dtype=np.float64),
        best,
        np.array([w for weights in groups for w in weights]),
    )


def members_of(
    groups: Sequence[Sequence[int]], route: Sequence[int]
) -> Iterator[list[int]]:
    """Every choice of members for a route."""
    times = Counter(route)
    choices = [combinations(groups[g], n) for g, n in sorted(times.items())]
    for chosen in product(*choices):
        yield [member for some in chosen for member in some]


def most(made: Alike, sessions: Sequence[Above]) -> float:
    """The most that rounds add, each candidate in one of them, by branch and cut."""
    groups = [g.members for g in made.groups]
    rounds: list[tuple[float, list[str]]] = []
    for one in sessions:
        for row, value in zip(one.group.tolist(), one.value.tolist(), strict=True):
            route = [g for g in row if g < len(groups)]
            for members in members_of(groups, route):
                times = Counter(route)
                top = sum(one.best[g, :n].sum() for g, n in times.items())
                worth = value - top + one.visit[members].sum()
                names = [made.plot.variants[k].candidate for k in members]
                if worth > 0 and len(set(names)) == len(names):
                    rounds.append((worth, names))
    program = Program([round(1000 * w) for w, _ in rounds], [1] * len(rounds))
    for name in sorted({n for _, names in rounds for n in names}):
        terms = [(k, 1) for k, (_, names) in enumerate(rounds) if name in names]
        program.row(terms, upper=1, name=name)
    found = find_mip(Arrays.of(program), Limits(work=50.0))
    assert found is not None
    return program.value(found) / 1000


def test_rounds_that_share_their_only_visit_add_the_best_of_them():
    groups = [[10.0], [8.0], [6.0]]
    one = above(groups, [((0, 1), 5.0), ((0, 2), 7.0), ((0,), 3.0)])
    assert once_each(alike(["a", "b", "c"]), [one]) == 7
    # Also those of several sessions.
    other = above(groups, [((0, 1, 2), 9.0), ((0,), 1.0)])
    assert once_each(alike(["a", "b", "c"]), [one, other]) == 9


def test_every_member_of_a_group_may_come_once():
    one = above([[10.0, 8.0, 1.0]], [((0,), 7.0)])
    # 7 with the first, 5 with the second; with the third it is worth nothing.
    assert once_each(alike(["abc"]), [one]) == 12
    # Two visits to one candidate are one.
    assert once_each(alike(["aac"]), [one]) == 7
    # Two members at once: 7 with 10 and 8; with 1 as the last it is worth nothing,
    # with another one for the first it could be.
    pair = above([[10.0, 8.0, 1.0]], [((0, 0), 7.0)])
    assert once_each(alike(["abc"]), [pair]) == 14


def test_rounds_without_a_common_visit_add_up():
    one = above([[10.0], [8.0]], [((0,), 5.0), ((1,), 7.0)])
    assert once_each(alike(["a", "b"]), [one]) == 12
    assert once_each(alike(["a", "b"]), []) == 0


def test_of_too_many_rounds_nothing_is_said():
    one = above([[10.0]], [((0,), 5.0)] * 4)
    assert once_each(alike(["a"]), [one]) == 5
    with patch.object(once_each_module, "MOST_ROUNDS", 3):
        assert once_each(alike(["a"]), [one]) == np.inf


@pytest.mark.parametrize("seed", range(40))
def test_no_rounds_add_more(seed: int):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 4, size=int(rng.integers(2, 5)))
    names = iter("abcdefghijkl")
    made = alike([[next(names) for _ in range(n)] for n in sizes])
    sessions = []
    for _ in range(2):
        weights = [rng.integers(1, 30, size=n).astype(float).tolist() for n in sizes]
        rounds = []
        for _ in range(5):
            route = sorted(rng.integers(0, len(sizes), size=3).tolist())
            if all(route.count(g) <= sizes[g] for g in route):
                rounds.append((route, float(rng.integers(1, 20))))
        if rounds:
            sessions.append(above(weights, rounds))
    bound = once_each(made, sessions)
    assert bound >= most(made, sessions) - 1e-9
    # Nor is it more than all of them, with every choice of members.
    assert bound <= 60 * sum(len(one.value) for one in sessions)
