"""Who acts at a check: roles of the catalogue, delegation to the towns."""

import pytest

from scheduler.intake import acting_roles, authority, check_lead
from scheduler.model import Scenario
from tests import makers as m
from tests.intake.world import only_check, world

DAY = m.day("2026-12-01")


def roles(scenario: Scenario, town: str = "t1", date=DAY) -> str:
    """``department role people qualifications`` of every acting department."""
    return "; ".join(
        f"{r.department} {r.role} {r.officers}{'+' * bool(r.qualification)}"
        for r in acting_roles(scenario, "safety", town, date)
    )


def delegated(*rows: tuple[str, str, str]) -> Scenario:
    return world(
        delegations=tuple(
            m.make_delegation("safety", town, authority=who, from_=m.day(date))
            for town, who, date in rows
        )
    )


def test_without_delegation_the_catalogue_holds():
    scenario = delegated()
    assert roles(scenario) == "sc case 2; xf assist 2; yj lead 2"
    assert authority(scenario, "safety", "t1", DAY) == "department"
    assert check_lead(scenario, "safety", "t1", DAY) == "yj"


def test_a_delegated_town_acts_and_the_lead_assists():
    scenario = delegated(("t1", "town", "2026-01-01"))
    assert roles(scenario) == "sc case 2; tw case 2; xf assist 2; yj assist 2"
    assert check_lead(scenario, "safety", "t1", DAY) == "tw"
    assert roles(scenario, "t2") == "sc case 2; xf assist 2; yj lead 2"


def test_a_disputed_delegation_leaves_the_roles():
    scenario = delegated(("t1", "disputed", "2026-01-01"))
    assert authority(scenario, "safety", "t1", DAY) == "disputed"
    assert roles(scenario) == "sc case 2; xf assist 2; yj lead 2"
    assert check_lead(scenario, "safety", "t1", DAY) == "yj"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # The latest in force holds, whatever town it names.
        (
            [("t1", "town", "2026-01-01"), ("t1", "department", "2026-06-01")],
            "department",
        ),
        (
            [("t1", "department", "2026-06-01"), ("t1", "town", "2026-01-01")],
            "department",
        ),
        ([("t1", "department", "2026-01-01"), ("*", "town", "2026-06-01")], "town"),
        # On equal dates the named town goes before *.
        (
            [("t1", "department", "2026-06-01"), ("*", "town", "2026-06-01")],
            "department",
        ),
        (
            [("*", "town", "2026-06-01"), ("t1", "department", "2026-06-01")],
            "department",
        ),
        ([("*", "department", "2026-06-01"), ("t1", "town", "2026-06-01")], "town"),
        # In force from its very date, not the day before.
        ([("t1", "town", "2026-12-01")], "town"),
        ([("t1", "town", "2026-12-02")], "department"),
        ([("t2", "town", "2026-01-01")], "department"),
    ],
)
def test_which_delegation_holds(rows: list[tuple[str, str, str]], found: str):
    assert authority(delegated(*rows), "safety", "t1", DAY) == found


def test_another_item_s_delegation_says_nothing():
    scenario = world(delegations=(m.make_delegation("dust", "t1"),))
    assert authority(scenario, "safety", "t1", DAY) == "department"


def test_the_town_s_own_number_counts_if_larger_and_asks_no_qualification():
    for people, found in ((1, 2), (2, 2), (3, 3)):
        own = m.make_role(
            "safety", "tw", "assist", officers=people, qualification=("x",)
        )
        scenario = world(
            item_departments=(m.make_role("safety", "yj"), own),
            delegations=(m.make_delegation("safety", "t1"),),
        )
        assert roles(scenario) == f"tw case {found}; yj assist 2"


def test_without_a_department_of_kind_town_nothing_is_delegated():
    scenario = world(
        departments=(m.make_department("yj"), m.make_department("sc")),
        delegations=(m.make_delegation("safety", "t1"),),
    )
    assert roles(scenario) == "sc case 2; xf assist 2; yj lead 2"
    assert check_lead(scenario, "safety", "t1", DAY) == "yj"


def test_the_first_of_two_leads_by_id_leads():
    two = (m.make_role("safety", "yj"), m.make_role("safety", "sc"))
    assert check_lead(world(item_departments=two), "safety", "t1", DAY) == "sc"
    assert check_lead(world(item_departments=()), "safety", "t1", DAY) is None


def test_a_delegation_in_mid_week_changes_the_roles_of_its_dates():
    scenario = delegated(("t1", "town", "2026-12-02"))
    days = only_check(scenario).days
    leads = ["tw" in {r.department for r in d.roles} for d in days]
    assert leads == [False, False, True, True, True]


def test_consented_lead_is_the_lead_of_the_check():
    items = (
        m.make_item(
            "safety",
            list_="consented",
            consent_no="8",
            consent_until=m.day("2026-12-31"),
        ),
    )
    assert only_check(world()).consented_lead is None
    assert only_check(world(items=items)).consented_lead == "yj"
    rows = (m.make_delegation("safety", "t1"),)
    assert only_check(world(items=items, delegations=rows)).consented_lead == "tw"
