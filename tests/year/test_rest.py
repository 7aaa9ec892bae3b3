"""The witness of a published week: what the rest of the year can still meet."""

import datetime as dt
from dataclasses import replace

import pytest

from scheduler.intake import entered
from scheduler.model import Calendar, Scenario, Timetable, Week
from scheduler.year import plan_year, rest_of_year
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
    assert set(lost.new) <= set(lost.unmet)
    assert lost.since == Week.of(week.sunday + dt.timedelta(days=1))


def test_a_site_closed_from_next_week_on_is_new_in_the_list():
    from scheduler.model import Closure

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


@pytest.mark.parametrize("number", [52, 53])
def test_the_end_of_a_year_leaves_nothing_to_say(number):
    # 2026-W53 ends in 2027.
    assert rest_of_year(tiny(), (), Timetable(week=f"2026-W{number}")) is None


def test_a_calendar_without_the_rest_of_the_year_says_nothing():
    days = {
        d: one for d, one in tiny().calendar.days.items() if d < dt.date(2027, 6, 1)
    }
    short: Scenario = replace(tiny(), calendar=Calendar(days))
    assert rest_of_year(short, (), Timetable(week="2027-W10")) is None
    assert rest_of_year(tiny(), (), Timetable(week="2027-W10")) is not None
