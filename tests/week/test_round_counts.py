"""How many rounds there can be: never fewer than a week has."""

import itertools

import numpy as np
import pytest

from scheduler.engine.program import Program
from scheduler.engine.selection import Limits, select
from scheduler.week.component import Component
from scheduler.week.prices import Counter
from scheduler.week.pricing import PlotPricer
from scheduler.week.round_counts import (
    Could,
    could_add,
    most_of_week,
    most_rounds,
    most_with,
)
from scheduler.week.round_pricing import RoundPricing
from tests.week.priced import Small, small
from tests.week.tiny_more import tiny_more
from tests.week.world import city


@pytest.mark.parametrize(
    ("week", "value"),
    # Days of 30 take two, half days of 10 take one.
    [(0, 0), (1, 15), (2, 30), (4, 60), (5, 70), (7, 90), (8, 90), (99, 90)],
)
def test_the_dearest_come_first(week: int, value: float):
    could = [Could(3, 1, 10.0), Could(2, 2, 30.0)]
    assert could_add(could, week) == pytest.approx(value)
    assert could_add(reversed(could), week) == pytest.approx(value)


@pytest.mark.parametrize("seed", range(20))
def test_no_choice_of_rounds_adds_more(seed: int):
    rng = np.random.default_rng(seed)
    could = [
        Could(int(rng.integers(0, 4)), int(rng.integers(1, 3)), float(rng.random()))
        for _ in range(4)
    ]
    for week in range(9):
        best = max(
            sum(n * one.worth for n, one in zip(counts, could, strict=True))
            for counts in itertools.product(*(range(one.most + 1) for one in could))
            if sum(n * c.weight for n, c in zip(counts, could, strict=True)) <= week
        )
        assert could_add(could, week) >= best - 1e-9


def counters_of(week: Small, component: Component) -> list[Counter]:
    frame = week.ground.program(component)
    pricers = [PlotPricer(plot) for plot in component.plots]
    ground = week.ground
    pricing = RoundPricing(frame, pricers, ground.sessions, tuple(ground.pins))
    return [task.counter for task in pricing.tasks]


def most(program: Program, worth: list[int]) -> int:
    """The most that rounds of so much worth each come to in a week."""
    objective = worth + [0] * (program.size - len(worth))
    plain = Program(objective, program.upper, program.rows)
    answer = select(plain, Limits(work=20.0))
    assert answer.ending in ("OPTIMAL", "INFEASIBLE")
    return answer.value or 0


@pytest.mark.parametrize("kind", ["helped", "towns", "parties", "capped"])
def test_no_week_has_more_rounds(kind: str):
    seen = 0
    for seed in range(6):
        week = small(tiny_more(kind, seed))
        kinds = week.ground.staffing.availability.kinds
        for component in week.components if week.complete else ():
            rounds = week.rounds(component)
            program = week.week(component, rounds, teams_only=False).program
            counters = counters_of(week, component)
            weights = [kinds[c.session.kind].weight for c in rounds]
            found = most(program, weights)
            assert found <= most_of_week(counters)
            for counter in counters[:4]:
                where = (counter.session, counter.district)
                mine = [int((c.session, c.template.district) == where) for c in rounds]
                assert most(program, mine) <= most_rounds(counter)
            seen += found > 0
    assert seen > 2


def test_rounds_of_many_riders_are_bound_by_vehicles():
    """One car of twelve: no second round of more people than none."""
    week = small(city())
    (component,) = week.components
    for counter in counters_of(week, component):
        assert most_with(counter, 9, 0) == 9
        assert most_with(counter, 9, 1) == 1
        assert most_with(counter, 0, 1) == 0
        # More than any car carries: nothing is known.
        assert most_with(counter, 9, 59) == 9
