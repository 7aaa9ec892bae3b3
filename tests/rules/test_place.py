"""locality, own_district, recusal."""

from dataclasses import replace

from scheduler.rules.place import check_locality, check_own_district, check_recusal
from tests.builders import (
    good_week,
    make_district,
    make_recusal,
    with_rows,
    with_rules,
    with_tables,
    with_visit,
)
from tests.rules.saying import said


def helping(limit: int = 0, **nanyi):
    """sc1 (rounds R001 and R003) is posted to another district."""
    week = with_rows(good_week(), "officers", "sc1", districts=("nanyi",))
    districts = (make_district(), make_district("nanyi", group="south", **nanyi))
    week = with_tables(week, districts=districts)
    return with_rules(week, own_district={"help_sessions": limit})


def test_everybody_in_his_place():
    # 6 + 8 + 4 assignments.
    finding = check_locality(good_week())
    assert (finding.facts, finding.violations) == (18, ())


def test_a_town_officer_outside_his_town():
    week = with_rows(good_week(), "officers", "tw21", town="t1")
    assert said(check_locality(week)) == [
        ("2026-W49-V004：tw21属t1，不得在t2执法。", 1)
    ]


def test_help_within_its_limit():
    assert said(check_locality(helping(limit=2))) == []


def test_help_beyond_its_limit():
    assert said(check_locality(helping(limit=1))) == [
        (
            "2026-W49-R003：sc1不在cangcang服务，本周支援达2个时段，限1个。",
            1,
        )
    ]


def test_help_is_off_by_default():
    assert [amount for _, amount in said(check_locality(helping()))] == [1, 2]


def test_districts_of_the_city_share_their_officers():
    week = helping(dispatch="city")
    districts = tuple(replace(d, dispatch="city") for d in week.scenario.districts)
    assert said(check_locality(with_tables(week, districts=districts))) == []


def test_no_help_is_no_cost():
    finding = check_own_district(good_week())
    assert (finding.facts, finding.violations) == (18, ())


def test_every_help_is_listed_with_its_sessions():
    assert said(check_own_district(helping(limit=2))) == [
        ("2026-W49-R001：sc1跨片区支援cangcang。", 1),
        ("2026-W49-R003：sc1跨片区支援cangcang。", 1),
    ]


def test_a_day_of_help_is_two_sessions():
    week = with_rows(helping(limit=4), "officers", "sc1", districts=("cangcang",))
    week = with_rows(week, "officers", "sc3", districts=("nanyi",))
    assert [amount for _, amount in said(check_own_district(week))] == [2]


def test_recusal_at_another_site_bars_nothing():
    week = with_tables(good_week(), recusals=(make_recusal("yj1", "s3"),))
    finding = check_recusal(week)
    assert (finding.facts, finding.violations) == (1, ())


def test_an_officer_in_the_round_may_stay_outside():
    # yj1 is in R002 but does not enter s5.
    week = with_tables(good_week(), recusals=(make_recusal("yj1", "s5"),))
    assert said(check_recusal(week)) == []


def test_an_officer_meets_his_site():
    week = with_tables(good_week(), recusals=(make_recusal("yj1", "s1"),))
    assert said(check_recusal(week)) == [
        ("2026-W49-V001：yj1应回避s1（近亲属任职）。", 1)
    ]


def test_recusal_counts_who_enters():
    week = with_tables(good_week(), recusals=(make_recusal("yj4", "s1"),))
    week = with_visit(week, 1, officers=("sc1", "sc2", "xf1", "xf2", "yj2", "yj4"))
    assert said(check_recusal(week)) == [
        ("2026-W49-V001：yj4应回避s1（近亲属任职）。", 1)
    ]
