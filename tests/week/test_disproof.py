"""Pins and musts that cannot be met: who is short, before any solver is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.model import PlannedWeek, Scenario, Session
from scheduler.week import Planner
from scheduler.week import plan as plan_module
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.disproof import disproved
from scheduler.week.pins import pins_of
from scheduler.week.possible import Possible
from scheduler.week.wishes import Finding
from tests import makers as m
from tests.week.pinned import pinned_city
from tests.week.verdict import ENOUGH, plan
from tests.week.world import W49, availability, city, variants

AT = "2026-12-01 morning"
CARS = tuple(m.make_vehicle(f"v{k}", seats=5) for k in range(1, 9))
LONG = (m.make_item("safety", minutes=120),)


@pytest.fixture
def no_solver(monkeypatch: pytest.MonkeyPatch):
    """Any round made and any solver called is a failure."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the arithmetic should have been enough")

    monkeypatch.setattr("scheduler.engine.selection.make_solver", refuse)
    monkeypatch.setattr(plan_module, "RoundSelector", refuse)
    monkeypatch.setattr(plan_module, "plots", refuse)


def people(number: int, **changes: Any) -> tuple[Any, ...]:
    return tuple(m.make_officer(f"yj{k}", **changes) for k in range(1, number + 1))


def pinned(sites: int, values: tuple[str, ...] = (AT,), **tables: Any) -> Scenario:
    """Factories of 120 minutes in t1, no two in one round, pinned to `values`."""
    names = [f"s{k}" for k in range(1, sites + 1)]
    pins = tuple(
        m.make_pin("visit_at", site=name, value=values[k % len(values)])
        for k, name in enumerate(names)
    )
    full: dict[str, Any] = {
        "sites": tuple(m.make_site(name) for name in names),
        "plan": tuple(m.make_plan_row(f"P-{name}", name) for name in names),
        "items": LONG,
        "pins": pins,
        "vehicles": CARS,
    }
    return city(**{**full, **tables})


def refused(scenario: Scenario) -> str:
    planned = Planner(scenario, W49, options=ENOUGH).plan()
    assert planned.result.status == "INFEASIBLE"
    assert planned.timetable.visits == ()
    return planned.result.message


def found(scenario: Scenario) -> tuple[Finding, ...]:
    there = availability(scenario)
    sessions = [Session(d, k) for d in W49.dates for k in sorted(there.kinds)]
    return disproved(
        Staffing(there),
        Fleet(there),
        variants(scenario),
        sessions,
        pins_of(scenario, W49),
    )


def amounts(scenario: Scenario) -> list[tuple[Any, ...]]:
    return [
        (r.measure, r.department or r.town, r.qualification, r.session, r.short)
        for finding in found(scenario)
        for r in finding.shortages
    ]


def placed(planned: PlannedWeek) -> int:
    return len(planned.timetable.visits)


# Together in one session.


def test_people(no_solver: None):
    said = refused(pinned(2, officers=people(3)))
    assert "s1（s1公司）" in said
    assert "s2（s2公司）" in said
    assert "yj局在cangcang片区，2026-12-01 上午：至少需 4 人，可用 3，缺 1" in said


def test_people_at_the_limit_are_enough():
    scenario = pinned(2, officers=people(4))
    assert found(scenario) == ()
    assert placed(plan(scenario)) == 2


def test_short_visits_share_a_team():
    # Two of 60 minutes fit one round: two people do.
    items = (m.make_item("safety", minutes=60),)
    scenario = pinned(2, officers=people(2), items=items)
    assert found(scenario) == ()
    assert placed(plan(scenario)) == 2
    # Four of 40 minutes and more take more than one round of 180.
    items = (m.make_item("safety", minutes=40),)
    assert amounts(pinned(4, officers=people(2), items=items)) == [
        ("officers", "yj", "", AT, 2)
    ]


def test_qualification(no_solver: None):
    roles = (m.make_role("safety", qualification=("q",)),)
    officers = (m.make_officer("yj9", qualifications=("q",)), *people(5))
    said = refused(pinned(2, officers=officers, item_departments=roles))
    assert "须持“q”资格，2026-12-01 上午：至少需 2 人，可用 1，缺 1" in said
    assert "4 人" not in said


