"""What ``scheduler force`` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler import api
from scheduler.api_force import plan_force, require_postable
from scheduler.asked import parse_date, require_share
from scheduler.commands import Exit
from scheduler.report import force_summary_lines
from scheduler.words import Words


@dataclass(frozen=True)
class ForceRequest:
    """What ``scheduler force`` was asked."""

    scenario: Path
    out: Path | None
    date: str | None
    share: float | None
    year: int | None
    overrides: tuple[str, ...]


def force(asked: ForceRequest, words: Words) -> Exit:
    """Post the force and say how it is split and what it lacks."""
    require_share(asked.share)
    date = parse_date(asked.date) if asked.date else None
    loaded = api.load_scenario(asked.scenario, asked.overrides)
    # Before a word is said of planning.
    require_postable(loaded, out=asked.out, year=asked.year)
    typer.echo(words("cli.planning_force", title=loaded.scenario.settings.title))
    done = plan_force(
        loaded,
        out=asked.out,
        date=date,
        share=asked.share,
        year=asked.year,
        lang=words.lang,
    )
    for line in force_summary_lines(done.allocation, loaded.scenario, words):
        typer.echo(line)
    typer.echo(words("cli.files", folder=done.folder))
    return Exit.OK
