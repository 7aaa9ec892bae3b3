"""round_fits."""

from scheduler.model import TravelSettings
from scheduler.rules.round_fits import check_round_fits, on_site_minutes
from tests.builders import (
    at,
    good_week,
    make_check,
    make_round,
    make_settings,
    make_visit,
    with_round,
    with_rows,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.said import ZH, keys, only


def test_good_week_is_kept():
    # Three rounds with 1, 3 and 1 visits: 3 * 2 + 5 * 2.
    finding = check_round_fits(good_week())
    assert (finding.facts, finding.violations) == (16, ())


def test_on_site_is_entry_and_the_longest_department():
    visit = good_week().timetable.visits[0]
    # yj has safety 60 and dust 30, sc and xf safety only: 10 + 90.
    assert on_site_minutes(good_week(), visit) == 100


def test_departure_by_the_minute():
    week = with_round(good_week(), 2, depart=at("08:41"))
    violation = only(check_round_fits(week), "depart")
    assert (violation.amount, violation.round) == (1, "2026-W49-R002")
    assert violation.sentence(ZH) == (
        "2026-W49-R002：出发时间08:41，按路程应为08:40，相差1分钟。"
    )


def test_return_by_the_minute():
    week = with_round(good_week(), 2, return_=at("15:58"))
    assert keys(check_round_fits(week)) == [("return", 2)]


def test_travel_between_visits():
    # V002 ends at 10:10, 10 minutes inside t2: 10:20 fits, 10:19 does not.
    week = with_visit(good_week(), 3, start=at("10:19"), end=at("11:14"))
    violation = only(check_round_fits(week), "travel")
    assert violation.amount == 1
    assert violation.sentence(ZH) == "2026-W49-V003：按路程到不了，差1分钟。"


def test_time_on_site():
    week = with_visit(good_week(), 3, end=at("11:14"))
    violation = only(check_round_fits(week), "on_site")
    assert violation.amount == 1
    assert (
        violation.sentence(ZH) == "2026-W49-V003：现场54分钟，应为55分钟，相差1分钟。"
    )


def evening(start, end):
    """R003 with its visit moved; 10 minutes there and back."""
    week = with_visit(good_week(), 5, start=start, end=end)
    return with_round(week, 3, depart=start - 10, return_=end + 10)


def test_a_visit_to_the_last_minute_of_the_session():
    # 19:30-22:30, 55 minutes.
    assert keys(check_round_fits(evening(at("21:35"), at("22:30")))) == []


def test_a_visit_one_minute_beyond_the_session():
    violation = only(check_round_fits(evening(at("21:36"), at("22:31"))), "session")
    assert violation.amount == 1
    assert violation.sentence(ZH) == "2026-W49-V005：有1分钟在时段之外或休息时间内。"


def test_no_visit_lies_in_the_break():
    # V004 14:00-15:40 moved to 13:50: 10 minutes in the break 12:00-14:00.
    week = with_visit(good_week(), 4, start=at("13:50"), end=at("15:30"))
    week = with_round(week, 2, return_=at("15:50"))
    assert keys(check_round_fits(week)) == [("session", 10)]


def with_shoulder(minutes):
    return make_settings(travel=TravelSettings(shoulder=minutes))


def test_the_shoulder_of_the_session():
    # R003 departs 19:30 and its session starts then; start the visit at 19:30 and
    # the team leaves at 19:20, 10 minutes before.
    week = evening(at("19:30"), at("20:25"))
    assert keys(check_round_fits(with_tables(week, settings=with_shoulder(10)))) == []
    violation = only(
        check_round_fits(with_tables(week, settings=with_shoulder(9))), "too_early"
    )
    assert violation.amount == 1
    assert violation.sentence(ZH) == (
        "2026-W49-R003：出发过早，超出时段前余量（9分钟）1分钟。"
    )


def test_the_shoulder_after_the_session():
    week = evening(at("21:35"), at("22:30"))  # home at 22:40
    assert keys(check_round_fits(with_tables(week, settings=with_shoulder(10)))) == []
    week = with_tables(week, settings=with_shoulder(9))
    assert keys(check_round_fits(week)) == [("too_late", 1)]


def test_a_round_stays_in_its_district():
    week = with_rows(good_week(), "towns", "t2", district="shishan")
    found = check_round_fits(week).violations
    assert [(v.key, v.visit[-4:]) for v in found] == [
        ("other_district", "V002"),
        ("other_district", "V003"),
        ("other_district", "V004"),
    ]


def test_a_site_lies_in_its_own_town():
    week = with_rows(good_week(), "sites", "s5", town="t1")
    assert keys(check_round_fits(week)) == [("other_town", 1)]


def test_a_visit_has_the_session_of_its_round():
    week = with_visit(good_week(), 1, session="day")
    assert keys(check_round_fits(week)) == [("other_session", 1)]


def test_a_round_starts_at_the_base_of_its_district():
    # From t2: 20 minutes to s1 and back, so the times do not fit either.
    week = with_round(good_week(), 1, base="t2")
    assert keys(check_round_fits(week)) == [("base", 1), ("depart", 10), ("return", 10)]


def test_a_round_without_visits():
    week = with_timetable(good_week(), visits=good_week().timetable.visits[:4])
    violation = only(check_round_fits(week), "empty")
    assert violation.sentence(ZH) == "2026-W49-R003：没有任何现场检查。"


def town_round(**changes):
    """Two of the t2 team at the village grid, starting in t2 without a vehicle."""
    team = ("tw21", "tw22")
    trip = make_round(
        base="t2",
        officers=team,
        vehicles=(),
        towns=("t2",),
        lead="tw",
        depart=at("08:30"),
        return_=at("10:30"),
        on_site_minutes=100,
    )
    visit = make_visit(
        site="s4",
        town="t2",
        checks=(make_check("patrol@P4"),),
        departments=("tw",),
        officers=team,
        end=at("10:20"),
    )
    week = with_timetable(good_week(), rounds=(trip,), visits=(visit,))
    return with_round(week, 1, **changes)


def test_a_town_team_alone_starts_in_its_town():
    assert keys(check_round_fits(town_round())) == []


def test_a_town_team_alone_takes_no_vehicle():
    week = town_round(vehicles=("v1",))
    assert keys(check_round_fits(week)) == [("team_vehicle", 1)]


def test_a_town_team_alone_does_not_start_at_the_district_s_base():
    # 20 minutes to t2 instead of 10.
    week = town_round(base="t1", depart=at("08:20"), return_=at("10:40"))
    assert keys(check_round_fits(week)) == [("team_town", 1)]
