"""1:1:2 by hand: DOMAIN.md 5.4, column L, and small teams."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scheduler.force.allocate import floors
from scheduler.force.bureau import by_town, town_targets
from scheduler.force.targets import share_out, split, sunk_number
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
    # 40 people: 10, 10, 20. Of these two each, and of the 12 others 1, 1, 1 and 9
    # for 1, 1, 1 and 9 twelfths of the work.
    work = {"c": 99.0, "o1": 1.0, "o2": 1.0, "o3": 1.0, "o4": 9.0}
    assert list(split(six(), 40, work).values()) == [10, 10, 3, 3, 3, 11]
    # Nothing known of the work of any: alike.
    assert list(split(six(), 20, dict.fromkeys(GROUP, 0.0)).values())[2:] == [
        *(3, 3, 2, 2)
    ]


def test_a_district_without_work_keeps_two_and_gets_no_more():
    # Of the 12 beyond two each, all go where work is, however little that is.
    found = split(six(), 40, {"o1": 0.25, "o2": 0.25})
    assert [found[f"o{k}"] for k in range(1, 5)] == [8, 8, 2, 2]
    # Work of another group says nothing of these.
    assert list(split(six(), 40, {"c": 9.0}).values())[2:] == [5, 5, 5, 5]


@pytest.mark.parametrize(
    ("people", "others"),
    [
        # 8 of 16 are two each, whatever the work; the ninth of 18 goes where it is.
        (16, [2, 2, 2, 2]),
        (18, [2, 2, 2, 3]),
        # 7 of 14 are three pairs, those of most work; the odd one joins the first.
        (14, [2, 0, 2, 3]),
        (8, [0, 0, 2, 2]),
        # One alone is alone.
        (2, [0, 0, 0, 1]),
    ],
)
def test_nobody_of_a_team_is_alone_in_a_district(people: int, others: list[int]):
    work = {"o1": 2.0, "o2": 1.0, "o3": 3.0, "o4": 94.0}
    found = split(six(), people, work)
    assert [found[f"o{k}"] for k in range(1, 5)] == others


def test_floors_go_as_far_as_the_certified_people():
    target = {"a": 5, "b": 2, "c": 1, "d": 0}
    assert floors(target, 10) == {"a": 2, "b": 2, "c": 1}
    assert floors(target, 4) == {"a": 2, "b": 2}
    assert floors(target, 3) == {"a": 2, "c": 1}
    assert floors(target, 0) == {}


def test_the_bureau_has_two_in_each_town_and_the_others_by_visits():
    towns = tuple(m.make_town(f"t{k}") for k in (1, 2, 3))
    sites = tuple(m.make_site(f"s{k}", town="t1") for k in range(4))
    scenario = m.make_scenario(districts=(m.make_district(),), towns=towns, sites=sites)
    # Ten people: two each, of the four others all go where the sites are.
    assert town_targets(scenario, 10, {}) == {"t1": 6, "t2": 2, "t3": 2}
    visits = {"t1": 1.0, "t2": 1.0, "t3": 2.0}
    assert town_targets(scenario, 10, visits) == {"t1": 3, "t2": 3, "t3": 4}
    # Where visits are known of one town, the others have none: sites do not count.
    assert town_targets(scenario, 10, {"t3": 0.5}) == {"t1": 2, "t2": 2, "t3": 6}
    # Five do not make two each: by visits alone.
    assert town_targets(scenario, 5, visits) == {"t1": 1, "t2": 1, "t3": 3}


@pytest.mark.parametrize("people", range(2, 20))
def test_as_many_places_as_can_have_two(people: int):
    weight = {"a": Fraction(1), "b": Fraction(0), "c": Fraction(5), "d": Fraction(1)}
    found = share_out(weight, people)
    assert list(found) == list(weight)
    assert sum(found.values()) == people
    assert sum(number >= 2 for number in found.values()) == min(4, people // 2)
    assert 1 not in found.values()


def two_districts(sites: int = 9) -> Scenario:
    """Districts a and b of two towns each; all sites but one in `ta1`."""
    return m.make_scenario(
        districts=(m.make_district("a"), m.make_district("b")),
        towns=tuple(m.make_town(f"t{g}{k}", district=g) for g in "ab" for k in (1, 2)),
        sites=(
            *(m.make_site(f"s{k}", town="ta1") for k in range(sites)),
            m.make_site("sb", town="tb2"),
        ),
    )


@pytest.mark.parametrize(
    ("people", "towns"),
    [
        # Two a town: the ninth goes to the sites.
        (9, [3, 2, 2, 2]),
        # Two a district: the others by its sites, 9 to 1, in it by those of the towns;
        # five in a are two a town and one more where the sites are.
        (7, [3, 2, 0, 2]),
        (4, [2, 0, 0, 2]),
        # Three or two are in one district.
        (3, [3, 0, 0, 0]),
        (2, [2, 0, 0, 0]),
        (0, [0, 0, 0, 0]),
    ],
)
def test_the_bureau_has_two_in_each_district_at_least(people: int, towns: list[int]):
    found = town_targets(two_districts(), people, {})
    assert [found[town] for town in ("ta1", "ta2", "tb1", "tb2")] == towns


def test_the_bureau_stays_in_its_districts_as_far_as_it_can():
    # Nobody has a town yet; two each are wanted, and two each are there.
    staff = [
        m.make_officer(f"cg{k}", department="cg", districts=(g,), town=None)
        for k, g in enumerate("baba")
    ]
    found = by_town(two_districts(1), staff, {}, m.day("2026-12-01"))
    assert [found[f"cg{k}"].districts[0] for k in range(4)] == list("baba")
    assert all(one.town for one in found.values())
