"""Checks spread over the year, as far as the weeks of an area stay level with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scheduler.model import Settings
from scheduler.year.area import AreaYear, job_of, plan_area
from scheduler.year.fewest import at_will, plans_of
from scheduler.year.ledger import ROUNDING, Ledger
from scheduler.year.level import count
from scheduler.year.places import SitePlan
from scheduler.year.program import Job
from scheduler.year.replan import Wish, cheapest
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
    for units in (_ledger(found, len(open_days)).crowded(), None):
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
    return _evened(found, jobs, len(open_days))


def _ledger(found: AreaYear, weeks: int) -> Ledger:
    """Return a ledger with the plans of all sites."""
    ledger = Ledger(found.limits, weeks)
    for plan in found.plans:
        count(found.jobs[plan.job], plan, ledger, 1)
    return ledger


def _evened(found: AreaYear, even: Sequence[Job], weeks: int) -> AreaYear:
    """Return a year in which sites are even again where that costs nothing."""
    ledger = _ledger(found, weeks)
    freed = [plan for plan in found.plans if found.jobs[plan.job].prices]
    # A site that is even again may make room for another.
    while sum(_even_again(found.jobs, even, plan, ledger) for plan in freed):
        pass
    return replace(found, load=ledger.load, above=ledger.above())


def _even_again(
    jobs: Sequence[Job], even: Sequence[Job], plan: SitePlan, ledger: Ledger
) -> bool:
    """Plan a freed site evenly if no more comes to lie above the limits."""
    job, own = jobs[plan.job], even[plan.job]
    first = len(job.patterns) - len(own.patterns)
    if plan.pattern >= first:
        return False
    before, kept = ledger.above(), (plan.pattern, plan.weeks)
    count(job, plan, ledger, -1)
    best = cheapest(own, ledger)
    if best is not None:
        plan.pattern, plan.weeks = first + best[1], best[2]
    count(job, plan, ledger, 1)
    if best is None or ledger.above() <= before + ROUNDING:
        return best is not None
    count(job, plan, ledger, -1)
    plan.pattern, plan.weeks = kept
    count(job, plan, ledger, 1)
    return False


def _meets(job: Job, units: frozenset[Unit] | None) -> bool:
    """Say whether some units take part in a job; None: all do."""
    return units is None or any(
        unit in units for pattern in job.loads for taken in pattern for unit, _ in taken
    )


def _freed(stratum: Stratum, even: Job, settings: Settings) -> Job:
    """Return a job whose sites need not be even, but are at less cost."""
    free = job_of(stratum, plans_of(at_will(stratum.kind), settings), settings)
    if set(free.patterns) <= set(even.patterns):
        return even
    return replace(
        free,
        patterns=free.patterns + even.patterns,
        loads=free.loads + even.loads,
        prices=(UNEVEN,) * len(free.patterns) + (0.0,) * len(even.patterns),
    )
