"""Corners of a year's plan: leads, consents, caps, rows of other years, many ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model import PlannedYear, PlanRow, Scenario, Season, Timetable, Week
from scheduler.year import plan_year, rest_of_year
from scheduler.year.fewest import plans_of, visits_alone
from scheduler.year.needs import strata_of
from scheduler.year.terms import Kind, Need
from scheduler.year.ways import MOST_WAYS, all_tried, ways_of
from tests import makers as m
from tests.year.city import YEAR, book, city

W20 = Week(YEAR, 20)
ALL = (1 << 52) - 1


def unmet(planned: PlannedYear) -> list[tuple[str, str, int, str]]:
    return [(r.site, r.item, r.checks, r.reason) for r in planned.unmet]


def consented(item: str, **more: object) -> object:
    until = m.day("2029-01-01")
    given = {"list_": "consented", "consent_no": "N", "consent_until": until}
    return m.make_item(item, **{**given, **more})


def test_a_consented_item_is_led_by_its_lead_whatever_the_ids():
    """Two leads never share a visit, though one department is in both cases."""
    names = ("aa", "mm", "zz")
    scenario = city(
        1,
        departments=tuple(m.make_department(d) for d in names),
        officers=tuple(m.make_officer(f"{d}{k}") for d in names for k in (1, 2)),
        items=(consented("x"), consented("y")),
        item_departments=(
            *(m.make_role("x", "mm"), m.make_role("x", "aa", "case")),
            *(m.make_role("y", "zz"), m.make_role("y", "aa", "case")),
        ),
        frequencies=(m.make_frequency("x"), m.make_frequency("y")),
        site_items=(m.make_site_item("s0", "x"), m.make_site_item("s0", "y")),
    )
    (stratum,) = strata_of(book(scenario))
    assert [need.lead for need in stratum.kind.needs] == ["mm", "zz"]
    assert [visit.items for visit in plan_year(scenario, YEAR).visits] == [
        ("x",),
        ("y",),
    ]


@pytest.mark.parametrize("lost", [{"consent_no": ""}, {"consent_until": None}])
def test_a_consent_without_number_or_date_is_none(lost: dict[str, object]):
    planned = plan_year(city(1, items=(consented("safety", **lost),)), YEAR)
    assert planned.plan == ()
    assert unmet(planned) == [("s0", "safety", 1, "closed")]


@pytest.mark.parametrize(("people", "met"), [(12, 1), (13, 0)])
def test_a_single_check_keeps_to_the_size_of_a_party(people: int, met: int):
    roles = (m.make_role("safety", "yj", officers=people),)
    planned = plan_year(city(1, item_departments=roles), YEAR)
    assert len(planned.plan) == met
    assert unmet(planned) == ([] if met else [("s0", "safety", 1, "unfit")])


@pytest.mark.parametrize(("per_year", "missing"), [(2, 0), (3, 1), (12, 10)])
def test_what_is_required_above_the_cap_is_told_as_that(per_year: int, missing: int):
    """However near the gap would be to forbid it, too."""
    frequencies = (m.make_frequency(per_year=per_year, tolerance_days=7),)
    planned = plan_year(
        city(1, frequencies=frequencies, caps=(m.make_cap(per_year=2),)), YEAR
    )
    told = [("s0", "safety", missing, "cap")] if missing else []
    assert unmet(planned) == told


def test_each_item_has_a_reason_of_its_own():
    """Food has a season of one week only, safety a cap."""
    short = Season((3, 1), (3, 5))
    scenario = city(
        1,
        items=(
            m.make_item("safety"),
            m.make_item("food", minutes=30, seasons=(short,)),
        ),
        frequencies=(
            m.make_frequency(per_year=4),
            m.make_frequency("food", per_year=2),
        ),
        caps=(m.make_cap("yj", per_year=2),),
        site_items=(m.make_site_item("s0"), m.make_site_item("s0", "food")),
    )
    assert unmet(plan_year(scenario, YEAR)) == [
        ("s0", "food", 1, "season"),
        ("s0", "safety", 2, "cap"),
    ]


def row(plan_id: str, *dates: str, **more: object) -> PlanRow:
    """A row of the plan of the year, with its first, due and last date."""
    earliest, due, latest = (m.day(f"{YEAR}-{date}") for date in dates)
    given = {"site": "s0", "earliest": earliest, "due": due, "latest": latest}
    return m.make_plan_row(plan_id, **{**given, **more})


def half_done(counts_to_cap: bool) -> Scenario:
    """Two checks a year and a cap of one; the first was made in February."""
    first = row("P0", "01-01", "02-12", "03-30", counts_to_cap=counts_to_cap)
    second = row("P1", "06-01", "09-10", "12-30")
    done = m.make_history_row("s0", date=m.day(f"{YEAR}-02-10"), plan_id="P0")
    return city(
        1,
        plan=(first, second),
        history=(done,),
        caps=(m.make_cap("yj", "*", 1),),
        frequencies=(m.make_frequency(per_year=2),),
    )


@pytest.mark.parametrize("counts", [True, False])
def test_a_row_that_does_not_count_leaves_the_cap(counts: bool):
    planned = plan_year(half_done(counts), YEAR, since=W20)
    assert unmet(planned) == ([("s0", "safety", 1, "cap")] if counts else [])
    assert [row.plan_id for row in planned.plan] == ["P0", *([] if counts else ["P1"])]


def test_sites_drawn_in_another_year_are_not_drawn_in_this():
    last = m.make_plan_row("A1", site="s1", due=m.day("2026-05-12"))
    this = row("B1", "09-01", "09-10", "10-01")
    scenario = city(
        2,
        plan=(last, this),
        frequencies=(m.make_frequency(ratio=0.5),),
        history=(m.make_history_row("s1", plan_id="A1"),),
    )
    planned = plan_year(scenario, YEAR, since=W20)
    assert [row.plan_id for row in planned.plan] == ["A1", "B1"]


def test_a_filed_row_that_no_frequency_asks_for_stays():
    special = row("SP", "09-01", "09-10", "10-01", item="food")
    scenario = city(1, plan=(special,), frequencies=(m.make_frequency(),))
    planned = plan_year(scenario, YEAR, since=W20)
    assert special in planned.plan
    assert planned.changes is not None
    assert planned.changes.dropped == 0


def test_a_missed_row_alone_moves():
    """Twelve patrols; those of spring were made but one, the rest stays as filed."""
    area = {
        "sites": (m.make_site("s0", kind="area"),),
        "items": (m.make_item(target="area"),),
        "frequencies": (m.make_frequency(per_year=12, tolerance_days=7),),
    }
    filed = plan_year(city(1, **area), YEAR).plan
    past = [r for r in filed if r.due < W20.monday]
    done = [m.make_history_row("s0", date=r.due, plan_id=r.plan_id) for r in past[1:]]
    again = plan_year(city(1, plan=filed, history=tuple(done), **area), YEAR, since=W20)
    assert again.changes is not None
    assert again.changes.moved <= 1
    rest = [r for r in filed if r.due >= W20.monday]
    assert set(rest) <= set(again.plan)


def test_an_area_is_visited_once_a_week_at_most():
    """Twelve patrols, five weeks left: seven are lost, and the witness says so."""
    scenario = city(
        1,
        sites=(m.make_site("s0", kind="area"),),
        items=(m.make_item(target="area"),),
        frequencies=(m.make_frequency(per_year=12, tolerance_days=7),),
        plan=(m.make_plan_row("P1", site="s0", due=m.day(f"{YEAR}-03-01")),),
    )
    planned = plan_year(scenario, YEAR, since=Week(YEAR, 48))
    weeks = [visit.week.number for visit in planned.visits]
    assert weeks == [48, 49, 50, 51, 52]
    assert unmet(planned) == [("s0", "safety", 7, "time")]
    rest = rest_of_year(scenario, (), Timetable(week=f"{YEAR}-W47"))
    assert rest is not None
    assert [row.checks for row in rest.unmet] == [7]


def need(item: str, count: int, unit: str = "yj") -> Need:
    return Need(item, count, 52, ALL, None, 20, (((unit, ""), 2),))


def test_many_items_of_one_site_take_no_time():
    """24, 2, 2 and 2 checks: 20 million ways, of which some are tried."""
    kind = Kind(
        ("d1",), 0, 1, (need("a", 24), need("b", 2), need("c", 2), need("d", 2))
    )
    settings = m.make_settings()
    assert not all_tried(kind, 24, settings)
    found = plans_of(kind, settings)
    assert (found.missing, found.visits) == (0, 24)
    assert not found.whole
    # Of 24 visits no fewer are possible: that needs no trying.
    assert found.proved


def test_all_ways_are_all_ways():
    """Of 4 and 2 checks on 4 visits: 6 ways; on 5, one visit has b alone."""
    kind = Kind(("d1",), 0, 1, (need("a", 4), need("b", 2)))
    settings = m.make_settings()
    assert len(list(ways_of(kind, 4, settings))) == 6 < MOST_WAYS
    # 5 places of the visit without a, times 4 others for the second b.
    assert len(list(ways_of(kind, 5, settings))) == 20
    # 6 visits carry one check each: 15 ways.
    assert len(list(ways_of(kind, 6, settings))) == 15
    assert list(ways_of(kind, 7, settings)) == []


def test_alone_each_department_merges_its_own_checks():
    """yj's three and two checks are three visits, sc's two are two."""
    kind = Kind(("d1",), 0, 1, (need("a", 3), need("b", 2), need("c", 2, unit="sc")))
    settings = m.make_settings()
    assert visits_alone(kind, plans_of(kind, settings), settings) == 5
    # What is unmet counts on neither side.
    capped = replace(kind, caps=(("yj", 2),))
    assert visits_alone(capped, plans_of(capped, settings), settings) == 4


def test_areas_are_no_entries():
    sites = (m.make_site("s0"), m.make_site("s1", kind="area"))
    items = (m.make_item("safety"), m.make_item("food", target="area"))
    site_items = (m.make_site_item("s0"), m.make_site_item("s1", "food"))
    planned = plan_year(city(2, sites=sites, items=items, site_items=site_items), YEAR)
    assert len(planned.visits) == 2
    assert (planned.entries, planned.baseline) == (1, 1)
