"""Checks spread over the year: wished, and given up before a check or a visit is."""

import datetime as dt
from math import comb

import pytest

from scheduler.year import plan_year
from scheduler.year.area import job_of
from scheduler.year.fewest import at_will, evenly, plans_of
from scheduler.year.spread import spread
from scheduler.year.spreading import plan_spread
from scheduler.year.terms import Kind, Need, Stratum
from scheduler.year.ways import MOST_WAYS
from tests import makers as m

SETTINGS = m.make_settings()
WEEKS = 50
ALL = (1 << WEEKS) - 1
PEOPLE = ((("yj", ""), 2),)


def need(item: str = "i", count: int = 12, spacing: int = 5, **more: object) -> Need:
    early, late = spread(ALL, count, spacing, None)
    given = {"early": early, "late": late, **more}
    return Need(item, count, spacing, ALL, None, 30, PEOPLE, **given)  # type: ignore[arg-type]


def kind(*needs: Need, apart: int = 1) -> Kind:
    return Kind(("d1",), 0, apart, needs)


@pytest.mark.parametrize(
    ("count", "spacing", "first", "wished"),
    [
        (12, 5, None, (5, 44)),  # within a month at either end
        (4, 15, None, (15, 34)),
        (24, 2, None, (2, 46)),  # 23 times 2 weeks reach week 48, less one spacing
        (1, 54, None, (None, None)),  # once a year: any week
        (12, 5, 3, (None, 44)),  # history says when the first is due
        (2, 5, 3, (None, 3)),  # what is left reaches no farther
    ],
)
def test_what_is_wished(count, spacing, first, wished):
    assert spread(ALL, count, spacing, first) == wished


def test_a_season_shorter_than_the_spacing_wishes_nothing():
    assert spread(0b1111 << 20, 2, 5, None) == (None, None)


def test_the_first_and_the_last_visit_keep_to_it():
    plans = evenly(kind(need()), SETTINGS)
    (pattern,) = plans.patterns
    assert pattern.allowed[0] == (1 << 6) - 1
    assert pattern.allowed[-1] == ALL & ~((1 << 44) - 1)
    weeks = pattern.earliest()
    assert weeks is not None
    assert weeks[-1] >= 44


def test_it_is_given_up_before_a_check_is():
    # The last of two cannot be so late: at most five weeks after the first.
    short = need(count=2, early=5, late=20)
    assert plans_of(kind(short), SETTINGS).missing > 0
    plans = evenly(kind(short), SETTINGS)
    assert plans.missing == 0
    assert plans.patterns[0].kind == at_will(kind(short))


def seasonal(weeks: int) -> Kind:
    """A patrol 24 times a year, and four checks of another item in a season."""
    season = ((1 << weeks) - 1) << 34
    rides = Need("b", 4, 5, season, None, 30, PEOPLE)
    return at_will(kind(need("a", 24, 5), rides))


def test_checks_of_a_season_ride_on_visits_one_after_the_other():
    """4 of 24 visits are more ways than are tried; those of a season are among them."""
    assert comb(24, 4) > MOST_WAYS
    found = plans_of(seasonal(14), SETTINGS)
    assert (found.missing, found.visits) == (0, 24)
    assert (found.least_missing, found.least_visits) == (0, 24)
    # There are other ways than those tried.
    assert not found.whole


def test_what_was_not_tried_is_not_proved():
    # Weeks for three of the four checks only.
    found = plans_of(seasonal(3), SETTINGS)
    assert found.missing == found.least_missing == 1
    assert not found.proved
    assert found.least_visits == 23 <= found.visits


def test_bounds_of_what_was_tried_are_the_values():
    found = plans_of(kind(need(count=3, spacing=5, early=None, late=None)), SETTINGS)
    assert found.proved
    assert (found.least_missing, found.least_visits) == (0, 3)


def crowded_area(
    sites: int,
) -> tuple[list[Stratum], dict[tuple[str, str], list[float]]]:
    """Patrols through a year whose officers are there in its first half only."""
    rows = [
        Stratum(kind(need(count=6, spacing=5)), tuple(f"s{k}" for k in range(sites)))
    ]
    return rows, {("yj", ""): [4.0] * 30 + [0.0] * 20}


def test_a_level_year_comes_before_an_even_one():
    strata, supply = crowded_area(3)
    jobs = [job_of(row, evenly(row.kind, SETTINGS), SETTINGS) for row in strata]
    found = plan_spread(("d1",), strata, jobs, supply, [5] * WEEKS, SETTINGS)
    assert found.above == 0
    assert max(max(plan.weeks) for plan in found.plans) < 30


def test_a_monthly_patrol_lasts_until_the_end_of_the_year(tiny_city):
    """No month and a half of 2027 is without a patrol at either end."""
    rows = [row.due for row in tiny_city if row.item == "01"]
    assert min(rows) < dt.date(2027, 2, 15)
    assert max(rows) > dt.date(2027, 11, 1)


@pytest.fixture(scope="module")
def tiny_city():
    from tests.study.weeks import tiny

    plan = plan_year(tiny(), 2027).plan
    by_site: dict[tuple[str, str], list[object]] = {}
    for row in plan:
        by_site.setdefault((row.site, row.item), []).append(row)
    assert any(len(rows) >= 6 for rows in by_site.values())
    return plan
