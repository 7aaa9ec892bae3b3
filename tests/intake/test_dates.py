"""On which dates a row may be placed, and which reason stands when there is none."""

from typing import Any

import pytest

from scheduler.model import Season
from tests import makers as m
from tests.intake.world import CHECK, dates, fate, fates, only_check, world


def plan(**changes: str) -> dict[str, Any]:
    days = {name: m.day(text) for name, text in changes.items()}
    return {"plan": (m.make_plan_row("P1", **days),)}


def request(trigger: str = "complaint", **changes: str) -> dict[str, Any]:
    days = {name: m.day(text) for name, text in changes.items()}
    return {"plan": (), "requests": (m.make_request("Q1", trigger=trigger, **days),)}


@pytest.mark.parametrize(
    ("earliest", "found"),
    [
        ("2026-11-29", "30 1 2 3 4"),
        ("2026-11-30", "30 1 2 3 4"),  # Monday
        ("2026-12-04", "4"),  # Friday
        ("2026-12-05", "deferred: not_yet"),  # Saturday, no working date after it
        ("2026-12-06", "deferred: not_yet"),  # Sunday
        ("2026-12-07", "deferred: not_yet"),
    ],
)
def test_earliest(earliest: str, found: str):
    for rows in (plan(earliest=earliest), request(earliest=earliest)):
        scenario = world(**rows)
        row = "P1" if rows["plan"] else "Q1"
        assert (fate(scenario, row) if ":" in found else dates(scenario)) == found


def test_only_a_week_without_working_dates_is_a_matter_of_the_calendar():
    holidays = [f"2026-{d}" for d in ("11-30", "12-01", "12-02", "12-03", "12-04")]
    off = m.make_calendar(off=holidays)
    assert fate(world(calendar=off)) == "deferred: calendar"
    assert fate(world(calendar=off, **request()), "Q1") == "deferred: calendar"
    saturday = plan(earliest="2026-12-05")
    assert fate(world(calendar=off, **saturday)) == "deferred: calendar"
    made_up = m.make_calendar(off=holidays, working=["2026-12-05"])
    assert dates(world(calendar=made_up, **saturday)) == "5"
    assert dates(world(calendar=m.make_calendar(off=holidays[1:]))) == "30"


def test_an_emergency_may_be_checked_on_any_date():
    every = "30 1 2 3 4 5 6"
    assert dates(world(**request("emergency"))) == every
    assert dates(world(**request("emergency", earliest="2026-12-06"))) == "6"
    assert dates(world(**request("clue"))) == "30 1 2 3 4"


def test_a_request_is_received_before_the_week_or_waits():
    assert fate(world(**request(received="2026-11-29")), "Q1") == CHECK  # Sunday
    monday = world(**request(received="2026-11-30"))
    assert fate(monday, "Q1") == "deferred: not_yet"
    none = world(**request("none", received="2026-11-30"))
    assert fate(none, "Q1") == "deferred: not_yet"
    # Not even its site is looked at before it is received.
    rows = (m.make_request("Q1", site="s9", received=m.day("2026-12-01")),)
    assert fate(world(requests=rows), "Q1") == "deferred: not_yet"


def test_an_overdue_row_may_still_be_placed():
    found = only_check(world(**plan(latest="2026-10-31", due="2026-10-15")))
    assert (found.must, len(found.days)) == (True, 5)


@pytest.mark.parametrize(
    ("season", "found"),
    [
        (((11, 1), (11, 29)), None),  # ends on Sunday before
        (((11, 1), (11, 30)), "30"),
        (((12, 4), (12, 31)), "4"),
        (((12, 5), (12, 31)), None),  # begins after Friday
        (((12, 3), (11, 30)), "30 3 4"),  # across New Year
    ],
)
def test_seasons_bind_plan_checks_only(season: Any, found: str | None):
    items = (m.make_item("safety", seasons=(Season(*season),)),)
    if found is None:
        assert fate(world(items=items)) == "deferred: no_session"
    else:
        assert dates(world(items=items)) == found
    assert dates(world(items=items, **request())) == "30 1 2 3 4"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-11-20", "2026-11-29", "30 1 2 3 4"),
        ("2026-11-20", "2026-11-30", "1 2 3 4"),
        ("2026-12-04", "2026-12-20", "30 1 2 3"),
        ("2026-12-05", "2026-12-20", "30 1 2 3 4"),
        ("2026-12-01", "2026-12-03", "30 4"),
        ("2026-11-30", "2026-12-04", None),
    ],
)
@pytest.mark.parametrize("site", ["s1", "*"])
def test_closures_bind_plan_checks_only(
    site: str, first: str, last: str, found: str | None
):
    closed = (m.make_closure(site, from_=m.day(first), until=m.day(last)),)
    scenario = world(closures=closed)
    if found is None:
        assert fate(scenario) == "deferred: no_session"
        remote = (m.make_item("safety", remote_ok=True),)
        assert fate(world(closures=closed, items=remote)) == "remote: closure"
    else:
        assert dates(scenario) == found
    assert dates(world(closures=closed, **request())) == "30 1 2 3 4"


