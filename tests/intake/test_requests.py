"""Exempt requests, requests with trigger none, and the plan rows they meet."""

from typing import Any

import pytest

from scheduler.model import EXEMPT_TRIGGERS
from tests import makers as m
from tests.intake.world import CHECK, checks, demand, fate, fates, world


def exempt(name: str = "Q1", **changes: Any) -> Any:
    return m.make_request(name, **changes)


def none(name: str = "N1", **changes: Any) -> Any:
    return m.make_request(name, trigger="none", **changes)


def test_every_exempt_trigger_stands_by_itself():
    for trigger in sorted(EXEMPT_TRIGGERS):
        scenario = world(plan=(), requests=(exempt(trigger=trigger),))
        (check,) = checks(demand(scenario))
        assert str(check.ref) == f"safety@!{trigger}:Q1"


def test_the_second_request_for_the_same_check_is_a_duplicate():
    scenario = world(plan=(), requests=(exempt("Q1"), exempt("Q2")))
    assert fates(scenario) == {"Q1": CHECK, "Q2": "removed: duplicate"}
    other = exempt("Q2", site="s2")
    sites = (m.make_site("s1"), m.make_site("s2"))
    scenario = world(plan=(), sites=sites, requests=(exempt("Q1"), other))
    assert fates(scenario) == {"Q1": CHECK, "Q2": CHECK}


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2026-11-26", CHECK),  # the day before it was received
        ("2026-11-27", "removed: duplicate"),
        ("2026-11-29", "removed: duplicate"),
    ],
)
def test_a_duplicate_stays_one_after_the_first_is_done(date: str, found: str):
    history = (
        m.make_history_row("s1", date=m.day(date), plan_id="Q9", trigger="clue"),
    )
    scenario = world(plan=(), history=history, requests=(exempt(),))
    assert fate(scenario, "Q1") == found
    other = (m.make_item("safety"), m.make_item("food"))
    roles = (m.make_role("safety"), m.make_role("food"))
    elsewhere = (
        m.make_history_row(
            "s1", date=m.day(date), item="food", plan_id="Q9", trigger="clue"
        ),
    )
    scenario = world(
        plan=(),
        history=elsewhere,
        requests=(exempt(),),
        items=other,
        item_departments=roles,
    )
    assert fate(scenario, "Q1") == CHECK


def test_a_second_open_plan_row_of_the_same_check_waits():
    plan = (
        m.make_plan_row("P1", due=m.day("2026-12-03")),
        m.make_plan_row("P2", due=m.day("2026-12-02")),
    )
    assert fates(world(plan=plan)) == {"P1": "deferred: same_item", "P2": CHECK}


def test_a_request_carries_the_earliest_due_plan_row_of_its_check():
    plan = (
        m.make_plan_row("P1", due=m.day("2026-12-03")),
        m.make_plan_row("P2", due=m.day("2026-12-02")),
    )
    found = fates(world(plan=plan, requests=(exempt(),)))
    assert found == {"Q1": CHECK, "P2": "follows", "P1": "deferred: same_item"}


def test_a_request_carries_a_plan_row_that_could_not_come_by_itself():
    history = (
        m.make_history_row("s1", date=m.day("2026-11-25"), item="dust", plan_id="P0"),
    )
    found = fates(world(history=history, requests=(exempt(),)))
    assert found == {"Q1": CHECK, "P1": "follows, else deferred: gap"}
    not_yet = (m.make_plan_row("P1", earliest=m.day("2026-12-07")),)
    found = fates(world(plan=not_yet, requests=(exempt(),)))
    assert found == {"Q1": CHECK, "P1": "deferred: not_yet"}


def test_trigger_none_follows_the_open_plan_row():
    assert fates(world(requests=(none(),))) == {"P1": CHECK, "N1": "follows"}
    two = (none("N1"), none("N2"))
    found = fates(world(requests=two))
    assert found == {"P1": CHECK, "N1": "follows", "N2": "follows"}


