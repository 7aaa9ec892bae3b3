"""The weeks of a year as an axis."""

from dataclasses import replace

import pytest

from scheduler.report.year_axis import month_ends, month_starts
from scheduler.year.weeks import YearWeeks
from tests import makers as m
from tests.report.test_year_report import planned


@pytest.mark.parametrize("year", range(2024, 2032))
def test_every_month_stands_once(year):
    """2025 ends in the first week of 2026, 2027 begins in the last one of 2026."""
    weeks = YearWeeks.of(m.make_calendar("2024-01-01", "2031-12-31"), year).weeks
    whole = replace(planned(), year=year, weeks=weeks)
    assert [month for _, month in month_starts(whole)] == list(range(1, 13))
    assert month_starts(whole)[0] == (0, 1)
    assert len(month_ends(whole)) == 12
    assert month_ends(whole)[-1] == len(weeks) - 1