def test_a_closure_of_another_site_does_not_bind():
    week = {"from_": m.day("2026-11-30"), "until": m.day("2026-12-06")}
    assert dates(world(closures=(m.make_closure("s2", **week),))) == "30 1 2 3 4"


def test_out_of_season_is_not_made_up_for_by_remote_checks():
    items = (m.make_item("safety", remote_ok=True, seasons=(Season((1, 1), (2, 1)),)),)
    assert fate(world(items=items)) == "deferred: no_session"


@pytest.mark.parametrize(("minutes", "found"), [(140, CHECK), (141, "too_long")])
def test_one_check_longer_than_a_visit_may_be(minutes: int, found: str):
    # 10 entry + 140 = 150 = max_on_site.
    items = (m.make_item("safety", minutes=minutes),)
    expected = found if found == CHECK else f"deferred: {found}"
    assert fate(world(items=items)) == expected
    assert fate(world(items=items, **request()), "Q1") == expected


def test_site_hours_bind_plan_checks_only_and_cut_the_windows():
    sites = (m.make_site("s1", open_from=m.at("10:00"), open_until=m.at("16:00")),)
    items = (m.make_item("safety", windows=(m.span("08:00-11:10"),)),)
    found = only_check(world(sites=sites, items=items))
    assert found.windows == (m.span("10:00-11:10"),)
    found = only_check(world(sites=sites, items=items, **request()))
    assert found.windows == (m.span("08:00-11:10"),)
    assert only_check(world(sites=sites)).windows == (m.span("10:00-16:00"),)
    assert only_check(world()).windows == ()


@pytest.mark.parametrize(
    ("window", "found"),
    [
        # Entry and check take 70 minutes.
        ("19:40-20:50", CHECK),
        ("19:40-20:49", "deferred: no_session"),
        # The evening is 19:30-22:30.
        ("19:00-20:40", CHECK),
        ("19:00-20:39", "deferred: no_session"),
        ("14:00-17:00", "deferred: no_session"),
    ],
)
def test_a_window_has_to_leave_room_in_a_session(window: str, found: str):
    items = (m.make_item("safety", sessions=("evening",), windows=(m.span(window),)),)
    assert fate(world(items=items)) == found
    assert fate(world(items=items, **request()), "Q1") == found


def test_site_hours_have_to_leave_room_for_plan_checks():
    sites = (m.make_site("s1", open_from=m.at("16:21"), open_until=m.at("18:00")),)
    # 16:21-17:30 in the afternoon and the day: a minute too few.
    assert fate(world(sites=sites)) == "deferred: no_session"
    both = {**request(), **plan()}
    assert fates(world(sites=sites, **both)) == {
        "Q1": CHECK,
        "P1": "follows, else deferred: no_session",
    }


@pytest.mark.parametrize(("people", "found"), [(10, CHECK), (11, "too_large")])
def test_a_party_that_no_visit_may_have(people: int, found: str):
    # With the two of sc 12, the most; xf, which only assists, can stay out.
    roles = (
        m.make_role("safety", officers=people),
        m.make_role("safety", "sc", "case"),
        m.make_role("safety", "xf", "assist"),
    )
    expected = found if found == CHECK else f"deferred: {found}"
    assert fate(world(item_departments=roles)) == expected
    assert fate(world(item_departments=roles, **request()), "Q1") == expected


def test_kinds_of_session_include_the_day_that_covers_them():
    def kinds(*sessions: str) -> tuple[str, ...]:
        items = (m.make_item("safety", sessions=sessions),)
        return only_check(world(items=items)).days[0].kinds

    assert kinds("morning") == ("morning", "day")
    assert kinds("day") == ("day",)
    assert kinds("evening") == ("evening",)
    assert kinds("early", "afternoon") == ("early", "afternoon", "day")


def test_a_date_that_the_calendar_does_not_know_is_an_error():
    with pytest.raises(LookupError, match="2026-12-04"):
        fate(world(calendar=m.make_calendar(last="2026-12-03")))
