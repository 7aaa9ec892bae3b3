"""Instances: weeks of synthetic cities with exactly so many candidate visits."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from scheduler.data import save, tables_of
from scheduler.data.generate.map import DISTRICT_IDS
from scheduler.data.generate.nanan import Scale, nanan
from scheduler.data.generate.people import officers as make_force
from scheduler.data.generate.quotas import DISTRICT_INTENSITY, INTENSITY
from scheduler.intake import screen
from scheduler.model import CheckRef, Demand, Scenario, Week

WEEK = Week(2026, 49)
CLAUSES = Path(__file__).parents[1] / "scenarios" / "policy" / "clauses.toml"
# Officers of the city whose scale is 1: DOMAIN.md 5.4 column L, liaison, towns.
OFFICERS_L = 840
# Each trim lets papers come up that stood behind those taken out.
MOST_TRIMS = 40


@dataclass(frozen=True, slots=True)
class Size:
    """A class of instances.

    Parameters
    ----------
    candidates : int
        Candidate visits of the week, exactly.
    officers : int
        Officers in the table ``officers``, exactly.
    sites : float
        Sites over those of the committed city.
    intensity : float
        Yearly demand over that of the committed city.
    """

    name: str
    candidates: int
    officers: int = OFFICERS_L
    sites: float = 1.0
    intensity: float = 1.0


SIZES: dict[str, Size] = {
    size.name: size
    for size in (
        Size("XS", 20),
        Size("S", 100),
        Size("M", 200),
        Size("L", 400),
        Size("M-420", 200, officers=420),
        Size("M-1680", 200, officers=1680),
        Size("stress", 1500, officers=1000, sites=3.0, intensity=2.0),
    )
}


def make_instance(size: Size, seed: int) -> Scenario:
    """Return a city from a seed whose week has the promised number of candidates.

    The force is that of the generator; candidates are a random sample of those of
    the whole city, so that their mix is that of a real week. Papers of the others are
    taken out of plan and requests.

    Raises
    ------
    ValueError
        If the generator's week has too few candidates.
    """
    city = _city(size, seed)
    monday = WEEK.monday
    city = replace(city, history=tuple(h for h in city.history if h.date < monday))
    demand = screen(city, WEEK)
    if len(demand.candidates) < size.candidates:
        raise ValueError(f"{size.name}/{seed}: {len(demand.candidates)} candidates")
    rng = Random(f"{size.name}/{seed}")
    kept = _sample(demand, size.candidates, rng)
    for _ in range(MOST_TRIMS):
        left_out = _refs(demand) - kept
        if not left_out and len(demand.candidates) == size.candidates:
            return city
        if not left_out:  # a candidate fell in two when papers left
            kept = _sample(demand, size.candidates, rng)
            continue
        city = _without(city, left_out, demand)
        demand = screen(city, WEEK)
    raise ValueError(f"{size.name}/{seed}: {len(demand.candidates)} after trimming")


def _sample(demand: Demand, count: int, rng: Random) -> set[CheckRef]:
    chosen = rng.sample(demand.candidates, min(count, len(demand.candidates)))
    return {check.ref for one in chosen for check in one.checks}


def _city(size: Size, seed: int) -> Scenario:
    if size.officers == OFFICERS_L and size.intensity == 1:
        return nanan(Scale(size.sites, 1.0), seed)
    intensity = {
        (department, district): size.intensity
        * DISTRICT_INTENSITY.get((department, district), 1.0)
        for department in INTENSITY
        for district in DISTRICT_IDS.values()
    }
    scale = next(
        step / 100
        for step in range(50, 1000)
        if len(make_force(step / 100, Random(0))) >= size.officers
    )
    city = nanan(Scale(size.sites, scale), seed, intensity)
    # Officers beyond the promised number: people who are not sunk, never used.
    spare = [row.officer for row in city.officers if not row.districts]
    gone = set(spare[: len(city.officers) - size.officers])
    return replace(
        city, officers=tuple(row for row in city.officers if row.officer not in gone)
    )


def _refs(demand: Demand) -> set[CheckRef]:
    return {check.ref for one in demand.candidates for check in one.checks}


def _without(city: Scenario, refs: Iterable[CheckRef], demand: Demand) -> Scenario:
    """Return the city without the papers of some checks and those that follow them."""
    gone = {ref.row_id for ref in refs}
    targets = {
        (check.site, check.ref.item)
        for one in demand.candidates
        for check in one.checks
        if check.ref.row_id in gone
    }
    gone |= {row_id for row_id, key in demand.followers if key in targets}
    return replace(
        city,
        plan=tuple(row for row in city.plan if row.plan_id not in gone),
        requests=tuple(row for row in city.requests if row.request not in gone),
    )


def instance_folder(work: Path, size: str, seed: int) -> Path:
    """Return where an instance lies below the work folder."""
    return work / "instances" / f"{size}-{seed}"


def ensure_instance(work: Path, size: str, seed: int) -> Path:
    """Return the folder of an instance; make it if it is not there."""
    folder = instance_folder(work, size, seed)
    if not (folder / "clauses.toml").is_file():
        if folder.exists():
            shutil.rmtree(folder)
        save(tables_of(make_instance(SIZES[size], seed)), folder)
        shutil.copy(CLAUSES, folder / "clauses.toml")
    return folder
