"""The public functions: load a scenario, plan a week, verify a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler import report
from scheduler.asked import parse_week, require_fitting, require_replaceable
from scheduler.collector import settled
from scheduler.data import Loaded, inputs_digest, load, published_chain, write_inputs
from scheduler.folders import beside, replace_folder
from scheduler.model import PlannedWeek, Status, Week
from scheduler.rules.book import BOOK
from scheduler.rules.clauses import require_clauses
from scheduler.rules.statement import write_statement
from scheduler.rules.verify import Statement
from scheduler.rules.verify import verify as verify_folder
from scheduler.week import Event, Options, Planner, Stop
from scheduler.year import rest_of_year

try:
    import resource
except ModuleNotFoundError:  # Windows
    resource = None  # type: ignore[assignment]


def load_scenario(path: Path | str, overrides: Sequence[str] = ()) -> Loaded:
    """Load a scenario folder or workbook.

    Parameters
    ----------
    path : Path or str
        ``scenarios/nanan``, or a workbook with the same tables as sheets.
    overrides : sequence of str
        Names of ``[overrides.<name>]`` or settings like ``rules.minimum_gap.days=20``.

    Raises
    ------
    scheduler.data.DataError
        With all problems at once.
    scheduler.rules.VerifierInputError
        If a clause that a rule rests on is not in ``clauses.toml``.
    """
    loaded = load(path, overrides)
    require_clauses(BOOK, loaded.scenario.clauses)
    return loaded


def verify(folder: Path | str) -> Statement:
    """Verify a published week from its files alone.

    Raises
    ------
    scheduler.rules.VerifierInputError
        If the folder cannot be read.
    """
    return verify_folder(folder)


@dataclass(frozen=True)
class WeekDone:
    """A planned week with its folder and the verifier's statement.

    `statement` is None only where no week was found; then nothing is published.
    """

    planned: PlannedWeek
    folder: Path
    statement: Statement | None


def week_folder(
    loaded: Loaded, week: Week, out: Path | str | None, after: Sequence[Path | str]
) -> Path:
    """Return the folder a week is written to.

    Raises
    ------
    scheduler.asked.AskedError
        If it holds other things, or is one of `after`.
    """
    name = loaded.scenario.settings.name
    folder = Path(out) if out is not None else Path("outputs") / name / str(week)
    require_replaceable(folder, after)
    return folder


def plan_week(
    scenario: Loaded | Path | str,
    week: Week | str,
    *,
    out: Path | str | None = None,
    after: Sequence[Path | str] = (),
    options: Options | None = None,
    lang: str = "zh",
    listen: Callable[[Event], None] = lambda event: None,
    stop: Stop | None = None,
) -> WeekDone:
    """Plan a week, verify it and write all its files.

    Parameters
    ----------
    scenario : Loaded, Path or str
        A loaded scenario or where it is.
    week : Week or str
        The week, e.g. ``2026-W49``.
    out : Path or str, optional
        The folder to write; ``outputs/<scenario>/<week>`` if not given. It is
        replaced whole, and only when the new files are complete.
    after : sequence of Path or str
        Folders of published weeks whose results are not in yet.
    options : Options, optional
        Limits, seed of the solver, beacon of the draw.
    lang : str
        Language of charts and workbook, ``zh`` or ``en``.
    listen : callable
        Gets every phase and better week.
    stop : Stop, optional
        Raise it to keep the best week so far.

    Raises
    ------
    scheduler.data.DataError
        If the scenario or a folder of `after` cannot be read.
    scheduler.asked.AskedError
        If the week is none, a week of `after` does not fit, or `out` holds other
        things.
    scheduler.model.CalendarGapError
        If the calendar has no row for a date of the week.
    """
    asked = parse_week(week) if isinstance(week, str) else week
    loaded = scenario if isinstance(scenario, Loaded) else load_scenario(scenario)
    folder = week_folder(loaded, asked, out, after)
    published = published_chain(after)
    require_fitting(asked, published, loaded.scenario)
    with beside(folder) as new:
        write_inputs(loaded, published, new / "inputs")
        digest = inputs_digest(new / "inputs")
        planner = Planner(
            scenario=loaded.scenario,
            week=asked,
            after=published,
            inputs_digest=digest,
            options=options or Options(),
            listen=listen,
            stop=stop or Stop(),
        )
        with settled():
            planned = planner.plan()
        if planned.result.status in (Status.INFEASIBLE, Status.NO_SOLUTION):
            return WeekDone(planned, folder, None)
        planned, statement = _write(planned, new, digest, lang, planner)
        replace_folder(new, folder)
    return WeekDone(planned, folder, statement)


def _write(
    planned: PlannedWeek, folder: Path, digest: str, lang: str, planner: Planner
) -> tuple[PlannedWeek, Statement]:
    """Write tables, verify them, then the statement and what is looked at."""
    clock = planner.progress
    clock.phase("rest")
    rest = rest_of_year(planned.scenario, planned.after, planned.timetable)
    planned = replace(planned, rest=rest)
    clock.phase("tables")
    report.write_tables(planned, folder, digest)
    clock.phase("verify")
    statement = verify_folder(folder)
    write_statement(statement, folder, lang)
    clock.phase("pictures")
    report.write_pictures(planned, folder, lang, statement)
    clock.phase("workbook")
    report.write_workbook(planned, folder, statement, lang)
    run = {**clock.log(), "peak_memory_mb": peak_memory_mb()}
    planned = replace(planned, run=run)
    report.write_run(planned, folder)
    return planned, statement


def peak_memory_mb() -> float | None:
    """Return the largest resident memory of this process so far, in MB.

    None where the system does not tell (Windows).
    """
    if resource is None:
        return None
    # The system counts in kilobytes, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
