"""What a year's plan comes to by week: checks of a group, and weeks gone by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from scheduler.model import PlannedYear, PlanRow, Week
from scheduler.words import Words


@dataclass(frozen=True)
class Progress:
    """Checks of a group: those due in each week, and those no plan can place."""

    by_week: tuple[int, ...]
    unmet: int

    @property
    def planned(self) -> int:
        """Checks with a week."""
        return sum(self.by_week)

    def shares(self) -> list[float]:
        """Return the per cent of all checks due by the end of each week."""
        needed = self.planned + self.unmet
        return [100 * done / needed for done in accumulate(self.by_week)]

    def percents(self) -> list[int]:
        """Return `shares` rounded down.

        So 100 says that every check is due by then, and none is unmet.
        """
        needed = self.planned + self.unmet
        return [100 * done // needed for done in accumulate(self.by_week)]


def rows_of_year(planned: PlannedYear) -> list[PlanRow]:
    """Return the rows due in the year: the rest of a year keeps those of others."""
    return [row for row in planned.plan if row.due.year == planned.year]


def weeks_gone(planned: PlannedYear) -> int:
    """Return how many weeks were over when the rest of the year was planned."""
    if planned.changes is None:
        return 0
    return sum(week < planned.changes.since for week in planned.weeks)


def progress(planned: PlannedYear, group: Callable[[str], str]) -> dict[str, Progress]:
    """Return the checks of every group that has any.

    Parameters
    ----------
    group : callable
        The group of a site.
    """
    place = {week: k for k, week in enumerate(planned.weeks)}
    due: dict[str, list[int]] = defaultdict(lambda: [0] * len(place))
    for row in rows_of_year(planned):
        due[group(row.site)][place[Week.of(row.due)]] += 1
    unmet: Counter[str] = Counter()
    for lost in planned.unmet:
        unmet[group(lost.site)] += lost.checks
    return {
        one: Progress(tuple(due[one]), unmet[one]) for one in sorted({*due, *unmet})
    }


def year_label(planned: PlannedYear, words: Words) -> str:
    """Return which year, or which rest of a year, a table is of."""
    if planned.changes is None:
        return words("report.year_form.subtitle", year=planned.year)
    return words("report.year_form.rest", year=planned.year, week=planned.changes.since)
