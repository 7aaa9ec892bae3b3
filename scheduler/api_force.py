"""The public function for the force: post it, write its tables."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler import report
from scheduler.api import load_scenario, replace_folder
from scheduler.asked import FORCE_SIGNS, require_replaceable, require_year
from scheduler.data import Loaded, inputs_digest, write_inputs, write_officers
from scheduler.force import Wishes, allocate, holders_of
from scheduler.model import Allocation, Scenario
from scheduler.year import plan_year


@dataclass(frozen=True)
class ForceDone:
    """An allocation and its folder."""

    allocation: Allocation
    folder: Path


def work_of(
    scenario: Scenario, year: int
) -> tuple[
    dict[tuple[str, str], float], dict[str, float], dict[tuple[str, str, str], int]
]:
    """Return what a year takes: by team and district, visits of the bureau by town.

    And the holders of qualifications. Of a force that several districts share nothing
    is known of each; their parts are fixed by 1:1:2 anyway.
    """
    planned = plan_year(scenario, year)
    work: dict[tuple[str, str], float] = defaultdict(float)
    for row in planned.loads:
        if len(row.area) == 1:
            work[row.department, row.area[0]] += row.load
    bureau = {row.department for row in scenario.departments if row.kind == "bureau"}
    led = {
        row.item
        for row in scenario.item_departments
        if row.department in bureau and row.role != "assist"
    }
    towns: dict[str, float] = {town.town: 0.0 for town in scenario.towns}
    for visit in planned.visits:
        if led.intersection(visit.items):
            towns[scenario.site[visit.site].town] += 1
    return dict(work), towns, holders_of(scenario, planned.visits)


def plan_force(
    scenario: Loaded | Path | str,
    *,
    out: Path | str | None = None,
    date: dt.date | None = None,
    share: float | None = None,
    year: int | None = None,
    lang: str = "zh",
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
        their half, and how the bureau's officers share the towns.
    lang : str
        Language of the chart, ``zh`` or ``en``.

    Raises
    ------
    scheduler.data.DataError
        If the scenario cannot be read.
    scheduler.asked.AskedError
        If `out` holds other things.
    """
    loaded = scenario if isinstance(scenario, Loaded) else load_scenario(scenario)
    settings = loaded.scenario.settings
    folder = Path(out) if out is not None else Path("outputs") / settings.name / "force"
    require_replaceable(folder, (), FORCE_SIGNS)
    folder.parent.mkdir(parents=True, exist_ok=True)
    wanted = float(settings.number("sunk_share", "share")) if share is None else share
    wishes = Wishes(wanted, {}, {})
    if year is not None:
        require_year(year, loaded.scenario)
        wishes = Wishes(wanted, *work_of(loaded.scenario, year))
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as t:
        new = Path(t) / "force"
        new.mkdir()
        write_inputs(loaded, (), new / "inputs")
        digest = inputs_digest(new / "inputs")
        found = allocate(loaded.scenario, date or dt.date.today(), wishes)
        write_officers(replace(loaded.scenario, officers=found.officers), new)
        report.write_force_tables(found, digest, new)
        report.write_force_pictures(found, loaded.scenario, new, lang)
        replace_folder(new, folder)
    return ForceDone(found, folder)
