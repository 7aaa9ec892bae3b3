"""The gap of thirty days and the yearly cap, at, below and beyond the limit."""

from typing import Any

import pytest

from scheduler.model import Week
from tests import makers as m
from tests.intake.world import CHECK, dates, fate, only_check, world


def past(date: str, site: str = "s1", **changes: Any) -> Any:
    changes = {"plan_id": f"P0-{date}", "item": "dust", "department": "xf", **changes}
    return m.make_history_row(site, date=m.day(date), **changes)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("2026-10-31", "30 1 2 3 4"),  # 30 days before Monday
        ("2026-11-01", "1 2 3 4"),  # 29 days before Monday, 30 before Tuesday
        ("2026-11-04", "4"),  # 30 days before Friday
        ("2026-10-30", "30 1 2 3 4"),  # 31 days before Monday
    ],
)
def test_thirty_days_are_allowed(last: str, found: str):
    assert dates(world(history=(past(last),))) == found


def test_a_gap_beyond_the_last_working_date_keeps_the_row_away():
    # 5 November + 30 = Saturday 5 December.
    history = (past("2026-11-05"),)
    plan = (m.make_plan_row("P1", latest=m.day("2026-12-05")),)
    assert fate(world(history=history, plan=plan)) == "deferred: gap"
    plan = (m.make_plan_row("P1", latest=m.day("2026-12-04")),)
    assert fate(world(history=history, plan=plan)) == "removed: gap_outlasts"
    remote = (m.make_item("safety", remote_ok=True),)
    for rows in ({}, {"plan": plan}):
        found = fate(world(history=history, items=remote, **rows))
        assert found == "remote: gap"


def test_the_gap_counts_from_the_last_visit_with_plan_checks():
    history = (past("2026-11-01"), past("2026-11-10", trigger="complaint"))
    assert dates(world(history=history)) == "1 2 3 4"
    history = (past("2026-11-02"), past("2026-10-01"))
    assert dates(world(history=history)) == "2 3 4"
    assert dates(world(history=(past("2026-11-04", "s2"),))) == "30 1 2 3 4"


def test_the_gap_binds_neither_areas_nor_exempt_requests():
    history = (past("2026-11-25"),)
    assert fate(world(history=history)) == "deferred: gap"
    areas = {
        "items": (m.make_item("safety", target="area"),),
        "sites": (m.make_site("s1", kind="area"),),
    }
    assert dates(world(history=history, **areas)) == "30 1 2 3 4"
    requests = (m.make_request("Q1"),)
    assert fate(world(history=history, requests=requests, plan=()), "Q1") == CHECK


def test_the_days_of_the_gap_are_a_setting():
    rules = {"minimum_gap": {"days": 26}}  # 5 November + 26 = 1 December
    scenario = world(history=(past("2026-11-05"),), settings=m.make_settings(rules))
    assert dates(scenario) == "1 2 3 4"


def used(department: str, times: int, **changes: Any) -> tuple[Any, ...]:
    """Visits of a department to s1 in January to June, one a month."""
    return tuple(
        past(f"2026-0{k}-10", department=department, **changes)
        for k in range(1, times + 1)
    )


@pytest.mark.parametrize(
    ("times", "found"), [(0, CHECK), (1, CHECK), (2, None), (3, None)]
)
@pytest.mark.parametrize("department", ["yj", "sc"])
def test_lead_and_case_keep_to_their_cap(
    department: str, times: int, found: str | None
):
    # Without a row of `caps` the default of 2 holds.
    history = used(department, times)
    assert fate(world(history=history)) == (found or "removed: over_cap")
    remote = (m.make_item("safety", remote_ok=True),)
    assert fate(world(history=history, items=remote)) == (found or "remote: cap")


def test_an_assisting_department_over_its_cap_stays_out():
    assert only_check(world(history=used("xf", 1))).days[0].barred == ()
    assert only_check(world(history=used("xf", 2))).days[0].barred == ("xf",)


def test_a_cap_of_the_risk_goes_before_the_general_one():
    for caps, found in (
        ((m.make_cap("yj", "B", 3), m.make_cap("yj", "*", 1)), CHECK),
        ((m.make_cap("yj", "A", 3), m.make_cap("yj", "*", 1)), "removed: over_cap"),
        ((m.make_cap("yj", "*", 0),), "removed: over_cap"),
        ((m.make_cap("sc", "*", 9),), "removed: over_cap"),
    ):
        assert fate(world(history=used("yj", 2), caps=caps)) == found


def test_what_uses_the_cap_is_a_visit_not_a_check():
    # Two items of one visit, and two sessions of one date.
    first = past("2026-03-01", department="yj")
    one = (first, past("2026-03-01", item="food", plan_id="P00", department="yj"))
    caps = (m.make_cap("yj", "*", 2),)
    assert fate(world(history=one, caps=caps)) == CHECK
    two = (first, past("2026-03-01", session="evening", department="yj"))
    assert fate(world(history=two, caps=caps)) == "removed: over_cap"


def test_what_does_not_use_the_cap():
    free = (
        m.make_plan_row("P1"),
        m.make_plan_row("P8", "s2", counts_to_cap=False),
    )
    uncounted = tuple(
        past(f"2026-0{k}-10", plan_id="P8", department="yj") for k in (1, 2, 3)
    )
    exempt = tuple(
        past(f"2026-0{k}-11", plan_id=f"Q{k}", trigger="clue", department="yj")
        for k in (1, 2, 3)
    )
    last_year = tuple(
        past(f"2025-0{k}-10", plan_id=f"P5{k}", department="yj") for k in (1, 2, 3)
    )
    for history in (uncounted, exempt, last_year, used("yj", 3, site="s2")):
        assert fate(world(history=history, plan=free)) == CHECK


def test_whom_the_cap_does_not_bind():
    history = used("yj", 3)
    exempt = (m.make_site("s1", cap_exempt=True),)
    assert fate(world(history=history, sites=exempt)) == CHECK
    assert not only_check(world(history=history, sites=exempt)).counts_to_cap
    uncounted = (m.make_plan_row("P1", counts_to_cap=False),)
    assert fate(world(history=history, plan=uncounted)) == CHECK
    requests = (m.make_request("Q1"),)
    assert fate(world(history=history, plan=(), requests=requests), "Q1") == CHECK
    areas = {
        "items": (m.make_item("safety", target="area"),),
        "sites": (m.make_site("s1", kind="area"),),
    }
    assert fate(world(history=history, **areas)) == CHECK
    assert only_check(world()).counts_to_cap


def test_the_year_of_the_visit_is_what_counts():
    # 2026-W53: Monday 28 December to Friday 1 January, which is a new year.
    week = Week(2026, 53)
    history = used("yj", 2)
    plan = (m.make_plan_row("P1", latest=m.day("2027-01-31")),)
    assert dates(world(history=history, plan=plan), week=week) == "1"
