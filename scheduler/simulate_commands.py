"""What ``scheduler simulate`` does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler import api
from scheduler.api_simulate import Ask, simulate
from scheduler.asked import require_beacon, require_effort, require_fewer
from scheduler.commands import Exit
from scheduler.model import WeekTally
from scheduler.report import simulation_lines
from scheduler.terminal import Terminal
from scheduler.words import Words


@dataclass(frozen=True)
class SimulateRequest:
    """What ``scheduler simulate`` was asked."""

    scenario: Path
    year: int | None
    out: Path | None
    seconds: float
    fewer: tuple[float, ...]
    weeks: int | None
    seed: int
    beacon: str
    deterministic: bool
    overrides: tuple[str, ...]


def simulate_year(asked: SimulateRequest, words: Words) -> Exit:
    """Simulate a year; what is there already is not planned again."""
    require_effort(asked.seconds, None)
    require_beacon(asked.beacon)
    require_fewer(asked.fewer)
    loaded = api.load_scenario(asked.scenario, asked.overrides)
    year = asked.year or dt.date.today().year + 1
    title = loaded.scenario.settings.title
    typer.echo(words("cli.simulating", title=title, year=year))

    def told(fewer: float, tally: WeekTally | None) -> None:
        if tally is None:
            typer.echo(words("cli.simulate_plan"))
        else:
            typer.echo(_line(fewer, tally, words))

    ask = Ask(
        year,
        asked.seconds,
        asked.fewer,
        asked.seed,
        asked.weeks,
        asked.beacon,
        asked.deterministic,
    )
    done = Terminal(words).watch(
        lambda stop: simulate(
            loaded, ask, out=asked.out, lang=words.lang, listen=told, stop=stop
        )
    )
    for line in simulation_lines(done.years, words):
        typer.echo(line)
    typer.echo(words("cli.files", folder=done.folder))
    verified = all(w.verified is not False for y in done.years for w in y.weeks)
    return Exit.OK if verified else Exit.VIOLATED


def _line(fewer: float, tally: WeekTally, words: Words) -> str:
    """Return one line on a simulated week."""
    return words(
        "cli.simulate_line",
        force=f"{1 - fewer:.0%}",
        week=tally.week,
        seconds=tally.seconds,
        visits=tally.visits,
        done=tally.done,
        fulfilled=tally.fulfilled,
        due=tally.due,
        late=tally.late,
        gap="—" if tally.gap is None else f"{tally.gap:.2%}",
    )
