"""Rows whose site or item forbids the check for good."""

from typing import Any

import pytest

from tests import makers as m
from tests.intake.world import CHECK, dates, fate, fates, world


def consented(until: str | None, number: str | None = "南城管函〔2026〕8号") -> Any:
    day = m.day(until) if until else None
    return (
        m.make_item("safety", list_="consented", consent_no=number, consent_until=day),
    )


def request(**changes: Any) -> dict[str, Any]:
    return {"plan": (), "requests": (m.make_request("Q1", **changes),)}


def test_a_listed_item_at_a_known_site_is_a_check():
    assert fate(world()) == CHECK
    assert fate(world(**request()), "Q1") == CHECK


@pytest.mark.parametrize("row", ["P1", "Q1", "N1"])
def test_unknown_site_and_unknown_item_are_removed(row: str):
    rows = {
        "plan": (m.make_plan_row("P1", "s9"),),
        "requests": (
            m.make_request("Q1", site="s9"),
            m.make_request("N1", site="s9", trigger="none"),
        ),
    }
    assert fate(world(**rows), row) == "removed: unknown_site"
    rows = {
        "plan": (m.make_plan_row("P1", item="x"),),
        "requests": (
            m.make_request("Q1", item="x"),
            m.make_request("N1", item="x", trigger="none"),
        ),
    }
    assert fate(world(**rows), row) == "removed: unknown_item"


def test_an_item_outside_the_list_returns_to_the_department():
    items = (m.make_item("safety", list_="outside"),)
    assert fate(world(items=items)) == "returned: outside_list"
    assert fate(world(items=items, **request()), "Q1") == "returned: outside_list"


def test_a_consent_needs_a_number_and_a_date():
    assert (
        fate(world(items=consented("2026-12-31", None))) == "returned: consent_expired"
    )
    assert fate(world(items=consented("2026-12-31", ""))) == "returned: consent_expired"
    assert fate(world(items=consented(None))) == "returned: consent_expired"


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("2026-11-29", None),  # the Sunday before
        ("2026-11-30", "30"),
        ("2026-12-02", "30 1 2"),
        ("2026-12-31", "30 1 2 3 4"),
    ],
)
def test_a_consent_holds_to_its_last_date(until: str, found: str | None):
    for rows in ({}, request()):
        scenario = world(items=consented(until), **rows)
        if found is None:
            assert set(fates(scenario).values()) == {"returned: consent_expired"}
        else:
            assert dates(scenario) == found


def test_a_consent_that_ends_before_the_first_date_of_the_row_has_expired():
    plan = (m.make_plan_row("P1", earliest=m.day("2026-12-03")),)
    late = world(items=consented("2026-12-02"), plan=plan)
    assert fate(late) == "returned: consent_expired"
    assert dates(world(items=consented("2026-12-03"), plan=plan)) == "3"


def test_areas_take_area_items_only_and_other_sites_no_area_items():
    area = (m.make_site("s1", kind="area"),)
    assert fate(world(sites=area)) == "removed: not_applicable"
    items = (m.make_item("safety", target="area"),)
    assert fate(world(items=items)) == "removed: not_applicable"
    assert fate(world(items=items, sites=area)) == CHECK


def test_an_item_without_any_department_is_not_applicable():
    assert fate(world(item_departments=())) == "removed: not_applicable"


def test_a_site_takes_only_the_items_it_carries():
    other = {"site_items": (m.make_site_item("s1", "dust"),)}
    assert fate(world(**other)) == "removed: not_applicable"
    assert fate(world(**other, **request()), "Q1") == "removed: not_applicable"
    assert fate(world(site_items=(m.make_site_item("s1"),))) == CHECK
    # A site without a row in a table with rows carries nothing, as the rules say.
    elsewhere = {"site_items": (m.make_site_item("s2"),)}
    assert fate(world(**elsewhere)) == "removed: not_applicable"


def test_done_and_target_come_before_time():
    plan = (m.make_plan_row("P1", "s9", earliest=m.day("2027-01-01")),)
    assert fate(world(plan=plan)) == "removed: unknown_site"
    history = (m.make_history_row("s9", plan_id="P1"),)
    assert fate(world(plan=plan, history=history)) == "done: history"
