"""The filed plan of the city is that of the year; requests and history follow it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from random import Random

import pytest

from scheduler.api_generate import DUE_DATES, Made
from scheduler.data.generate.filed import errands_of
from scheduler.data.generate.places import places
from scheduler.model import PlanRow, Scenario, Week


def row(number: int, site: str, item: str, due: str) -> PlanRow:
    date = dt.date.fromisoformat(due)
    days = dt.timedelta(days=3)
    return PlanRow(f"p{number}", site, item, date - days, date, date + days)


def test_what_falls_due_at_a_site_in_one_week_is_one_visit() -> None:
    made = places(0.01, Random(0))
    a, b = made[0].site.site, made[1].site.site
    plan = [
        row(1, a, "06", "2026-03-05"),
        row(2, a, "33", "2026-03-06"),  # the same week, Thursday and Friday
        row(3, b, "06", "2026-03-06"),
        row(4, a, "06", "2026-03-09"),  # Monday of the next week
        row(5, b, "06", "2026-03-06"),  # once more in a week: a visit of its own
    ]
    visits = errands_of(plan, made)
    assert [[r.plan_id for r in v.rows] for v in visits] == [
        ["p1", "p2"],
        ["p3"],
        ["p4"],
        ["p5"],
    ]
    assert [v.place.site.site for v in visits] == [a, b, a, b]


def test_the_plan_is_that_of_the_year_with_approvals(city: Scenario) -> None:
    assert all(p.plan_id.startswith("Y2026-") for p in city.plan)
    special = {i.item for i in city.items if i.special_plan}
    for p in city.plan:
        assert p.special_approval is None or p.item in special
        assert p.counts_to_cap or p.item in special
    approved = sum(p.approval is not None for p in city.plan) / len(city.plan)
    assert 0.97 <= approved <= 0.99


def test_as_often_as_the_frequency_says(city: Scenario) -> None:
    asked = {(f.item, f.risk): max(1, round(f.per_year)) for f in city.frequencies}
    times = Counter((p.site, p.item) for p in city.plan)
    for (site, item), n in times.items():
        assert n <= asked[item, city.site[site].risk], (site, item)
    whole = sum(
        n == asked[item, city.site[site].risk] for (site, item), n in times.items()
    )
    # The others have fewer: caps, gaps and seasons leave no room for more.
    assert whole > 0.9 * len(times)


def test_the_past_before_the_year_and_the_city_are_those_of_the_override(
    made: Made, city: Scenario
) -> None:
    other = made.overrides[DUE_DATES]
    before = [h for h in city.history if h.date.year < 2026]
    assert before == [h for h in other.history if h.date.year < 2026]
    assert city.sites == other.sites
    assert city.officers == other.officers
    assert [(f.item, f.risk, f.per_year) for f in city.frequencies] == [
        (f.item, f.risk, f.per_year) for f in other.frequencies
    ]
    shares = zip(city.frequencies, other.frequencies, strict=True)
    assert all((a.ratio or 1) <= (b.ratio or 1) for a, b in shares if b.ratio)


@pytest.mark.parametrize("number", [20, 43, 47])
def test_most_of_what_fell_due_was_done(city: Scenario, number: int) -> None:
    done = {h.plan_id: h.date for h in city.history if not h.trigger}
    monday = Week(2026, number).monday
    by_week: dict[bool, int] = defaultdict(int)
    for p in city.plan:
        if p.latest < monday:
            by_week[p.plan_id in done and done[p.plan_id] < monday] += 1
    assert by_week[True] > 0.95 * sum(by_week.values())


def _work(city: Scenario) -> Counter[tuple[str, str]]:
    """Minutes on site of people who have to come, by department and area."""
    minutes: Counter[tuple[str, str]] = Counter()
    for p in city.plan:
        district = city.town[city.site[p.site].town].district
        area = "city" if district in city.city_districts else district
        for role in city.roles[p.item]:
            if role.role != "assist":
                people = max(2, role.officers)
                minutes[role.department, area] += people * (
                    city.item[p.item].minutes + 25
                )
    return minutes


def test_nobody_has_much_more_to_do_than_by_due_dates(
    city: Scenario, by_dates: Scenario
) -> None:
    now, before = _work(city), _work(by_dates)
    # 6 % by the shares; the draw rounds to whole sites, and one village more is up to
    # 52 checks of two people for 90 + 25 minutes.
    site = 52 * 2 * 115
    assert {k: n for k, n in now.items() if n > 1.06 * before[k] + site} == {}
    # Somebody is full, or the shares could be higher.
    assert any(n > before[k] for k, n in now.items())
