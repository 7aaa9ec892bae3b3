"""availability."""

from scheduler.rules.availability import check_availability
from tests.builders import (
    day,
    good_week,
    make_absence,
    make_invitation,
    make_pin,
    with_rows,
    with_tables,
)
from tests.rules.said import ZH, keys, only

WED = day("2026-12-02")


def away(officer, sessions=(), first=WED, last=WED):
    row = make_absence(officer, from_=first, until=last, sessions=sessions)
    return check_availability(with_tables(good_week(), absences=(row,)))


def test_good_week_is_kept():
    finding = check_availability(good_week())
    assert (finding.facts, finding.violations) == (18, ())


def test_leave_ends_the_day_before():
    # sc3 is in R002, a day round on Wednesday.
    assert keys(away("sc3", first=day("2026-11-20"), last=day("2026-12-01"))) == []


def test_leave_reaches_the_day_itself():
    violation = only(away("sc3", first=day("2026-11-20")), "absent")
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "sc3在2026-12-02（day）请假（年休假），不得参加2026-W49-R002。"
    )


def test_a_morning_s_leave_bars_the_day_and_an_evening_s_does_not():
    assert keys(away("sc3", ("morning",))) == [("absent", 1)]
    assert keys(away("sc3", ("evening",))) == []


def test_a_day_s_leave_bars_the_morning():
    # yj2 is in R001 on Tuesday morning.
    tuesday = day("2026-12-01")
    assert keys(away("yj2", ("day",), tuesday, tuesday)) == [("absent", 1)]


def test_a_refused_invitation_bars_the_department():
    row = make_invitation("xf", answer=False)
    week = with_tables(good_week(), invitations=(row,))
    found = check_availability(week)
    assert [(v.key, v.officer) for v in found.violations] == [
        ("refused", "xf1"),
        ("refused", "xf2"),
    ]
    assert found.violations[0].sentence(ZH) == (
        "xf已答复2026-12-01（morning）不参加，xf1不得参加2026-W49-R001。"
    )


def test_a_missing_or_another_answer_bars_nobody():
    assert keys(check_availability(with_tables(good_week(), invitations=()))) == []
    row = make_invitation("xf", answer=False, session="afternoon")
    assert keys(check_availability(with_tables(good_week(), invitations=(row,)))) == []


def test_the_weekly_limit_is_reached():
    # yj1: R001 morning counts 1, R002 day counts 2.
    week = with_rows(good_week(), "officers", "yj1", max_sessions=3)
    assert keys(check_availability(week)) == []


def test_one_session_beyond_the_weekly_limit():
    week = with_rows(good_week(), "officers", "yj1", max_sessions=2)
    violation = only(check_availability(week), "limit")
    assert violation.amount == 1
    assert violation.sentence(ZH) == "yj1本周安排3个时段，上限2个，超出1个。"


def test_no_evening_without_night_duty():
    week = with_rows(good_week(), "officers", "cg3", night=False)
    violation = only(check_availability(week), "night")
    assert violation.sentence(ZH) == "cg3不参加晚间检查，却列入2026-W49-R003。"


def test_pins_that_take_an_officer_off():
    def found(value, week="2026-W49"):
        pin = make_pin("officer_off", officer="cg3", site=None, value=value, week=week)
        return keys(check_availability(with_tables(good_week(), pins=(pin,))))

    assert found("2026-12-03 evening") == [("pinned_off", 1)]
    assert found("") == [("pinned_off", 1)]
    assert found("2026-12-03 morning") == []
    assert found("2026-12-03 evening", "2026-W48") == []
