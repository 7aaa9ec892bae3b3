"""All files of a planned week: tables, charts, workbook, measures."""

from __future__ import annotations

from pathlib import Path

from scheduler.model import PlannedWeek
from scheduler.report.measures import MeasureRow, measures
from scheduler.report.pictures import write_pictures
from scheduler.report.result_files import write_result, write_run
from scheduler.report.second_process import ChartError
from scheduler.report.summary import summary_lines
from scheduler.report.tables import write_measures, write_timetable
from scheduler.report.workbook import write_workbook

__all__ = [
    "ChartError",
    "MeasureRow",
    "measures",
    "summary_lines",
    "write_pictures",
    "write_run",
    "write_tables",
    "write_workbook",
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
    write_result(planned, folder, inputs_digest)
