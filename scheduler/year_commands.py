"""What ``scheduler year`` does."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler import api
from scheduler.api_year import plan_year, require_plannable
from scheduler.asked import parse_week, require_reserve
from scheduler.commands import Exit
from scheduler.report import year_summary_lines
from scheduler.words import Words


@dataclass(frozen=True)
class YearRequest:
    """What ``scheduler year`` was asked."""

    scenario: Path
    year: int | None
    out: Path | None
    beacon: str
    reserve: float
    since: str | None
    overrides: tuple[str, ...]


def year_phases(words: Words) -> Callable[[str], None]:
    """Return what tells the phases of planning a year, with seconds from now."""
    begin = time.perf_counter()

    def told(phase: str) -> None:
        seconds = time.perf_counter() - begin
        text = words(f"cli.year_phase.{phase}")
        typer.echo(words("cli.phase_line", seconds=seconds, phase=text))

    return told


def year(asked: YearRequest, words: Words) -> Exit:
    """Plan a year and say what it comes to."""
    require_reserve(asked.reserve)
    since = parse_week(asked.since) if asked.since else None
    planned_year = asked.year
    if planned_year is None:
        planned_year = since.year if since else dt.date.today().year + 1
    told = year_phases(words)
    loaded = api.load_scenario(asked.scenario, asked.overrides)
    # Before a word is said of planning.
    require_plannable(
        loaded, planned_year, out=asked.out, beacon=asked.beacon, since=since
    )
    title = loaded.scenario.settings.title
    typer.echo(words("cli.planning_year", title=title, year=planned_year))
    done = plan_year(
        loaded,
        planned_year,
        out=asked.out,
        beacon=asked.beacon,
        reserve=asked.reserve,
        since=since,
        lang=words.lang,
        listen=told,
    )
    for line in year_summary_lines(done.planned, loaded.scenario, words):
        typer.echo(line)
    typer.echo(words("cli.files", folder=done.folder))
    return Exit.OK
