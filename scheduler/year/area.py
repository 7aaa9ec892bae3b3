"""One area's year: a plan of every site, loads, and a bound on what is above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.model import Settings
from scheduler.year.fewest import Plans
from scheduler.year.ledger import ROUNDING, Ledger, Limits, limits_of
from scheduler.year.level import NO_WISHES, even_out, place_each
from scheduler.year.load import visit_load
from scheduler.year.places import SitePlan, place_all
from scheduler.year.program import AreaProgram, Job, loads_by_unit
from scheduler.year.replan import Wish
from scheduler.year.terms import Area, Stratum, Unit
from scheduler.year.weeks import up_to

# Seconds for the bound of an area whose plan is not level.
SECONDS = 30.0
# With so many counts or fewer an area is planned as a whole, in whole numbers.
SMALL = 5000


@dataclass(frozen=True)
class AreaYear:
    """What one area's year came to.

    Attributes
    ----------
    plans : list of SitePlan
        One a site; `job` is the number of its stratum.
    above, bound : float
        Officer-sessions above the limits, and what no plan has less of.
    """

    area: Area
    strata: list[Stratum]
    jobs: list[Job]
    plans: list[SitePlan]
    limits: Limits
    load: Mapping[Unit, Sequence[float]]
    above: float
    bound: float


def job_of(stratum: Stratum, plans: Plans, settings: Settings) -> Job:
    """Return a stratum's part of its area's program."""
    way = stratum.kind.way
    return Job(
        len(stratum.sites),
        plans.patterns,
        tuple(
            tuple(
                tuple(
                    sorted(
                        visit_load(
                            [pattern.kind.needs[k] for k in bundle], way, settings
                        ).items()
                    )
                )
                for bundle in pattern.bundles
            )
            for pattern in plans.patterns
        ),
        whole=plans.whole,
    )


def plan_area(
    area: Area,
    strata: Sequence[Stratum],
    jobs: Sequence[Job],
    supply: Mapping[Unit, Sequence[float]],
    open_days: Sequence[int],
    wishes: Mapping[str, Wish] | None = None,
) -> AreaYear:
    """Plan an area: as little above the limits as can be.

    Sites are planned one by one, then those in crowded weeks anew. Nothing above is
    the least there is; else a linear program bounds it, and a small area is planned
    as a whole.

    Parameters
    ----------
    open_days : sequence of int
        Working days of each week that can be planned.
    wishes : mapping of str to Wish, optional
        Where the checks of each site are filed already; then sites are told apart,
        and the bound says nothing.
    """
    total, largest = loads_by_unit(jobs)
    limits = limits_of(total, largest, supply, open_days)
    ledger = Ledger(limits, len(open_days))
    told_apart = [stratum.sites for stratum in strata] if wishes is not None else ()
    plans = place_each(jobs, ledger, told_apart, wishes or NO_WISHES)
    even_out(jobs, plans, ledger, wishes or NO_WISHES)
    if any(job.prices for job in jobs):
        # What is left above the limits outweighs what patterns cost by themselves.
        even_out([replace(job, prices=()) for job in jobs], plans, ledger)
    bound = 0.0
    if wishes is None and ledger.above() > ROUNDING:
        plans, ledger, bound = _better(jobs, plans, ledger)
    return AreaYear(
        area,
        list(strata),
        list(jobs),
        plans,
        limits,
        ledger.load,
        ledger.above(),
        bound,
    )


def _better(
    jobs: Sequence[Job], plans: list[SitePlan], ledger: Ledger
) -> tuple[list[SitePlan], Ledger, float]:
    """Return plans that are not worse, their ledger, and a bound on all plans."""
    limits, weeks = ledger.limits, ledger.weeks
    size = sum(
        (allowed & up_to(weeks)).bit_count()
        for job in jobs
        for pattern in job.patterns
        for allowed in pattern.allowed
    )
    small = size <= SMALL
    asked = jobs if small else _only(jobs, ledger.crowded())
    counts = AreaProgram(asked, limits, weeks, whole=small).solve(SECONDS)
    bound = max(0.0, counts.bound) if counts and counts.bound is not None else 0.0
    if not all(job.whole for job in asked):
        bound = 0.0  # other patterns may do with less
    if counts is None or not small:
        return plans, ledger, bound
    other = Ledger(limits, weeks)
    whole = place_all(jobs, counts, other)
    better = other.above() < ledger.above()
    return (whole, other, bound) if better else (plans, ledger, bound)


def _only(jobs: Sequence[Job], units: frozenset[Unit]) -> list[Job]:
    """Return the jobs that some units take part in, with their loads alone.

    What is above the limits of these units is at most what is above those of all.
    """
    found = []
    for job in jobs:
        loads = tuple(
            tuple(
                tuple((unit, sessions) for unit, sessions in taken if unit in units)
                for taken in pattern
            )
            for pattern in job.loads
        )
        if any(taken for pattern in loads for taken in pattern):
            found.append(replace(job, loads=loads))
    return found
