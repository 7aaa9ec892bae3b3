"""acting_authority, and the roles it rests on."""

from scheduler.rules.acting import acting_roles, authority, check_lead
from scheduler.rules.authority import check_acting_authority
from tests.builders import (
    day,
    good_scenario,
    good_week,
    make_delegation,
    make_role,
    with_rows,
    with_tables,
    with_visit,
)
from tests.rules.said import ZH, keys, only

WED = day("2026-12-02")


def test_without_delegation_the_rows_stand():
    parts = acting_roles(good_scenario(), "patrol", "t1", WED)
    assert parts == (("cg", "lead", 2, ()),)
    assert check_lead(good_scenario(), "patrol", "t1", WED) == "cg"


def test_where_delegated_the_town_acts_and_leads():
    parts = acting_roles(good_scenario(), "patrol", "t2", WED)
    assert parts == (("cg", "assist", 2, ()), ("tw", "case", 2, ()))
    assert check_lead(good_scenario(), "patrol", "t2", WED) == "tw"


def test_the_town_keeps_its_own_number_and_loses_its_qualification():
    roles = (make_role("patrol", "cg"), make_role("patrol", "tw", "assist", officers=3))
    scenario = good_scenario(item_departments=roles)
    assert acting_roles(scenario, "patrol", "t2", WED)[1] == ("tw", "case", 3, ())


def test_a_delegation_begins_on_its_date():
    rows = (make_delegation("patrol", "t2", from_=WED),)
    scenario = good_scenario(delegations=rows)
    assert authority(scenario, "patrol", "t2", WED) == "town"
    assert authority(scenario, "patrol", "t2", day("2026-12-01")) == "department"


def test_the_latest_delegation_holds():
    rows = (
        make_delegation("patrol", "t2", from_=day("2025-01-01")),
        make_delegation("patrol", "*", authority="department", from_=day("2025-07-01")),
    )
    assert authority(good_scenario(delegations=rows), "patrol", "t2", WED) == (
        "department"
    )


def test_on_equal_dates_the_named_town_goes_before_the_star():
    for order in (1, -1):
        rows = (
            make_delegation("patrol", "*", authority="disputed"),
            make_delegation("patrol", "t2", authority="town"),
        )[::order]
        scenario = good_scenario(delegations=rows)
        assert authority(scenario, "patrol", "t2", WED) == "town"
        assert authority(scenario, "patrol", "t1", WED) == "disputed"


def test_good_week_is_kept():
    # Entering departments: 3 + 2 + 2 + 2 + 2, and five leads.
    finding = check_acting_authority(good_week())
    assert (finding.facts, finding.violations) == (16, ())


def test_a_department_without_a_role_never_enters():
    # V004 is a patrol: yj has no part in it, and two of it are written in.
    week = with_visit(
        good_week(),
        4,
        departments=("cg", "tw", "yj"),
        officers=("cg1", "cg2", "tw21", "tw22", "yj1", "yj3"),
    )
    violation = only(check_acting_authority(week), "no_role")
    assert violation.amount == 2
    assert violation.sentence(ZH) == (
        "2026-W49-V004：yj对所承载的事项没有角色，却有2人进入。"
    )


def test_a_department_enters_and_is_not_named():
    week = with_visit(good_week(), 4, departments=("tw",))
    assert keys(check_acting_authority(week)) == [("unlisted", 2)]


def test_a_department_is_named_and_nobody_enters():
    week = with_visit(good_week(), 4, officers=("tw21", "tw22"))
    assert keys(check_acting_authority(week)) == [("nobody", 1)]


def test_the_town_leads_where_the_penalty_is_delegated():
    week = with_visit(good_week(), 4, lead="cg")
    violation = only(check_acting_authority(week), "wrong_lead")
    assert violation.sentence(ZH) == (
        "2026-W49-V004（t2）：牵头部门写为cg，依权限应为tw。"
    )


def test_a_delegation_taken_back_makes_the_town_an_intruder():
    week = with_rows(good_week(), "delegations", "patrol", from_=day("2026-12-03"))
    assert keys(check_acting_authority(week)) == [("no_role", 2), ("wrong_lead", 1)]


def test_a_disputed_authority_leaves_the_roles():
    rows = (make_delegation("patrol", "t2", authority="disputed"),)
    week = with_tables(good_week(), delegations=rows)
    assert keys(check_acting_authority(week)) == [("no_role", 2), ("wrong_lead", 1)]
