"""Whole little weeks: rest after an evening, help from another district."""

from typing import Any

import pytest

from scheduler.model import Scenario, Timetable
from tests import makers as m
from tests.week.planning import (
    OFF,
    ONE_ROW,
    ONLY_MONDAY,
    PAIR,
    sessions,
)
from tests.week.verdict import plan
from tests.week.world import city


def monday(kinds: tuple[str, ...], **tables: Any) -> Scenario:
    items = (m.make_item("safety", sessions=kinds),)
    return city(
        calendar=ONLY_MONDAY, officers=PAIR, items=items, plan=ONE_ROW, **tables
    )


SUNDAY = m.make_history_row(
    "s9", date=m.day("2026-11-29"), session="evening", officers=("yj1",), plan_id="P9"
)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("early", []),
        ("morning", []),
        ("day", []),
        ("afternoon", ["s1 30 afternoon"]),  # not by a day session, which is barred
        ("evening", ["s1 30 evening"]),
    ],
)
def test_who_had_sunday_evening_rests_on_monday(kind: str, found: list[str]):
    assert len(sessions(plan(monday((kind,))))) == 1
    assert sessions(plan(monday((kind,), history=(SUNDAY,)))) == found


def test_a_published_sunday_evening_counts_as_well():
    evening = m.make_assignment(
        "yj1", round="2026-W48-R001", date=m.day("2026-11-29"), session="evening"
    )
    trip = m.make_round(
        "2026-W48-R001",
        date=m.day("2026-11-29"),
        session="evening",
        depart=m.at("19:30"),
        return_=m.at("21:00"),
        officers=("yj1",),
    )
    after = (Timetable("2026-W48", (), (trip,), (evening,)),)
    scenario = monday(("morning",))
    assert sessions(plan(scenario, after=after)) == []
    saturday = (
        Timetable(
            "2026-W48",
            (),
            (),
            (m.make_assignment("yj1", date=m.day("2026-11-28"), session="evening"),),
        ),
    )
    assert sessions(plan(scenario, after=saturday)) == ["s1 30 morning"]


def test_no_morning_after_an_evening_within_the_week():
    # s1 in the evening of Monday only, s2 on Tuesday morning only: one of them.
    sites = (m.make_site("s1"), m.make_site("s2", risk="C"))
    items = (
        m.make_item("safety", sessions=("evening",)),
        m.make_item("food", sessions=("morning",)),
    )
    rows = {
        "calendar": m.make_calendar(off=OFF[1:]),
        "sites": sites,
        "items": items,
        "item_departments": (m.make_role("safety"), m.make_role("food")),
        "plan": (
            m.make_plan_row("P1"),
            m.make_plan_row("P2", "s2", "food", earliest=m.day("2026-12-01")),
        ),
        "officers": PAIR,
    }
    closed = (
        m.make_closure("s1", from_=m.day("2026-12-01"), until=m.day("2026-12-01")),
    )
    assert sessions(plan(city(**rows, closures=closed))) == ["s2 1 morning"]
    # Without the closure the evening of Tuesday is as good.
    assert sessions(plan(city(**rows))) == ["s1 1 evening", "s2 1 morning"]


@pytest.mark.parametrize(("allowed", "found"), [(0, 0), (1, 1), (2, 2)])
def test_help_within_its_limit(allowed: int, found: int):
    # Both of yj are posted to nanyi; every visit here is help.
    officers = tuple(
        m.make_officer(f"yj{k}", districts=("nanyi",), max_sessions=4) for k in (1, 2)
    )
    items = (m.make_item("safety", minutes=120, sessions=("morning",)),)
    sites = tuple(m.make_site(f"s{k}") for k in (1, 2, 3))
    scenario = city(
        settings=m.make_settings({"own_district": {"help_sessions": allowed}}),
        districts=(m.make_district(), m.make_district("nanyi")),
        officers=officers,
        items=items,
        sites=sites,
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in (1, 2, 3)),
    )
    planned = plan(scenario)
    assert len(planned.timetable.visits) == found
    assert all(row.help for row in planned.timetable.assignments)


def test_a_day_of_help_counts_two():
    officers = tuple(m.make_officer(f"yj{k}", districts=("nanyi",)) for k in (1, 2))
    items = (m.make_item("safety", sessions=("day",)),)
    for allowed, found in ((1, 0), (2, 1)):
        scenario = city(
            settings=m.make_settings({"own_district": {"help_sessions": allowed}}),
            districts=(m.make_district(), m.make_district("nanyi")),
            officers=officers,
            items=items,
            plan=ONE_ROW,
        )
        assert len(plan(scenario).timetable.visits) == found


def test_the_city_force_is_shared_without_being_help():
    districts = (
        m.make_district(dispatch="city"),
        m.make_district("nanyi", dispatch="city"),
    )
    officers = tuple(m.make_officer(f"yj{k}", districts=("nanyi",)) for k in (1, 2))
    planned = plan(city(districts=districts, officers=officers, plan=ONE_ROW))
    assert len(planned.timetable.visits) == 1
    assert not any(row.help for row in planned.timetable.assignments)


def test_a_town_officer_who_is_not_posted_is_never_a_candidate():
    delegations = (m.make_delegation("safety", "t1"),)
    posted = [m.make_officer(f"tw{k}", town="t1") for k in (1, 2)]
    idle = m.make_officer("tw3", town="t1", districts=())
    scenario = city(delegations=delegations, officers=(*posted, idle), plan=ONE_ROW)
    planned = plan(scenario)
    (visit,) = planned.timetable.visits
    assert visit.officers == ("tw1", "tw2")
    assert b"tw3" not in planned.timetable.commit
    two = city(delegations=delegations, officers=(posted[0], idle), plan=ONE_ROW)
    assert sessions(plan(two)) == []
