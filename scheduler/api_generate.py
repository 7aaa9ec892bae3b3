"""The public function for a synthetic city: make it, plan its year, write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from scheduler.collector import settled
from scheduler.data import save, save_override, tables_of
from scheduler.data.generate import (
    BEACON,
    YEAR,
    Filing,
    Kind,
    generate,
    refile,
    with_even_ratios,
)
from scheduler.data.overrides import TABLES_KEY
from scheduler.model import Scenario
from scheduler.year import plan_year

# The override with the plan that the generator makes by due dates alone.
DUE_DATES = "due_date_plan"


@dataclass(frozen=True)
class Made:
    """A synthetic scenario, and by override the same city with other tables."""

    scenario: Scenario
    overrides: Mapping[str, Scenario] = field(default_factory=dict)


def make_scenario(
    kind: Kind,
    *,
    sites: int | None = None,
    officers: int | None = None,
    seed: int = 1,
    listen: Callable[[str], None] = lambda phase: None,
) -> Made:
    """Make a synthetic scenario; the same arguments give the same scenario.

    The plan of ``nanan`` is that of `plan_year`, approved; the plan by due dates is
    its override `DUE_DATES`. ``pilot`` and ``tiny`` have plans of their own.

    Parameters
    ----------
    kind, sites, officers, seed
        As in `scheduler.data.generate.generate`.
    listen : callable
        Gets the name of every phase of planning the year.
    """
    city = generate(kind, sites=sites, officers=officers, seed=seed)
    if kind != "nanan":
        return Made(city)
    even = with_even_ratios(city)
    with settled():
        year = plan_year(even, YEAR, BEACON, listen=listen)
    filing = Filing(year.plan, year.draws, year.draw_frame)
    new = refile(even, filing, sites=sites, officers=officers, seed=seed)
    overrides = {DUE_DATES: {TABLES_KEY: DUE_DATES}}
    settings = replace(city.settings, overrides=overrides)
    return Made(replace(new, settings=settings), {DUE_DATES: city})


def write_made(made: Made, out: Path | str) -> None:
    """Write a scenario, and of each override the tables that differ."""
    tables = tables_of(made.scenario)
    save(tables, out)
    for name, other in made.overrides.items():
        save_override(tables_of(other), tables, Path(out) / name)
