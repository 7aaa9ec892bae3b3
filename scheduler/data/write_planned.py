"""Writing what was planned as the tables that a scenario folder takes."""

from __future__ import annotations

from pathlib import Path

from scheduler.data.convert import written
from scheduler.data.save import write_csv
from scheduler.data.schema import TABLES
from scheduler.model import PlannedYear, Scenario

# The tables of a scenario that a year's plan replaces.
YEAR_TABLES = ("plan", "draws", "draw_frame")


def write_year(planned: PlannedYear, folder: Path) -> None:
    """Write ``plan.csv``, ``draws.csv`` and ``draw_frame.csv``."""
    for table in TABLES:
        if table.name in YEAR_TABLES:
            rows = getattr(planned, table.name)
            write_csv(written(table, rows), folder / f"{table.name}.csv")


def write_officers(scenario: Scenario, folder: Path) -> None:
    """Write ``officers.csv`` of a scenario with new postings."""
    for table in TABLES:
        if table.name == "officers":
            text = written(table, scenario.officers)
            write_csv(text, folder / "officers.csv")
