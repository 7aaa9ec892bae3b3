"""Whole little weeks: rest, help, pins, vehicles, register, force deployed."""

from typing import Any

import pytest

from scheduler.model import PlannedWeek, Scenario, Split, Timetable, Week
from scheduler.report import measures, summary_lines
from scheduler.rules.counts import recomputed_counts
from scheduler.rules.frequency import check_frequency
from scheduler.week import Options, Planner
from scheduler.words import Words
from tests import makers as m
from tests.week.tiny_city import W49
from tests.week.verdict import ENOUGH, plan, published
from tests.week.world import city

OFF = ("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
ONLY_MONDAY = m.make_calendar(off=OFF)
PAIR = (m.make_officer("yj1", night=True), m.make_officer("yj2", night=True))
ONE_ROW = (m.make_plan_row("P1"),)


def sessions(planned: PlannedWeek) -> list[str]:
    """``site day kind`` of every visit."""
    return sorted(
        f"{v.site} {v.date.day} {v.session}" for v in planned.timetable.visits
    )


def register(planned: PlannedWeek) -> dict[str, str]:
    return {
        row.row_id: f"{row.outcome}: {row.reason}" if row.reason else row.outcome
        for row in planned.timetable.register
    }


def status(scenario: Scenario) -> str:
    return str(Planner(scenario, W49, options=ENOUGH).plan().result.status)


# Night rest.


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


# Help from another district.


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


# Pins.


def pinned(*pins: Any, **tables: Any) -> Scenario:
    return city(**{"plan": ONE_ROW, "pins": pins, **tables})


def test_visit_at_a_session_a_date_or_anywhere():
    for value, found in (
        ("2026-12-03 afternoon", "s1 3 afternoon"),
        ("2026-12-02 day", "s1 2 day"),
    ):
        assert sessions(plan(pinned(m.make_pin("visit_at", value=value)))) == [found]
    (one,) = sessions(plan(pinned(m.make_pin("visit_at", value="2026-12-03"))))
    assert one.startswith("s1 3 ")
    assert len(sessions(plan(pinned(m.make_pin("visit_at", value=""))))) == 1


def test_visit_at_holds_every_visit_of_its_site():
    # A plan check and a request of different groups: two visits of s1.
    items = (
        m.make_item("safety", merge_group="x"),
        m.make_item("food", minutes=30, merge_group="y"),
    )
    requests = (m.make_request("Q1", item="food"),)
    tables = {"items": items, "requests": requests}
    for value in ("2026-12-03 afternoon", "2026-12-02 evening"):
        night = tuple(
            m.make_officer(f"{name}{k}", night=True)
            for name in ("yj", "sc")
            for k in (1, 2)
        )
        pin = m.make_pin("visit_at", value=value)
        found = sessions(plan(pinned(pin, officers=night, **tables)))
        assert set(found) == {f"s1 {int(value[8:10])} {value[11:]}"}


def test_visit_at_goes_before_points():
    # One round a week; s2 is worth far more, s1 is pinned.
    plan_rows = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", "s2", latest=m.day("2026-12-04")),
    )
    items = (m.make_item("safety", minutes=120),)
    officers = tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2))
    tables = {"plan": plan_rows, "items": items, "officers": officers}
    assert [s[:2] for s in sessions(plan(city(**tables)))] == ["s2"]
    held = pinned(m.make_pin("visit_at", value=""), **tables)
    assert [s[:2] for s in sessions(plan(held))] == ["s1"]


def test_visit_off():
    off = m.make_pin("visit_off", value="")
    planned = plan(pinned(off))
    assert (sessions(planned), register(planned)) == (
        [],
        {"P1": "deferred: pinned_off"},
    )
    off = m.make_pin("visit_off", value="2026-11-30")
    tables = {"calendar": ONLY_MONDAY}
    assert sessions(plan(pinned(off, **tables))) == []
    assert len(sessions(plan(pinned(m.make_pin("visit_off", value="2026-12-01"))))) == 1


