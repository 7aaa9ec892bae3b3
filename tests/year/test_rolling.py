"""What is left of a year: done counts, missed goes in, filed rows stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from scheduler.model import HistoryRow, PlannedYear, PlanRow, Scenario, Week
from scheduler.year import plan_year
from tests import makers as m
from tests.year.city import YEAR, city

JULY = Week(YEAR, 27)


def filed(number: int = 8) -> tuple[Scenario, PlannedYear]:
    """A city with its plan of 2027: safety twice a year at each site."""
    scenario = city(
        number,
        frequencies=(m.make_frequency(per_year=2, tolerance_days=30),),
        caps=(m.make_cap(per_year=2),),
    )
    planned = plan_year(scenario, YEAR)
    approved = tuple(replace(row, approval=f"批{row.plan_id}") for row in planned.plan)
    return replace(scenario, plan=approved), planned


def done(row: PlanRow) -> HistoryRow:
    return m.make_history_row(
        row.site, date=row.due, plan_id=row.plan_id, department="yj"
    )


def first_half(scenario: Scenario) -> list[PlanRow]:
    return [row for row in scenario.plan if row.due < JULY.monday]


def week_of(row: PlanRow) -> Week:
    return Week.of(row.due)


def test_where_all_went_as_filed_nothing_moves():
    scenario, _ = filed()
    history = tuple(map(done, first_half(scenario)))
    found = plan_year(replace(scenario, history=history), YEAR, since=JULY)
    assert set(found.plan) == set(scenario.plan)
    assert found.changes is not None
    assert (found.changes.moved, found.changes.new, found.changes.dropped) == (0, 0, 0)
    assert found.unmet == ()


def test_what_was_missed_is_made_up_for_and_the_others_stay():
    scenario, _ = filed()
    early = first_half(scenario)
    missed = early[0]
    history = tuple(map(done, early[1:]))
    found = plan_year(replace(scenario, history=history), YEAR, since=JULY)
    assert found.changes is not None
    assert (found.changes.new, found.changes.dropped) == (0, 0)
    now = {row.plan_id: row for row in found.plan}
    assert now[missed.plan_id].due >= JULY.monday
    # Its approval stays with the row.
    assert now[missed.plan_id].approval == missed.approval
    touched = {
        row.plan_id
        for row in scenario.plan
        if week_of(row) != week_of(now[row.plan_id])
    }
    # The site of the missed check only, whose two are five weeks apart at least.
    assert {now[name].site for name in touched} == {missed.site}
    assert found.changes.moved == len(touched) <= 2
    assert Counter(row.site for row in found.plan) == dict.fromkeys(
        (f"s{k}" for k in range(8)), 2
    )


def test_a_check_by_complaint_counts_as_done():
    scenario, _ = filed()
    early = first_half(scenario)
    history = [done(row) for row in early[1:]]
    history.append(replace(done(early[0]), trigger="complaint", plan_id="Q1"))
    found = plan_year(replace(scenario, history=tuple(history)), YEAR, since=JULY)
    assert found.changes is not None
    assert (found.changes.moved, found.changes.dropped) == (0, 1)
    assert early[0].plan_id not in {row.plan_id for row in found.plan}


def test_a_new_site_gets_rows_and_a_closed_one_loses_them():
    scenario, _ = filed()
    history = tuple(map(done, first_half(scenario)))
    closed = next(row.site for row in scenario.plan if row.due >= JULY.monday)
    gone = tuple(row for row in scenario.site_items if row.site != closed)
    changed = replace(
        scenario,
        history=history,
        sites=(*scenario.sites, m.make_site("s9")),
        site_items=(*gone, m.make_site_item("s9")),
    )
    found = plan_year(changed, YEAR, since=JULY)
    assert found.changes is not None
    left = [
        row for row in scenario.plan if row.site == closed and row.due >= JULY.monday
    ]
    assert found.changes.dropped == len(left) >= 1
    new = [row for row in found.plan if row.site == "s9"]
    assert len(new) == found.changes.new == 2
    assert all(row.due >= JULY.monday for row in new)
    assert [row.plan_id for row in new] == ["Y2027-N00001", "Y2027-N00002"]
    assert found.changes.moved == 0


def test_what_can_no_longer_be_met_is_listed():
    # Both checks missed, six weeks left: two visits five weeks apart do fit; with
    # four weeks left one is lost.
    scenario, _ = filed(1)
    for week, lost in ((46, 0), (50, 1)):
        found = plan_year(scenario, YEAR, since=Week(YEAR, week))
        assert sum(row.checks for row in found.unmet) == lost
    assert [(row.site, row.reason) for row in found.unmet] == [("s0", "gap")]


def test_a_cap_used_up_is_used_up():
    scenario, _ = filed(1)
    early = scenario.plan[0]
    # yj was there twice this year, once for another row.
    twice = (done(early), replace(done(early), date=m.day("2027-01-12"), item="food"))
    found = plan_year(replace(scenario, history=twice), YEAR, since=JULY)
    assert [(row.site, row.checks, row.reason) for row in found.unmet] == [
        ("s0", 1, "cap")
    ]


def test_a_week_of_another_year_is_refused():
    with pytest.raises(ValueError, match="2028"):
        plan_year(filed(1)[0], YEAR, since=Week(2028, 10))
