"""The capacity program on random small years: bounds that have to hold."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from scheduler.year.capacity import CapacityProgram
from scheduler.year.fewest import plans_of
from scheduler.year.marginal import AreaWorth
from scheduler.year.offers import alike
from scheduler.year.patterns import Pattern
from scheduler.year.resources import Car, Means, one_more, room_of, times_of_day
from scheduler.year.supply import Hand
from scheduler.year.terms import Need
from scheduler.year.wanted import Want, Wanted
from scheduler.year.windows import windows_of
from tests.year.small_years import SETTINGS, UNITS, WEEKS, all_plans, small_year

SEEDS = range(5, 25)
QUALIFICATIONS = ("p", "q")


def visits_of(seed: int) -> dict[Wanted, int]:
    """The visits of a small year; needs ask for qualifications now and then."""
    rng = random.Random(f"asks {seed}")
    found: Counter[Wanted] = Counter()
    for stratum in small_year(seed).strata:
        for pattern in plans_of(stratum.kind, SETTINGS).patterns[:1]:
            wants = [_want(rng, need) for need in pattern.kind.needs]
            for bundle, weeks in zip(pattern.bundles, windows_of(pattern), strict=True):
                carried = tuple(wants[k] for k in bundle)
                visit = Wanted(stratum.kind.way, carried, weeks)
                found[visit] += len(stratum.sites)
    return dict(found)


def _want(rng: random.Random, need: Need) -> Want:
    kinds = rng.choice((("morning", "day"), ("evening",), ("afternoon", "evening")))
    asks = [(unit, rng.choice(QUALIFICATIONS)) for unit, _ in need.people]
    return Want(replace(need, kinds=kinds), tuple(asks[: rng.choice((0, 1))]))


def means_of(seed: int) -> Means:
    """Few officers with few sessions, so that something is short."""
    rng = random.Random(f"means {seed}")
    hands = tuple(
        Hand(
            f"o{k}",
            rng.choice(UNITS),
            frozenset(rng.sample(QUALIFICATIONS, rng.randint(0, 2))),
            rng.random() < 0.5,
            tuple(rng.choice((0.0, 0.5, 1.0)) for _ in range(WEEKS)),
        )
        for k in range(rng.randint(3, 10))
    )
    cars = tuple(
        Car(
            f"c{k}",
            rng.choice((2, 4)),
            tuple(float(rng.choice((0, 1))) for _ in range(WEEKS)),
        )
        for k in range(rng.randint(1, 3))
    )
    return Means(hands, cars, 2, (1.0,) * WEEKS, times_of_day(SETTINGS))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_adds_at_most_what_the_duals_say(seed: int):
    area = AreaWorth(visits_of(seed), means_of(seed), SETTINGS)
    for unit in UNITS:
        for qualification in ("", *QUALIFICATIONS):
            hand = one_more(area.means, unit, qualification)
            more, fewer = area.changed(hand, 1), area.changed(hand, -1)
            gain = area.program.carried(more) - area.carried
            assert -1e-6 <= gain <= area.estimate(more)[0] + 1e-6
            assert gain == pytest.approx(area.gain(more), abs=1e-3)
            loss = area.carried - area.program.carried(fewer)
            assert loss >= max(0.0, -area.estimate(fewer)[0]) - 1e-6
            assert loss == pytest.approx(area.loss(fewer), abs=1e-3)


def test_something_is_short_and_something_is_gained():
    gains = 0.0
    for seed in SEEDS:
        area = AreaWorth(visits_of(seed), means_of(seed), SETTINGS)
        asked = sum(len(v.wants) * n for v, n in visits_of(seed).items())
        assert 0 <= area.carried <= asked + 1e-6
        for unit in UNITS:
            gains += area.gain(area.changed(one_more(area.means, unit), 1))
    assert gains > 5


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_left_out_would_change_nothing(seed: int):
    visits, means = visits_of(seed), means_of(seed)
    area = AreaWorth(visits, means, SETTINGS)
    rows = (*area.rows, *area.left_out)
    room = room_of(means, rows)
    whole = CapacityProgram(alike(visits, rows, means, SETTINGS), room)
    assert whole.carried(room) == pytest.approx(area.carried)


@pytest.mark.parametrize("seed", SEEDS)
def test_whole_visits_carry_no_more(seed: int):
    visits, means = visits_of(seed), means_of(seed)
    area = AreaWorth(visits, means, SETTINGS)
    kinds = alike(visits, area.rows, means, SETTINGS)
    whole = CapacityProgram(kinds, area.room, whole=True).carried(area.room)
    assert area.whole <= whole + 1e-6 <= area.carried + 2e-6
    # One after the other where it fits first is a plan too: the best is no worse.
    room = room_of(means, area.rows)
    made = 0
    for kind, number in kinds.items():
        for _ in range(number):
            made += _fitted(kind, room)
    assert made <= whole + 1e-6


def _fitted(kind, room) -> int:
    for offer in sorted(kind.offers, key=lambda one: -one.checks):
        for week in range(WEEKS):
            if kind.weeks >> week & 1 and all(
                room[row][week] >= taken - 1e-9 for row, taken in offer.takes
            ):
                for row, taken in offer.takes:
                    room[row][week] -= taken
                return offer.checks
    return 0


@pytest.mark.parametrize("seed", SEEDS)
def test_windows_are_those_of_all_plans(seed: int):
    for stratum in small_year(seed).strata:
        plans = plans_of(stratum.kind, SETTINGS)
        for pattern in plans.patterns[:3]:
            assert windows_of(pattern) == _windows(pattern)


def _windows(pattern: Pattern) -> tuple[int, ...]:
    """The first and last weeks over every plan with these bundles, by enumeration."""
    found = [
        [week for week, _ in plan]
        for plan in all_plans(pattern.kind)
        if tuple(bundle for _, bundle in plan) == pattern.bundles
    ]
    return tuple(
        sum(
            1 << week
            for week in range(min(weeks), max(weeks) + 1)
            if allowed >> week & 1
        )
        for weeks, allowed in zip(
            zip(*found, strict=True), pattern.allowed, strict=True
        )
    )
