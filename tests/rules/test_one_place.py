"""one_place."""

from dataclasses import replace

from scheduler.model import Timetable
from scheduler.rules.one_place import check_one_place
from tests.builders import (
    at,
    day,
    good_week,
    make_assignment,
    make_round,
    with_round,
    with_timetable,
)
from tests.rules.said import ZH, keys, only

TUE = day("2026-12-01")


def second_round(**changes):
    """The good week and one more round of tw11 and tw12 on Tuesday."""
    base = make_round(
        "2026-W49-R009", officers=("tw11", "tw12"), vehicles=(), **changes
    )
    return with_timetable(good_week(), rounds=(*good_week().timetable.rounds, base))


def test_good_week_is_kept():
    # Officers in rounds 6 + 8 + 4, vehicles 1 + 1 + 1.
    finding = check_one_place(good_week())
    assert (finding.facts, finding.violations) == (21, ())


def test_an_officer_in_two_rounds_of_one_session():
    week = with_round(second_round(), 4, officers=("tw11", "yj2"))
    violation = only(check_one_place(week), "officer_session")
    assert (violation.officer, violation.amount) == ("yj2", 1)
    assert violation.sentence(ZH) == (
        "yj2在2026-12-01同一时段既在2026-W49-R001又在2026-W49-R009。"
    )


def test_a_day_occupies_morning_and_afternoon():
    # R001 is Tuesday morning until 10:30; the day round leaves at 13:00.
    week = second_round(session="day", depart=at("13:00"), return_=at("16:00"))
    week = with_round(week, 4, officers=("tw11", "yj2"))
    assert keys(check_one_place(week)) == [("officer_session", 1)]


def test_returning_when_the_next_round_departs_is_allowed():
    # R001 returns at 10:30.
    week = second_round(session="afternoon", depart=at("10:30"), return_=at("16:00"))
    week = with_round(week, 4, officers=("tw11", "yj2"))
    assert keys(check_one_place(week)) == []


def test_one_minute_of_overlap():
    week = second_round(session="afternoon", depart=at("10:29"), return_=at("16:00"))
    week = with_round(week, 4, officers=("tw11", "yj2"))
    violation = only(check_one_place(week), "officer_overlap")
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "yj2在2026-12-01的2026-W49-R001与2026-W49-R009重叠1分钟。"
    )


def test_an_assignment_alone_puts_an_officer_in_a_round():
    week = second_round()
    rows = (
        *week.timetable.assignments,
        make_assignment("yj2", round="2026-W49-R009"),
    )
    week = with_timetable(week, assignments=rows)
    assert keys(check_one_place(week)) == [("officer_session", 1)]


def test_a_vehicle_in_two_rounds_of_one_session():
    week = with_round(second_round(), 4, vehicles=("v1",))
    violation = only(check_one_place(week), "vehicle_session")
    assert violation.sentence(ZH).startswith("车辆v1在2026-12-01同一时段")


def test_a_vehicle_returns_one_minute_late():
    week = second_round(session="afternoon", depart=at("10:29"), return_=at("16:00"))
    week = with_round(week, 4, vehicles=("v1",))
    violation = only(check_one_place(week), "vehicle_overlap")
    assert (violation.amount, violation.officer) == (1, "")


def test_somebody_named_twice_in_a_visit():
    week = with_round(good_week(), 3, officers=("cg3", "cg3", "cg4", "sc1", "sc2"))
    assert keys(check_one_place(week)) == [("named_twice", 1)]


def test_an_evening_of_the_week_before_that_reaches_past_midnight():
    # Sunday 29 November until 24:00 + 05:31; Monday early departs at 05:30.
    sunday = make_round(
        "2026-W48-R001",
        date=day("2026-11-29"),
        session="evening",
        depart=at("22:00"),
        return_=at("29:31"),
        officers=("yj4",),
        vehicles=(),
    )
    monday = make_round(
        "2026-W49-R009",
        date=day("2026-11-30"),
        session="early",
        depart=at("05:30"),
        return_=at("07:00"),
        officers=("yj4",),
        vehicles=(),
    )
    week = with_timetable(good_week(), rounds=(monday,), visits=(), assignments=())
    week = replace(week, after=(Timetable("2026-W48", rounds=(sunday,)),))
    assert keys(check_one_place(week)) == [("officer_overlap", 1)]
