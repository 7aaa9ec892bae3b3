"""Whole plans from counts: every site of a stratum at a point of its line.

A solution of `program.py` is a line of `sites` units on which every point is the plan
of one site: the pattern whose part it lies in, and for each visit the first week by
which more than the point have had it. Any points, one to a unit, are plans that keep
all rows; where in its unit a point lies decides the rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.year.ledger import Ledger
from scheduler.year.patterns import Pattern, deadline
from scheduler.year.program import Counts, Job
from scheduler.year.terms import Unit

# Points tried in every unit.
POINTS = tuple((2 * k + 1) / 20 for k in range(10))
# Counts of a solver are this near to what they mean.
ROUNDING = 1e-6


@dataclass
class SitePlan:
    """The weeks in which one site is visited, by a pattern of its stratum.

    Without `site` it is any site of its stratum: the lot decides.
    """

    job: int
    pattern: int
    weeks: list[int]
    site: str = ""


def valid(pattern: Pattern, weeks: Sequence[int]) -> bool:
    """Say whether the weeks keep all rows of a pattern."""
    return (
        all(
            allowed >> week & 1
            for allowed, week in zip(pattern.allowed, weeks, strict=True)
        )
        and all(b - a >= pattern.kind.apart for a, b in pairwise(weeks))
        and all(weeks[b] <= deadline(need, weeks[a]) for a, b, need in pattern.spans)
    )


def at_point(
    job: Job, counts: Sequence[Sequence[Sequence[float]]], point: float
) -> tuple[int, list[int]]:
    """Return pattern and weeks at a point of a job's line."""
    before = 0.0
    for number, visits in enumerate(counts):
        there = visits[0][-1]
        if point < before + there - ROUNDING or number == len(counts) - 1:
            local = min(point - before, there - 2 * ROUNDING)
            return number, [_first_above(row, local) for row in visits]
        before += there
    raise ValueError("a job without patterns has no line")


def _first_above(row: Sequence[float], point: float) -> int:
    for week, count in enumerate(row):
        if count > point + ROUNDING:
            return week
    return max(range(len(row)), key=row.__getitem__)


def place_all(jobs: Sequence[Job], counts: Counts, ledger: Ledger) -> list[SitePlan]:
    """Return a plan of every site, and put its visits into the ledger.

    Unit by unit the point is taken at which what is rounded up and down so far comes
    nearest to the counts: an error made with one site is paid back with the next.
    """
    error = {unit: [0.0] * ledger.weeks for unit in ledger.load}
    plans: list[SitePlan] = []
    for number in sorted(range(len(jobs)), key=lambda k: (-jobs[k].sites, k)):
        job, mine = jobs[number], counts.by_week[number]
        for unit in range(job.sites):
            ways = _at_points(number, job, mine, unit)
            plans.append(_nearest(job, ways, error))
    for plan in plans:
        loads = jobs[plan.job].loads[plan.pattern]
        for taken, week in zip(loads, plan.weeks, strict=True):
            ledger.add(taken, week)
    return plans


def _at_points(
    number: int, job: Job, counts: Sequence[Sequence[Sequence[float]]], unit: int
) -> list[SitePlan]:
    """Return the plans at the points of one unit of a line."""
    made = []
    for point in POINTS:
        pattern, weeks = at_point(job, counts, unit + point)
        if not valid(job.patterns[pattern], weeks):
            # A point on the edge of two plans: the earliest weeks keep all rows.
            weeks = list(job.patterns[pattern].earliest() or weeks)
        made.append(SitePlan(number, pattern, weeks))
    return made


def _nearest(
    job: Job, ways: Sequence[SitePlan], error: dict[Unit, list[float]]
) -> SitePlan:
    """Return the way that comes nearest to the mean of all, errors before included."""
    loads = [_load(job, way) for way in ways]
    mean: dict[tuple[Unit, int], float] = {}
    for load in loads:
        for key, sessions in load.items():
            mean[key] = mean.get(key, 0.0) + sessions / len(ways)

    def cost(load: dict[tuple[Unit, int], float]) -> float:
        # Only where the way differs from the mean; the rest is the same for all.
        return sum(
            (error[u][w] + load.get((u, w), 0.0) - mean[u, w]) ** 2 for u, w in mean
        )

    best = min(range(len(ways)), key=lambda k: (cost(loads[k]), k))
    for (unit, week), sessions in mean.items():
        error[unit][week] += loads[best].get((unit, week), 0.0) - sessions
    return ways[best]


def _load(job: Job, plan: SitePlan) -> dict[tuple[Unit, int], float]:
    """Return the load of one plan by unit and week."""
    found: dict[tuple[Unit, int], float] = {}
    for taken, week in zip(job.loads[plan.pattern], plan.weeks, strict=True):
        for unit, sessions in taken:
            found[unit, week] = found.get((unit, week), 0.0) + sessions
    return found
