"""The witness of a published week: what the rest of the year can still meet."""

import datetime as dt
from dataclasses import replace

import pytest

from scheduler.intake import entered
from scheduler.model import (
    Calendar,
    Closure,
    RestOfYear,
    Scenario,
    Timetable,
    UnmetCheck,
    Week,
)
from scheduler.report.rest_table import rest_line, write_rest
from scheduler.words import LANGUAGES, Words
from scheduler.year import plan_year, rest_of_year
from tests.builders import make_cap, make_settings
from tests.study.weeks import planned, tiny, tiny_week


def without(timetable: Timetable) -> Timetable:
    """The week with nothing done in it."""
    return replace(timetable, visits=(), rounds=(), assignments=())


def test_a_published_week_is_history_beforehand():
    table = tiny_week().timetable
    rows = list(entered(tiny(), (table,)))
    assert {row.plan_id for row in rows} == {
        ref.row_id for visit in table.visits for ref in visit.checks
    }
    for row in rows:
        assert len(row.officers) >= 2
        assert {tiny().officer[o].department for o in row.officers} == {row.department}


def test_the_witness_is_what_the_rest_of_the_year_says():
    """The same unmet checks as a whole plan of the weeks that are left."""
    week = Week(2027, 10)
    scenario = replace(tiny(), plan=plan_year(tiny(), 2027).plan, requests=())
    done = planned(scenario, week)
    rest = rest_of_year(scenario, (), done.timetable)
    assert rest is not None
    assert rest.since == Week(2027, 11)
    rows = tuple(entered(scenario, (done.timetable,)))
    later = replace(scenario, history=(*scenario.history, *rows))
    assert rest.unmet == plan_year(later, 2027, since=rest.since).unmet


def test_what_a_week_loses_is_told():
    """A check whose last week passes without it cannot be met any more."""
    scenario = tiny()
    week = Week(2026, 49)
    lost = rest_of_year(scenario, (), without(tiny_week().timetable))
    kept = rest_of_year(scenario, (), tiny_week().timetable)
    assert lost is not None
    assert kept is not None
    total = sum(row.checks for row in lost.unmet)
    assert total >= sum(row.checks for row in kept.unmet)
    told = {(row.site, row.item): row.checks for row in lost.unmet}
    assert all(0 < row.checks <= told[row.site, row.item] for row in lost.new)
    assert lost.since == Week.of(week.sunday + dt.timedelta(days=1))


def test_a_site_closed_from_next_week_on_is_new_in_the_list():
    week = Week(2027, 10)
    plan = plan_year(tiny(), 2027).plan
    row = next(row for row in plan if Week.of(row.due) == week)
    closed = Closure(row.site, Week(2027, 11).monday, dt.date(2027, 12, 31))
    scenario = replace(
        tiny(), plan=plan, requests=(), closures=(*tiny().closures, closed)
    )
    rest = rest_of_year(scenario, (), Timetable(week=str(week)))
    assert rest is not None
    assert (row.site, row.item) in {(one.site, one.item) for one in rest.new}


def until_year_end(site: str, since: Week) -> Closure:
    return Closure(site, since.monday, dt.date(since.monday.year, 12, 31))


def test_only_the_checks_that_a_week_adds_are_new():
    """H3 needs 4 checks a year and is closed from week 11 on.

    Before week 10 one of them could be placed (3 unmet), after it none (4 unmet).
    """
    closed = until_year_end("H3", Week(2027, 11))
    scenario = replace(tiny(), requests=(), closures=(*tiny().closures, closed))
    rest = rest_of_year(scenario, (), Timetable(week="2027-W10"))
    assert rest is not None
    mine = [row for row in rest.unmet if row.site == "H3"]
    new = [row for row in rest.new if row.site == "H3"]
    assert mine == [UnmetCheck("H3", "16", 4, "closed")]
    assert new == [UnmetCheck("H3", "16", 1, "closed")]
    # One published week later all 4 were unmet before, too.
    after = (Timetable(week="2027-W10"),)
    rest = rest_of_year(scenario, after, Timetable(week="2027-W11"))
    assert rest is not None
    assert [row for row in rest.unmet if row.site == "H3"] == mine
    assert [row for row in rest.new if row.site == "H3"] == []


