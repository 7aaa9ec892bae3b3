"""What ``scheduler generate`` does."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import typer

from scheduler.api_generate import make_scenario, write_made
from scheduler.asked import AskedError, require_unused
from scheduler.commands import POLICY, Exit
from scheduler.data.clauses import find_clauses
from scheduler.data.generate import KINDS, MIN_OFFICERS, MIN_SITES, large_enough
from scheduler.words import Words
from scheduler.year_commands import year_phases


@dataclass(frozen=True)
class GenerateRequest:
    """What ``scheduler generate`` was asked."""

    kind: str
    out: Path
    sites: int | None
    officers: int | None
    seed: int
    force: bool


def generate(asked: GenerateRequest, words: Words) -> Exit:
    """Make a synthetic scenario and write it."""
    told = year_phases(words)
    kind, out = asked.kind, asked.out
    if kind not in KINDS:
        known = "、".join(KINDS) if words.lang == "zh" else ", ".join(KINDS)
        raise AskedError("kind", kind=kind, known=known)
    sized = asked.sites is not None or asked.officers is not None
    if kind == "tiny" and sized:
        raise AskedError("tiny_size")
    if sized and not large_enough(asked.sites, asked.officers):
        raise AskedError("too_small", kind=kind, officers=MIN_OFFICERS, sites=MIN_SITES)
    require_unused(out, asked.force)
    size = {"sites": asked.sites, "officers": asked.officers}
    made = make_scenario(kind, **size, seed=asked.seed, listen=told)
    write_made(made, out)
    if find_clauses(out) is None:
        shutil.copy(POLICY / "clauses.toml", out / "clauses.toml")
    city = made.scenario
    typer.echo(
        words(
            "cli.generated",
            folder=out,
            sites=len(city.sites),
            officers=len(city.officers),
            plan=len(city.plan),
        )
    )
    return Exit.OK
