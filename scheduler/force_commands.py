"""What ``scheduler force`` does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler import api
from scheduler.api_force import plan_force, require_postable
from scheduler.asked import parse_date, require_share, require_value_year
from scheduler.commands import Exit
from scheduler.report import force_summary_lines, value_summary_lines
from scheduler.words import Words


@dataclass(frozen=True)
class ForceRequest:
    """What ``scheduler force`` was asked."""

    scenario: Path
    out: Path | None
    date: str | None
    share: float | None
    year: int | None
    values: bool
    overrides: tuple[str, ...]


def force(asked: ForceRequest, words: Words) -> Exit:
    """Post the force and say how it is split, what it lacks, what more would add."""
    require_share(asked.share)
    require_value_year(asked.values, asked.year)
    date = parse_date(asked.date) if asked.date else None
    begin = time.perf_counter()
    loaded = api.load_scenario(asked.scenario, asked.overrides)
    # Before a word is said of planning.
    require_postable(loaded, out=asked.out, year=asked.year)

    def told(phase: str) -> None:
        seconds = time.perf_counter() - begin
        text = words(f"cli.force_phase.{phase}", year=asked.year)
        typer.echo(words("cli.phase_line", seconds=seconds, phase=text))

    typer.echo(words("cli.planning_force", title=loaded.scenario.settings.title))
    done = plan_force(
        loaded,
        out=asked.out,
        date=date,
        share=asked.share,
        year=asked.year,
        values=asked.values,
        lang=words.lang,
        listen=told if asked.year is not None else lambda phase: None,
    )
    for line in force_summary_lines(done.allocation, loaded.scenario, words):
        typer.echo(line)
    if done.worths is not None:
        for line in value_summary_lines(done.worths, loaded.scenario, words):
            typer.echo(line)
    typer.echo(words("cli.files", folder=done.folder))
    return Exit.OK
