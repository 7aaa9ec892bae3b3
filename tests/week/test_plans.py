"""Whole little weeks: vehicles, register, draw."""

from scheduler.model import Week
from scheduler.week import Options
from tests import makers as m
from tests.week.planning import (
    OFF,
    ONE_ROW,
    ONLY_MONDAY,
    PAIR,
    register,
    sessions,
)
from tests.week.verdict import plan, published
from tests.week.world import city


def test_vehicles_are_never_double_booked():
    # Two mornings at once need two cars of two seats; day and morning clash.
    sites = tuple(m.make_site(f"s{k}") for k in (1, 2, 3, 4))
    rows = tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in (1, 2, 3, 4))
    items = (m.make_item("safety", minutes=120, sessions=("morning", "afternoon")),)
    officers = tuple(m.make_officer(f"yj{k}") for k in range(1, 9))
    for cars, found in ((1, 2), (2, 4)):
        vehicles = tuple(m.make_vehicle(f"v{k}", seats=2) for k in range(cars))
        planned = plan(
            city(
                calendar=ONLY_MONDAY,
                sites=sites,
                plan=rows,
                items=items,
                officers=officers,
                vehicles=vehicles,
            )
        )
        trips = planned.timetable.rounds
        # A day round takes two visits with one car; half-days take one each.
        assert len(planned.timetable.visits) == found
        halves = {"day": ("morning", "afternoon")}
        taken = [
            (vehicle, half)
            for trip in trips
            for vehicle in trip.vehicles
            for half in halves.get(trip.session, (trip.session,))
        ]
        assert len(taken) == len(set(taken)) == 2 * cars


def test_a_team_may_take_two_vehicles():
    roles = (m.make_role("safety", officers=4),)
    officers = tuple(m.make_officer(f"yj{k}") for k in range(1, 5))
    vehicles = tuple(m.make_vehicle(f"v{k}", seats=2) for k in (1, 2))
    tables = {"item_departments": roles, "officers": officers, "plan": ONE_ROW}
    (trip,) = plan(city(**tables, vehicles=vehicles)).timetable.rounds
    assert trip.vehicles == ("v1", "v2")
    assert plan(city(**tables, vehicles=vehicles[:1])).timetable.rounds == ()


def test_the_register_of_a_merged_visit_and_of_followers():
    rows = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", item="food", latest=m.day("2026-12-04")),
        m.make_plan_row("P3", "s2"),
        m.make_plan_row("P4", "s2", earliest=m.day("2026-12-20")),
    )
    requests = (
        m.make_request("Q1", trigger="none"),
        m.make_request("Q2", site="s2"),
        m.make_request("Q3", site="s2", trigger="none", item="food"),
    )
    planned = plan(city(plan=rows, requests=requests))
    # P2 has the most points of its visit; Q2 carries P3.
    assert register(planned) == {
        "P1": "merged",
        "P2": "planned",
        "P3": "merged: carried_by_request",
        "P4": "deferred: not_yet",
        "Q1": "merged",
        "Q2": "planned",
        "Q3": "removed: outside_plan",
    }


def test_a_request_that_comes_too_early_does_not_carry_its_plan_row():
    rows = (m.make_plan_row("P1", earliest=m.day("2026-12-04")),)
    keep = (m.make_pin("visit_at", value="2026-12-03"),)
    planned = plan(city(plan=rows, requests=(m.make_request("Q1"),), pins=keep))
    assert register(planned) == {"P1": "deferred: not_yet", "Q1": "planned"}
    keep = (m.make_pin("visit_at", value="2026-12-04"),)
    planned = plan(city(plan=rows, requests=(m.make_request("Q1"),), pins=keep))
    assert register(planned)["P1"] == "merged: carried_by_request"


def test_a_hindered_row_keeps_its_own_reason_if_the_request_finds_nobody():
    history = (
        m.make_history_row("s1", date=m.day("2026-11-20"), item="food", plan_id="P0"),
    )
    tables = {"history": history, "requests": (m.make_request("Q1"),), "plan": ONE_ROW}
    found = register(plan(city(**tables, officers=())))
    assert found == {"P1": "deferred: gap", "Q1": "deferred: no_capacity"}
    found = register(plan(city(**tables)))
    assert found == {"P1": "merged: carried_by_request", "Q1": "planned"}


def test_a_partial_visit_defers_the_rest():
    rows = (m.make_plan_row("P1"), m.make_plan_row("P2", item="food"))
    officers = PAIR  # nobody of sc
    planned = plan(city(plan=rows, officers=officers))
    assert register(planned) == {"P1": "planned", "P2": "deferred: partial"}
    (visit,) = planned.timetable.visits
    assert not visit.full
    assert planned.result.levels[0].value == 100  # 120 - 20


def test_weeks_without_work():
    off = m.make_calendar(off=["2026-11-30", *OFF])
    planned = plan(city(calendar=off))
    assert planned.result.status == "OPTIMAL"
    assert planned.timetable.rounds == ()
    assert set(register(planned).values()) == {"deferred: calendar"}
    assert plan(city(plan=()), Week(2026, 50)).timetable.register == ()


def test_another_beacon_other_names_same_counts():
    scenario = city()
    weeks = {
        beacon: plan(scenario, options=Options(deterministic=True, beacon=beacon))
        for beacon in ("demo", "b1", "b2", "b3")
    }
    commits = {w.timetable.commit for w in weeks.values()}
    assert len(commits) == 1
    assert len({tuple(sessions(w)) for w in weeks.values()}) == 1
    assert len({len(w.timetable.assignments) for w in weeks.values()}) == 1
    assert len({w.timetable.visits[0].officers for w in weeks.values()}) > 1
    assert len({w.result.draw_seed for w in weeks.values()}) == 4


def test_the_same_options_give_the_same_week():
    first, second = plan(city()), plan(city())
    assert first.timetable == second.timetable
    assert first.result == second.result
    assert published(first) == published(second)