def test_trigger_none_without_a_plan_row_is_outside_the_plan():
    for plan in ((), (m.make_plan_row("P1", "s2"),)):
        sites = (m.make_site("s1"), m.make_site("s2"))
        scenario = world(plan=plan, sites=sites, requests=(none(),))
        assert fate(scenario, "N1") == "removed: outside_plan"
    # An exempt request of the same check is no plan row.
    scenario = world(plan=(), requests=(none(), exempt()))
    assert fate(scenario, "N1") == "removed: outside_plan"


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        ({"plan": (m.make_plan_row("P1", earliest=m.day("2026-12-07")),)}, "not_yet"),
        ({"items": (m.make_item("safety", minutes=141),)}, "too_long"),
        ({"history": (m.make_history_row("s1", date=m.day("2026-11-25")),)}, "gap"),
    ],
)
def test_trigger_none_shares_what_becomes_of_the_plan_row(
    tables: dict[str, Any], found: str
):
    result = fates(world(requests=(none(),), **tables))
    assert result == {"P1": f"deferred: {found}", "N1": f"deferred: {found}"}


def test_trigger_none_follows_a_row_that_an_exempt_request_carries():
    found = fates(world(requests=(none(), exempt())))
    assert found == {"Q1": CHECK, "P1": "follows", "N1": "follows"}


def test_trigger_none_shares_the_fate_of_a_row_too_long_for_the_visit():
    # 90 + 60 + 10 = 160 > 150 minutes of yj: the one with fewer points is too long,
    # though an older row of the same check is done.
    items = (
        m.make_item("dust", minutes=90),
        m.make_item("safety", minutes=60),
    )
    roles = (m.make_role("dust", "yj"), m.make_role("safety", "yj"))
    plan = (
        m.make_plan_row("P0", due=m.day("2026-06-01")),
        m.make_plan_row("P1", due=m.day("2026-12-10")),  # early: 3 points
        m.make_plan_row("P2", item="dust"),  # due: 10 points
    )
    history = (m.make_history_row("s1", date=m.day("2026-05-12"), plan_id="P0"),)
    found = fates(
        world(
            items=items,
            item_departments=roles,
            plan=plan,
            history=history,
            requests=(none(),),
        )
    )
    assert found == {
        "P0": "done: history",
        "P1": "deferred: too_long",
        "P2": CHECK,
        "N1": "deferred: too_long",
    }


def test_a_row_checked_after_the_request_came_answers_it():
    for date, found in (
        ("2026-11-28", "done: history"),
        ("2026-11-27", "done: history"),  # the day it was received
        ("2026-11-26", "removed: outside_plan"),
    ):
        history = (m.make_history_row("s1", date=m.day(date), plan_id="P1"),)
        scenario = world(history=history, requests=(none(),))
        assert fate(scenario, "N1") == found


def test_a_request_in_history_is_done():
    history = (
        m.make_history_row(
            "s1", date=m.day("2026-11-28"), plan_id="Q1", trigger="clue"
        ),
    )
    scenario = world(plan=(), history=history, requests=(exempt(),))
    assert fate(scenario, "Q1") == "done: history"


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2026-10-31", CHECK),
        ("2026-11-01", "done: history"),
        ("2026-11-29", "done: history"),
    ],
)
def test_an_exempt_check_on_or_after_earliest_does_the_plan_row(date: str, found: str):
    # P1 may be checked from 1 November on.
    history = (
        m.make_history_row("s1", date=m.day(date), plan_id="Q9", trigger="complaint"),
    )
    assert fate(world(history=history)) == found


def test_one_exempt_check_does_one_plan_row():
    plan = (
        m.make_plan_row("P1", due=m.day("2026-12-03")),
        m.make_plan_row("P2", due=m.day("2026-12-02")),
        m.make_plan_row("P3", due=m.day("2026-12-01"), earliest=m.day("2026-11-20")),
    )
    checked = m.make_history_row(
        "s1", date=m.day("2026-11-15"), plan_id="Q9", trigger="complaint"
    )
    # Two departments stood there: still one check. P3 could not be done so early.
    history = (
        checked,
        m.make_history_row(
            "s1",
            date=m.day("2026-11-15"),
            plan_id="Q9",
            trigger="complaint",
            department="sc",
        ),
    )
    assert fates(world(plan=plan, history=history)) == {
        "P1": "deferred: same_item",
        "P2": "done: history",
        "P3": CHECK,
    }


def test_history_from_monday_on_is_ignored():
    for date, found in (("2026-11-29", "done: history"), ("2026-11-30", CHECK)):
        history = (m.make_history_row("s1", date=m.day(date), plan_id="P1"),)
        assert fate(world(history=history)) == found
