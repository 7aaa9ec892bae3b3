"""What sites need in a year, and who has time for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from scheduler.model import Scenario, Season
from scheduler.year.needs import Buckets, kind_of, strata_of
from scheduler.year.supply import areas_of, supply_of
from scheduler.year.terms import Need
from scheduler.year.weeks import YearWeeks, members
from tests import makers as m
from tests.year.city import YEAR, book, city


def need(scenario: Scenario, site: str = "s0") -> Need | None:
    """The only need of a site; None if it needs nothing."""
    items = [scenario.item[r.item] for r in scenario.site_items if r.site == site]
    found = kind_of(book(scenario), scenario.site[site], items)
    return found.needs[0] if found else None


def checked(date: str) -> Scenario:
    """The city with one check at s0 in the past; the frequency tolerates 30 days."""
    return city(history=(m.make_history_row("s0", date=m.day(date)),))


def test_sites_that_are_alike_are_one_stratum():
    (stratum,) = strata_of(book(city()))
    assert stratum.sites == ("s0", "s1", "s2", "s3", "s4", "s5")
    (one,) = stratum.kind.needs
    assert (one.item, one.count, one.people) == ("safety", 1, ((("yj", ""), 2),))
    # 395 days between two checks at most.
    assert one.spacing == 56
    assert stratum.kind.apart == 5
    assert stratum.kind.caps == (("yj", 2),)


def test_what_makes_a_difference_tells_sites_apart():
    sites = (
        m.make_site("s0"),
        m.make_site("s1", town="t2"),
        m.make_site("s2", risk="A"),
        m.make_site("s3", name="另一家"),
    )
    frequencies = (m.make_frequency(), m.make_frequency(risk="A", per_year=2))
    found = strata_of(book(city(sites=sites, frequencies=frequencies)))
    assert [stratum.sites for stratum in found] == [("s0", "s3"), ("s1",), ("s2",)]


@pytest.mark.parametrize(
    ("date", "last_week"),
    [
        # 395 days after 12 May 2026 is 11 June 2027, week 24 of 53 (0 is 2026-W53).
        ("2026-05-12", 23),
        # After 1 December 2026 it is 31 December 2027, in the last week.
        ("2026-12-01", 52),
        # After 15 December 2026 it is in the next year.
        ("2026-12-15", None),
        # Long overdue: eight open weeks to make up for it.
        ("2025-03-03", 7),
    ],
)
def test_the_first_check_is_due_from_the_last_one(date: str, last_week: int | None):
    one = need(checked(date))
    assert one is not None
    assert one.first == last_week


def test_due_weeks_may_be_told_apart_coarsely():
    scenario = checked("2026-05-12")
    found = kind_of(
        book(scenario, Buckets(weeks=4)), scenario.site["s0"], [scenario.item["safety"]]
    )
    assert found is not None
    # Week 23 falls into the four weeks from 20 on: never later than it is due.
    assert found.needs[0].first == 20


def test_after_a_late_visit_there_are_thirty_days():
    one = need(checked("2026-12-20"))
    assert one is not None
    # 30 days after 20 December is 19 January, a Tuesday of the fourth week.
    assert next(members(one.open)) == 3
    area = city(
        sites=(m.make_site("s0", kind="area"),),
        items=(m.make_item(target="area"),),
        history=(m.make_history_row("s0", date=m.day("2026-12-20")),),
    )
    free = need(area)
    assert free is not None
    assert next(members(free.open)) == 0


def test_seasons_closures_and_consents_close_weeks():
    june = Season((6, 7), (6, 18))
    items = (replace(m.make_item(), seasons=(june,)),)
    one = need(city(items=items))
    assert one is not None
    # 7 to 18 June 2027: two weeks.
    assert list(members(one.open)) == [23, 24]
    closed = m.make_closure("*", from_=m.day("2027-06-07"), until=m.day("2027-06-13"))
    one = need(city(items=items, closures=(closed,)))
    assert one is not None
    assert list(members(one.open)) == [24]
    consented = replace(
        m.make_item(),
        list_="consented",
        consent_no="1",
        consent_until=m.day("2027-01-08"),
    )
    one = need(city(items=(consented,)))
    assert one is not None
    assert (list(members(one.open)), one.lead) == ([0, 1], "yj")


def test_what_is_outside_the_list_or_of_another_kind_needs_nothing():
    assert need(city(items=(replace(m.make_item(), list_="outside"),))) is None
    assert need(city(items=(m.make_item(target="area"),))) is None
    assert need(city(frequencies=())) is None


def test_every_other_year_is_due_from_the_last_check():
    rare = (m.make_frequency(per_year=0.5, tolerance_days=0),)
    rows = {
        # 730 days later: in 2027, or not before 2028.
        "2025-06-01": True,
        "2026-06-01": False,
    }
    for date, due in rows.items():
        history = (m.make_history_row("s0", date=m.day(date)),)
        assert (need(city(frequencies=rare, history=history)) is not None) == due


def test_a_delegated_item_is_the_towns():
    scenario = city(delegations=(m.make_delegation("safety", "t1"),))
    one = need(scenario)
    assert one is not None
    assert one.people == ((("tw", "t1"), 2),)


def officers(**changes: Any) -> Scenario:
    return city(officers=(m.make_officer("yj1", **changes),))


def test_supply_by_week():
    # Four sessions in a week of five days; 1 January is a Friday.
    scenario = officers()
    weeks = YearWeeks.of(scenario.calendar, YEAR)
    (row,) = supply_of(scenario, weeks, 0.0).values()
    assert row[0] == pytest.approx(0.8)
    assert row[1] == pytest.approx(4.0)
    (row,) = supply_of(scenario, weeks, 0.25).values()
    assert row[1] == pytest.approx(3.0)


def test_who_is_away_or_not_certified_supplies_nothing():
    absence = m.make_absence(
        "yj1", from_=dt.date(2027, 1, 6), until=dt.date(2027, 1, 7)
    )
    scenario = replace(officers(), absences=(absence,))
    weeks = YearWeeks.of(scenario.calendar, YEAR)
    (row,) = supply_of(scenario, weeks, 0.0).values()
    assert row[1] == pytest.approx(4 * 3 / 5)
    assert supply_of(officers(status="auxiliary"), weeks, 0.0) == {}
    assert supply_of(officers(districts=()), weeks, 0.0) == {}
    late = officers(valid_until=dt.date(2027, 1, 5))
    (row,) = supply_of(late, weeks, 0.0).values()
    assert row[1:3] == [pytest.approx(4 * 2 / 5), 0.0]


def test_who_serves_two_areas_is_shared():
    districts = (
        m.make_district("a", dispatch="city"),
        m.make_district("b", dispatch="city"),
        m.make_district("c"),
    )
    scenario = replace(officers(districts=("a", "b", "c")), districts=districts)
    assert areas_of(scenario) == {"a": ("a", "b"), "b": ("a", "b"), "c": ("c",)}
    weeks = YearWeeks.of(scenario.calendar, YEAR)
    found = supply_of(scenario, weeks, 0.0)
    assert {area: row[1] for (area, _), row in found.items()} == {
        ("a", "b"): pytest.approx(2.0),
        ("c",): pytest.approx(2.0),
    }
