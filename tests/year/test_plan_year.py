"""A year from end to end: every frequency met, spaced, level, by lot."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from scheduler.model import PlannedYear, PlanRow, Scenario, Season
from scheduler.year import plan_year
from tests import makers as m
from tests.year.city import YEAR, city


def dues(planned: PlannedYear) -> dict[tuple[str, str], list[dt.date]]:
    found = defaultdict(list)
    for row in planned.plan:
        found[row.site, row.item].append(row.due)
    return {key: sorted(dates) for key, dates in found.items()}


def level(planned: PlannedYear, name: str) -> tuple[float | None, float | None]:
    found = next(row for row in planned.levels if row.name == name)
    return found.value, found.bound


def mixed() -> Scenario:
    """Sites of both items: safety three times a year, food once."""
    return city(
        12,
        site_items=(
            *(m.make_site_item(f"s{k}") for k in range(12)),
            *(m.make_site_item(f"s{k}", "food") for k in range(6)),
        ),
        frequencies=(
            m.make_frequency(per_year=3, tolerance_days=14),
            m.make_frequency("food"),
        ),
        caps=(m.make_cap("yj", per_year=3),),
    )


def test_every_frequency_is_met_in_the_fewest_entries():
    planned = plan_year(mixed(), YEAR)
    counts = Counter((row.site, row.item) for row in planned.plan)
    assert all(n == (3 if item == "safety" else 1) for (_, item), n in counts.items())
    assert len(counts) == 18
    # Food rides on safety: three entries at each of twelve sites.
    assert len(planned.visits) == 36
    # Alone yj would come 36 times and sc six times.
    assert planned.baseline == 42
    assert planned.unmet == ()
    assert level(planned, "unmet") == (0, 0)
    assert level(planned, "visits") == (36, 36)
    assert level(planned, "above") == (0, pytest.approx(0, abs=1e-6))


def test_checks_are_neither_too_near_nor_too_far():
    for dates in dues(plan_year(mixed(), YEAR)).values():
        for a, b in pairwise(dates):
            # 365 / 3 + 14 days, of due weeks; 30 days at least.
            assert 30 <= (b - a).days <= 365 / 3 + 14 + 4


def test_no_week_is_above_its_limit():
    planned = plan_year(mixed(), YEAR)
    assert all(row.load <= row.limit + 1e-6 for row in planned.loads)
    total = sum(row.load for row in planned.loads if row.department == "yj")
    # 36 visits of two people; entering 10, an hour, 10 on the way of 180 minutes, of
    # which six take 30 minutes of food beside it, done by others.
    assert total == pytest.approx(36 * 2 * 80 / 180)


def test_rows_say_when_and_by_which_draw():
    drawn = city(
        8,
        items=(m.make_item(drawn=True),),
        frequencies=(m.make_frequency(ratio=0.5, tolerance_days=14),),
    )
    planned = plan_year(drawn, YEAR, beacon="b")
    assert len(planned.plan) == 4
    for row in planned.plan:
        assert row.draw == "D27-safety-B-t1"
        assert (row.due - row.earliest).days <= 6
        assert (row.latest - row.due).days <= 14
        assert row.earliest.year == row.latest.year == YEAR
        assert drawn.calendar.working(row.due)
    assert [row.plan_id for row in planned.plan] == [
        f"Y2027-{k:06d}" for k in range(1, 5)
    ]
    assert sorted(planned.plan, key=lambda r: (r.due, r.site)) == list(planned.plan)


def test_the_lottery_decides_who_is_first():
    def first(beacon: str) -> list[PlanRow]:
        return list(plan_year(city(), YEAR, beacon).plan)

    assert first("a") == first("a")
    assert [row.site for row in first("a")] != [row.site for row in first("c")]
    # The counts do not depend on it.
    assert [row.due for row in first("a")] == [row.due for row in first("c")]


def test_what_is_above_the_cap_is_told():
    twice = city(
        2, frequencies=(m.make_frequency(per_year=3),), caps=(m.make_cap(per_year=2),)
    )
    planned = plan_year(twice, YEAR)
    assert [(r.site, r.item, r.checks, r.reason) for r in planned.unmet] == [
        ("s0", "safety", 1, "cap"),
        ("s1", "safety", 1, "cap"),
    ]
    assert len(planned.plan) == 4
    assert level(planned, "unmet") == (2, 2)


def test_a_holiday_week_gets_nothing():
    off = [f"2027-02-{day:02d}" for day in range(8, 13)]
    scenario = replace(mixed(), calendar=m.make_calendar(off=off))
    planned = plan_year(scenario, YEAR)
    (week,) = (k for k, w in enumerate(planned.weeks) if str(w) == "2027-W06")
    assert planned.days[week] == 0
    assert not any(visit.week == planned.weeks[week] for visit in planned.visits)


def test_nobody_there_is_level_all_the_same():
    planned = plan_year(city(officers=()), YEAR)
    assert len(planned.plan) == 6
    assert {row.supply for row in planned.loads} == {0}
    assert all(row.load <= row.limit for row in planned.loads)


def test_a_city_without_sites():
    planned = plan_year(city(0), YEAR)
    assert (planned.plan, planned.visits, planned.loads) == ((), (), ())
    assert level(planned, "above") == (0, 0)


def test_in_a_week_partly_closed_it_is_due_on_an_open_day():
    # 28 to 30 June only: of the week from 28 June three days are open, and the site is
    # closed on the last of them; the consent ends on the 29th.
    june = Season((6, 28), (6, 30))
    closed = m.make_closure("s0", from_=m.day("2027-06-30"), until=m.day("2027-07-09"))
    planned = plan_year(
        city(1, items=(m.make_item(seasons=(june,)),), closures=(closed,)), YEAR
    )
    assert [row.due for row in planned.plan] == [m.day("2027-06-29")]
    consented = m.make_item(
        seasons=(june,),
        list_="consented",
        consent_no="1",
        consent_until=m.day("2027-06-28"),
    )
    planned = plan_year(city(1, items=(consented,)), YEAR)
    assert [(row.due, row.latest) for row in planned.plan] == [
        (m.day("2027-06-28"), m.day("2027-06-28"))
    ]
