"""Holders of qualifications: how many a year takes, and where they are posted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from typing import Any

import pytest

from scheduler.api_force import work_of
from scheduler.force import Wishes, allocate
from scheduler.force.holders import holders_of as counted
from scheduler.intake import acting_roles
from scheduler.model import PlannedYear, Scenario, Week, YearVisit
from tests import makers as m

DAY = dt.date(2026, 12, 1)


def city(**changes: Any) -> Scenario:
    """Two districts, one team; `lift` asks for a licence, `fire` for none."""
    districts = (
        m.make_district("a", group="centre"),
        m.make_district("b", group="other"),
    )
    tables: dict[str, Any] = {
        "districts": districts,
        "towns": (m.make_town("ta", district="a"), m.make_town("tb", district="b")),
        "departments": (m.make_department("yj"),),
        "officers": tuple(
            m.make_officer(
                f"yj{k}",
                districts=("a",),
                max_sessions=4,
                qualifications=("licence",) if k <= 3 else (),
            )
            for k in range(1, 7)
        ),
        "items": (m.make_item("lift"), m.make_item("fire")),
        "item_departments": (
            m.make_role("lift", "yj", qualification=("licence",)),
            m.make_role("fire", "yj"),
        ),
        "sites": (m.make_site("sa", town="ta"), m.make_site("sb", town="tb")),
    }
    return m.make_scenario(**{**tables, **changes})


def visits(count: int, site: str = "sa", item: str = "lift", week: int = 10) -> Any:
    return [YearVisit(site, Week(2027, week), (item,))] * count


def holders_of(scenario: Scenario, found: Any) -> dict[tuple[str, str, str], int]:
    return counted(scenario, found, partial(acting_roles, scenario))


@pytest.mark.parametrize(("count", "holders"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_the_fullest_week_decides(count, holders):
    """Four sessions a week each: a fifth visit takes a second holder."""
    spread = [*visits(count), *visits(1, week=11)]
    assert holders_of(city(), spread) == {("yj", "a", "licence"): holders}


def test_what_asks_for_nothing_takes_nobody():
    assert holders_of(city(), visits(50, item="fire")) == {}


def test_an_assisting_department_needs_no_holder():
    roles = (m.make_role("lift", "yj", role="assist", qualification=("licence",)),)
    assert holders_of(city(item_departments=roles), visits(5)) == {}


def delegated(**changes: Any) -> Scenario:
    """The town `ta` penalises for `lift` from the first of April 2027 on."""
    departments = (
        m.make_department("yj"),
        m.make_department("cg", kind="bureau"),
        m.make_department("zf", kind="town"),
    )
    roles = (
        m.make_role("lift", "yj", qualification=("licence",)),
        m.make_role("fire", "cg"),
    )
    given = tuple(
        m.make_delegation(item, "ta", from_=m.day("2027-04-01"))
        for item in ("lift", "fire")
    )
    return city(
        departments=departments, item_departments=roles, delegations=given, **changes
    )


def test_where_a_town_acts_the_department_needs_no_holder():
    # The first of April is the Thursday of week 13: from then on it assists.
    fuller = [*visits(4, week=12), *visits(9, week=13)]
    assert holders_of(delegated(), fuller) == {("yj", "a", "licence"): 1}
    assert holders_of(delegated(), visits(9, week=13)) == {}
    there = visits(9, "sb", week=13)
    assert holders_of(delegated(), there) == {("yj", "b", "licence"): 3}


def planned(found: Any) -> PlannedYear:
    empty = dict.fromkeys(
        ("plan", "draws", "draw_frame", "loads", "unmet", "levels", "weeks", "days"), ()
    )
    return PlannedYear(
        2027,
        "",
        visits=tuple(found),
        entries=0,
        baseline=0,
        reserve=0.0,
        strata=0,
        **empty,
    )


def test_the_bureau_counts_the_visits_at_which_it_acts_itself():
    rows = [
        *visits(2, item="fire", week=12),
        *visits(3, item="fire", week=13),
        *visits(5, "sb", item="fire", week=13),
        *visits(7, "sb", item="lift"),
    ]
    work, towns, holders = work_of(delegated(), planned(rows))
    # Three visits in `ta` are the town's own; `lift` is no item of the bureau.
    assert (work, towns) == ({}, {"ta": 2, "tb": 5})
    assert holders == {("yj", "b", "licence"): 2}


def test_holders_are_posted_where_they_are_wanted():
    scenario = city()
    wanted = holders_of(scenario, [*visits(4), *visits(5, site="sb")])
    assert wanted == {("yj", "a", "licence"): 1, ("yj", "b", "licence"): 2}
    found = allocate(scenario, DAY, Wishes(1.0, {}, {}, wanted))
    licensed = Counter(
        o.districts[0] for o in found.officers if "licence" in o.qualifications
    )
    assert licensed == {"a": 1, "b": 2}
    values = {level.name: level.value for level in found.levels}
    assert values["holders"] == 0


def test_missing_holders_are_told():
    scenario = city()
    wanted = {("yj", "a", "licence"): 2, ("yj", "b", "licence"): 2}
    found = allocate(scenario, DAY, Wishes(1.0, {}, {}, wanted))
    values = {level.name: level.value for level in found.levels}
    assert values["holders"] == 1


def test_a_department_without_people_heads_no_group():
    departments = (m.make_department("yj"), m.make_department("zj"))
    found = allocate(city(departments=departments), DAY, Wishes(1.0, {}, {}))
    assert {row.department for row in found.reviewers} == {"yj"}
