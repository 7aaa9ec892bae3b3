"""listed_item and consented_item_lead."""

from scheduler.rules.listed import check_consented_item_lead, check_listed_item
from tests.builders import (
    day,
    good_week,
    make_check,
    make_delegation,
    with_rows,
    with_tables,
    with_visit,
)
from tests.rules.said import ZH, keys, only


def test_listed_items_are_kept():
    finding = check_listed_item(good_week())
    assert (finding.facts, finding.violations) == (6, ())


def test_consent_holds_on_its_last_day():
    # V001 (dust) is on 1 December.
    week = with_rows(good_week(), "items", "dust", consent_until=day("2026-12-01"))
    assert keys(check_listed_item(week)) == []


def test_consent_ended_the_day_before():
    week = with_rows(good_week(), "items", "dust", consent_until=day("2026-11-30"))
    violation = only(check_listed_item(week), "expired")
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-V001：dust检查（dust）的同意期限为2026-11-30，已过1天。"
    )


def test_consent_without_number_or_date():
    no_number = with_rows(good_week(), "items", "dust", consent_no=None)
    assert keys(check_listed_item(no_number)) == [("no_number", 1)]
    no_date = with_rows(good_week(), "items", "dust", consent_until=None)
    assert keys(check_listed_item(no_date)) == [("no_date", 1)]


def test_an_item_outside_the_list():
    # food is carried by V003 and V005; a complaint does not put it on the list.
    week = with_rows(good_week(), "items", "food", list_="outside")
    assert keys(check_listed_item(week)) == [("outside", 1), ("outside", 1)]


def test_an_item_nobody_knows():
    week = with_visit(good_week(), 2, checks=(make_check("magic@P3"),))
    assert keys(check_listed_item(week)) == [("unknown", 1)]


def test_the_lead_of_a_consented_item_leads():
    finding = check_consented_item_lead(good_week())
    assert (finding.facts, finding.violations) == (1, ())


def test_the_lead_of_a_consented_item_is_written_as_another():
    week = with_visit(good_week(), 1, lead="sc")
    violation = only(check_consented_item_lead(week), "not_leading")
    assert violation.sentence(ZH) == "2026-W49-V001：dust应由yj牵头，表中为sc。"


def test_the_lead_of_a_consented_item_stays_away():
    week = with_visit(good_week(), 1, officers=("sc1", "sc2", "xf1", "xf2"))
    assert keys(check_consented_item_lead(week)) == [("absent", 1)]


def test_consented_items_of_one_lead_may_share_a_visit():
    week = with_rows(good_week(), "items", "safety", list_="consented")
    assert keys(check_consented_item_lead(week)) == []


def test_consented_items_of_two_leads_never_share_a_visit():
    # safety and dust in V001 both consented; safety delegated to the town at t1, so
    # its lead there is tw, not yj. V002 in t2 stays with yj.
    week = with_rows(good_week(), "items", "safety", list_="consented")
    rows = (*week.scenario.delegations, make_delegation("safety", "t1"))
    violation = only(
        check_consented_item_lead(with_tables(week, delegations=rows)), "shared"
    )
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-V001：同次承载了由tw;yj分别牵头的清单外事项。"
    )
