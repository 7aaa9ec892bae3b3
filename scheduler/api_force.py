"""The public function for the force: post it, write its tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from scheduler import report
from scheduler.api import load_scenario
from scheduler.api_values import values_of
from scheduler.asked import (
    FORCE_SIGNS,
    require_replaceable,
    require_value_year,
    require_year,
)
from scheduler.collector import settled
from scheduler.data import Loaded, inputs_digest, write_inputs, write_officers
from scheduler.folders import beside, replace_folder
from scheduler.force import Wishes, allocate, holders_of, present
from scheduler.intake import acting_roles
from scheduler.model import Allocation, PlannedYear, Scenario, Worths
from scheduler.year import plan_year

Listen = Callable[[str], None]


@dataclass(frozen=True)
class ForceDone:
    """An allocation and its folder; what more of it is worth, if that was asked."""

    allocation: Allocation
    folder: Path
    worths: Worths | None = None


def work_of(
    scenario: Scenario, planned: PlannedYear
) -> tuple[
    dict[tuple[str, str], float], dict[str, float], dict[tuple[str, str, str], int]
]:
    """Return what a year takes of the teams, of the bureau, and of qualifications.

    Of the teams officer-sessions by district, of the bureau a number of visits by town,
    of qualifications the holders. Who has to come is read with delegation applied. Of a
    force that several districts share nothing is known of each; their parts are fixed
    by 1:1:2 anyway.
    """
    work: dict[tuple[str, str], float] = defaultdict(float)
    for row in planned.loads:
        if len(row.area) == 1:
            work[row.department, row.area[0]] += row.load
    bureau = {row.department for row in scenario.departments if row.kind == "bureau"}
    acting = cache(partial(acting_roles, scenario))
    towns: dict[str, float] = {town.town: 0.0 for town in scenario.towns}
    for visit in planned.visits:
        town = scenario.site[visit.site].town
        if any(role.department in bureau for role in present(visit, town, acting)):
            towns[town] += 1
    return dict(work), towns, holders_of(scenario, planned.visits, acting)


def require_postable(
    loaded: Loaded, *, out: Path | str | None, year: int | None
) -> Path:
    """See that the force can be posted as asked, and return the folder to write.

    Raises
    ------
    scheduler.asked.AskedError
        If `out` holds other things, or the calendar lacks a date of the year.
    """
    name = loaded.scenario.settings.name
    folder = Path(out) if out is not None else Path("outputs") / name / "force"
    require_replaceable(folder, (), FORCE_SIGNS)
    if year is not None:
        require_year(year, loaded.scenario)
    return folder


def plan_force(
    scenario: Loaded | Path | str,
    *,
    out: Path | str | None = None,
    date: dt.date | None = None,
    share: float | None = None,
    year: int | None = None,
    values: bool = False,
    lang: str = "zh",
    listen: Listen = lambda phase: None,
) -> ForceDone:
    """Post the force and write the postings and what they lack.

    Parameters
    ----------
    out : Path or str, optional
        The folder to write; ``outputs/<scenario>/force`` if not given.
    date : date, optional
        When certificates have to be valid; today if not given.
    share : float, optional
        Part of each resident team that is posted to districts; the rule's number
        (`sunk_share`) if not given.
    year : int, optional
        Plan this year first: its work decides how the four other districts share
        their half, and its visits how the bureau's officers share the towns.
    values : bool
        Tell also what one more officer, vehicle or evening is worth in that year.
    lang : str
        Language of the charts, ``zh`` or ``en``.
    listen : callable
        Gets the name of every phase.

    Raises
    ------
    scheduler.data.DataError
        If the scenario cannot be read.
    scheduler.asked.AskedError
        If `out` holds other things, or values are asked for without a year.
    """
    loaded = scenario if isinstance(scenario, Loaded) else load_scenario(scenario)
    settings = loaded.scenario.settings
    require_value_year(values, year)
    folder = require_postable(loaded, out=out, year=year)
    wanted = float(settings.number("sunk_share", "share")) if share is None else share
    with beside(folder) as new:
        write_inputs(loaded, (), new / "inputs")
        with settled():
            found, worths = _posted(
                loaded.scenario, date or dt.date.today(), wanted, year, values, listen
            )
        listen("write")
        _write(loaded, found, worths, new, lang)
        replace_folder(new, folder)
    return ForceDone(found, folder, worths)


def _posted(
    scenario: Scenario,
    date: dt.date,
    share: float,
    year: int | None,
    values: bool,
    listen: Listen,
) -> tuple[Allocation, Worths | None]:
    """Return the postings, and what more of them is worth if that is asked."""
    wishes, planned = Wishes(share, {}, {}), None
    if year is not None:
        listen("plan")
        planned = plan_year(scenario, year)
        wishes = Wishes(share, *work_of(scenario, planned))
    listen("allocate")
    found = allocate(scenario, date, wishes)
    if not values or planned is None:
        return found, None
    return found, values_of(scenario, found, planned, date, wishes, listen)


def _write(
    loaded: Loaded, found: Allocation, worths: Worths | None, new: Path, lang: str
) -> None:
    digest = inputs_digest(new / "inputs")
    write_officers(replace(loaded.scenario, officers=found.officers), new)
    report.write_force_tables(found, digest, new, worths)
    report.write_force_pictures(found, loaded.scenario, new, lang, worths)
