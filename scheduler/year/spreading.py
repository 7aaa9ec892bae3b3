"""Checks spread over the year, as far as the weeks of an area stay level with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.model import Settings
from scheduler.year.area import AreaYear, job_of, plan_area
from scheduler.year.fewest import at_will, plans_of
from scheduler.year.ledger import ROUNDING
from scheduler.year.program import Job
from scheduler.year.replan import Wish
from scheduler.year.terms import Area, Stratum, Unit

# What it costs, in officer-sessions above the limits, not to spread a site's checks.
UNEVEN = 0.25


def plan_spread(
    area: Area,
    strata: Sequence[Stratum],
    jobs: Sequence[Job],
    supply: Mapping[Unit, Sequence[float]],
    open_days: Sequence[int],
    settings: Settings,
    wishes: Mapping[str, Wish] | None = None,
) -> AreaYear:
    """Plan an area whose jobs spread the checks of each site over the year.

    A level year comes before an even one: where some units' weeks are above their
    limits, first the sites that they visit, then all may do without, at a price, and
    the plan with less above is kept. The bound is that of plans free of it.

    Parameters
    ----------
    strata, jobs, supply, open_days, wishes
        As in `plan_area`.
    """
    found = plan_area(area, strata, jobs, supply, open_days, wishes)
    if wishes is not None:
        return found
    for units in (_crowded(found), None):
        if found.above <= ROUNDING:
            break
        freed = [
            _freed(stratum, job, settings) if _meets(job, units) else job
            for stratum, job in zip(strata, jobs, strict=True)
        ]
        other = plan_area(area, strata, freed, supply, open_days)
        bound = min(found.bound, other.bound)
        better = other if other.above < found.above - ROUNDING else found
        found = replace(better, bound=bound)
    return found


def _crowded(found: AreaYear) -> frozenset[Unit]:
    """Return the units that are above their limit in some week."""
    most = found.limits.most
    return frozenset(
        unit
        for unit, loads in found.load.items()
        if any(a > b + ROUNDING for a, b in zip(loads, most[unit], strict=True))
    )


def _meets(job: Job, units: frozenset[Unit] | None) -> bool:
    """Say whether some units take part in a job; None: all do."""
    return units is None or any(
        unit in units for pattern in job.loads for taken in pattern for unit, _ in taken
    )


def _freed(stratum: Stratum, even: Job, settings: Settings) -> Job:
    """Return a job whose sites need not be even, but are at less cost."""
    free = job_of(stratum, plans_of(at_will(stratum.kind), settings), settings)
    return replace(
        free,
        patterns=free.patterns + even.patterns,
        loads=free.loads + even.loads,
        prices=(UNEVEN,) * len(free.patterns) + (0.0,) * len(even.patterns),
    )
