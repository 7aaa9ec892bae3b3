"""What history says of the sites before a date, as a year's plan reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.model import Scenario
from scheduler.model.calendar import Date


@dataclass(frozen=True)
class Past:
    """Checks and visits before a date.

    Attributes
    ----------
    check : dict
        Date of the last check by (site, item), whatever its trigger.
    visit : dict
        Date of the last visit that carried plan checks, by site.
    done : Counter
        Checks in the calendar year of the date, by (site, item).
    used : Counter
        Plan visits in that year by (department, site): they use the cap.
    rows : frozenset of str
        Plan ids that were done.
    """

    check: Mapping[tuple[str, str], Date]
    visit: Mapping[str, Date]
    done: Counter[tuple[str, str]]
    used: Counter[tuple[str, str]]
    rows: frozenset[str]

    @classmethod
    def of(cls, scenario: Scenario, date: Date) -> Past:
        """Read the history before a date."""
        check: dict[tuple[str, str], Date] = {}
        visit: dict[str, Date] = {}
        done: set[tuple[str, str, Date]] = set()
        used: set[tuple[str, str, Date]] = set()
        rows: set[str] = set()
        for row in scenario.history:
            if row.date >= date:
                continue
            key = (row.site, row.item)
            check[key] = max(check.get(key, row.date), row.date)
            this_year = row.date.year == date.year
            if this_year:
                done.add((*key, row.date))
            if not row.trigger:
                visit[row.site] = max(visit.get(row.site, row.date), row.date)
                rows.add(row.plan_id)
                plan = scenario.plan_row.get(row.plan_id)
                if this_year and (plan is None or plan.counts_to_cap):
                    used.add((row.department, row.site, row.date))
        return cls(
            check,
            visit,
            Counter((site, item) for site, item, _ in done),
            Counter((department, site) for department, site, _ in used),
            frozenset(rows),
        )
