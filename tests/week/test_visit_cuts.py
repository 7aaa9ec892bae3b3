"""Rows that take visits together: how rounds count, and bounds that stay valid."""

from __future__ import annotations

from itertools import combinations_with_replacement
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.api import load_scenario
from scheduler.engine.arrays import Arrays
from scheduler.engine.mip import find_mip
from scheduler.engine.program import Program
from scheduler.engine.selection import Limits, Stop
from scheduler.week import component_run
from scheduler.week.component import Component
from scheduler.week.component_run import Rounds, choose_rounds, generate
from scheduler.week.round_pricing import RoundPricing
from scheduler.week.visit_cuts import VisitCut, charges, counted, cuts_of, times, within
from tests.week.priced import Small, allowed, generated, several, small, uncut

PILOT = Path(__file__).parents[2] / "scenarios" / "pilot"

HALVES = VisitCut(7, {"a": 1, "b": 1, "c": 1}, {}, 2)
THIRDS = VisitCut(8, {"a": 2, "d": 1}, {7: 1}, 3)
CUTS = (HALVES, THIRDS)


@pytest.mark.parametrize(
    ("candidates", "found"),
    [
        ("", {}),
        ("a", {}),
        ("ab", {7: 1, 8: 1}),
        ("bc", {7: 1}),
        ("abc", {7: 1, 8: 1}),
        ("ad", {8: 1}),
        ("dd", {}),
        ("bcdd", {7: 1, 8: 1}),
        ("abcd", {7: 1, 8: 1}),
        ("aabc", {7: 2, 8: 2}),
        ("xyz", {}),
    ],
)
def test_a_round_counts_by_its_visits_and_the_rows_before(
    candidates: str, found: dict[int, int]
):
    assert times(CUTS, list(candidates)) == found


def test_compiled_counts_are_the_plain_ones():
    names = "abcdx"
    weights = [[cut.weights.get(name, 0) for cut in CUTS] for name in names]
    cuts = cuts_of(CUTS, weights)
    assert cuts.touched.tolist() == [0, 1, 2, 3]
    # The group after the last is no visit.
    routes = list(combinations_with_replacement(range(len(names) + 1), 4))
    count = counted(np.array(routes, dtype=np.int16), cuts)
    price = np.array([10.0, 1.0])
    paid = charges(np.arange(len(routes)), count, price)
    for k, route in enumerate(routes):
        plain = times(CUTS, [names[g] for g in route if g < len(names)])
        assert count[k].tolist() == [plain.get(7, 0), plain.get(8, 0)]
        assert paid[k] == count[k] @ price
    assert paid.max() > 10


def test_rows_of_other_visits_are_left_out():
    apart = VisitCut(9, {"y": 1}, {}, 2)
    assert within([*CUTS, apart], {"a", "x"}) == CUTS
    assert within([*CUTS, apart], {"d"}) == (THIRDS,)
    # The second is made of the first.
    assert within([*CUTS, apart], {"b"}) == CUTS
    assert within([*CUTS, apart], {"x"}) == ()


def optimum(week: Small, component: Component) -> int | None:
    """The most that whole rounds are worth, teams alone counted."""
    program = week.week(component, week.rounds(component), True).program
    found = find_mip(Arrays.of(program), Limits(work=50.0))
    return None if found is None else program.value(found)


@pytest.mark.parametrize("kind", ["hours", "towns", "helped", "mixed", "parties"])
def test_no_bound_is_below_the_best_week(kind: str):
    for week, component in several(kind, range(12)):
        best = optimum(week, component)
        if best is not None:
            _, generation = generated(week, component, cut=True)
            assert generation.bound >= best - 1e-3


@pytest.fixture(scope="module")
def cut() -> tuple[Small, Rounds, Rounds, list[VisitCut]]:
    """The pilot's week without and with rows that take visits together."""
    week = small(load_scenario(PILOT).scenario)
    (component,) = week.components
    with uncut():
        plain = generate(week.ground, component, [], allowed(200), Stop())
    with patch.object(component_run, "RoundPricing", wraps=RoundPricing) as made:
        pricings: list[RoundPricing] = []
        made.side_effect = lambda *a, **k: (
            pricings.append(RoundPricing(*a, **k)) or (pricings[-1])
        )
        tight = generate(week.ground, component, [], allowed(200), Stop())
    return week, plain, tight, pricings[0].cuts


def test_the_bound_of_a_real_week_is_closer(
    cut: tuple[Small, Rounds, Rounds, list[VisitCut]],
):
    _, plain, tight, cuts = cut
    assert len(tight.cuts) == len(cuts) > 0
    assert tight.bound < plain.bound - 1


def test_the_best_week_known_keeps_the_closer_bound(
    cut: tuple[Small, Rounds, Rounds, list[VisitCut]],
):
    # Chosen among rounds that were made without those rows, and without being told.
    week, plain, tight, _ = cut
    (component,) = week.components
    found = choose_rounds(week.ground, component, plain, [], Limits(4.0), Stop())
    value = sum(column.template.value for column in found.chosen)
    assert 0.97 * tight.bound < value <= tight.bound


def test_visits_made_once_keep_every_row(
    cut: tuple[Small, Rounds, Rounds, list[VisitCut]],
):
    _, _, tight, cuts = cut
    candidates = [[v.candidate for v in c.template.variants] for c in tight.kept]
    names = sorted({name for visits in candidates for name in visits})
    for cut_, row in zip(cuts, tight.cuts, strict=True):
        counts = [times(cuts, visits).get(cut_.row, 0) for visits in candidates]
        # What the choice is told is what the master has.
        plain = dict(zip(row.column.tolist(), row.coefficient.tolist(), strict=True))
        assert {k: n for k, n in enumerate(counts) if n} == plain
        some = [k for k, n in enumerate(counts) if n]
        program = Program([counts[k] for k in some], [1] * len(some))
        for name in names:
            terms = [(j, 1) for j, k in enumerate(some) if name in candidates[k]]
            program.row(terms, upper=1, name=name)
        found = find_mip(Arrays.of(program), Limits(work=50.0))
        assert found is not None
        assert program.value(found) <= row.limit
