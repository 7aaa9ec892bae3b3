"""force_split, force_deployed, sunk_share, liaison_minimum, legal_contact, balance."""

from dataclasses import replace
from fractions import Fraction

import pytest

from scheduler.model.settings import Split
from scheduler.rules.force import (
    check_balance,
    check_force_deployed,
    check_force_split,
    check_legal_contact,
    check_liaison_minimum,
    check_sunk_share,
    largest_remainder,
    shares,
)
from tests.builders import (
    day,
    good_week,
    make_absence,
    make_assignment,
    make_department,
    make_district,
    make_officer,
    make_round,
    make_settings,
    with_rows,
    with_rules,
    with_tables,
    with_timetable,
)
from tests.rules.saying import said

GROUPS = ("centre", "south", "other")
SIX = (
    make_district("d1", group="centre"),
    make_district("d2", group="south"),
    *(make_district(f"d{k}") for k in range(3, 7)),
)


def posted(*numbers, idle=0):
    """A resident team with officers posted to d1, d2, d3 (centre, south, other)."""
    places = [f"d{k}" for k, n in enumerate(numbers, 1) for _ in range(n)]
    officers = [
        make_officer(f"yj{k}", districts=(place,)) for k, place in enumerate(places)
    ]
    officers += [make_officer(f"yj9{k}", districts=()) for k in range(idle)]
    return with_tables(
        good_week(),
        districts=SIX,
        departments=(make_department("yj"),),
        officers=tuple(officers),
    )


@pytest.mark.parametrize(
    ("total", "right"),
    [
        # 18: 4.5 4.5 9: one person left, remainders .5 .5 0: the centre.
        (18, [5, 4, 9]),
        # 58: 14.5 14.5 29 (DOMAIN.md 5.4: 15, 14, 29).
        (58, [15, 14, 29]),
        # 29: 7.25 7.25 14.5: the others.
        (29, [7, 7, 15]),
        (0, [0, 0, 0]),
    ],
)
def test_largest_remainder(total, right):
    quarter = Fraction(1, 4)
    assert largest_remainder(total, (quarter, quarter, Fraction(1, 2))) == right


def test_shares_by_reading_and_by_what_exists():
    week = posted(1, 1, 2)
    assert shares(week.scenario) == (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2))
    each = make_settings(split=Split(reading="each"))
    # Four others count 2 each: 1 : 1 : 8.
    assert shares(with_tables(week, settings=each).scenario) == (
        Fraction(1, 10),
        Fraction(1, 10),
        Fraction(4, 5),
    )
    assert shares(good_week().scenario) == (0, 0, 1)


@pytest.mark.parametrize(
    "numbers", [(2, 2, 4), (3, 1, 4), (3, 2, 3), (1, 2, 5), (0, 0, 0)]
)
def test_a_team_within_one_person_of_its_split(numbers):
    # 8 posted: 2, 2, 4 ± 1 each.
    finding = check_force_split(posted(*numbers))
    assert (finding.facts, finding.violations) == (3, ())


def test_a_team_two_people_off():
    assert said(check_force_split(posted(4, 2, 2))) == [
        ("yj在centre派驻4人，应为2人（允许相差1人）。", 1),
        ("yj在other派驻2人，应为4人（允许相差1人）。", 1),
    ]


def sessions(*numbers, level="S"):
    """yj officers in one-session rounds: `numbers` in centre, south and other."""
    rounds = tuple(
        make_round(f"R{k}", district=f"d{k}") for k in range(1, len(numbers) + 1)
    )
    rows = tuple(
        make_assignment(f"yj{k}-{n}", round=f"R{k}", department="yj")
        for k, number in enumerate(numbers, 1)
        for n in range(number)
    )
    week = with_timetable(posted(), rounds=rounds, assignments=rows)
    return with_rules(week, force_deployed={"level": level})


@pytest.mark.parametrize("numbers", [(10, 10, 20), (12, 8, 20), (8, 10, 22)])
def test_deployed_within_five_per_cent(numbers):
    # 40 sessions: 10, 10, 20, each ± 5 % of 40 = 2.
    finding = check_force_deployed(sessions(*numbers))
    assert (finding.facts, finding.violations) == (40, ())


