"""All files of a planned week: tables, charts, workbook, measures."""

from __future__ import annotations

from pathlib import Path

from scheduler.model import PlannedWeek
from scheduler.report.force_summary import force_summary_lines
from scheduler.report.force_tables import write_force_tables
from scheduler.report.measures import MeasureRow, measures
from scheduler.report.pictures import write_pictures
from scheduler.report.plan_pictures import (
    write_force_pictures,
    write_simulation_picture,
    write_year_pictures,
    write_year_workbook,
)
from scheduler.report.rest_table import write_rest
from scheduler.report.result_files import write_result, write_run
from scheduler.report.second_process import ChartError
from scheduler.report.simulate_summary import force_label, simulation_lines
from scheduler.report.simulate_tables import write_simulation_tables
from scheduler.report.summary import summary_lines
from scheduler.report.tables import write_measures, write_timetable
from scheduler.report.value_summary import value_summary_lines
from scheduler.report.workbook import write_workbook
from scheduler.report.year_summary import year_summary_lines
from scheduler.report.year_tables import write_year_tables

__all__ = [
    "ChartError",
    "MeasureRow",
    "force_label",
    "force_summary_lines",
    "measures",
    "simulation_lines",
    "summary_lines",
    "value_summary_lines",
    "write_force_pictures",
    "write_force_tables",
    "write_pictures",
    "write_run",
    "write_simulation_picture",
    "write_simulation_tables",
    "write_tables",
    "write_workbook",
    "write_year_pictures",
    "write_year_tables",
    "write_year_workbook",
    "year_summary_lines",
]


def write_tables(planned: PlannedWeek, folder: Path, inputs_digest: str) -> None:
    """Write every CSV and JSON file of a planned week into an existing folder.

    Same planned week, same bytes, apart from ``run.json``.

    Parameters
    ----------
    planned : PlannedWeek
    folder : Path
        An existing folder.
    inputs_digest : str
        Digest of the canonical inputs, as in ``commit.json``.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    write_timetable(planned.timetable, folder)
    write_measures(measures(planned), folder)
    write_rest(planned, folder)
    write_result(planned, folder, inputs_digest)
