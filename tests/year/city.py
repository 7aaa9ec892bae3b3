"""A small city for a year: one district, two towns, sites of one or two items."""

from __future__ import annotations

from typing import Any

from scheduler.model import Scenario
from scheduler.year.draws import draw_sites
from scheduler.year.needs import Buckets, YearBook
from scheduler.year.weeks import YearWeeks
from tests import makers as m

YEAR = 2027


def city(number: int = 6, /, **tables: Any) -> Scenario:
    """`safety` once a year at each of so many sites, by four officers of `yj`.

    Frequencies of class B; `food` has one too, but no site carries it.
    """
    full: dict[str, Any] = {
        "districts": (m.make_district(),),
        "towns": (m.make_town("t1"), m.make_town("t2")),
        "travel_given": {("t1", "t2"): 20, ("t2", "t1"): 20},
        "departments": (
            m.make_department("sc"),
            m.make_department("tw", kind="town"),
            m.make_department("yj"),
        ),
        "officers": (
            *(m.make_officer(f"{d}{k}") for d in ("yj", "sc") for k in range(1, 5)),
            *(m.make_officer(f"tw{k}", town="t1") for k in (1, 2)),
        ),
        "items": (m.make_item("safety"), m.make_item("food", minutes=30)),
        "item_departments": (
            m.make_role("safety", "yj"),
            m.make_role("safety", "sc", "assist"),
            m.make_role("food", "sc"),
        ),
        "frequencies": (m.make_frequency("safety"), m.make_frequency("food")),
        "sites": tuple(m.make_site(f"s{k}") for k in range(number)),
        "site_items": tuple(m.make_site_item(f"s{k}") for k in range(number)),
    }
    return m.make_scenario(**{**full, **tables})


def book(scenario: Scenario, buckets: Buckets | None = None) -> YearBook:
    """The scenario as the plan of 2027 reads it."""
    weeks = YearWeeks.of(scenario.calendar, YEAR)
    draws = draw_sites(scenario, YEAR, "demo")
    return YearBook(scenario, weeks, draws, buckets or Buckets())
