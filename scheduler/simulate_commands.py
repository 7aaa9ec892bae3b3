"""What ``scheduler simulate`` does."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler import api
from scheduler.api_simulate import Ask, simulate
from scheduler.asked import require_beacon, require_effort, require_fewer, require_year
from scheduler.commands import Exit
from scheduler.model import Week, WeekTally
from scheduler.report import force_label, simulation_lines
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
    year = dt.date.today().year + 1 if asked.year is None else asked.year
    require_year(year, loaded.scenario)
    ask = Ask(
        year,
        asked.seconds,
        asked.fewer,
        asked.seed,
        asked.weeks,
        asked.beacon,
        asked.deterministic,
    )
    terminal = Terminal(words, "cli.simulate_stopping", "cli.simulate_left")
    weeks = ask.simulated(loaded.scenario.calendar)
    told = Progress(ask, weeks, loaded.scenario.settings.title, words)
    done = terminal.watch(
        lambda stop: simulate(
            loaded, ask, out=asked.out, lang=words.lang, listen=told, stop=stop
        )
    )
    left_out = [year for year in done.years if not year.weeks]
    for line in simulation_lines(done.compared, words, left_out):
        typer.echo(line)
    typer.echo(words("cli.files", folder=done.folder))
    verified = all(w.verified is not False for y in done.years for w in y.weeks)
    return Exit.OK if verified else Exit.VIOLATED


@dataclass
class Progress:
    """Tells every week that is there, and how many are left."""

    ask: Ask
    weeks: tuple[Week, ...]
    title: str
    words: Words
    done: int = 0
    seconds: float = 0.0

    def __call__(self, fewer: float, tally: WeekTally | None) -> None:
        """Tell a week, or without one that the simulation begins."""
        if tally is None:
            year = self.ask.year
            typer.echo(self.words("cli.simulating", title=self.title, year=year))
            typer.echo(self.words("cli.simulate_plan"))
            return
        self.done += 1
        self.seconds += tally.seconds
        typer.echo(self.line(fewer, tally))
        if tally.verified is False:
            typer.echo(self.words("cli.simulate_violated", week=tally.week))

    def line(self, fewer: float, tally: WeekTally) -> str:
        """Return one line on a simulated week."""
        return self.words(
            "cli.simulate_line",
            force=force_label(fewer, self.words),
            week=tally.week,
            number=self.weeks.index(tally.week) + 1,
            weeks=len(self.weeks),
            left=self.left(),
            seconds=tally.seconds,
            visits=tally.visits,
            done=tally.done,
            fulfilled=tally.fulfilled,
            due=tally.due,
            late=tally.late,
            gap="—" if tally.gap is None else f"{tally.gap:.2%}",
        )

    def left(self) -> str:
        """Return roughly how long all forces still take; nothing after the last."""
        weeks = len(self.weeks) * (1 + len(self.ask.fewer)) - self.done
        minutes = weeks * self.seconds / self.done / 60
        if not weeks:
            return ""
        if minutes < 1:
            return self.words("cli.left.moment")
        return self.words("cli.left.minutes", minutes=math.ceil(minutes))
