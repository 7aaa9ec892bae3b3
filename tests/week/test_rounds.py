"""Rounds: value by hand, party sizes, base, team."""

import pytest

from scheduler.week.rounds import Ground, make_template
from scheduler.week.variants import Need
from tests import makers as m
from tests.week.world import CG, SC, XF, YJ, city, full_ones, template

ASSISTED = (
    m.make_role("safety", "yj"),
    m.make_role("safety", "sc", "case"),
    m.make_role("safety", "cg", "assist"),
    m.make_role("safety", "xf", "assist"),
)


def test_one_round_by_hand():
    # 10 minutes to s1, 08:30-09:40, 20 to s2, 10:00-11:10, 20 home.
    found = template(city(), "s1", "s2")
    assert found is not None
    assert (found.value, found.base, found.needs) == (240, "t1", ((YJ, Need(2)),))
    assert (found.people, found.riders) == (2, 2)
    times = found.times
    assert (times.depart, times.starts, times.return_, times.travel) == (
        m.at("08:20"),
        (m.at("08:30"), m.at("10:00")),
        m.at("11:30"),
        50,
    )
    assert len(found.dates) == 5


@pytest.mark.parametrize(
    ("joined", "value"), [((), 240), ((CG,), 260), ((CG, XF), 280)]
)
def test_a_present_assist_department_is_worth_a_point_a_visit(joined, value: int):
    # 120 points a visit and 1 x 10 for each assist department.
    scenario = city(item_departments=ASSISTED)
    found = template(scenario, "s1", "s2", joined=joined)
    assert found is not None
    assert (found.value, found.present[0]) == (value, tuple(sorted({YJ, SC, *joined})))


@pytest.mark.parametrize(
    ("yj", "sc", "value"),
    [
        (4, 4, 120),  # 8 people
        (5, 4, 90),  # 9: 3 x 10 less
        (6, 6, 0),  # 12: 4 x 3 x 10 less
        (7, 6, None),  # 13: never
    ],
)
def test_large_parties(yj: int, sc: int, value: int | None):
    scenario = city(
        item_departments=(
            m.make_role("safety", "yj", officers=yj),
            m.make_role("safety", "sc", "case", officers=sc),
        ),
        plan=(m.make_plan_row("P1"),),
    )
    if value is None:
        assert full_ones(scenario) == {}
        return
    found = template(scenario, "s1")
    assert found is not None
    assert (found.value, found.people) == (value, yj + sc)


def test_a_party_counts_who_enters_with_the_people_of_the_round():
    # s2 needs five of sc; at s1 they assist: 2 + 5 = 7, + 6 yj = 13 > 12.
    def round_of(people: int):
        scenario = city(
            item_departments=(
                m.make_role("safety", "yj", officers=people),
                m.make_role("safety", "sc", "assist"),
                m.make_role("food", "sc", officers=5),
            ),
            plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        )
        return template(scenario, "s1", "s2")

    # 7 + 5 = 12: 120 + 10 - 4 x 30 at s1, 120 at s2 (yj has no part in food).
    found = round_of(7)
    assert found is not None
    assert found.value == 130
    assert found.present == ((SC, YJ), (SC,))
    assert round_of(8) is None


def test_an_assist_department_may_make_a_visit_too_long():
    # cg assists at two checks of s1: 70 + 70 + 10 = 150, a minute more is too long.
    def round_of(minutes: int):
        scenario = city(
            items=(
                m.make_item("safety", minutes=70),
                m.make_item("food", minutes=minutes),
            ),
            item_departments=(
                m.make_role("safety", "yj"),
                m.make_role("food", "sc"),
                m.make_role("safety", "cg", "assist"),
                m.make_role("food", "cg", "assist"),
            ),
            plan=(m.make_plan_row("P1"), m.make_plan_row("P2", item="food")),
        )
        return template(scenario, "s1"), template(scenario, "s1", joined=(CG,))

    assert all(round_of(70))
    alone, joined = round_of(71)
    assert alone is not None
    assert joined is None


def test_nobody_travels_for_nothing():
    assert template(city(), "s1", joined=(CG,)) is None


def test_town_officers_alone_start_in_their_town():
    delegations = (m.make_delegation("safety", "*"),)
    officers = tuple(m.make_officer(f"tw{k}", town=f"t{k}") for k in (1, 2))
    scenario = city(delegations=delegations, officers=officers)
    found = template(scenario, "s2")
    assert found is not None
    assert (found.base, found.riders, found.times.travel) == ("t2", 0, 20)
    assert (found.people, found.needs) == (2, ((("tw", "t2"), Need(2)),))
    # Two towns' teams cannot share a round, unless somebody else brings them together.
    assert template(scenario, "s1", "s2") is None
    mixed = template(scenario, "s1", "s2", joined=(YJ,))
    assert mixed is not None
    assert (mixed.base, mixed.riders, mixed.people) == ("t1", 2, 6)
    assert mixed.present == ((("tw", "t1"), YJ), (("tw", "t2"), YJ))


def test_a_round_needs_a_common_date():
    closed = [
        m.make_closure("s1", from_=m.day("2026-11-30"), until=m.day("2026-12-01")),
        m.make_closure("s2", from_=m.day("2026-12-03"), until=m.day("2026-12-04")),
    ]
    found = template(city(closures=tuple(closed)), "s1", "s2")
    assert found is not None
    assert [d.day for d in found.dates] == [2]
    closed.append(
        m.make_closure("s1", from_=m.day("2026-12-02"), until=m.day("2026-12-02"))
    )
    assert template(city(closures=tuple(closed)), "s1", "s2") is None


def test_the_order_is_the_one_asked_for():
    scenario = city()
    found = full_ones(scenario)
    ground = Ground.of(scenario, "cangcang")
    made = make_template(
        ground,
        scenario.settings.kind("morning"),
        [found["s2"], found["s1"]],
        frozenset({YJ}),
    )
    assert made is not None
    # 20 there, 20 back to t1, 10 home.
    assert [v.site for v in made.variants] == ["s2", "s1"]
    assert (made.times.travel, made.times.starts[0]) == (50, m.at("08:30"))