def test_officer_off():
    off = m.make_pin("officer_off", site=None, officer="yj1", value="")
    planned = plan(pinned(off, officers=PAIR))
    assert sessions(planned) == []
    off = m.make_pin("officer_off", site=None, officer="yj1", value="2026-11-30 day")
    tables = {"calendar": ONLY_MONDAY, "officers": PAIR}
    # A day off covers morning and afternoon.
    assert sessions(plan(pinned(off, **tables))) == ["s1 30 evening"]


def test_officer_on():
    for number in range(1, 5):
        on = m.make_pin("officer_on", site=None, officer=f"yj{number}", value="")
        planned = plan(pinned(on))
        (visit,) = planned.timetable.visits
        assert f"yj{number}" in visit.officers
        steps = [s.officer for s in planned.timetable.draw if s.outcome == "pinned"]
        assert steps == [f"yj{number}"]


def test_keep_holds_visit_and_officer():
    keep = m.make_pin("keep", officer="yj3", value="2026-12-02 morning")
    planned = plan(pinned(keep))
    (visit,) = planned.timetable.visits
    assert sessions(planned) == ["s1 2 morning"]
    assert "yj3" in visit.officers


@pytest.mark.parametrize(
    "pins",
    [
        # Nobody is there on Sunday; there is no such visit; he has no seat.
        [m.make_pin("visit_at", value="2026-12-06 morning")],
        [m.make_pin("visit_at", site="s9", value="")],
        [m.make_pin("officer_on", site=None, officer="sc1", value="")],
        # Two pins against each other.
        [m.make_pin("visit_at", value="2026-12-01"), m.make_pin("visit_off", value="")],
        [
            m.make_pin("visit_at", value=""),
            *(
                m.make_pin("officer_off", site=None, officer=f"yj{k}", value="")
                for k in (1, 2, 3)
            ),
        ],
    ],
)
def test_pins_that_cannot_be_kept_are_infeasible(pins: list[Any]):
    planned = Planner(pinned(*pins), W49, options=ENOUGH).plan()
    assert planned.result.status == "INFEASIBLE"
    assert planned.result.message
    assert planned.timetable.visits == ()


def test_a_pin_of_another_week_says_nothing():
    off = m.make_pin("visit_off", value="", week="2026-W48")
    assert len(sessions(plan(pinned(off)))) == 1


def test_musts_at_level_h():
    # One round a week; both are musts of 120 minutes: at level H there is no week.
    must = m.day("2026-12-04")
    tables = {
        "plan": (
            m.make_plan_row("P1", latest=must),
            m.make_plan_row("P2", "s2", latest=must),
        ),
        "items": (m.make_item("safety", minutes=120),),
        "officers": tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2)),
    }
    assert len(sessions(plan(city(**tables)))) == 1
    hard = m.make_settings({"frequency": {"level": "H"}})
    assert status(city(**tables, settings=hard)) == "INFEASIBLE"
    tables["plan"] = (m.make_plan_row("P1"), m.make_plan_row("P2", "s2", latest=must))
    found = sessions(plan(city(**tables, settings=hard)))
    assert [s[:2] for s in found] == ["s2"]


def test_one_count_of_musts():
    # All due by Friday: P1 fits; P2 stands behind P1; s2 is closed all week.
    must = m.day("2026-12-04")
    rows = (("P1", "s1", "safety"), ("P2", "s1", "safety"), ("P3", "s2", "food"))
    plans = tuple(m.make_plan_row(n, s, i, latest=must) for n, s, i in rows)
    scenario = city(
        plan=plans,
        sites=(m.make_site("s1"), m.make_site("s2")),
        closures=(
            m.make_closure("s2", from_=m.day("2026-11-30"), until=m.day("2026-12-06")),
        ),
        settings=m.make_settings({"frequency": {"level": "H"}}),
    )
    planned = plan(scenario)
    assert register(planned) == {
        "P1": "planned",
        "P2": "deferred: same_item",
        "P3": "deferred: no_session",
    }
    week = published(planned)
    counts = planned.result.counts
    told = recomputed_counts(week)
    rows = {r.measure: r.value for r in measures(planned)}
    finding = check_frequency(week)
    found = [(c["musts"], c["musts_placed"]) for c in (counts, told, rows)]
    assert found == [(3, 1)] * 3
    assert finding.facts == 3
    assert [v.key for v in finding.violations] == ["impossible", "impossible"]
    lines = "".join(summary_lines(planned, Words("zh")))
    assert "本周必检　3 项次，已安排 1 项次，未安排 2 项次（" in lines


