"""What is missing of two certified people in a district, wherever it is told."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from scheduler.force import Wishes, allocate
from scheduler.force.bureau import by_town
from scheduler.model import Allocation, Scenario
from scheduler.report import force_summary_lines, write_force_tables
from scheduler.report.figure_page import styled
from scheduler.report.force_missing import missing_table
from scheduler.report.split_chart import SHORT, split_page
from scheduler.words import Words
from tests import makers as m

DAY = dt.date(2026, 12, 1)
OLD = dt.date(2026, 11, 30)
GROUPS = {"c": "centre", "s": "south", "o": "other"}


def city(*officers: Any, **changes: Any) -> Scenario:
    """Three districts of one town each, a resident team."""
    tables: dict[str, Any] = {
        "districts": tuple(m.make_district(g, group=GROUPS[g]) for g in GROUPS),
        "towns": tuple(m.make_town(f"t{g}", district=g) for g in GROUPS),
        "departments": (m.make_department("yj"),),
        "officers": officers,
    }
    return m.make_scenario(**{**tables, **changes})


def team(count: int, **changes: Any) -> list[Any]:
    return [m.make_officer(f"yj{k}", districts=(), **changes) for k in range(count)]


def posted(scenario: Scenario) -> Allocation:
    return allocate(scenario, DAY, Wishes(1.0, {}, {}))


@pytest.mark.parametrize(
    ("people", "able", "missing"),
    [
        # Two, two and four people, none of them certified: two each are missing.
        (8, 0, (6, 0)),
        # The first pair is whole.
        (8, 2, (4, 0)),
        (8, 8, (0, 0)),
        # One, one and one of three, all certified: one each is missing of both.
        (3, 3, (3, 3)),
        (3, 0, (6, 3)),
        (0, 0, (6, 6)),
    ],
)
def test_what_is_missing_of_two_in_each_district(people, able, missing):
    officers = [*team(people)[:able], *team(people, valid_until=OLD)[able:]]
    table = missing_table(posted(city(*officers)))
    assert table == {"yj": dict(zip(("certified", "people"), missing, strict=True))}


def test_a_team_without_a_certificate_is_told_what_is_missing(tmp_path: Path):
    scenario = city(*team(8, certificate=None))
    found = posted(scenario)
    told = force_summary_lines(found, scenario, Words("zh"))
    line = "yj局　持证人员不足，缺 6 人，c片区、s片区、o片区有效持证不足 2 人"
    assert line in told
    assert not [other for other in told if "须跨片区支援" in other]
    write_force_tables(found, "", tmp_path)
    with (tmp_path / "targets.csv").open(encoding="utf-8-sig") as file:
        rows = [
            (r["floor"], r["certified"], r["missing_certified"], r["missing_people"])
            for r in csv.DictReader(file)
        ]
    assert rows == [("2", "0", "2", "0")] * 3
    assert '"certified": 6' in (tmp_path / "force.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "text"), [("zh", "持证缺 6 人"), ("en", "certified −6")]
)
def test_the_chart_tells_it(lang: str, text: str):
    for officers, there in ((team(8, certificate=None), True), (team(8), False)):
        scenario = city(*officers)
        with styled():
            page = split_page(posted(scenario), scenario, Words(lang))
        inks = {one.get_text(): one.get_color() for one in page.axes[0].texts}
        assert (text in inks) == there
        (ink,) = {ink for name, ink in inks.items() if name.startswith("2")}
        assert (ink == SHORT) == there


def test_the_chart_counts_the_resident_teams_only():
    departments = (m.make_department("yj"), m.make_department("cg", kind="bureau"))
    there = m.make_officer("cg1", department="cg", districts=("c",), town="tc")
    scenario = city(*team(8), there, departments=departments)
    with styled():
        page = split_page(posted(scenario), scenario, Words("en"))
    titles = [one.get_text() for one in page.texts]
    assert "in all, centre : south : others = 2 : 2 : 4" in titles


def bureau(*rows: tuple[str, int, int]) -> list[Any]:
    """Officers of `cg` by town: so many certified, so many with an old certificate.

    The old ones come first by id.
    """
    return [
        m.make_officer(
            f"cg{town}{k}",
            department="cg",
            districts=(town[0],),
            town=f"t{town}",
            **({"valid_until": OLD} if k < old else {}),
        )
        for town, able, old in rows
        for k in range(able + old)
    ]


def towns(*officers: Any) -> Scenario:
    """Two districts of two towns each, a bureau, no sites: the towns are alike."""
    return city(
        *officers,
        districts=tuple(m.make_district(g, group=GROUPS[g]) for g in "cs"),
        towns=tuple(m.make_town(f"t{g}{k}", district=g) for g in "cs" for k in (1, 2)),
        departments=(m.make_department("cg", kind="bureau"),),
        sites=(),
    )


def able_by_town(*rows: tuple[str, int, int]) -> tuple[list[int], int]:
    """Return the certified people of each town, and how many of the bureau move."""
    scenario = towns(*bureau(*rows))
    found = by_town(scenario, scenario.officers, {}, DAY)
    assert len(found) == len(scenario.officers)
    able = [
        sum(o.certified_on(DAY) for o in found.values() if o.town == row.town)
        for row in scenario.towns
    ]
    moved = sum(found[o.officer].town != o.town for o in scenario.officers)
    return able, moved


@pytest.mark.parametrize(
    ("rows", "able", "moved"),
    [
        # Whoever can stay stays where all have two.
        ([("c1", 2, 1), ("c2", 2, 1), ("s1", 2, 0), ("s2", 2, 0)], [2, 2, 2, 2], 0),
        # One too many: the old one leaves for the town with room.
        ([("c1", 2, 0), ("c2", 2, 0), ("s1", 2, 1), ("s2", 2, 0)], [2, 2, 2, 2], 1),
        # The neighbour in the district helps before any other.
        ([("c1", 3, 0), ("c2", 3, 0), ("s1", 3, 0), ("s2", 1, 2)], [3, 3, 2, 2], 2),
        # One of the old ones changes places with the third certified of a neighbour.
        ([("c1", 3, 0), ("c2", 1, 2), ("s1", 2, 0), ("s2", 2, 0)], [2, 2, 2, 2], 2),
        # Two old ones of a district change places with one each of two other towns.
        ([("c1", 3, 0), ("c2", 3, 0), ("s1", 0, 3), ("s2", 2, 1)], [2, 2, 2, 2], 4),
        # Too few for two a town: two a district come first.
        ([("c1", 2, 0), ("c2", 2, 0), ("s1", 0, 2), ("s2", 0, 2)], [0, 2, 2, 0], 4),
        # Too few for that as well: nobody can be spared.
        ([("c1", 2, 0), ("c2", 0, 2), ("s1", 0, 2), ("s2", 1, 1)], [2, 0, 0, 1], 0),
    ],
)
def test_the_bureau_has_two_certified_where_it_can(rows, able, moved):
    assert able_by_town(*rows) == (able, moved)


def test_the_bureau_is_told_what_it_lacks():
    scenario = towns(
        *bureau(("c1", 2, 0), ("c2", 0, 2), ("s1", 0, 2), ("s2", 1, 1)),
    )
    found = posted(scenario)
    assert missing_table(found) == {"cg": {"certified": 1, "people": 0}}
    told = force_summary_lines(found, scenario, Words("zh"))
    assert "cg局　持证人员不足，缺 1 人，s片区有效持证不足 2 人" in told