def test_two_holders_are_enough():
    roles = (m.make_role("safety", qualification=("q",)),)
    officers = (*people(3), m.make_officer("yj9", qualifications=("q",)))
    officers = (*officers, m.make_officer("yj8", qualifications=("p", "q")))
    scenario = pinned(2, officers=officers, item_departments=roles)
    assert found(scenario) == ()
    assert placed(plan(scenario)) == 2


def test_vehicles(no_solver: None):
    said = refused(pinned(3, officers=people(6), vehicles=CARS[:2]))
    assert "t1镇出发的车辆，2026-12-01 上午：至少需 3 辆，可用 2，缺 1" in said


def test_vehicles_at_the_limit():
    scenario = pinned(3, officers=people(6), vehicles=CARS[:3])
    assert found(scenario) == ()
    assert placed(plan(scenario)) == 3


def test_morning_and_day_are_not_served_by_one_person():
    values = (AT, "2026-12-01 day")
    assert amounts(pinned(2, values, officers=people(3))) == [
        ("officers", "yj", "", "2026-12-01 day/morning", 1)
    ]
    apart = (AT, "2026-12-01 afternoon")
    assert found(pinned(2, apart, officers=people(2))) == ()


# Over the week.


def test_the_weekly_limit():
    values = (AT, "2026-12-02 morning", "2026-12-03 morning")
    assert amounts(pinned(3, values, officers=people(2, max_sessions=2))) == [
        ("officer_sessions", "yj", "", "", 2)
    ]
    assert found(pinned(3, values, officers=people(2, max_sessions=3))) == ()


def test_musts_at_level_h(no_solver: None):
    hard = m.make_settings({"frequency": {"level": "H"}})
    must = tuple(
        m.make_plan_row(f"P{k}", f"s{k}", latest=m.day("2026-12-04")) for k in (1, 2, 3)
    )
    tables = {"settings": hard, "plan": must, "pins": ()}
    scenario = pinned(3, officers=people(2, max_sessions=2), **tables)
    said = refused(scenario)
    assert "s1（s1公司）的必检事项 P1（safety检查）必须安排" in said
    assert "yj局在cangcang片区，本周：至少需 6 人·半天，可用 4，缺 2" in said
    assert found(pinned(3, officers=people(2, max_sessions=3), **tables)) == ()


def test_the_city_force_is_counted_once():
    districts = (
        m.make_district(dispatch="city"),
        m.make_district("nanyi", dispatch="city", base="t3", station="t3"),
    )
    towns = (m.make_town("t1"), m.make_town("t3", district="nanyi"))
    cars = (*CARS, m.make_vehicle("v9", base="t3"))
    tables = {"districts": districts, "towns": towns, "vehicles": cars}
    scenario = pinned(2, officers=people(3), **tables)
    first, second = scenario.sites
    scenario = replace(scenario, sites=(first, replace(second, town="t3")))
    assert amounts(scenario) == [("officers", "yj", "", AT, 1)]
    enough = replace(scenario, officers=people(4))
    assert found(enough) == ()
    assert placed(plan(enough)) == 2


# By itself.


def test_a_session_that_does_not_suit(no_solver: None):
    items = (m.make_item("safety", sessions=("afternoon",)),)
    said = refused(pinned(1, items=items))
    assert "该日休息、停业，或该时段不适用" in said


def test_a_visit_that_outlasts_the_session(no_solver: None):
    # 110 minutes on site in a session of 90: intake defers the check already.
    items = (m.make_item("safety", minutes=100, sessions=("early",)),)
    said = refused(pinned(1, ("2026-12-01",), items=items))
    assert "该对象本周没有可安排的检查" in said


def test_too_few_people_for_one(no_solver: None):
    absences = tuple(m.make_absence(f"yj{k}") for k in (2, 3, 4))
    said = refused(pinned(1, absences=absences))
    assert "yj局在cangcang片区，2026-12-01 上午：至少需 2 人，可用 1，缺 1" in said


