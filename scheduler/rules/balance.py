"""Field sessions spread evenly within a pool."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from scheduler.model import Officer
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.pools import pools_of
from scheduler.rules.serving import certified, weight

RULE = "balance"


def check_balance(published: Published) -> Finding:
    """Look in each pool for two officers a session should have passed between.

    Loads are shares of an officer's own weekly limit. Only officers free all week
    are compared. A breach: the fullest could give one session to the emptiest and
    still not be below him. The amount is the difference in sessions; a fact is a pool.
    """
    scenario = published.scenario
    used: Counter[str] = Counter()
    for row in published.timetable.assignments:
        used[row.officer] += weight(scenario, row.session)
    pools: dict[str, list[Officer]] = defaultdict(list)
    for name, pool in pools_of(scenario).items():
        if _free_all_week(published, scenario.officer[name]):
            pools[pool].append(scenario.officer[name])
    found = []
    for pool, officers in sorted(pools.items()):
        load = {o.officer: Fraction(used[o.officer], o.max_sessions) for o in officers}
        high = max(officers, key=lambda o: (load[o.officer], o.officer))
        low = min(officers, key=lambda o: (load[o.officer], o.officer))
        after = load[high.officer] - Fraction(1, high.max_sessions)
        if after > load[low.officer] + Fraction(1, low.max_sessions):
            fields = {
                "pool": pool,
                "high": high.officer,
                "most": used[high.officer],
                "low": low.officer,
                "least": used[low.officer],
            }
            amount = abs(used[high.officer] - used[low.officer])
            found.append(Violation(RULE, "uneven", fields, amount))
    return Finding(len(pools), tuple(found))


def _free_all_week(published: Published, officer: Officer) -> bool:
    if officer.max_sessions < 1:
        return False
    days = published.week.dates
    return all(certified(officer, date) for date in (days[0], days[-1])) and not any(
        row.officer == officer.officer
        and row.from_ <= days[-1]
        and row.until >= days[0]
        for row in published.scenario.absences
    )
