"""What each command does, and how a run ends: exit codes and one clear sentence."""

from __future__ import annotations

import datetime as dt
import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

import typer

from scheduler import api
from scheduler.asked import AskedError, parse_week, require_beacon, require_effort
from scheduler.data import DataError, Loaded
from scheduler.model import CalendarGapError, Status, Week
from scheduler.report import summary_lines
from scheduler.rules import VerifierInputError
from scheduler.rules.book import BOOK, print_book
from scheduler.rules.clauses import load_clauses
from scheduler.rules.spoken import spoken
from scheduler.rules.statement import headline, statement_lines, write_statement
from scheduler.terminal import Terminal
from scheduler.troubles import file_error
from scheduler.week import Options
from scheduler.words import Words

# The committed policy of the city, beside the scenarios.
POLICY = Path(__file__).parent.parent / "scenarios" / "policy"
# So many notes of loading are told before a week is planned; `check` tells all.
NOTES = 3


class Lang(StrEnum):
    """Languages of the output."""

    zh = "zh"
    en = "en"


class Exit(IntEnum):
    """Exit codes, as the README lists them."""

    OK = 0
    VIOLATED = 1
    BAD_INPUT = 2
    INFEASIBLE = 3
    NO_SOLUTION = 4
    FAULT = 5
    INTERRUPTED = 130


@dataclass(frozen=True)
class WeekRequest:
    """What ``scheduler week`` was asked."""

    scenario: Path
    week: str | None
    after: tuple[Path, ...]
    out: Path | None
    seconds: float | None
    gap: float | None
    seed: int
    beacon: str
    deterministic: bool
    overrides: tuple[str, ...]


def use_utf8() -> None:
    """Let Chinese print on a console of any code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")


def quieten_models() -> None:
    """Let Pyomo log nothing of its own.

    What stops a model, Ctrl-C too, reaches us as an exception and is told in one
    sentence; Pyomo would log it before.
    """
    logging.getLogger("pyomo").setLevel(logging.CRITICAL + 1)


def run(work: Callable[[Words], Exit], lang: Lang, debug: bool) -> None:
    """Do a command's work; end with its exit code and one clear sentence if it fails.

    Raises
    ------
    typer.Exit
        Always, with a code of `Exit`.
    """
    words = Words(lang.value)
    if not debug:
        quieten_models()
    try:
        code = work(words)
    except BrokenPipeError:
        raise  # the reader (head, less) has left; the command line ends quietly
    except KeyboardInterrupt as ended:
        typer.echo(str(ended) or words("cli.interrupted"), err=True)
        code = Exit.INTERRUPTED
    except Exception as error:
        code, lines = _explained(error, words)
        if debug:
            # It ends with the error: of a fault the sentence says no more.
            rest = lines if code is Exit.BAD_INPUT else []
            lines = [traceback.format_exc(), *rest]
        for line in lines:
            typer.echo(line, err=True)
    raise typer.Exit(code)


def _explained(error: Exception, words: Words) -> tuple[Exit, list[str]]:
    """Return the exit code of an error and what to tell the user."""
    if isinstance(error, DataError):
        lines = [problem.sentence(words) for problem in error.problems]
        wrong = sum(problem.level == "error" for problem in error.problems)
        return Exit.BAD_INPUT, [*lines, words("cli.problems", count=wrong)]
    if isinstance(error, (AskedError, VerifierInputError)):
        return Exit.BAD_INPUT, [words("cli.error", error=error.sentence(words))]
    if isinstance(error, CalendarGapError):
        return Exit.BAD_INPUT, [words("cli.calendar", date=error.date)]
    if isinstance(error, OSError):
        return Exit.BAD_INPUT, [file_error(error, words)]
    # A ValueError too: what a user can get wrong has an error of its own above.
    name = type(error).__name__
    return Exit.FAULT, [words("cli.fault", kind=name, error=error)]


def check(scenario: Path, overrides: list[str], words: Words) -> Exit:
    """Load a scenario and say what was found."""
    loaded = api.load_scenario(scenario, overrides)
    for problem in loaded.problems:
        typer.echo(problem.sentence(words))
    found = loaded.scenario
    typer.echo(
        words(
            "cli.checked",
            title=found.settings.title,
            districts=len(found.districts),
            towns=len(found.towns),
            officers=len(found.officers),
            sites=len(found.sites),
            items=len(found.items),
            plan=len(found.plan),
            requests=len(found.requests),
            history=len(found.history),
            notes=len(loaded.problems),
        )
    )
    return Exit.OK


def _next_week() -> Week:
    return Week.of(dt.date.today() + dt.timedelta(days=7))


def _noted(loaded: Loaded, words: Words) -> None:
    """Say what loading noticed: the first few in full."""
    for problem in loaded.problems[:NOTES]:
        typer.echo(problem.sentence(words))
    if len(loaded.problems) > NOTES:
        left = len(loaded.problems) - NOTES
        typer.echo(words("cli.more_notes", count=left, folder=loaded.folder))


def week(asked: WeekRequest, words: Words) -> Exit:
    """Plan, verify and write a week; Ctrl-C keeps the best week so far."""
    require_effort(asked.seconds, asked.gap)
    require_beacon(asked.beacon)
    planned_week = parse_week(asked.week) if asked.week else _next_week()
    loaded = api.load_scenario(asked.scenario, asked.overrides)
    api.week_folder(loaded, planned_week, asked.out, asked.after)  # or it is refused
    _noted(loaded, words)
    typer.echo(
        words(
            "cli.planning",
            title=loaded.scenario.settings.title,
            week=planned_week,
            monday=planned_week.monday,
            sunday=planned_week.sunday,
        )
    )
    terminal = Terminal(words)
    done = terminal.watch(
        lambda stop: api.plan_week(
            loaded,
            planned_week,
            out=asked.out,
            after=asked.after,
            options=Options(
                asked.seconds,
                asked.seed,
                asked.beacon,
                asked.deterministic,
                words.lang,
                asked.gap,
            ),
            lang=words.lang,
            listen=terminal.show,
            stop=stop,
        )
    )
    return _told(done, words)


def _told(done: api.WeekDone, words: Words) -> Exit:
    """Print what came out and return the exit code."""
    status = done.planned.result.status
    if done.statement is None:
        typer.echo(
            words(f"cli.{status.value.lower()}", message=done.planned.result.message),
            err=True,
        )
        return Exit.INFEASIBLE if status is Status.INFEASIBLE else Exit.NO_SOLUTION
    for line in summary_lines(done.planned, words):
        typer.echo(line)
    typer.echo(headline(done.statement, words))
    for verdict in done.statement.violated:
        for violation in verdict.violations[:5]:
            told = spoken(violation, done.planned.scenario, words)
            typer.echo(f"  {told}", err=True)
    gate = "ready" if done.statement.ready else "blocked"
    state = words(f"rules.statement.{gate}")
    typer.echo(words("rules.statement.not_public", state=state))
    typer.echo(words("cli.files", folder=done.folder))
    return Exit.OK if done.statement.verified else Exit.VIOLATED


def verify(folder: Path, write: bool, words: Words) -> Exit:
    """Verify a folder and print the verdict rule by rule."""
    statement = api.verify(folder)
    for line in statement_lines(statement, words):
        typer.echo(line)
    if write:
        write_statement(statement, folder, words.lang)
    return Exit.OK if statement.verified else Exit.VIOLATED


def rules(words: Words) -> Exit:
    """Print the rule book with clauses."""
    for row in print_book(words, load_clauses(POLICY, BOOK)):
        typer.echo(words("cli.rule", **row))
    return Exit.OK
