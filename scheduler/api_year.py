"""The public function for a year: plan it, write its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scheduler import report
from scheduler.api import load_scenario
from scheduler.asked import (
    YEAR_SIGNS,
    require_beacon,
    require_filed,
    require_replaceable,
    require_week_of,
    require_year,
)
from scheduler.collector import settled
from scheduler.data import Loaded, inputs_digest, write_inputs, write_year
from scheduler.folders import beside, replace_folder
from scheduler.model import PlannedYear, Week
from scheduler.year import plan_year as plan

# The share of officer-sessions kept for complaints if none is asked.
RESERVE = 0.1


@dataclass(frozen=True)
class YearDone:
    """A planned year and its folder."""

    planned: PlannedYear
    folder: Path


def require_plannable(
    loaded: Loaded,
    year: int,
    *,
    out: Path | str | None,
    beacon: str,
    since: Week | None,
) -> Path:
    """See that a year can be planned as asked, and return the folder to write.

    Raises
    ------
    scheduler.asked.AskedError
        If the calendar lacks a date of the year, or `out` holds other things.
    """
    name = loaded.scenario.settings.name
    folder = Path(out) if out is not None else Path("outputs") / name / str(year)
    require_beacon(beacon)
    require_replaceable(folder, (), YEAR_SIGNS)
    require_year(year, loaded.scenario)
    if since is not None:
        require_week_of(year, since)
        require_filed(year, loaded.scenario)
    return folder


def plan_year(
    scenario: Loaded | Path | str,
    year: int,
    *,
    out: Path | str | None = None,
    beacon: str = "demo",
    reserve: float = RESERVE,
    since: Week | None = None,
    lang: str = "zh",
    listen: Callable[[str], None] = lambda phase: None,
) -> YearDone:
    """Plan a year and write its plan, draws and tables.

    Parameters
    ----------
    scenario : Loaded, Path or str
        A loaded scenario or where it is; history of the year itself is ignored.
    out : Path or str, optional
        The folder to write; ``outputs/<scenario>/<year>`` if not given. It is
        replaced whole, and only when the new files are complete.
    beacon : str
        A public value that nobody could know when the registers were fixed.
    reserve : float
        Share of officer-sessions kept for complaints.
    since : Week, optional
        Plan only from this week on: done, missed and changed sites go in, filed rows
        move only where they must.
    lang : str
        Language of charts and workbook, ``zh`` or ``en``.
    listen : callable
        Gets the name of every phase.

    Raises
    ------
    scheduler.data.DataError
        If the scenario cannot be read.
    scheduler.asked.AskedError
        If the calendar lacks a date of the year, or `out` holds other things.
    """
    loaded = scenario if isinstance(scenario, Loaded) else load_scenario(scenario)
    folder = require_plannable(loaded, year, out=out, beacon=beacon, since=since)
    with beside(folder) as new:
        write_inputs(loaded, (), new / "inputs")
        digest = inputs_digest(new / "inputs")
        with settled():
            planned = plan(loaded.scenario, year, beacon, reserve, since, listen=listen)
        listen("tables")
        write_year(planned, new)
        report.write_year_tables(planned, loaded.scenario, digest, new)
        listen("pictures")
        pictures = report.write_year_pictures(planned, loaded.scenario, new, lang)
        report.write_year_workbook(planned, loaded.scenario, new, lang, pictures)
        replace_folder(new, folder)
    return YearDone(planned, folder)
