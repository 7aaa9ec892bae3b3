"""The committed city's table can be made again: its plan is an override."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.nanan import PLANS
from benchmarks.rows import read
from scheduler.api import load_scenario
from scheduler.intake import screen
from scheduler.model import Scenario, Week

HOME = Path(__file__).parents[2]
ROWS = read(HOME / "benchmarks" / "results" / "nanan.csv")
# Weeks planned by themselves: the candidates of the others rest on published weeks.
ALONE = {row["week"]: int(row["candidates"]) for row in ROWS if row["chain"] == "0"}


@pytest.fixture(scope="module")
def city() -> Scenario:
    overrides, table = PLANS["due_dates"]
    assert table == "nanan.csv"
    return load_scenario(HOME / "scenarios" / "nanan", overrides).scenario


@pytest.mark.parametrize("week", sorted(ALONE))
def test_the_weeks_of_the_table_have_their_candidates(
    week: str, city: Scenario
) -> None:
    assert len(screen(city, Week.parse(week)).candidates) == ALONE[week]


def test_the_filed_plan_has_a_table_of_its_own() -> None:
    assert set(PLANS) == {"due_dates", "filed"}
    assert PLANS["filed"] == ((), "nanan_filed.csv")
