"""The other CSV files of a planned year, and ``year.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.model import PlannedYear, Scenario
from scheduler.report.result_files import versions, write_json
from scheduler.report.tables import Cell, number, write_csv
from scheduler.report.year_progress import rows_of_year

LOADS = ("area", "department", "town", "week", "load", "supply", "limit")
UNMET = ("site", "item", "checks", "reason")
VISITS = ("week", "site", "items")
COVERAGE = ("item", "risk", "town", "sites", "visited", "needed", "planned")


def write_year_tables(
    planned: PlannedYear, scenario: Scenario, inputs_digest: str, folder: Path
) -> None:
    """Write loads, visits, unmet checks, coverage and ``year.json``."""
    write_csv(folder / "loads.csv", LOADS, _loads(planned))
    write_csv(
        folder / "visits.csv",
        VISITS,
        ((str(v.week), v.site, ";".join(v.items)) for v in planned.visits),
    )
    write_csv(
        folder / "unmet.csv",
        UNMET,
        ((row.site, row.item, row.checks, row.reason) for row in planned.unmet),
    )
    write_csv(folder / "coverage.csv", COVERAGE, coverage(planned, scenario))
    write_json(folder / "year.json", year_table(planned, inputs_digest))


def _loads(planned: PlannedYear) -> Iterator[Sequence[Cell]]:
    for row in planned.loads:
        numbers = map(number, (row.load, row.supply, row.limit))
        area = ";".join(row.area)
        yield (area, row.department, row.town, str(row.week), *numbers)


def coverage(planned: PlannedYear, scenario: Scenario) -> list[Sequence[Cell]]:
    """Return sites and checks by item, risk and town.

    `sites` carry the item, `visited` are checked in the year, `needed` checks are
    planned or unmet.
    """
    sites: Counter[tuple[str, str, str]] = Counter()
    for row in scenario.site_items:
        sites[_class(scenario, row.site, row.item)] += 1
    planned_checks: Counter[tuple[str, str, str]] = Counter()
    visited: dict[tuple[str, str, str], set[str]] = {}
    for plan in rows_of_year(planned):
        key = _class(scenario, plan.site, plan.item)
        planned_checks[key] += 1
        visited.setdefault(key, set()).add(plan.site)
    unmet: Counter[tuple[str, str, str]] = Counter()
    for lost in planned.unmet:
        unmet[_class(scenario, lost.site, lost.item)] += lost.checks
    return [
        (
            *key,
            sites[key],
            len(visited.get(key, ())),
            planned_checks[key] + unmet[key],
            planned_checks[key],
        )
        for key in sorted(sites)
    ]


def _class(scenario: Scenario, site: str, item: str) -> tuple[str, str, str]:
    found = scenario.site[site]
    return item, found.risk, found.town


def year_table(planned: PlannedYear, inputs_digest: str) -> dict[str, Any]:
    """Return what ``year.json`` holds; None where there is no value."""
    return {
        "year": planned.year,
        "levels": [
            {"name": one.name, "value": one.value, "bound": one.bound, "gap": one.gap}
            for one in planned.levels
        ],
        "counts": {
            "checks": len(rows_of_year(planned)),
            "visits": len(planned.visits),
            "entries": planned.entries,
            "baseline": planned.baseline,
            "strata": planned.strata,
            "uneven": planned.uneven,
            "draws": len(planned.draws),
            "unmet": dict(_by_reason(planned)),
        },
        "reserve": planned.reserve,
        "changes": planned.changes
        and {
            "since": str(planned.changes.since),
            "moved": planned.changes.moved,
            "new": planned.changes.new,
            "dropped": planned.changes.dropped,
        },
        "beacon": planned.beacon,
        "digests": {"inputs": inputs_digest},
        "versions": versions(),
    }


def _by_reason(planned: PlannedYear) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in planned.unmet:
        found[row.reason] += row.checks
    return found
