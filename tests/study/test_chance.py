"""Chance by name, what arrives, and fewer officers."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from scheduler.model import Chances, Week
from scheduler.model.shares import per_cent
from scheduler.study import with_fewer
from scheduler.study.arrivals import absences, invitations, requests
from scheduler.study.dice import generator, roll
from scheduler.study.fewer import can_be_sent
from tests import makers as m
from tests.study.weeks import WEEK, tiny

NEVER = Chances(0, 0, 0, 0, 0, 0, 0)


def test_a_roll_depends_on_its_name_alone():
    assert roll(1, "ill", "O1") == roll(1, "ill", "O1")
    assert roll(1, "ill", "O1") != roll(2, "ill", "O1")
    assert roll(1, "ill", "O1") != roll(1, "ill", "O2")
    assert generator(1, "a").random() == generator(1, "a").random()


def test_rolls_are_even():
    rolls = [roll(0, "even", k) for k in range(10_000)]
    assert min(rolls) >= 0
    assert max(rolls) < 1
    tenths = Counter(int(one * 10) for one in rolls)
    assert all(900 < tenths[k] < 1100 for k in range(10))


def test_nothing_happens_without_a_chance():
    assert list(absences(tiny(), WEEK, NEVER, 0)) == []
    assert list(invitations(tiny(), WEEK, NEVER, 0)) == []
    assert list(requests(tiny(), WEEK, NEVER, 0)) == []


def test_everybody_is_away_at_a_chance_of_one():
    away = list(absences(tiny(), WEEK, replace(NEVER, leave_week=1), 0))
    assert [row.officer for row in away] == [one.officer for one in tiny().officers]
    assert {(row.from_, row.until) for row in away} == {(WEEK.monday, WEEK.sunday)}


def test_a_day_of_leave_is_a_working_day():
    away = list(absences(tiny(), WEEK, replace(NEVER, leave_day=1), 0))
    assert len(away) == len(tiny().officers)
    for row in away:
        assert row.from_ == row.until
        assert tiny().calendar.working(row.from_)


def test_only_vertical_departments_decline():
    chances = replace(NEVER, declined=1)
    no = list(invitations(tiny(), WEEK, chances, 0))
    vertical = {d.department for d in tiny().departments if d.vertical}
    assert {row.department for row in no} == vertical
    assert not any(row.answer for row in no)


def test_a_week_without_working_days_has_no_leave_of_a_day():
    spring = Week.of(dt.date(2026, 2, 18))
    assert not any(tiny().calendar.working(date) for date in spring.dates)
    assert list(absences(tiny(), spring, replace(NEVER, leave_day=1), 0)) == []


def test_requests_are_of_the_week_and_of_what_the_site_has():
    many = 3000.0 / len(tiny().sites)
    found = list(requests(tiny(), WEEK, replace(NEVER, complaints=many), 0))
    assert 1 <= len(found) <= 3
    known = {(row.site, row.item) for row in tiny().site_items}
    for row in found:
        assert (row.site, row.item) in known
        assert WEEK.monday <= row.received < row.earliest <= row.latest
        assert row.exempt
    assert len({row.request for row in found}) == len(found)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_fewer_officers_are_taken_evenly(share):
    before = tiny().officers
    after = with_fewer(tiny(), share, 0, 2027).officers
    pairs = zip(before, after, strict=True)
    gone = [o for o, left in pairs if o.max_sessions and not left.max_sessions]
    staff = can_be_sent(tiny(), 2027)
    assert len(gone) == round(len(staff) * share)
    teams = Counter((o.department, o.town or o.districts[0]) for o in staff)
    lost = Counter((o.department, o.town or o.districts[0]) for o in gone)
    for team, people in teams.items():
        assert abs(lost[team] - people * share) < 1
    assert [o.officer for o in after] == [o.officer for o in tiny().officers]


def test_who_can_be_sent_is_certified_staff_with_a_post():
    until = {"yj1": "2027-01-01", "yj2": "2026-12-31"}
    certified = (m.make_officer(o, valid_until=m.day(d)) for o, d in until.items())
    scenario = m.make_scenario(
        officers=(
            *certified,
            m.make_officer("yj3", status="auxiliary"),
            m.make_officer("yj4", certificate=None),
            m.make_officer("yj5", districts=()),
            m.make_officer("yj6", max_sessions=0),
            m.make_officer("yj7"),
        )
    )
    names = [one.officer for one in can_be_sent(scenario, 2027)]
    assert names == ["yj1", "yj7"]
    # Half of two is one: nobody who could not be sent anyway is taken.
    after = with_fewer(scenario, 0.5, 0, 2027)
    assert len(can_be_sent(after, 2027)) == 1
    assert [o for o in after.officers if o.officer not in names] == [
        o for o in scenario.officers if o.officer not in names
    ]


def test_nobody_is_missing_from_the_whole_force():
    assert with_fewer(tiny(), 0.0, 0, 2027) == tiny()


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.1, "10"), (0.104, "10.4"), (0.004, "0.4"), (0.5, "50"), (1e-05, "0.001")],
)
def test_a_share_is_told_in_full(share, text):
    assert per_cent(share) == text
