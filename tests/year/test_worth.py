"""What one more is worth, on weeks in which it can be counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from scheduler.api_values import values_of
from scheduler.force import Wishes, allocate
from scheduler.year import YearAsked, YearWorth, plan_year
from tests import makers as m
from tests.year.city import YEAR
from tests.year.small_force import half, one, one_week, row, valued


@pytest.mark.parametrize(
    ("officers", "carried", "more", "fewer", "spare"),
    [
        # Nobody, and one alone who may not go: a second one opens two checks.
        # Who can do nothing is not spare.
        (0, 0, 0, None, None),
        (1, 0, 2, 0, None),
        # Two go together; if one leaves the other may not go alone.
        (2, 2, 1, 2, 0),
        (3, 3, 1, 1, 0),
        # Four for four sites: no more is wanted, nobody can be spared.
        (4, 4, 0, 1, 0),
        (5, 4, 0, 0, 1),
        (7, 4, 0, 0, 3),
    ],
)
def test_one_more_officer(
    officers: int, carried: int, more: int, fewer: int | None, spare: int | None
):
    worths = valued(one_week(4, officers))
    assert worths.checks == 4
    assert worths.carried == pytest.approx(carried)
    assert worths.whole == carried
    found = row(worths)
    assert found.more == pytest.approx(more)
    assert found.estimate >= more - 1e-6
    assert found.fewer == (None if fewer is None else pytest.approx(fewer))
    assert found.spare == spare
    # At the limit itself the duals say one more, but all is carried out already.
    assert found.estimate == pytest.approx(more)
    assert found.weeks == bool(more)


def test_one_more_is_what_the_scenario_with_one_more_says():
    # Solving the city anew, from its officers on, comes to the same.
    asked = YearAsked.of(one_week(9, 5), YEAR)
    program = YearWorth(asked, one_week(9, 5), 0.1)
    before, after = program.carried, program.carried_by(one_week(9, 6))
    assert after == pytest.approx(YearWorth(asked, one_week(9, 6), 0.1).carried)
    worths = valued(one_week(9, 5))
    assert before == pytest.approx(0.9 * worths.carried)
    assert after - before == pytest.approx(0.9 * row(worths).more)


def test_a_qualification_is_worth_more_than_a_head():
    officers = (one(0, qualifications=("q",)), *(one(k) for k in range(1, 4)))
    scenario = one_week(
        9,
        0,
        officers=officers,
        item_departments=(m.make_role("safety", "yj", qualification=("q",)),),
    )
    worths = valued(scenario)
    # The holder goes on two visits a week: half a session each.
    assert worths.carried == pytest.approx(2)
    assert row(worths).more == 0
    # A second holder: four visits, as many as four of five heads can make.
    holder = row(worths, qualification="q")
    assert (holder.more, holder.fewer) == (pytest.approx(2), pytest.approx(2))
    assert holder.estimate == pytest.approx(2)
    # Two visits take two of four sessions, but nine would take nine: nobody is spare.
    assert row(worths).spare == 0


def test_holders_of_several_are_counted_once():
    # Half of the checks ask for p, half for q; who holds both serves either, not both.
    scenario = one_week(
        8,
        0,
        officers=(
            one(0, qualifications=("p", "q")),
            *(one(k) for k in range(1, 9)),
        ),
        items=(half(), half(item="food")),
        item_departments=(
            m.make_role("safety", "yj", qualification=("p",)),
            m.make_role("food", "yj", qualification=("q",)),
        ),
        site_items=tuple(
            m.make_site_item(f"s{k}", "food" if k % 2 else "safety") for k in range(8)
        ),
    )
    worths = valued(scenario)
    assert worths.carried == pytest.approx(2)
    assert row(worths, qualification="p").more == pytest.approx(2)


def test_one_more_vehicle():
    # One vehicle, five evenings: ten visits of half a session; an evening more is two.
    evening = half(sessions=("evening",))
    scenario = one_week(
        12,
        0,
        items=(evening,),
        officers=tuple(one(k, night=True) for k in range(20)),
        vehicles=(m.make_vehicle(),),
    )
    worths = valued(scenario)
    assert worths.carried == pytest.approx(10)
    vehicle, more = row(worths, "vehicle"), row(worths, "evening")
    assert (vehicle.more, vehicle.fewer) == (pytest.approx(2), pytest.approx(10))
    # By the duals it is ten, but only two are not carried out.
    assert vehicle.estimate == pytest.approx(2)
    assert (more.more, more.fewer) == (pytest.approx(2), pytest.approx(2))
    # Two of five evenings in the workshop: four visits fewer.
    out = m.make_vehicle_outage(from_=m.day("2027-03-01"), until=m.day("2027-03-02"))
    assert valued(replace(scenario, vehicle_outages=(out,))).carried == pytest.approx(6)
    # A party of two does not fit into one seat: two vehicles a visit.
    small = replace(scenario, vehicles=(m.make_vehicle(seats=1),))
    assert valued(small).carried == pytest.approx(5)


def test_who_may_not_go_out_at_night():
    scenario = one_week(
        9,
        0,
        items=(half(sessions=("evening",)),),
        officers=tuple(one(k, night=k < 2) for k in range(4)),
    )
    worths = valued(scenario)
    assert worths.carried == pytest.approx(2)
    # Half of the unit go out at night, so one more does, and one fewer leaves one who
    # may not go alone; an evening brings two.
    assert (row(worths).more, row(worths).fewer) == pytest.approx((1, 2))
    assert row(worths, "evening").more == pytest.approx(2)
    assert row(worths).spare == 0


def test_a_day_item_has_no_evening():
    kinds = {found.kind for found in valued(one_week(4, 2)).rows}
    assert kinds == {"officer", "vehicle"}


def test_a_part_of_a_visit_is_carried_where_one_department_is_short():
    # Both items at each site ride on one visit; of `sc` nobody is there.
    scenario = one_week(
        3,
        3,
        items=(half(), half(item="food")),
        item_departments=(m.make_role("safety", "yj"), m.make_role("food", "sc")),
        site_items=tuple(
            m.make_site_item(f"s{k}", item)
            for k in range(3)
            for item in ("safety", "food")
        ),
    )
    asked = YearAsked.of(scenario, YEAR)
    assert asked.checks == 6
    assert sum(asked.visits[("cangcang",)].values()) == 3
    worths = valued(scenario)
    assert worths.carried == pytest.approx(3)
    # Nobody of `sc` is there, which is no slack; of `yj` three do all that is asked.
    idle = {r.department: (r.idle, r.spare) for r in worths.rows if r.kind == "officer"}
    assert idle == {"sc": (True, None), "yj": (False, 0)}


def test_who_waits_for_another_department_is_not_spare():
    # Each check takes both, and one of `sc` may not go alone: nothing is carried out.
    roles = (m.make_role("safety", "yj"), m.make_role("safety", "sc"))
    officers = (
        *(one(k) for k in range(6)),
        m.make_officer("sc0", department="sc", max_sessions=1),
    )
    worths = valued(one_week(4, 0, officers=officers, item_departments=roles))
    assert worths.carried == 0
    rows = {r.department: r for r in worths.rows if r.kind == "officer"}
    assert (rows["yj"].spare, rows["sc"].spare) == (None, None)
    # A second one of `sc` makes two visits, each half a session of two of each.
    assert rows["sc"].more == pytest.approx(2)
    assert 2 <= rows["sc"].estimate <= 4


def test_what_waits_for_another_department_leaves_nobody_spare():
    # Six of `yj` and two of `sc` make two visits of four; two of `yj` go on them, but
    # all four take four of six: two are spare, not four.
    roles = (m.make_role("safety", "yj"), m.make_role("safety", "sc"))
    officers = (
        *(one(k) for k in range(6)),
        *(m.make_officer(f"sc{k}", department="sc", max_sessions=1) for k in (0, 1)),
    )
    worths = valued(one_week(4, 0, officers=officers, item_departments=roles))
    assert worths.carried == pytest.approx(2)
    rows = {r.department: r for r in worths.rows if r.kind == "officer"}
    assert (rows["yj"].spare, rows["sc"].spare) == (2, 0)


def test_a_share_of_85_per_cent():
    # Of twenty people 16 are posted, by 85 % 17: one check more in the one week.
    day = dt.date(2026, 12, 1)
    scenario = one_week(20, 20)
    wishes = Wishes(0.8, {}, {})
    found = allocate(scenario, day, wishes)
    planned = plan_year(scenario, YEAR, reserve=0.0)
    phases: list[str] = []
    worths = values_of(scenario, found, planned, day, wishes, phases.append)
    today, now, more = worths.shares
    assert [r.share for r in worths.shares] == [None, 0.8, 0.85]
    assert [r.posted for r in worths.shares] == [20, 16, 17]
    assert [today.carried, now.carried, more.carried] == pytest.approx([20, 16, 17])
    # Twenty visits of a session of one officer each, in the one week.
    assert [r.peak for r in worths.shares] == pytest.approx([1, 20 / 16, 20 / 17])
    assert [r.over for r in worths.shares] == [0, 1, 1]
    assert now.who == (("cangcang",), "yj", "")
    assert phases == ["asked", "values", "shares"]
