"""The reference model on weeks worked out by hand."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import scheduler.week
from scheduler.data import load
from scheduler.intake import screen
from scheduler.model import Status
from scheduler.week.reference import Reference, solve_reference
from tests import makers as m
from tests.week.monday import MONDAY, answer, best, monday
from tests.week.tiny_city import W49

HOME = Path(scheduler.week.__file__).parent
TINY = Path(__file__).parents[2] / "scenarios" / "tiny"


def test_two_visits_of_one_round():
    # 08:30-09:40 s1, 30 minutes, 10:10-11:20 s2, back at 11:50; or s2 first, and the
    # wait is the same: which of them is not said.
    found = answer()
    (trip,) = found.rounds
    assert (found.status, found.value, found.bound) == (Status.OPTIMAL, 240, 240)
    assert (trip.date, trip.kind, trip.district) == (MONDAY, "morning", "cangcang")
    assert trip.units == (("yj", ""),)
    assert {(v.candidate, v.site, tuple(map(str, v.checks))) for v in trip.visits} == {
        ("s1/1", "s1", ("safety@P1",)),
        ("s2/1", "s2", ("safety@P2",)),
    }


def test_visits_stand_in_visiting_order():
    # s2 first: 08:00 + 41 + 70 + 29 + 70 = 11:30; s1 first: 08:30 + 181 = 11:31.
    found = answer(travel_given={("t1", "t2"): 41, ("t2", "t1"): 29})
    (trip,) = found.rounds
    assert (found.value, [v.site for v in trip.visits]) == (240, ["s2", "s1"])
    assert best(travel_given={("t1", "t2"): 41, ("t2", "t1"): 30}) == 120


def test_more_visits_than_the_planner_makes_in_a_half_day():
    # 08:20 there, 20 minutes each and 10 between: 08:30 + 5 x 20 + 4 x 10 = 10:50.
    five = range(5)
    found = best(
        items=(m.make_item("safety", minutes=10),),
        sites=tuple(m.make_site(f"s{k}") for k in five),
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in five),
    )
    assert found == 600


def test_vehicles():
    one = m.make_vehicle("v1", seats=1)
    assert best(vehicles=()) == 0
    assert best(vehicles=(one,)) == 0
    assert best(vehicles=(one, m.make_vehicle("v2", seats=1))) == 240
    # A visit of yj and one of sc, 120 + 10 minutes: two rounds, at one time.
    items = tuple(m.make_item(name, minutes=120) for name in ("safety", "food"))
    rows = (m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food"))
    assert best(items=items, plan=rows) == 120
    two = (m.make_vehicle("v1", seats=2), m.make_vehicle("v2", seats=2))
    assert best(items=items, plan=rows, vehicles=two) == 240
    away = m.make_vehicle_outage("v2", from_=MONDAY, until=MONDAY)
    assert best(items=items, plan=rows, vehicles=two, vehicle_outages=(away,)) == 120
    # The same vehicle later that day, by the same people.
    assert best("morning", "afternoon", items=items, plan=rows) == 240


def test_a_team_in_more_than_four_vehicles():
    # Five departments of two, one visit of C: 150, two people beyond eight: 60.
    names = ("cg", "sc", "xf", "yj", "zf")
    departments = tuple(map(m.make_department, names))
    roles = tuple(m.make_role("safety", n, "case") for n in names if n != "yj")
    found = best(
        departments=departments,
        officers=tuple(m.make_officer(f"{n}{k}") for n in names for k in (1, 2)),
        item_departments=(m.make_role("safety"), *roles),
        vehicles=tuple(m.make_vehicle(f"v{k}", seats=2) for k in range(5)),
        sites=(m.make_site("s1", risk="C"),),
        plan=(m.make_plan_row("P1"),),
    )
    assert found == 90


def test_qualifications():
    def ask(*held: tuple[str, ...], want: tuple[str, ...] = ("p",)) -> int | None:
        officers = [
            m.make_officer(f"yj{k}", qualifications=names)
            for k, names in enumerate(held)
        ]
        role = m.make_role("safety", qualification=want)
        return best(officers=tuple(officers), item_departments=(role,))

    assert ask((), ()) == 0
    assert ask(("p",), ()) == 240
    assert ask(("p",), ("q",), want=("p", "q")) == 240
    # Three that one team of two must hold: seat 1 asks for p and r, seat 2 for q.
    assert ask(("p", "r"), ("q",), want=("p", "q", "r")) == 240
    assert ask(("p",), ("q", "r"), want=("p", "q", "r")) == 0


def test_night_rest():
    # s1 on Monday evening only, s2 on Tuesday morning only.
    items = (
        m.make_item("safety", sessions=("evening",)),
        m.make_item("food", sessions=("morning",)),
    )
    rows = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", "s2", "food", earliest=m.day("2026-12-01")),
    )
    shut = m.make_closure("s1", from_=m.day("2026-12-01"), until=m.day("2026-12-01"))
    roles = (m.make_role("safety"), m.make_role("food"))

    def ask(people: int) -> int | None:
        return best(
            "morning",
            "evening",
            days=2,
            items=items,
            item_departments=roles,
            plan=rows,
            closures=(shut,),
            officers=tuple(m.make_officer(f"yj{k}", night=True) for k in range(people)),
        )

    assert [ask(2), ask(3), ask(4)] == [120, 120, 240]


def test_who_had_sunday_evening_rests_on_monday():
    sunday = m.make_history_row(
        "s9", date=m.day("2026-11-29"), session="evening", officers=("yj1",)
    )
    assert best(history=(sunday,)) == 0
    assert best("afternoon", history=(sunday,)) == 240


def test_an_assist_department_and_a_partial_visit():
    roles = (m.make_role("safety"), m.make_role("safety", "sc", "assist"))
    bus = (m.make_vehicle("v1", seats=4),)
    assert best(item_departments=roles) == 240  # two seats
    assert best(item_departments=roles, vehicles=bus) == 260
    # s1 carries safety and food; sc is away: one of them, less 20.
    both = (m.make_plan_row("P1"), m.make_plan_row("P2", "s1", "food"))
    assert best(plan=both, vehicles=bus) == 240
    gone = m.make_absence("sc1", from_=MONDAY, until=MONDAY)
    assert best(plan=both, vehicles=bus, absences=(gone,)) == 100


def test_who_assists_may_stay_out_to_save_time():
    # sc assists at both checks, 10 + 160 > 150 minutes: it stays out.
    items = tuple(m.make_item(name, minutes=80) for name in ("safety", "food"))
    leads = (m.make_role("safety", "yj"), m.make_role("food", "cg"))
    helps = tuple(m.make_role(name, "sc", "assist") for name in ("safety", "food"))
    tables: dict[str, Any] = {
        "items": items,
        "plan": (m.make_plan_row("P1"), m.make_plan_row("P2", "s1", "food")),
        "officers": tuple(
            m.make_officer(f"{name}{k}") for name in ("cg", "sc", "yj") for k in (1, 2)
        ),
        "vehicles": (m.make_vehicle("v1", seats=6),),
    }
    assert best(item_departments=(*leads, *helps), **tables) == 240
    assert best(item_departments=(*leads, helps[0]), **tables) == 250


def test_a_week_without_work():
    assert answer(plan=()) == Reference(Status.OPTIMAL, 0, 0)


def test_demand_may_be_known_already():
    scenario = monday()
    known = solve_reference(scenario, W49, demand=screen(scenario, W49))
    assert known.value == 240


def test_a_limit_of_time_leaves_a_bound():
    # One round of two visits a week; which of 8 sites, on which day: a long search.
    eight = range(1, 9)
    scenario = monday(
        *("morning", "afternoon"),
        days=5,
        officers=tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2)),
        sites=tuple(m.make_site(f"s{k}", town=f"t{1 + k % 2}") for k in eight),
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in eight),
    )
    found = solve_reference(scenario, W49, seconds=2)
    assert found.bound is not None
    assert found.bound >= 240
    assert (found.value is None) == (found.status is Status.NO_SOLUTION)
    if found.value is not None:
        assert found.value <= 240
    at_once = solve_reference(scenario, W49, seconds=0)
    assert at_once.status is Status.NO_SOLUTION
    assert (at_once.value, at_once.rounds) == (None, ())


def test_the_scenario_tiny():
    # By hand in test_tiny.py.
    assert solve_reference(load(TINY).scenario, W49).value == 5130


def test_it_shares_nothing_else_with_the_planner():
    allowed = ("scheduler.model", "scheduler.intake", "scheduler.week.availability")
    files = sorted(HOME.glob("reference*.py"))
    assert len(files) > 5
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not isinstance(node, ast.Import) or "pyomo" in node.names[0].name
            if isinstance(node, ast.ImportFrom) and node.module:
                ours = node.module.startswith("scheduler")
                own = node.module.startswith("scheduler.week.reference")
                assert not ours or own or node.module.startswith(allowed), node.module
