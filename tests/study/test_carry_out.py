"""What becomes of a published week: illness, closed doors, orders."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from scheduler.intake import look_back
from scheduler.model import Chances
from scheduler.study.carry_out import MEND, Carried, Fate
from tests.study.weeks import WEEK, tiny, tiny_week

NEVER = Chances(0, 0, 0, 0, 0, 0, 0)


def carried(**more: float) -> Carried:
    return Fate(tiny_week(), replace(NEVER, **more), 0).carried()


def test_without_misfortune_all_takes_place():
    table, found = tiny_week().timetable, carried()
    assert len(table.visits) > 3
    assert found.visits == table.visits
    assert (found.shut, found.short, found.requests) == (0, 0, ())
    wanted = Counter(ref.row_id for visit in table.visits for ref in visit.checks)
    assert {row.plan_id for row in found.history} == set(wanted)


def test_history_says_what_the_published_week_says():
    """Rows done, caps used, last visits: as if the week still stood for itself."""
    found = carried()
    after = WEEK.of(WEEK.sunday + dt.timedelta(days=1))
    entered = replace(tiny(), history=(*tiny().history, *found.history))
    one = look_back(entered, after, ())
    other = look_back(tiny(), after, (tiny_week().timetable,))
    assert set(one.plan_done) == set(other.plan_done)
    assert set(one.request_done) == set(other.request_done)
    assert one.last_plan_visit == other.last_plan_visit
    # No cap binds at areas; history counts them, a published week does not.
    doors = {site.site for site in tiny().sites if site.kind != "area"}
    for past in (one, other):
        for key in [key for key in past.cap_used if key[1] not in doors]:
            del past.cap_used[key]
    assert one.cap_used == other.cap_used


def test_a_closed_door_leaves_only_areas():
    found = carried(no_show=1)
    sites = tiny().site
    areas = [v for v in tiny_week().timetable.visits if sites[v.site].kind == "area"]
    assert list(found.visits) == areas
    assert found.shut == len(tiny_week().timetable.visits) - len(areas) > 0


def test_nothing_takes_place_if_all_are_ill():
    found = carried(sick=1)
    assert found.visits == found.history == ()
    checks = sum(len(visit.checks) for visit in tiny_week().timetable.visits)
    assert found.short == checks


def test_a_check_with_one_of_two_officers_does_not_take_place():
    visit = tiny_week().timetable.visits[0]
    department = visit.departments[0]
    home = tiny().officer
    team = [o for o in visit.officers if home[o].department == department]

    class Ill(Fate):
        def ill(self, officer: str, date: dt.date) -> bool:
            return officer == team[0] and date == visit.date

    found = Ill(tiny_week(), NEVER, 0).carried()
    rows = [
        row for row in found.history if (row.site, row.date) == (visit.site, visit.date)
    ]
    assert team[0] not in {officer for row in rows for officer in row.officers}
    if len(team) == 2:
        done = {row.item for row in rows}
        lost = [ref for ref in visit.checks if ref.item not in done]
        assert lost
        assert found.short >= len(lost)


def test_orders_bring_one_recheck_each_that_comes_later():
    found = carried(mend=1)
    assert {row.result for row in found.history} == {MEND}
    done = {row.plan_id for row in found.history}
    assert {row.request for row in found.requests} == {f"RE-{one}" for one in done}
    dates = {row.plan_id: row.date for row in found.history}
    for row in found.requests:
        date = dates[row.request.removeprefix("RE-")]
        assert row.received == date
        assert date + dt.timedelta(days=14) == row.earliest < row.latest
        assert row.trigger == "recheck"
        assert row.department
