"""night_rest, vehicles, party_size, stability."""

from dataclasses import replace

import pytest

from scheduler.rules.night import check_night_rest
from scheduler.rules.party import check_party_size
from scheduler.rules.stability import check_stability
from scheduler.rules.transport import check_vehicles
from tests.builders import (
    day,
    good_timetable,
    good_week,
    make_assignment,
    make_history_row,
    make_pin,
    make_vehicle,
    make_vehicle_outage,
    with_round,
    with_rules,
    with_tables,
    with_timetable,
    with_visit,
)
from tests.rules.saying import said


def working(date: str, session: str):
    """sc1, who works the evening of 3 December, in one more session."""
    row = make_assignment("sc1", round="R9", date=day(date), session=session)
    rows = (*good_timetable().assignments, row)
    return with_timetable(good_week(), assignments=rows)


def test_rest_is_kept():
    # Six in the morning of R001, eight in the day of R002.
    finding = check_night_rest(good_week())
    assert (finding.facts, finding.violations) == (14, ())


@pytest.mark.parametrize("session", ["early", "morning", "day"])
def test_nobody_starts_before_noon_after_an_evening(session):
    assert said(check_night_rest(working("2026-12-04", session))) == [
        (f"sc1在2026-12-03晚间执法，2026-12-04（{session}）不得再安排。", 1)
    ]


@pytest.mark.parametrize(
    ("date", "session"),
    [
        ("2026-12-04", "afternoon"),
        ("2026-12-05", "early"),
        ("2026-12-03", "morning"),
    ],
)
def test_the_next_afternoon_and_the_day_after_are_free(date, session):
    assert said(check_night_rest(working(date, session))) == []


def test_sunday_evening_bars_monday_morning():
    row = make_history_row(
        "s9", date=day("2026-11-29"), session="evening", officers=("sc1",)
    )
    week = with_tables(working("2026-11-30", "morning"), history=(row,))
    assert len(said(check_night_rest(week))) == 1


def test_sunday_evening_of_a_published_week_bars_too():
    row = make_assignment("sc1", date=day("2026-11-29"), session="evening")
    earlier = replace(good_timetable(), week="2026-W48", assignments=(row,))
    week = replace(working("2026-11-30", "early"), after=(earlier,))
    assert len(said(check_night_rest(week))) == 1


def test_seats_for_everybody_but_town_officers():
    # R002: eight people, two of the town, six seats needed, v1 has seven.
    finding = check_vehicles(good_week())
    assert (finding.facts, finding.violations) == (3, ())


@pytest.mark.parametrize(("seats", "short"), [(6, 0), (5, 1)])
def test_one_seat_short(seats, short):
    vehicles = (make_vehicle("v1", seats=seats), make_vehicle("v2", seats=5))
    found = said(check_vehicles(with_tables(good_week(), vehicles=vehicles)))
    right = [
        (f"{trip}：需6个座位，只有5个。", 1)
        for trip in ("2026-W49-R001", "2026-W49-R002")
    ]
    assert found == (right if short else [])


def test_two_vehicles_together():
    vehicles = (make_vehicle("v1", seats=2), make_vehicle("v2", seats=4))
    week = with_tables(good_week(), vehicles=vehicles)
    week = with_round(week, 1, vehicles=("v1", "v2"))
    week = with_round(week, 2, vehicles=("v1", "v2"))
    assert said(check_vehicles(week)) == []


def test_vehicles_elsewhere_broken_unknown_twice():
    week = with_tables(
        good_week(),
        vehicles=(make_vehicle("v1", base="t2"), make_vehicle("v2", seats=5)),
        vehicle_outages=(make_vehicle_outage("v2"),),
    )
    week = with_round(week, 1, vehicles=("v1", "v2", "v2", "v7"))
    week = with_round(week, 2, base="t2")
    assert [text for text, _ in said(check_vehicles(week))] == [
        "2026-W49-R001：车辆v1停在t2，不在出发点t1。",
        "2026-W49-R001：车辆v2在2026-12-01停用。",
        "2026-W49-R001：车辆v2在2026-12-01停用。",
        "2026-W49-R001：车辆v7不在车辆表中。",
        "2026-W49-R001：同一车辆写了两次。",
    ]


def test_town_officers_alone_take_no_vehicle():
    week = with_round(good_week(), 1, officers=("tw11", "tw12"), base="t1")
    assert said(check_vehicles(week)) == [
        ("2026-W49-R001：只有乡镇综合执法队人员，不应派车。", 1)
    ]
    assert said(check_vehicles(with_round(week, 1, vehicles=()))) == []


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (8, None),
        (9, "2026-W49-V001：进门9人，宜不超过8人。"),
        (12, "2026-W49-V001：进门12人，宜不超过8人。"),
        (13, "2026-W49-V001：进门13人，不得超过12人。"),
    ],
)
def test_how_many_enter(people, sentence):
    names = tuple(f"yj{k}" for k in range(people))
    finding = check_party_size(with_visit(good_week(), 1, officers=names))
    amount = people - 12 if people > 12 else people - 8
    assert finding.facts == 5
    assert said(finding) == ([(sentence, amount)] if sentence else [])


def test_the_limits_are_the_scenario_s():
    week = with_rules(good_week(), party_size={"soft": 5, "max": 6})
    assert said(check_party_size(week)) == [
        ("2026-W49-V001：进门6人，宜不超过5人。", 1)
    ]


def test_nothing_to_keep_is_nothing_to_check():
    assert check_stability(good_week()).facts == 0


@pytest.mark.parametrize("value", ["2026-12-01 morning", "2026-12-01", ""])
def test_a_visit_is_kept(value):
    pin = make_pin("keep", site="s1", value=value)
    finding = check_stability(with_tables(good_week(), pins=(pin,)))
    assert (finding.facts, finding.violations) == (1, ())


def test_a_visit_that_was_to_stay_is_moved():
    pin = make_pin("keep", site="s1", value="2026-12-01 afternoon")
    assert said(check_stability(with_tables(good_week(), pins=(pin,)))) == [
        ("s1未保持在2026-12-01 afternoon。", 1)
    ]
