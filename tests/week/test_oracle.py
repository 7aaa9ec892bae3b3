"""The brute force itself, on weeks worked out by hand."""

from typing import Any

from scheduler.intake import screen
from tests import makers as m
from tests.week.oracle import Oracle
from tests.week.tiny_city import W49

OFF = [f"2026-12-0{k}" for k in (1, 2, 3, 4)]
MORNING = tuple(k for k in m.SESSIONS if k.kind == "morning")


def best(**tables: Any) -> int:
    """The best of Monday morning: two officers of yj, one vehicle of two seats."""
    scenario = m.make_scenario(
        **{
            "settings": m.make_settings(sessions=MORNING),
            "calendar": m.make_calendar(off=OFF),
            "districts": (m.make_district(),),
            "towns": (m.make_town("t1"), m.make_town("t2")),
            "travel_given": {("t1", "t2"): 30, ("t2", "t1"): 30},
            "departments": (m.make_department("yj"), m.make_department("sc")),
            "officers": (m.make_officer("yj1"), m.make_officer("yj2")),
            "vehicles": (m.make_vehicle("v1", seats=2),),
            "items": (m.make_item("safety"),),
            "item_departments": (m.make_role("safety"),),
            "sites": (m.make_site("s1"), m.make_site("s2", town="t2")),
            "plan": (m.make_plan_row("P1"), m.make_plan_row("P2", "s2")),
            **tables,
        }
    )
    return Oracle(scenario, W49, screen(scenario, W49).candidates).best()


def test_two_visits_of_one_round():
    # 08:30-09:40 s1, 30 minutes, 10:10-11:20 s2: 120 points each.
    assert best() == 240
    # 70 minutes on site each and 41 between them: 181 > 180.
    assert best(travel_given={("t1", "t2"): 40, ("t2", "t1"): 30}) == 240
    # s2 first: 08:00 + 41 + 70 + 29 + 70 = 11:30, or a minute late.
    assert best(travel_given={("t1", "t2"): 41, ("t2", "t1"): 29}) == 240
    assert best(travel_given={("t1", "t2"): 41, ("t2", "t1"): 30}) == 120


def test_what_forbids_a_round():
    assert best(vehicles=()) == 0
    assert best(vehicles=(m.make_vehicle("v1", seats=1),)) == 0
    one = m.make_vehicle("v1", seats=1)
    assert best(vehicles=(one, m.make_vehicle("v2", seats=1))) == 240
    assert best(officers=(m.make_officer("yj1"),)) == 0
    assert best(recusals=(m.make_recusal("yj1", "s1"),)) == 120
    away = m.make_absence("yj1", from_=m.day("2026-11-30"), until=m.day("2026-11-30"))
    assert best(absences=(away,)) == 0


def test_an_assist_department_is_worth_ten_points_a_visit():
    roles = (m.make_role("safety"), m.make_role("safety", "sc", "assist"))
    four = tuple(m.make_officer(o) for o in ("yj1", "yj2", "sc1", "sc2"))
    bus = (m.make_vehicle("v1", seats=4),)
    assert best(item_departments=roles) == 240
    assert best(item_departments=roles, officers=four) == 240  # two seats
    assert best(item_departments=roles, officers=four, vehicles=bus) == 260