# Vehicles, register.


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


# 1:1:2 of what is deployed.


def groups(
    level: str, names: tuple[str, ...] = ("centre", "south", "other"), **settings: Any
) -> Scenario:
    """A factory in each of the districts; only the resident yj are sent."""
    places = [f"d{k} {name}".split() for k, name in enumerate(names, start=1)]
    districts = tuple(
        m.make_district(place, group=name, base=f"t{place[1:]}")
        for place, name in places
    )
    towns = tuple(m.make_town(f"t{place[1:]}", district=place) for place, _ in places)
    numbers = range(1, len(names) + 1)
    officers = tuple(
        m.make_officer(
            f"yj{k}{j}", department="yj", districts=(f"d{k}",), max_sessions=1
        )
        for k in numbers
        for j in (1, 2)
    )
    return city(
        settings=m.make_settings({"force_deployed": {"level": level}}, **settings),
        districts=districts,
        towns=towns,
        officers=officers,
        vehicles=tuple(m.make_vehicle(f"v{k}", base=f"t{k}") for k in numbers),
        sites=tuple(m.make_site(f"s{k}", town=f"t{k}") for k in numbers),
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in numbers),
    )


def test_sessions_beyond_the_tolerance_cost_points():
    """All three: 2 + 2 + 2 sessions; 1:1:2 of 6 is 1.5, 1.5, 3, tolerance 0.3.

    Beyond it 0.2, 0.2 and 0.7: one session each, 3 x 10 of 360 points. Centre or
    south alone with other: 2 + 2, shares 1, 1, 2, tolerance 0.2: centre 0.8, south
    0.8 beyond; 240 - 20.
    """
    planned = plan(groups("S"))
    assert planned.result.levels[0].value == 330
    assert len(planned.timetable.visits) == 3


def test_only_groups_with_a_district_have_a_part():
    """South and other, 2 + 2 sessions: 1:2 of 4 is 1.33, 2.67, tolerance 0.2.

    Beyond it 0.47 each: one session each, 2 x 10 of 240 points. One alone: 2 sessions,
    all in one group: 0.67 - 0.1 or 1.33 - 0.1 beyond in both groups, 120 - 20 or - 40.
    """
    assert plan(groups("S", ("south", "other"))).result.levels[0].value == 220
    # Alone a group has the whole; two districts of it as well.
    assert plan(groups("S", ("south",))).result.levels[0].value == 120
    assert plan(groups("S", ("other", "other"))).result.levels[0].value == 240


def test_each_other_district_may_count_for_itself():
    """Centre, south, other, other with 2 sessions each: T = 8, tolerance 0.4.

    Together 1:1:2 is 2, 2, 4: as it should be. Each 1:1:2:2 is 1.33, 1.33, 5.33: 0.27,
    0.27 and 0.93 beyond: one session each, 480 - 30.
    """
    four = ("centre", "south", "other", "other")
    assert plan(groups("S", four)).result.levels[0].value == 480
    each = Split(reading="each")
    assert plan(groups("S", four, split=each)).result.levels[0].value == 450


def test_at_level_h_no_session_is_beyond_the_tolerance():
    # Of 2 people a group only nobody at all keeps 1:1:2.
    planned = plan(groups("H"))
    assert planned.timetable.visits == ()
    assert planned.result.status in ("OPTIMAL", "FEASIBLE")


# Draw.


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
