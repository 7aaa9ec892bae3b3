"""Tight on purpose (DESIGN.md 4), by arithmetic of demand over supply."""

from __future__ import annotations

from collections import Counter

import pytest

from scheduler.intake import screen
from scheduler.model import Scenario, Week
from tests.generate import arithmetic

FULL_WEEKS = [20, 30, 43, 45, 47, 48, 49, 50, 51]
SHOWN = [47, 48, 49, 50, 51]


@pytest.mark.parametrize("number", FULL_WEEKS)
def test_three_departments_of_every_district_are_short(
    city: Scenario, number: int
) -> None:
    ratios = arithmetic.ratios(city, Week(2026, number))
    short = Counter(g for (g, _), ratio in ratios.items() if ratio > 1)
    assert {d.district: short[d.district] >= 3 for d in city.districts} == {
        d.district: True for d in city.districts
    }


@pytest.mark.parametrize("number", SHOWN)
def test_the_mix_of_candidates(city: Scenario, number: int) -> None:
    demand = screen(city, Week(2026, number), ())
    # 450-600 candidate visits, at least 350 of them enterprises and places.
    assert 450 <= len(demand.candidates) <= 600
    firms = [c for c in demand.candidates if city.site[c.site].kind != "area"]
    assert len(firms) >= 350
    waiting = arithmetic.candidates(city, Week(2026, number))
    share = Counter(c.urgency for c in waiting)
    for name, low, high in (("must", 0.09, 0.17), ("early", 0.25, 0.38)):
        assert low <= share[name] / len(waiting) <= high, name


@pytest.mark.parametrize("number", SHOWN)
def test_a_good_part_of_the_points_can_be_placed_by_nobody(
    city: Scenario, number: int
) -> None:
    # Greedy with fractions of sessions, so without travel patterns and rounding: it
    # places more than whole rounds can; the planner itself leaves 15-30 %.
    placed, left = arithmetic.greedy(city, Week(2026, number))
    total = sum(c.points for c in [*placed, *left])
    share = sum(c.points for c in left) / total
    assert 0.07 <= share <= 0.3


def test_early_checks_wait_first(city: Scenario) -> None:
    placed, left = arithmetic.greedy(city, Week(2026, 49))
    musts = sum(c.urgency in ("must", "overdue") for c in left)
    early = sum(c.urgency == "early" for c in left)
    assert early > musts
    assert len(placed) >= 250
