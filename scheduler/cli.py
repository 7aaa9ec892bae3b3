"""The command line: thin, every word from ``words/<lang>/cli.toml``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from scheduler import (
    commands,
    force_commands,
    generate_commands,
    simulate_commands,
    year_commands,
)
from scheduler.commands import Lang
from scheduler.usage import spoken_group
from scheduler.words import Words

_words = Words(os.environ.get("SCHEDULER_LANG", "zh"))

app = typer.Typer(
    cls=spoken_group(_words),
    help=_words("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ScenarioPath = Annotated[Path, typer.Argument(help=_words("cli.arg.scenario"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=_words("cli.opt.lang"))]
DebugOption = Annotated[bool, typer.Option("--debug", help=_words("cli.opt.debug"))]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help=_words("cli.opt.set"))
]
YearOption = Annotated[int | None, typer.Option("--year", help=_words("cli.opt.year"))]
BeaconOption = Annotated[str, typer.Option("--beacon", help=_words("cli.opt.beacon"))]
DeterministicOption = Annotated[
    bool, typer.Option("--deterministic", help=_words("cli.opt.deterministic"))
]
_LANG = Lang(_words.lang)


@app.command(help=_words("cli.check.help"))
def check(
    scenario: ScenarioPath,
    overrides: SetOption = None,
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Read a scenario and list every problem."""
    commands.run(
        lambda words: commands.check(scenario, overrides or [], words), lang, debug
    )


@app.command(help=_words("cli.week.help"))
def week(
    scenario: ScenarioPath,
    week: Annotated[str | None, typer.Option(help=_words("cli.opt.week"))] = None,
    after: Annotated[list[Path] | None, typer.Option(help=_words("cli.opt.after"))] = (
        None
    ),
    out: Annotated[Path | None, typer.Option(help=_words("cli.opt.out"))] = None,
    seconds: Annotated[
        float | None, typer.Option(help=_words("cli.opt.seconds"))
    ] = None,
    gap: Annotated[float | None, typer.Option(help=_words("cli.opt.gap"))] = None,
    seed: Annotated[int, typer.Option(min=0, help=_words("cli.opt.seed"))] = 0,
    beacon: BeaconOption = "demo",
    deterministic: DeterministicOption = False,
    overrides: SetOption = None,
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Plan, verify and write a week."""
    asked = commands.WeekRequest(
        scenario=scenario,
        week=week,
        after=tuple(after or ()),
        out=out,
        seconds=seconds,
        gap=gap,
        seed=seed,
        beacon=beacon,
        deterministic=deterministic,
        overrides=tuple(overrides or ()),
    )
    commands.run(lambda words: commands.week(asked, words), lang, debug)


@app.command(help=_words("cli.verify.help"))
def verify(
    folder: Annotated[Path, typer.Argument(help=_words("cli.arg.folder"))],
    write: Annotated[bool, typer.Option("--write", help=_words("cli.opt.write"))] = (
        False
    ),
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Verify a published week from its files alone."""
    commands.run(lambda words: commands.verify(folder, write, words), lang, debug)


@app.command(help=_words("cli.rules.help"))
def rules(lang: LangOption = _LANG, debug: DebugOption = False) -> None:
    """Print the rule book."""
    commands.run(commands.rules, lang, debug)


@app.command(help=_words("cli.generate.help"))
def generate(
    kind: Annotated[str, typer.Argument(help=_words("cli.arg.kind"))],
    out: Annotated[Path, typer.Option(help=_words("cli.opt.generate_out"))],
    sites: Annotated[
        int | None, typer.Option(min=1, help=_words("cli.opt.sites"))
    ] = None,
    officers: Annotated[
        int | None, typer.Option(min=1, help=_words("cli.opt.officers"))
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help=_words("cli.opt.generate_seed"))] = 1,
    force: Annotated[bool, typer.Option("--force", help=_words("cli.opt.force"))] = (
        False
    ),
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Make a synthetic scenario."""
    asked = generate_commands.GenerateRequest(kind, out, sites, officers, seed, force)
    commands.run(lambda words: generate_commands.generate(asked, words), lang, debug)


@app.command(help=_words("cli.year.help"))
def year(
    scenario: ScenarioPath,
    year: YearOption = None,
    out: Annotated[Path | None, typer.Option(help=_words("cli.opt.year_out"))] = None,
    beacon: Annotated[str, typer.Option(help=_words("cli.opt.year_beacon"))] = "demo",
    reserve: Annotated[float, typer.Option(help=_words("cli.opt.reserve"))] = 0.1,
    since: Annotated[
        str | None, typer.Option("--from", help=_words("cli.opt.since"))
    ] = None,
    overrides: SetOption = None,
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Plan a year, or what is left of it."""
    asked = year_commands.YearRequest(
        scenario, year, out, beacon, reserve, since, tuple(overrides or ())
    )
    commands.run(lambda words: year_commands.year(asked, words), lang, debug)


@app.command(help=_words("cli.force.help"))
def force(
    scenario: ScenarioPath,
    out: Annotated[Path | None, typer.Option(help=_words("cli.opt.force_out"))] = None,
    date: Annotated[str | None, typer.Option(help=_words("cli.opt.date"))] = None,
    share: Annotated[float | None, typer.Option(help=_words("cli.opt.share"))] = None,
    year: Annotated[int | None, typer.Option(help=_words("cli.opt.work_year"))] = None,
    values: Annotated[
        bool, typer.Option("--values", help=_words("cli.opt.values"))
    ] = False,
    overrides: SetOption = None,
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Post the force."""
    asked = force_commands.ForceRequest(
        scenario, out, date, share, year, values, tuple(overrides or ())
    )
    commands.run(lambda words: force_commands.force(asked, words), lang, debug)


@app.command(help=_words("cli.simulate.help"))
def simulate(
    scenario: ScenarioPath,
    year: YearOption = None,
    out: Annotated[
        Path | None, typer.Option(help=_words("cli.opt.simulate_out"))
    ] = None,
    seconds: Annotated[
        float, typer.Option(help=_words("cli.opt.simulate_seconds"))
    ] = 20.0,
    fewer: Annotated[
        list[float] | None, typer.Option(help=_words("cli.opt.fewer"))
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(min=1, help=_words("cli.opt.weeks"))
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help=_words("cli.opt.simulate_seed"))] = 0,
    beacon: BeaconOption = "demo",
    deterministic: DeterministicOption = False,
    overrides: SetOption = None,
    lang: LangOption = _LANG,
    debug: DebugOption = False,
) -> None:
    """Live through a year, week by week."""
    asked = simulate_commands.SimulateRequest(
        scenario=scenario,
        year=year,
        out=out,
        seconds=seconds,
        fewer=tuple(fewer or ()),
        weeks=weeks,
        seed=seed,
        beacon=beacon,
        deterministic=deterministic,
        overrides=tuple(overrides or ()),
    )
    commands.run(
        lambda words: simulate_commands.simulate_year(asked, words), lang, debug
    )


def main() -> None:
    """Run the command line."""
    commands.use_utf8()
    app()


if __name__ == "__main__":
    main()
