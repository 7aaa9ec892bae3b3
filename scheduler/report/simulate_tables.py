"""The tables of simulated years: weeks, loads, items, and years side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scheduler.model import SimulatedYear, WeekTally
from scheduler.report.simulate_measures import year_measures
from scheduler.report.tables import Cell, number, write_csv

COUNTS = (
    *("days", "candidates", "visits", "rounds", "checks", "entries", "alone"),
    *("joint", "joint_possible", "areas", "done", "shut", "short", "asked"),
    *("answered", "due", "fulfilled", "late", "used", "there"),
)
WEEKS = ("fewer", "week", "status", "verified", "gap", *COUNTS, "seconds")
LOADS = ("fewer", "week", "department", "used", "there")
ITEMS = ("fewer", "item", "planned", "done", "late")
YEARS = ("fewer", "measure", "value")


def write_simulation_tables(
    years: Sequence[SimulatedYear], compared: Sequence[SimulatedYear], folder: Path
) -> None:
    """Write ``weeks.csv``, ``loads.csv``, ``items.csv`` and ``years.csv``.

    ``fewer`` tells the forces apart: the share of officers that is missing. Items and
    years are of the weeks that all forces have (`compared`).
    """
    write_csv(folder / "weeks.csv", WEEKS, _weeks(years))
    write_csv(folder / "loads.csv", LOADS, _loads(years))
    write_csv(
        folder / "items.csv",
        ITEMS,
        (
            (_fewer(year), row.item, row.planned, row.done, row.late)
            for year in compared
            for row in year.items
        ),
    )
    write_csv(
        folder / "years.csv",
        YEARS,
        (
            (_fewer(year), name, number(value))
            for year in compared
            for name, value in year_measures(year).items()
        ),
    )


def _fewer(year: SimulatedYear) -> Cell:
    """Return the share as it was asked for, not rounded: it tells forces apart."""
    return year.fewer or 0


def _weeks(years: Sequence[SimulatedYear]) -> Iterator[Sequence[Cell]]:
    for year in years:
        for week in year.weeks:
            yield (_fewer(year), *_week(week))


def _week(week: WeekTally) -> Sequence[Cell]:
    verified = "" if week.verified is None else int(week.verified)
    counts = [getattr(week, name) for name in COUNTS]
    head = (str(week.week), week.status.value, verified, number(week.gap))
    return (*head, *counts, number(week.seconds))


def _loads(years: Sequence[SimulatedYear]) -> Iterator[Sequence[Cell]]:
    for year in years:
        for week in year.weeks:
            for row in week.loads:
                yield (
                    _fewer(year),
                    str(week.week),
                    row.department,
                    row.used,
                    row.there,
                )
