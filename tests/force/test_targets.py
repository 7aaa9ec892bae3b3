"""1:1:2 by hand: DOMAIN.md 5.4, column L, and small teams."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.force.allocate import floors, town_targets
from scheduler.force.targets import split, sunk_number
from scheduler.model import Scenario
from tests import makers as m

GROUP = {"c": "centre", "s": "south", "o1": "other", "o2": "other", "o3": "other"}
GROUP["o4"] = "other"


def six(reading: str = "together") -> Scenario:
    """Nan'an's six districts: centre, south and four others."""
    districts = tuple(m.make_district(d, group=g) for d, g in GROUP.items())
    settings = m.make_settings()
    changed = replace(settings.split, reading=reading)
    return m.make_scenario(
        districts=districts, settings=replace(settings, split=changed)
    )


# staff, 80 % of them, centre, south, the others together, one by one.
COLUMN_L = {
    "market": (150, 120, 30, 30, (15, 15, 15, 15)),
    "transport": (72, 58, 15, 14, (8, 7, 7, 7)),
    "agriculture": (40, 32, 8, 8, (4, 4, 4, 4)),
    "emergency": (36, 29, 7, 7, (4, 4, 4, 3)),
    "culture": (22, 18, 5, 4, (3, 2, 2, 2)),
}


@pytest.mark.parametrize("team", COLUMN_L)
def test_the_forces_of_the_city(team: str):
    staff, sunk, centre, south, others = COLUMN_L[team]
    assert sunk_number(staff, 0.8) == sunk
    found = split(six(), sunk)
    assert (found["c"], found["s"]) == (centre, south)
    assert tuple(found[f"o{k}"] for k in range(1, 5)) == others
    assert sum(found.values()) == sunk


def test_the_other_reading_gives_every_other_district_two_parts():
    # 1:1:2:2:2:2 of 30 people: 3, 3 and 6 each.
    assert list(split(six("each"), 30).values()) == [3, 3, 6, 6, 6, 6]


def test_a_team_of_three():
    # 0.75, 0.75 and 1.5: all rounded up would be four; the largest remainders win.
    assert sunk_number(3, 0.8) == 3
    assert list(split(six(), 3).values()) == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(("people", "sunk"), [(0, 0), (1, 1), (5, 4), (6, 5)])
def test_the_share_is_rounded_up(people: int, sunk: int):
    # 80 % of 5 is 4 exactly, of 6 it is 4.8.
    assert sunk_number(people, 0.8) == sunk


def test_work_decides_among_the_others_only():
    # 20 people: 5, 5, 10; the four others have 1, 1, 1 and 7 tenths of the work.
    work = {"c": 99.0, "o1": 1.0, "o2": 1.0, "o3": 1.0, "o4": 7.0}
    assert list(split(six(), 20, work).values()) == [5, 5, 1, 1, 1, 7]
    # Nothing known of the work of any: alike.
    assert list(split(six(), 20, dict.fromkeys(GROUP, 0.0)).values())[2:] == [
        *(3, 3, 2, 2)
    ]


def test_floors_go_as_far_as_the_certified_people():
    target = {"a": 5, "b": 2, "c": 1, "d": 0}
    assert floors(target, 10) == {"a": 2, "b": 2, "c": 1}
    assert floors(target, 4) == {"a": 2, "b": 2}
    assert floors(target, 3) == {"a": 2, "c": 1}
    assert floors(target, 0) == {}


def test_the_bureau_has_two_in_each_town_and_the_others_by_work():
    towns = tuple(m.make_town(f"t{k}") for k in (1, 2, 3))
    sites = tuple(m.make_site(f"s{k}", town="t1") for k in range(4))
    scenario = m.make_scenario(districts=(m.make_district(),), towns=towns, sites=sites)
    # Ten people: two each, of the four others all go where the sites are.
    assert town_targets(scenario, 10, {}) == {"t1": 6, "t2": 2, "t3": 2}
    work = {"t1": 1.0, "t2": 1.0, "t3": 2.0}
    assert town_targets(scenario, 10, work) == {"t1": 3, "t2": 3, "t3": 4}
    # Five do not make two each: by work alone.
    assert town_targets(scenario, 5, work) == {"t1": 1, "t2": 1, "t3": 3}
