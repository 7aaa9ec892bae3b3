"""Planning single sites anew while that lowers what is above the limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from scheduler.year.ledger import ROUNDING, Ledger
from scheduler.year.places import SitePlan
from scheduler.year.program import Job
from scheduler.year.replan import Wish, cheapest, price_of
from scheduler.year.terms import Unit

# A pass looks at all sites with a visit in a crowded week.
MOST_PASSES = 40
# So many passes without anything gained, which only even out, may follow each other.
MOST_IDLE = 4
# A change has to gain so much, so that none goes to and fro.
LEAST_GAIN = 1e-9
NO_WISHES: Mapping[str, Wish] = MappingProxyType({})


def place_each(
    jobs: Sequence[Job],
    ledger: Ledger,
    sites: Sequence[Sequence[str]] = (),
    wishes: Mapping[str, Wish] = NO_WISHES,
) -> list[SitePlan]:
    """Plan all sites one by one, each at its cheapest; least choice first.

    Parameters
    ----------
    sites : sequence of sequence of str, optional
        The sites of each job; without them it does not matter who is who.
    wishes : mapping of str to Wish
        Where checks are filed already; who lacks no week comes first.
    """
    order = sorted(range(len(jobs)), key=lambda k: (_freedom(jobs[k]), k))
    waiting = [
        (number, site)
        for number in order
        for site in (sites[number] if sites else [""] * jobs[number].sites)
    ]
    if wishes:
        waiting.sort(key=lambda row: _open_questions(jobs[row[0]], wishes.get(row[1])))
    plans: list[SitePlan] = []
    for number, site in waiting:
        job = jobs[number]
        best = cheapest(job, ledger, wishes.get(site))
        if best is None:
            # No cheapest one keeps all rows: the earliest weeks do.
            best = (0.0, 0, list(job.patterns[0].earliest() or ()))
        plan = SitePlan(number, best[1], best[2], site)
        count(job, plan, ledger, 1)
        plans.append(plan)
    return plans


def _open_questions(job: Job, wish: Wish | None) -> int:
    """Return how many checks of a site have no filed week: the fewest come first."""
    filed = wish or {}
    return sum(
        max(0, need.count - filed.get(need.item, 0).bit_count())
        for need in job.patterns[0].kind.needs
    )


def _freedom(job: Job) -> float:
    """Return the open weeks for a visit, of the pattern that has most of them."""
    return max(
        sum(allowed.bit_count() for allowed in pattern.allowed)
        / len(pattern.bundles) ** 2
        for pattern in job.patterns
    )


def even_out(
    jobs: Sequence[Job],
    plans: Sequence[SitePlan],
    ledger: Ledger,
    wishes: Mapping[str, Wish] = NO_WISHES,
) -> int:
    """Plan sites anew while anything is above the limits; return how many times.

    Those with a visit in the most crowded week come first. A change below the limits
    counts a little (`Ledger.price`), so that room comes to be where it is needed.
    """
    moved = idle = 0
    for _ in range(MOST_PASSES):
        before = ledger.above()
        if before <= ROUNDING or idle >= MOST_IDLE:
            break
        now = sum(
            _moved(jobs, plans[k], ledger, wishes.get(plans[k].site))
            for k in _crowded(jobs, plans, ledger)
        )
        if not now:
            break
        moved += now
        idle = idle + 1 if ledger.above() > before - ROUNDING else 0
    return moved


def _crowded(
    jobs: Sequence[Job], plans: Sequence[SitePlan], ledger: Ledger
) -> list[int]:
    """Return the plans with a visit in a crowded week, those in the worst first."""
    above: dict[tuple[Unit, int], float] = {
        (unit, week): load - most
        for unit, loads in sorted(ledger.load.items())
        for week, (load, most) in enumerate(
            zip(loads, ledger.limits.most[unit], strict=True)
        )
        if load > most + ROUNDING
    }
    worst: dict[int, float] = defaultdict(float)
    for number, plan in enumerate(plans):
        for taken, week in zip(
            jobs[plan.job].loads[plan.pattern], plan.weeks, strict=True
        ):
            for unit, _ in taken:
                if (unit, week) in above:
                    worst[number] = max(worst[number], above[unit, week])
    return sorted(worst, key=lambda number: (-worst[number], number))


def _moved(
    jobs: Sequence[Job], plan: SitePlan, ledger: Ledger, wish: Wish | None
) -> bool:
    """Plan a site anew if that costs less than how it is planned now."""
    job = jobs[plan.job]
    count(job, plan, ledger, -1)
    now = price_of(job, plan.pattern, plan.weeks, ledger, wish)
    best = cheapest(job, ledger, wish)
    better = best is not None and best[0] < now - LEAST_GAIN
    if best is not None and better:
        plan.pattern, plan.weeks = best[1], best[2]
    count(job, plan, ledger, 1)
    return better


def count(job: Job, plan: SitePlan, ledger: Ledger, times: int) -> None:
    """Add a site's plan to the ledger, or take it away (`times` -1)."""
    for taken, week in zip(job.loads[plan.pattern], plan.weeks, strict=True):
        ledger.add(taken, week, times)