@pytest.mark.parametrize(("number", "checks", "patrols"), [(49, 2, 7), (51, 3, 9)])
def test_too_little_time_is_neither_a_season_nor_a_closure(number, checks, patrols):
    """H3 needs 4 checks in 2026 and has none before; item 16 has no seasons.

    Visited in week 49, it can be visited once more, 30 days later; in week 51, no
    more. Either way as many checks were unmet before the week, so none is new.
    """
    week = Week(2026, number)
    done = tiny_week() if number == 49 else planned(tiny(), week)
    assert "H3" in {visit.site for visit in done.timetable.visits}
    rest = rest_of_year(tiny(), (), done.timetable)
    assert rest is not None
    # Twelve patrols of a grid: one in the week, one a week until W53. Of the other
    # grid's one more is in history.
    assert rest.unmet == (
        UnmetCheck("H3", "16", checks, "time"),
        UnmetCheck("H4", "01", patrols, "time"),
        UnmetCheck("L4", "01", patrols - 1, "time"),
    )
    assert rest.new == ()


def capped() -> Scenario:
    """One visit a year by each department."""
    departments = [row.department for row in tiny().departments]
    return replace(tiny(), caps=tuple(make_cap(d, "*", 1) for d in departments))


def far_apart() -> Scenario:
    """300 days are longer than the 42 weeks from 11 to 52: one visit."""
    return replace(tiny(), settings=make_settings({"minimum_gap": {"days": 300}}))


def shut() -> Scenario:
    closed = until_year_end("H3", Week(2027, 11))
    return replace(tiny(), closures=(*tiny().closures, closed))


def almost_shut() -> Scenario:
    """Open again in the last week only."""
    closed = Closure("H3", Week(2027, 11).monday, dt.date(2027, 12, 26))
    return replace(tiny(), closures=(*tiny().closures, closed))


@pytest.mark.parametrize(
    ("scenario", "checks", "reason"),
    [
        (capped(), 3, "cap"),
        (far_apart(), 3, "gap"),
        (shut(), 4, "closed"),
        (almost_shut(), 3, "time"),
    ],
    ids=["cap", "gap", "closed", "time"],
)
def test_reasons_of_a_rest_of_a_year(scenario, checks, reason):
    scenario = replace(scenario, requests=())
    rest = rest_of_year(scenario, (), Timetable(week="2027-W10"))
    assert rest is not None
    assert [row for row in rest.unmet if row.site == "H3"] == [
        UnmetCheck("H3", "16", checks, reason)
    ]
    # A plan of what is left of the year says the same, in words there are.
    assert plan_year(scenario, 2027, since=Week(2027, 11)).unmet == rest.unmet
    for lang in LANGUAGES:
        assert Words(lang)(f"report.year.reason.{reason}")


def test_the_table_counts_what_is_new(tmp_path):
    rest = RestOfYear(
        since=Week(2026, 50),
        unmet=(UnmetCheck("s1", "a", 3, "time"), UnmetCheck("s2", "a", 2, "cap")),
        new=(UnmetCheck("s1", "a", 2, "time"),),
    )
    week = replace(tiny_week(), rest=rest)
    write_rest(week, tmp_path)
    assert (tmp_path / "rest.csv").read_text("utf-8-sig").splitlines() == [
        "site,item,checks,reason,new",
        "s1,a,3,time,2",
        "s2,a,2,cap,0",
    ]
    said = rest_line(week, Words("en"))
    assert said is not None
    assert "no longer meet 5 checks, 2 of them since this week" in said


def test_a_last_week_that_ends_in_the_next_year_counts():
    # 2026-W53 has Monday 28 to Thursday 31 December, and ends on 3 January.
    rest = rest_of_year(tiny(), (), Timetable(week="2026-W52"))
    assert rest is not None
    assert rest.since == Week(2026, 53)


# 2026-W53 ends in 2027; 2027-W52 ends on 2 January 2028.
@pytest.mark.parametrize("last", ["2026-W53", "2027-W52"])
def test_the_end_of_a_year_leaves_nothing_to_say(last):
    assert rest_of_year(tiny(), (), Timetable(week=last)) is None


def test_a_calendar_without_the_rest_of_the_year_says_nothing():
    days = {
        d: one for d, one in tiny().calendar.days.items() if d < dt.date(2027, 6, 1)
    }
    short: Scenario = replace(tiny(), calendar=Calendar(days))
    assert rest_of_year(short, (), Timetable(week="2027-W10")) is None
    assert rest_of_year(tiny(), (), Timetable(week="2027-W10")) is not None
