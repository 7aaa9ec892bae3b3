"""Which items fit a session in which towns, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduler.data.checks.fit import fits
from scheduler.model import Delegation, Item, ItemDepartment, Scenario, Window
from tests.data import make
from tests.data.expect import remarks
from tests.data.make import date


def with_item(
    minutes: int, sessions: tuple[str, ...], travel: int, **more: Any
) -> Scenario:
    """Return the small scenario with one item, checked at town t2 from base t1."""
    scenario = make.small()
    districts = (scenario.districts[0], replace(scenario.districts[1], base="t1"))
    item = Item("i1", "x", "", "", "basic", None, None, minutes, sessions, **more)
    return replace(
        scenario,
        districts=districts,
        items=(item, scenario.items[1]),
        travel_given={("t1", "t2"): travel, ("t2", "t1"): travel},
    )


@pytest.mark.parametrize(
    ("minutes", "travel", "expected"),
    [
        # morning 510-690, shoulder 30: leave at 480, back by 720.
        # Travel 45: first start max(510, 525) = 525, last end min(690, 675) = 675:
        # 150 minutes; the visit takes 10 for the entry.
        (140, 45, True),
        (141, 45, False),
        # Travel 30: 510 to 690, 180 minutes; max_on_site 150 leaves 140.
        (140, 30, True),
        (141, 30, False),
        # Travel 75: 555 to 645, 90 minutes.
        (80, 75, True),
        (81, 75, False),
    ],
)
def test_morning(minutes: int, travel: int, expected: bool) -> None:
    scenario = with_item(minutes, ("morning",), travel)
    kinds = tuple(kind for kind in make.SESSIONS if kind.kind != "day")
    alone = replace(scenario, settings=replace(scenario.settings, sessions=kinds))
    assert fits(alone, "i1", "t2") is expected


@pytest.mark.parametrize(
    ("minutes", "travel", "expected"),
    [
        # day 510-1050, break 720-840; a morning item may ride in it, and in the
        # afternoon too. Travel 75: 555 to 720 = 165, but max_on_site 150 - 10 = 140.
        (140, 75, True),
        (141, 75, False),
        # Travel 150: 630 to 720 = 90; 840 to min(1050, 1080 - 150 = 930) = 90.
        (80, 150, True),
        (81, 150, False),
    ],
)
def test_day_carries_morning_items(minutes: int, travel: int, expected: bool) -> None:
    assert fits(with_item(minutes, ("morning",), travel), "i1", "t2") is expected


@pytest.mark.parametrize(
    ("minutes", "travel", "expected"),
    [
        # evening 1170-1350: no day round covers it. Travel 60: 1200 to 1320 = 120.
        (110, 60, True),
        (111, 60, False),
        # Travel 120: 1260 to 1260 = 0.
        (1, 120, False),
    ],
)
def test_evening(minutes: int, travel: int, expected: bool) -> None:
    assert fits(with_item(minutes, ("evening",), travel), "i1", "t2") is expected


@pytest.mark.parametrize(("end", "expected"), [(600, True), (599, False)])
def test_windows(end: int, expected: bool) -> None:
    # The visit of 10 + 50 minutes must lie in 540-600.
    scenario = with_item(50, ("morning",), 10, windows=(Window(540, end),))
    assert fits(scenario, "i1", "t2") is expected


def test_windows_across_the_break_do_not_fit() -> None:
    # Window 690-870 is 180 long, but 690-720 and 840-870 are 30 each.
    scenario = with_item(50, ("day",), 10, windows=(Window(690, 870),))
    assert fits(scenario, "i1", "t2") is False


def delegated(scenario: Scenario) -> Scenario:
    """Return the scenario with i1 delegated to every town."""
    row = Delegation("i1", "*", "town", date("2024-01-01"))
    return replace(scenario, delegations=(row,))


def test_officers_of_the_town_start_there() -> None:
    # Evening, base 120 minutes away: never; within the town 10 minutes:
    # 1170 to 1350 = 180, max_on_site 150.
    scenario = with_item(140, ("evening",), 120)
    assert fits(scenario, "i1", "t2") is False
    assert fits(delegated(scenario), "i1", "t2") is True


def test_another_case_department_cannot_stay_away() -> None:
    scenario = delegated(with_item(140, ("evening",), 120))
    case = ItemDepartment("i1", "cg", "case")
    roles = (*scenario.item_departments, case)
    assert fits(replace(scenario, item_departments=roles), "i1", "t2") is False


def test_loading_lists_item_and_town(tmp_path: Path) -> None:
    # s1 in t1 fits (base there), s2 in t2 does not.
    folder = make.folder(tmp_path, with_item(100, ("evening",), 110))
    assert remarks(folder) == [("items.csv", 2, "minutes", "fits_no_session")]
