"""Tight on purpose (DESIGN.md 4), by arithmetic of demand over supply."""

from __future__ import annotations

from collections import Counter

import pytest

from scheduler.intake import screen
from scheduler.model import Scenario, Week
from tests.generate import arithmetic

FULL_WEEKS = [20, 30, 43, 45, 47, 48, 49, 50, 51]
SHOWN = [47, 48, 49, 50, 51]
# The filed plan takes the same share of a class everywhere; the registers of the two
# other districts are small beside their force.
CROWDED = ["center", "south", "luncang", "honglai"]


def _short(city: Scenario, number: int) -> Counter[str]:
    """Departments with more demand than supply by district."""
    ratios = arithmetic.ratios(city, Week(2026, number))
    return Counter(g for (g, _), ratio in ratios.items() if ratio > 1)


@pytest.mark.parametrize("number", FULL_WEEKS)
def test_three_departments_of_the_crowded_districts_are_short(
    city: Scenario, number: int
) -> None:
    short = _short(city, number)
    assert {d: short[d] >= 3 for d in CROWDED} == dict.fromkeys(CROWDED, True)


@pytest.mark.parametrize("number", FULL_WEEKS)
def test_by_due_dates_three_departments_of_every_district_are_short(
    by_dates: Scenario, number: int
) -> None:
    short = _short(by_dates, number)
    assert {d.district: short[d.district] >= 3 for d in by_dates.districts} == {
        d.district: True for d in by_dates.districts
    }


def _mix(city: Scenario, number: int) -> tuple[int, int, dict[str, float]]:
    """Candidate visits, those of enterprises and places, shares of urgencies."""
    demand = screen(city, Week(2026, number), ())
    firms = [c for c in demand.candidates if city.site[c.site].kind != "area"]
    waiting = arithmetic.candidates(city, Week(2026, number))
    share = Counter(c.urgency for c in waiting)
    shares = {name: n / len(waiting) for name, n in share.items()}
    return len(demand.candidates), len(firms), shares


@pytest.mark.parametrize("number", SHOWN)
def test_the_mix_of_candidates(city: Scenario, number: int) -> None:
    candidates, firms, share = _mix(city, number)
    # Rows are due at the end of a week, so fewer may come early than by due dates.
    assert 320 <= candidates <= 430
    assert firms >= 270
    assert 0.09 <= share["must"] <= 0.17
    assert 0.25 <= share["early"] <= 0.38


@pytest.mark.parametrize("number", SHOWN)
def test_the_mix_of_candidates_by_due_dates(by_dates: Scenario, number: int) -> None:
    candidates, firms, share = _mix(by_dates, number)
    assert 450 <= candidates <= 600
    assert firms >= 350
    assert 0.09 <= share["must"] <= 0.17
    assert 0.25 <= share["early"] <= 0.38


@pytest.mark.parametrize("number", SHOWN)
@pytest.mark.parametrize("name", ["city", "by_dates"])
def test_a_good_part_of_the_points_can_be_placed_by_nobody(
    name: str, number: int, request: pytest.FixtureRequest
) -> None:
    # Greedy with fractions of sessions, so without travel patterns and rounding: it
    # places more than whole rounds can; the planner itself leaves 15-30 %.
    city = request.getfixturevalue(name)
    placed, left = arithmetic.greedy(city, Week(2026, number))
    total = sum(c.points for c in [*placed, *left])
    share = sum(c.points for c in left) / total
    assert 0.07 <= share <= 0.3


@pytest.mark.parametrize("name", ["city", "by_dates"])
def test_early_checks_wait_first(name: str, request: pytest.FixtureRequest) -> None:
    placed, left = arithmetic.greedy(request.getfixturevalue(name), Week(2026, 49))
    musts = sum(c.urgency in ("must", "overdue") for c in left)
    early = sum(c.urgency == "early" for c in left)
    assert early > musts
    assert len(placed) >= 250
