"""Checks spread over the year: wished, and given up before a check or a visit is."""

import datetime as dt
from math import comb
from unittest.mock import patch

import pytest

from scheduler.year import plan_year, ways
from scheduler.year.area import job_of
from scheduler.year.fewest import at_will, evenly, plans_of
from scheduler.year.ledger import ROUNDING, Ledger
from scheduler.year.level import count
from scheduler.year.places import SitePlan
from scheduler.year.replan import cheapest
from scheduler.year.spread import is_even, spread
from scheduler.year.spreading import plan_spread
from scheduler.year.terms import Kind, Need, Stratum
from scheduler.year.ways import MOST_WAYS
from tests import makers as m
from tests.year.small_years import small_year

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


def test_what_a_need_cannot_have_alone_needs_no_trying():
    # Weeks for three of the four checks only.
    found = plans_of(seasonal(3), SETTINGS)
    assert found.missing == found.least_missing == 1
    assert [(row.item, row.reason) for row in found.unmet] == [("b", "season")]
    assert (found.proved, found.visits, found.least_visits) == (True, 24, 24)


def test_what_was_not_tried_is_not_proved():
    """24 checks week after week leave no week between them for four of another group.

    Alone each has all of its checks; there are 20,475 ways to lay them together.
    """
    weeks = (1 << 28) - 1
    often = Need("a", 24, 1, weeks, None, 30, PEOPLE, group="g")
    rides = Need("b", 4, 20, 0b11111111 << 10, None, 30, PEOPLE, group="h")
    assert comb(28, 4) > MOST_WAYS
    found = plans_of(kind(often, rides), SETTINGS)
    assert found.missing > 0
    assert (found.proved, found.least_missing) == (False, 0)


def test_no_reason_is_given_where_not_all_was_tried():
    """b has the one week between two checks of a that may not be two weeks apart."""
    often = Need("a", 2, 1, 0b111, None, 30, PEOPLE, group="g")
    once = Need("b", 1, 9, 0b010, None, 30, PEOPLE, group="h")
    found = plans_of(kind(often, once), SETTINGS)
    assert [(row.checks, row.reason) for row in found.unmet] == [(1, "season")]
    assert found.proved
    with patch.object(ways, "MOST_WAYS", 0):
        found = plans_of(kind(often, once), SETTINGS)
    assert [(row.checks, row.reason) for row in found.unmet] == [(1, "untried")]
    assert not found.proved


@pytest.mark.parametrize(
    ("counts", "groups", "visits"),
    [
        ((6, 4, 2), "abc", 12),
        ((2, 2, 2, 2, 2), "abcde", 10),
        ((12, 4, 4, 4), "aabb", 16),
    ],
)
def test_checks_that_share_no_visit_are_all_placed(counts, groups, visits):
    needs = [
        Need(f"i{k}", count, 52, ALL, None, 10, PEOPLE, group=group)
        for k, (count, group) in enumerate(zip(counts, groups, strict=True))
    ]
    found = plans_of(kind(*needs), SETTINGS)
    assert (found.missing, found.visits) == (0, visits)


def test_few_weeks_left_for_many_checks_take_no_time():
    """Twelve checks of two items each in five weeks: five visits, fourteen lost."""
    left = 0b11111 << 45
    needs = [Need(f"i{k}", 12, 5, left, None, 10, PEOPLE) for k in range(2)]
    found = plans_of(kind(*needs), SETTINGS)
    assert (found.missing, found.visits, found.proved) == (14, 5, True)


def test_even_plans_that_leave_out_another_check_are_not_taken():
    """Else what is told as unmet is not what is left out at sites that are freed."""
    for seed in range(300):
        (stratum, *_) = small_year(seed).strata
        free = plans_of(at_will(stratum.kind), SETTINGS)
        plans = evenly(stratum.kind, SETTINGS)
        assert sorted((r.item, r.checks) for r in plans.unmet) == sorted(
            (r.item, r.checks) for r in free.unmet
        )


def test_sites_are_even_again_where_that_costs_nothing():
    """Beside a crowd of once-a-year sites no more are uneven than have to be."""
    weeks = 24
    year = (1 << weeks) - 1
    early, late = spread(year, 2, 8, None)
    wished = Need("i", 2, 8, year, None, 60, PEOPLE, early=early, late=late)
    once = Need("j", 1, 52, 0b11 << 11, None, 60, PEOPLE)
    strata = [
        Stratum(kind(wished), tuple(f"s{k}" for k in range(20))),
        Stratum(kind(once), tuple(f"c{k}" for k in range(20))),
    ]
    supply = {("yj", ""): [10.0] * 20 + [1.0] * 4}
    jobs = [job_of(row, evenly(row.kind, SETTINGS), SETTINGS) for row in strata]
    found = plan_spread(("d1",), strata, jobs, supply, [5] * weeks, SETTINGS)
    uneven = [
        plan
        for plan in found.plans
        if not is_even(
            strata[plan.job].kind,
            found.jobs[plan.job].patterns[plan.pattern],
            plan.weeks,
        )
    ]
    assert uneven
    for plan in uneven:
        ledger = Ledger(found.limits, weeks)
        for other in found.plans:
            if other is not plan:
                count(found.jobs[other.job], other, ledger, 1)
        best = cheapest(jobs[plan.job], ledger)
        assert best is not None
        even = SitePlan(plan.job, best[1], best[2])
        count(jobs[plan.job], even, ledger, 1)
        assert ledger.above() > found.above + ROUNDING


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
