"""Postings of small forces, with what they lack."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from scheduler.force import Wishes, allocate
from scheduler.force.liaison import post_liaison
from scheduler.force.reviewers import match_reviewers
from scheduler.force.team import post_team
from scheduler.model import Officer
from scheduler.report import force_summary_lines
from scheduler.words import Words
from tests import makers as m

DAY = dt.date(2026, 12, 1)
ALL = Wishes(1.0, {}, {})


def people(
    count: int, district: str = "", start: int = 1, **changes: Any
) -> list[Officer]:
    """Officers of `yj`, in a district or none."""
    served = (district,) if district else ()
    return [
        m.make_officer(f"yj{k}", districts=served, **changes)
        for k in range(start, start + count)
    ]


def counted(plan: Any) -> dict[str, int]:
    return dict(Counter(plan.district.values()))


def test_who_is_right_already_stays():
    team = people(2, "a") + people(2, "b", 3)
    plan = post_team(team, {"a": 2, "b": 2}, {"a": 2, "b": 2}, {}, DAY)
    assert plan.levels == (0, 0, 0, 0)
    assert plan.district == {"yj1": "a", "yj2": "a", "yj3": "b", "yj4": "b"}


def test_as_few_move_as_the_targets_ask_for():
    team = people(4, "a")
    plan = post_team(team, {"a": 2, "b": 2}, {}, {}, DAY)
    assert plan.levels == (0, 0, 0, 2)
    assert counted(plan) == {"a": 2, "b": 2}


def test_the_floor_comes_before_the_targets():
    # Two of five are certified; both districts want one certified at least.
    team = people(2, "a") + people(3, "b", 3, certificate=None)
    plan = post_team(team, {"a": 2, "b": 3}, {"a": 1, "b": 1}, {}, DAY)
    assert plan.levels == (0, 0, 0, 2)
    assert len({plan.district["yj1"], plan.district["yj2"]}) == 2


def test_a_team_without_a_certificate():
    team = people(4, certificate=None)
    plan = post_team(team, {"a": 2, "b": 2}, {"a": 2, "b": 2}, {}, DAY)
    # Four certified people are missing; the split is kept all the same.
    assert plan.levels == (4, 0, 0, 4)
    assert counted(plan) == {"a": 2, "b": 2}


def test_an_expired_certificate_does_not_count():
    old = people(2, "a", valid_until=dt.date(2026, 11, 30))
    plan = post_team(old, {"a": 2}, {"a": 2}, {}, DAY)
    assert plan.levels[0] == 2


def test_holders_of_a_qualification_go_where_they_are_wanted():
    team = [
        *people(2, "a"),
        *people(2, "b", 3, qualifications=("q",)),
    ]
    plan = post_team(team, {"a": 2, "b": 2}, {}, {("a", "q"): 1}, DAY)
    assert plan.levels == (0, 0, 0, 2)
    assert "a" in {plan.district["yj3"], plan.district["yj4"]}


def test_liaison_with_enough_people():
    officers = people(4, "a")
    plan = post_liaison("fire", officers, ["a", "b"], 2)
    assert plan.shortage is None
    assert sorted(plan.districts.values()) == [("a",), ("a",), ("b",), ("b",)]


def test_one_person_serves_several_districts():
    officers = people(3)
    plan = post_liaison("fire", officers, ["a", "b", "c"], 2)
    assert plan.shortage is not None
    assert (plan.shortage.certified, plan.shortage.wanted) == (3, 6)
    assert (plan.shortage.missing, plan.shortage.uncovered) == (3, ())
    served = Counter(g for districts in plan.districts.values() for g in districts)
    assert served == {"a": 2, "b": 2, "c": 2}
    assert max(map(len, plan.districts.values())) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_for_any_district(count: int):
    plan = post_liaison("fire", people(count), ["a", "b"], 2)
    assert plan.shortage is not None
    assert plan.shortage.missing == 4 - count
    assert plan.shortage.uncovered == ("a", "b")
    assert len(plan.districts) == count


def test_reviewers_head_the_district_they_are_posted_to():
    officers = [
        m.make_officer("r1", department="cg", districts=("b",), legal_reviewer=True),
        m.make_officer("r2", department="yj", districts=("a",), legal_reviewer=True),
    ]
    found = match_reviewers(["cg", "yj"], ["a", "b"], officers)
    assert [(r.district, r.department, r.officers) for r in found] == [
        ("a", "yj", ("r2",)),
        ("b", "cg", ("r1",)),
    ]


def test_a_district_gets_a_department_though_nobody_reviews():
    found = match_reviewers(["cg", "yj"], ["a", "b"], [])
    assert {r.district for r in found} == {"a", "b"}
    assert all(r.officers == () for r in found)


@pytest.mark.parametrize(("heads", "districts"), [([], ["a"]), (["cg"], []), ([], [])])
def test_nobody_is_matched_where_one_side_is_empty(heads, districts):
    assert match_reviewers(heads, districts, []) == ()


def test_a_force_without_people_is_answered():
    scenario = m.make_scenario(
        districts=(m.make_district("c", group="centre"),),
        departments=(m.make_department("yj"), m.make_department("cg", kind="bureau")),
        officers=(),
    )
    found = allocate(scenario, DAY, ALL)
    assert found.reviewers == ()
    told = force_summary_lines(found, scenario, Words("zh"))
    assert "法制审核　c片区暂无部门可对口" in told


def test_districts_without_a_pair_are_named():
    # Five of `yj`: 1:1:2 is 1, 1 and 3; of the two others one has all three.
    districts = tuple(
        m.make_district(d, group=g)
        for d, g in zip("csop", ("centre", "south", "other", "other"), strict=True)
    )
    scenario = m.make_scenario(
        districts=districts, departments=(m.make_department("yj"),), officers=people(5)
    )
    found = allocate(scenario, DAY, ALL)
    assert [row.posted for row in found.targets] == [1, 1, 3, 0]
    told = force_summary_lines(found, scenario, Words("zh"))
    # One each is missing in two districts, two in the third; all are certified.
    lack = "缺 4 人，c片区、s片区、p片区"
    assert told[1].endswith(f"{lack}常驻不足 2 人，须跨片区支援")
    assert told[2].endswith(f"{lack}有效持证不足 2 人")


def test_the_whole_force():
    groups = {"c": "centre", "s": "south", "o": "other"}
    districts = tuple(m.make_district(d, group=g) for d, g in groups.items())
    scenario = m.make_scenario(
        districts=districts,
        towns=(m.make_town("t1", district="c"),),
        departments=(
            m.make_department("cg", kind="bureau"),
            m.make_department("yj"),
            m.make_department("xf", kind="liaison"),
        ),
        officers=(
            *people(8, "c"),
            m.make_officer("xf1", department="xf", districts=("c",)),
            m.make_officer("cg1", department="cg", districts=("c",), town="t1"),
        ),
    )
    found = allocate(scenario, DAY, ALL)
    posted = Counter(o.districts[0] for o in found.officers if o.department == "yj")
    assert posted == {"c": 2, "s": 2, "o": 4}
    assert found.sunk == {"yj": (8, 8)}
    assert [(level.name, level.value) for level in found.levels] == [
        ("floor", 0),
        ("split", 0),
        ("holders", 0),
        ("team_moves", 6),
    ]
    assert len([move for move in found.moves if move.department == "yj"]) == 6
    (short,) = found.liaison
    assert (short.department, short.missing) == ("xf", 5)
    assert len(found.officers) == len(scenario.officers)
