"""two_per_authority and qualification."""

from scheduler.rules.people import check_qualification, check_two_per_authority
from tests.builders import (
    day,
    good_week,
    make_role,
    with_rows,
    with_rules,
    with_tables,
    with_visit,
)
from tests.rules.said import ZH, keys, only


def test_two_of_each_is_exactly_enough():
    # A whole visit each (5) and its departments: 3 + 2 + 2 + 2 + 2.
    finding = check_two_per_authority(good_week())
    assert (finding.facts, finding.violations) == (16, ())


def test_one_short_of_the_case_department():
    officers = ("sc1", "xf1", "xf2", "yj1", "yj2")
    week = with_visit(good_week(), 1, officers=officers)
    violation = only(check_two_per_authority(week), "department")
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-V001：sc到场持证人员1人，应不少于2人，缺1人。"
    )


def test_a_case_department_that_stays_away_is_missed():
    week = with_visit(good_week(), 2, departments=("yj",), officers=("yj1", "yj3"))
    assert keys(check_two_per_authority(week)) == [("department", 2)]


def test_an_assisting_department_may_stay_away():
    # xf only assists at V001.
    week = with_visit(
        good_week(), 1, departments=("sc", "yj"), officers=("sc1", "sc2", "yj1", "yj2")
    )
    assert keys(check_two_per_authority(week)) == []


def test_a_present_assisting_department_needs_two_or_one_if_lean():
    officers = ("sc1", "sc2", "xf1", "yj1", "yj2")
    week = with_visit(good_week(), 1, officers=officers)
    assert keys(check_two_per_authority(week)) == [("department", 1)]
    lean = with_rules(week, two_per_authority={"lean": True})
    assert keys(check_two_per_authority(lean)) == []


def test_an_item_may_ask_for_more_than_two():
    roles = tuple(
        make_role("food", "sc", officers=3)
        if (r.item, r.role) == ("food", "lead")
        else r
        for r in good_week().scenario.item_departments
    )
    week = with_tables(good_week(), item_departments=roles)
    # V003 and V005 carry food with two of sc.
    assert keys(check_two_per_authority(week)) == [("department", 1)] * 2


def test_several_checks_take_the_maximum_not_the_sum():
    # V001: yj leads safety (2) and dust (2) and two of it enter.
    visit = good_week().timetable.visits[0]
    assert len(visit.checks) == 2
    assert keys(check_two_per_authority(good_week())) == []


def test_one_person_named_twice_counts_once():
    officers = ("sc1", "sc1", "xf1", "xf2", "yj1", "yj2")
    week = with_visit(good_week(), 1, officers=officers)
    assert keys(check_two_per_authority(week)) == [("department", 1)]


def test_expired_certificates_do_not_count():
    week = with_rows(good_week(), "officers", "sc3", valid_until=day("2026-12-01"))
    # sc3 is at V002 and V003.
    assert keys(check_two_per_authority(week)) == [("department", 1)] * 2


def test_town_officers_count_in_their_own_town_only():
    week = with_rows(good_week(), "officers", "tw21", town="t1")
    violation = only(check_two_per_authority(week), "department")
    assert violation.sentence(ZH).startswith("2026-W49-V004：tw到场持证人员1人")


def test_nobody_at_all():
    week = with_visit(good_week(), 4, officers=(), departments=())
    # tw must be there (cg only assists); and two on every visit.
    assert keys(check_two_per_authority(week)) == [("department", 2), ("visit", 2)]


def test_qualifications_are_held():
    # V001 yj 2, V002 yj 1, V003 and V005 sc 1 each; patrol asks for none.
    finding = check_qualification(good_week())
    assert (finding.facts, finding.violations) == (5, ())


def test_one_officer_may_cover_several_qualifications():
    # yj2 holds both; yj1 loses his.
    week = with_rows(good_week(), "officers", "yj1", qualifications=())
    found = check_qualification(week).violations
    # V001 is still covered by yj2; V002 has only yj1 and yj3.
    assert [v.visit for v in found] == ["2026-W49-V002"]


def test_a_qualification_of_another_department_does_not_help():
    week = with_rows(good_week(), "officers", "yj2", qualifications=("工贸安全",))
    week = with_rows(week, "officers", "sc1", qualifications=("粉尘涉爆",))
    violation = next(
        v for v in check_qualification(week).violations if v.visit.endswith("V001")
    )
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-V001：yj到场人员无人具备“粉尘涉爆”资格。"
    )


def test_where_delegated_the_town_needs_no_qualification():
    roles = (
        *good_week().scenario.item_departments,
        make_role("patrol", "tw", "assist", qualification=("两违",)),
    )
    week = with_tables(good_week(), item_departments=roles)
    assert keys(check_qualification(week)) == []