def test_of_several_sessions_the_one_that_misses_least_is_told():
    absences = (
        *(m.make_absence(f"yj{k}") for k in (1, 2, 3, 4)),
        *(m.make_absence(f"yj{k}", sessions=("day",)) for k in (1, 2)),
    )
    date = m.day("2026-12-02")
    absences = (
        *absences,
        *(m.make_absence(f"yj{k}", from_=date, until=date) for k in (1, 2, 3)),
    )
    scenario = pinned(
        1,
        ("",),
        absences=absences,
        calendar=m.make_calendar(off=("2026-11-30", "2026-12-03", "2026-12-04")),
    )
    ((finding),) = found(scenario)
    (row,) = finding.shortages
    assert (row.session[:10], row.short) == ("2026-12-02", 1)


def test_nobody_with_the_qualification(no_solver: None):
    roles = (m.make_role("safety", qualification=("q",)),)
    said = refused(pinned(1, item_departments=roles))
    assert "须持“q”资格，2026-12-01 上午：至少需 1 人，可用 0，缺 1" in said


def test_a_car_too_small(no_solver: None):
    said = refused(pinned(1, vehicles=(m.make_vehicle(seats=1),)))
    assert "t1镇出发的车辆，2026-12-01 上午：至少需 2 座，可用 1，缺 1" in said


def test_pins_against_each_other_are_both_named(no_solver: None):
    pins = (
        m.make_pin("visit_at", value=AT),
        m.make_pin("visit_off", value="2026-12-01"),
        m.make_pin("officer_on", site=None, officer="sc1", value=""),
    )
    said = refused(city(pins=pins))
    assert "固定在 2026-12-01 上午 检查；对象 s1（s1公司） 在 2026-12-01 不安排" in said
    assert "人员 sc1（姓名sc1） 固定在 本周任何时段 出勤”，该人员届时不能出勤" in said


def test_one_visit_in_two_sessions(no_solver: None):
    pins = tuple(m.make_pin(value=f"2026-12-0{k} morning") for k in (1, 2))
    assert "该对象本周只能检查一次" in refused(city(pins=pins))
    # Two pins that one visit meets.
    pins = (m.make_pin(value="2026-12-01"), m.make_pin(value=AT))
    assert found(city(pins=pins)) == ()


def test_many_pins_are_counted_not_listed():
    said = refused(pinned(60, officers=people(10)))
    assert "等共 60 项”，" in said
    assert "至少需 120 人，可用 10，缺 110" in said
    assert len(said) < 700


def test_in_english():
    scenario = pinned(2, officers=people(3))
    options = type(ENOUGH)(deterministic=True, lang="en")
    said = Planner(scenario, W49, options=options).plan().result.message
    assert said.startswith("By the arithmetic of people, qualifications, vehicles")
    assert (
        "2026-12-01 morning: at least 4 officers wanted, 3 available, 1 short" in said
    )


# A proof is a proof.


def test_the_way_by_another_town_counts_if_it_is_shorter():
    ways = {("t1", "t2"): 20, ("t2", "t1"): 20, ("t1", "t3"): 90, ("t3", "t1"): 90}
    ways |= {("t2", "t3"): 30, ("t3", "t2"): 30}
    towns = tuple(m.make_town(name) for name in ("t1", "t2", "t3"))
    there = availability(city(towns=towns, travel_given=ways))
    ground = Possible(Staffing(there), Fleet(there)).ground("cangcang")
    assert ground.minutes["t1", "t3"] == 50


def test_no_week_exists_where_something_is_disproved(monkeypatch: pytest.MonkeyPatch):
    proofs = 0
    for seed in range(40):
        scenario = pinned_city(seed)
        disproof = found(scenario)
        if not disproof:
            continue
        proofs += 1
        monkeypatch.setattr(plan_module, "disproved", lambda *_: ())
        planned = Planner(scenario, W49, options=ENOUGH).plan()
        monkeypatch.undo()
        assert planned.result.status in ("INFEASIBLE", "NO_SOLUTION"), seed
    assert proofs > 10
