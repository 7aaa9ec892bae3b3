"""The public function for a simulated year: plan it, live through it, compare."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from scheduler import report
from scheduler.api import load_scenario
from scheduler.asked import (
    SIMULATION_SIGN,
    require_fewer,
    require_simulation,
    require_year,
)
from scheduler.collector import settled
from scheduler.data import (
    Loaded,
    Tables,
    inputs_digest,
    tables_of,
    tables_with,
    write_inputs,
    write_year,
)
from scheduler.model import (
    Calendar,
    Chances,
    PlannedWeek,
    Scenario,
    SimulatedYear,
    Status,
    Week,
    WeekTally,
    weeks_of,
)
from scheduler.model.shares import per_cent
from scheduler.rules.gate import DEMO_BEACON
from scheduler.rules.verify import verify
from scheduler.study import Ran, Simulation, compared, filed, with_fewer
from scheduler.week import Options, Planner, Stop
from scheduler.year import plan_year

SECONDS = 20.0
# The tables of a scenario that change from week to week.
CHANGING = ("absences", "invitations", "requests", "history")
MEASURES = ("entries", "joint_visits", "joint_possible", "area_visits")


@dataclass(frozen=True)
class Ask:
    """What is to be simulated; the same ask goes on where it was broken off.

    Attributes
    ----------
    fewer : tuple of float
        Shares of officers to do without, beside the whole force.
    weeks : int, optional
        Only so many weeks from the first.
    """

    year: int
    seconds: float = SECONDS
    fewer: tuple[float, ...] = ()
    seed: int = 0
    weeks: int | None = None
    beacon: str = "demo"
    deterministic: bool = False
    chances: Chances = field(default_factory=Chances)

    def simulated(self, calendar: Calendar) -> tuple[Week, ...]:
        """Return the weeks to be simulated."""
        return weeks_of(calendar, self.year)[: self.weeks]


@dataclass(frozen=True)
class Simulated:
    """The years, whole force first, and their folder.

    `compared` has only the weeks that all forces have.
    """

    years: tuple[SimulatedYear, ...]
    compared: tuple[SimulatedYear, ...]
    folder: Path


@dataclass
class _WeekWork:
    """Plans and verifies the weeks of one force."""

    tables: Tables
    ask: Ask
    lang: str
    stop: Stop

    def __call__(self, scenario: Scenario, week: Week, folder: Path) -> Ran | None:
        if self.stop.raised:
            return None
        begin = time.perf_counter()
        tables = tables_with(self.tables, scenario, CHANGING)
        write_inputs(Loaded(scenario, tables, folder), (), folder / "inputs")
        digest = inputs_digest(folder / "inputs")
        planner = Planner(
            scenario=scenario,
            week=week,
            inputs_digest=digest,
            options=Options(
                seconds=self.ask.seconds,
                seed=self.ask.seed,
                beacon=beacon_of(self.ask.beacon, week),
                deterministic=self.ask.deterministic,
                lang=self.lang,
            ),
            stop=self.stop,
        )
        with settled():
            planned = planner.plan()
        if self.stop.raised:
            return None
        verified = None
        if planned.result.status not in (Status.INFEASIBLE, Status.NO_SOLUTION):
            verified = self._verified(planned, digest, folder)
        if verified is not False:  # else it is a fault, and to be looked into
            shutil.rmtree(folder / "inputs")
        return Ran(planned, verified, time.perf_counter() - begin)

    def _verified(self, planned: PlannedWeek, digest: str, folder: Path) -> bool:
        report.write_tables(planned, folder, digest)
        return verify(folder).verified


def simulate(
    scenario: Loaded | Path | str,
    ask: Ask,
    *,
    out: Path | str | None = None,
    lang: str = "zh",
    listen: Callable[[float, WeekTally | None], None] = lambda fewer, tally: None,
    stop: Stop | None = None,
) -> Simulated:
    """Simulate a year week by week and write its tables and charts.

    Parameters
    ----------
    scenario : Loaded, Path or str
        A loaded scenario or where it is.
    out : Path or str, optional
        The folder; ``outputs/<scenario>/simulate-<year>`` if not given. Weeks that it
        has of the same ask are not planned again.
    listen : callable
        Gets the share of officers missing and every week that is there; None for the
        week where the year is planned.
    stop : Stop, optional
        Raise it to end: whole weeks are kept.

    Raises
    ------
    scheduler.data.DataError
        If the scenario or a kept week cannot be read.
    scheduler.asked.AskedError
        If the calendar lacks a date of the year, or `out` holds other things.
    """
    loaded = scenario if isinstance(scenario, Loaded) else load_scenario(scenario)
    require_fewer(ask.fewer)
    require_year(ask.year, loaded.scenario)
    name = loaded.scenario.settings.name
    place = Path("outputs") / name / f"simulate-{ask.year}"
    folder = Path(out) if out is not None else place
    _begin(loaded, ask, folder)
    listen(0.0, None)
    planned = plan_year(loaded.scenario, ask.year, ask.beacon)
    write_year(planned, folder)
    base = filed(loaded.scenario, planned)
    runs: list[Simulation] = []
    for fewer in (0.0, *ask.fewer):
        force = with_fewer(base, fewer, ask.seed, ask.year)
        run = Simulation(
            scenario=force,
            year=ask.year,
            fewer=fewer,
            chances=ask.chances,
            seed=ask.seed,
            home=folder / force_name(fewer),
            plan_one=_WeekWork(tables_of(force), ask, lang, stop or Stop()),
            measure=_measured,
            listen=partial(listen, fewer),
        )
        run.run(ask.simulated(base.calendar))
        runs.append(run)
    done = Simulated(tuple(run.lived() for run in runs), compared(runs), folder)
    report.write_simulation_tables(done.years, done.compared, folder)
    if done.compared[0].weeks:
        report.write_simulation_picture(done.compared, loaded.scenario, folder, lang)
    return done


def force_name(fewer: float) -> str:
    """Return the name of the folder of a force."""
    return f"fewer-{per_cent(fewer)}" if fewer else "full"


def beacon_of(asked: str, week: Week) -> str:
    """Return the beacon of a week: one that publication refuses stays as it is."""
    return asked if asked == DEMO_BEACON else f"{asked}-{week}"


def _measured(planned: PlannedWeek) -> dict[str, float | None]:
    rows = {row.measure: row for row in report.measures(planned)}
    found = {name: rows[name].value for name in MEASURES}
    return {**found, "alone": rows["entries"].baseline}


def _begin(loaded: Loaded, ask: Ask, folder: Path) -> None:
    """See that the folder is of this very simulation, or make it so."""
    with tempfile.TemporaryDirectory() as place:
        write_inputs(loaded, (), Path(place))
        digest = inputs_digest(place)
    # Other shares and more weeks go on from what there is.
    same: dict[str, Any] = {"inputs": digest, **asdict(ask)}
    del same["fewer"], same["weeks"]
    require_simulation(folder, same)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(same, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / SIMULATION_SIGN).write_text(text + "\n", encoding="utf-8", newline="\n")
