"""Weeks that straddle New Year: what of them belongs to a simulated year."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.model import Chances, Scenario, Week, weeks_of
from scheduler.study import Simulation, filed
from scheduler.year import plan_year
from scheduler.year.weeks import YearWeeks
from tests import makers as m
from tests.study.weeks import NUMBERS, plan_one, tiny
from tests.year.city import city


def living(scenario: Scenario, year: int, home: Path) -> Simulation:
    return Simulation(
        scenario=filed(scenario, plan_year(scenario, year)), year=year, fewer=0.0,
        chances=Chances(), seed=0, home=home, plan_one=plan_one,
        measure=lambda planned: NUMBERS,
    )  # fmt: skip


@pytest.mark.parametrize("year", range(2024, 2032))
def test_all_working_dates_of_a_year_are_simulated(year):
    calendar = m.make_calendar("2023-01-01", "2032-12-31")
    weeks = YearWeeks.of(calendar, year)
    pairs = zip(weeks.weeks, weeks.dates, strict=True)
    simulated = weeks_of(calendar, year)
    # Monday to Friday work: only a first or last weekend is a week without any.
    assert [week for week, dates in pairs if dates or week.year == year] == [*simulated]


def test_the_first_week_is_that_of_the_first_working_date():
    plain = m.make_calendar()
    assert weeks_of(plain, 2027)[0] == Week(2026, 53)  # Friday, 1 January 2027
    off = m.make_calendar(off=("2027-01-01",))
    assert weeks_of(off, 2027)[0] == Week(2027, 1)
    assert len(weeks_of(tiny().calendar, 2027)) == 52


def test_the_last_week_is_there_without_a_working_date():
    bridged = m.make_calendar("2018-01-01", "2018-12-31", off=("2018-12-31",))
    assert weeks_of(bridged, 2018)[-1] == Week(2019, 1)


def test_history_ends_with_the_year_before():
    dates = ("2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02")
    rows = tuple(m.make_history_row("s0", date=m.day(date)) for date in dates)
    known = city(1, history=rows)
    assert filed(known, plan_year(known, 2026)).history == rows[:2]


def test_dates_of_other_years_are_days_off():
    scenario = city(1)
    calendar = filed(scenario, plan_year(scenario, 2025)).calendar
    assert not calendar.working(m.day("2024-12-30"))  # the calendar lacks it
    assert calendar.working(m.day("2025-12-31"))
    assert scenario.calendar.working(m.day("2026-01-02"))
    assert not calendar.working(m.day("2026-01-02"))
    assert calendar.working(m.day("2026-01-05"))


def test_first_and_last_week_of_a_year_that_straddles(tmp_path):
    """2025 of tiny: 2 and 3 January, 29 to 31 December."""
    run = living(tiny(), 2025, tmp_path)
    weeks = weeks_of(tiny().calendar, 2025)
    assert (weeks[0], weeks[-1]) == (Week(2025, 1), Week(2026, 1))
    run.run((weeks[0], weeks[-1]))
    first, last = run.tallies
    assert (first.days, last.days) == (2, 3)
    assert last.done
    new = run.history[len(run.scenario.history) :]
    assert {row.date.year for row in new} == {2025}
    assert run.lived().of_year == 53


@pytest.mark.parametrize("year", [2025, 2026])
def test_rows_that_end_with_the_year_are_late_at_its_end(year, tmp_path):
    scenario = city(1, officers=())
    row = m.make_plan_row(
        site="s0", earliest=dt.date(year, 12, 1), due=dt.date(year, 12, 5),
        latest=dt.date(year, 12, 31),
    )  # fmt: skip
    run = living(scenario, year, tmp_path)
    run.scenario = replace(run.scenario, plan=(row,))
    run.run(weeks_of(scenario.calendar, year)[-2:])
    assert [tally.late for tally in run.tallies] == [0, 1]
