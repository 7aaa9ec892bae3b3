"""The cheapest weeks for one site while all others stay: dynamic programming.

Visits of one site fall into different weeks or hardly matter to each other, so their
prices add up; who is next depends on who was before alone, but where two checks of an
item have other visits between them. Such plans are found all the same and kept only if
they keep every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.year.ledger import Ledger
from scheduler.year.patterns import Pattern
from scheduler.year.places import valid
from scheduler.year.program import Job
from scheduler.year.weeks import WeekSet, members, up_to

# The weeks in which checks of an item are filed already, by item.
Wish = Mapping[str, WeekSet]
# Officer-sessions above a limit that are worth moving a filed check.
MOVE = 1.0


def cheapest(
    job: Job, ledger: Ledger, wish: Wish | None = None
) -> tuple[float, int, list[int]] | None:
    """Return price, pattern and weeks of the cheapest plan of one more site.

    Parameters
    ----------
    wish : mapping of str to WeekSet, optional
        Where its checks are filed already: another week costs something.
    """
    best: tuple[float, int, list[int]] | None = None
    for number, pattern in enumerate(job.patterns):
        weeks = _weeks(pattern, job, number, ledger, wish)
        if weeks is not None:
            price = price_of(job, number, weeks, ledger, wish)
            if best is None or price < best[0]:
                best = (price, number, weeks)
    return best


def _weeks(
    pattern: Pattern, job: Job, number: int, ledger: Ledger, wish: Wish | None
) -> list[int] | None:
    def price(visit: int, week: int) -> float:
        moved = _moved(pattern, visit, week, wish)
        return ledger.price(job.loads[number][visit], week) + MOVE * moved

    if len(pattern.bundles) == 1:
        ways = members(pattern.allowed[0] & up_to(ledger.weeks - 1))
        return [min(ways, key=lambda week: (price(0, week), week))]
    # The cheapest way to each week of the visit before, and where it came from.
    reached: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for visit, allowed in enumerate(pattern.allowed):
        ahead: dict[int, tuple[float, tuple[int, ...]]] = {}
        for week in members(allowed & up_to(ledger.weeks - 1)):
            way = _cheapest_before(pattern, visit, week, reached)
            if way is not None:
                cost = way[0] + price(visit, week)
                ahead[week] = (cost, (*way[1], week))
        reached = ahead
    rows = [row for row in reached.values() if valid(pattern, row[1])]
    return list(min(rows)[1]) if rows else None


def _cheapest_before(
    pattern: Pattern,
    visit: int,
    week: int,
    reached: dict[int, tuple[float, tuple[int, ...]]],
) -> tuple[float, tuple[int, ...]] | None:
    """Return the cheapest way that a visit in a week may follow."""
    if not visit:
        return reached[-1]
    first, last = pattern.before[visit][week]
    ways = [way for before, way in reached.items() if first <= before <= last]
    return min(ways, default=None)


def _moved(pattern: Pattern, visit: int, week: int, wish: Wish | None) -> int:
    """Return how many checks of a visit are not filed for that week."""
    if wish is None:
        return 0
    needs = pattern.kind.needs
    return sum(
        not wish.get(needs[k].item, 0) >> week & 1 for k in pattern.bundles[visit]
    )


def price_of(
    job: Job,
    pattern: int,
    weeks: Sequence[int],
    ledger: Ledger,
    wish: Wish | None = None,
) -> float:
    """Return what a site's visits cost on top of the ledger, one after the other."""
    moved = [
        _moved(job.patterns[pattern], k, week, wish) for k, week in enumerate(weeks)
    ]
    cost = job.price(pattern) + MOVE * sum(moved)
    for taken, week in zip(job.loads[pattern], weeks, strict=True):
        cost += ledger.price(taken, week)
        ledger.add(taken, week)
    for taken, week in zip(job.loads[pattern], weeks, strict=True):
        ledger.add(taken, week, -1)
    return cost