def test_deployed_one_session_beyond():
    assert said(check_force_deployed(sessions(13, 8, 19))) == [
        ("centre本周出动13人次（共40人次，应约10.0），超出允许范围1.0人次。", 1.0)
    ]


def test_a_day_is_two_sessions_and_other_departments_do_not_count():
    # One day each in centre and south, two in other: 2, 2, 4.
    week = sessions(1, 1, 2)
    days = [replace(r, session="day") for r in week.timetable.assignments]
    rows = (*days, make_assignment("cg1", round="R1"))
    teams = (make_department("yj"), make_department("cg", kind="bureau"))
    week = with_tables(week, departments=teams)
    finding = check_force_deployed(with_timetable(week, assignments=rows))
    assert (finding.facts, finding.violations) == (8, ())


def test_nobody_deployed():
    assert check_force_deployed(sessions(0, 0, 0)).facts == 0


@pytest.mark.parametrize(("idle", "short"), [(2, 0), (3, 1)])
def test_eighty_per_cent_are_sunk(idle, short):
    # 8 of 10 is exactly 80 %; 8 of 11 wants ceil(8.8) = 9.
    right = [("yj在编11人，下沉8人，还差1人（阶段：—）。", 1)]
    finding = check_sunk_share(posted(2, 2, 4, idle=idle))
    assert finding.facts == 8 + idle
    assert said(finding) == right[:short]


def test_liaison_minimum():
    # xf1 and xf2 are both certified on Monday 30 November.
    finding = check_liaison_minimum(good_week())
    assert (finding.facts, finding.violations) == (1, ())


@pytest.mark.parametrize("until", ["2026-11-29", "2026-11-30"])
def test_a_certificate_that_ends_before_monday(until):
    week = with_rows(good_week(), "officers", "xf2", valid_until=day(until))
    right = [("xf在cangcang持证1人，应不少于2人。", 1)]
    assert said(check_liaison_minimum(week)) == (right if until == "2026-11-29" else [])


def test_one_person_may_serve_several_districts():
    week = with_tables(good_week(), districts=(make_district(), make_district("d2")))
    assert [amount for _, amount in said(check_liaison_minimum(week))] == [2]
    for name in ("xf1", "xf2"):
        week = with_rows(week, "officers", name, districts=("cangcang", "d2"))
    assert said(check_liaison_minimum(week)) == []


def test_a_legal_reviewer_every_day_with_rounds():
    # yj4, on 1, 2 and 3 December.
    finding = check_legal_contact(good_week())
    assert (finding.facts, finding.violations) == (3, ())


def test_the_reviewer_is_away_for_a_day():
    week = with_tables(good_week(), absences=(make_absence("yj4"),))
    assert said(check_legal_contact(week)) == [
        ("cangcang2026-12-01没有法制审核人员。", 1)
    ]
    half = (make_absence("yj4", sessions=("morning",)),)
    assert said(check_legal_contact(with_tables(week, absences=half))) == []


def balanced(most):
    """yj1 works `most` sessions of 4, yj2 one, yj3 and yj4 one."""
    rows = [make_assignment("yj1", round=f"R{k}") for k in range(most)]
    rows += [make_assignment(f"yj{k}", round="R9") for k in (2, 3, 4)]
    return with_timetable(good_week(), assignments=tuple(rows))


@pytest.mark.parametrize("most", [1, 2, 3])
def test_even_as_far_as_a_session_can_make_it(most):
    # 3 against 1: giving one away makes 2 and 2, no better than even.
    assert said(check_balance(balanced(most))) == []


def test_a_session_should_have_passed_on():
    # 4 against 1: 3 and 2 would still leave yj1 above.
    assert said(check_balance(balanced(4))) == [
        ("yj/cangcang：本周yj1有4个时段，yj2有1个时段。", 3)
    ]


def test_who_was_away_is_not_compared():
    week = with_tables(
        balanced(4), absences=tuple(make_absence(f"yj{k}") for k in (2, 3, 4))
    )
    assert said(check_balance(week)) == []
