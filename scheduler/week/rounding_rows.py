"""Rounding rows: as many rounds as a unit has teams of two (DESIGN.md 7).

They cut no week off: a round takes at least two people of a unit, so of F free
people at most floor(F / 2) rounds of one time can be made, and of S sessions in the
week at most floor(S / 2). The relaxation alone would make one round and a half of
three people.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from scheduler.model import Session
from scheduler.week.officer_rows import cliques_of
from scheduler.week.terms import Post
from scheduler.week.variants import Unit
from scheduler.week.week_program import WeekProgram


@dataclass
class _Pool:
    """A unit's crews and the posts they may be sent to."""

    crews: set[int] = field(default_factory=set)
    posts: set[Post] = field(default_factory=set)


def _pools(week: WeekProgram) -> dict[tuple[Unit, frozenset[str]], _Pool]:
    """Return the pools of all units: districts joined by common crews."""
    areas: dict[Unit, list[set[str]]] = defaultdict(list)
    served: dict[int, set[str]] = defaultdict(set)
    for crew, _, district in week.reach:
        served[crew].add(district)
    for crew in sorted(served):
        unit = week.crews[crew].unit
        joined = [area for area in areas[unit] if area & served[crew]]
        rest = [area for area in areas[unit] if not area & served[crew]]
        areas[unit] = [*rest, served[crew].union(*joined)]
    pools: dict[tuple[Unit, frozenset[str]], _Pool] = defaultdict(_Pool)
    area_of = {
        (unit, district): frozenset(area)
        for unit, found in areas.items()
        for area in found
        for district in area
    }
    for crew, session, district in week.reach:
        unit = week.crews[crew].unit
        pool = pools[unit, area_of[unit, district]]
        pool.crews.add(crew)
        pool.posts.add((session, district, unit))
    return pools


def add_rounding_rows(week: WeekProgram, every: bool) -> None:
    """Add for every pool its rows of the week and those of sessions that exclude.

    Parameters
    ----------
    every : bool
        Whether rows that posts and officers imply are there too.
    """
    sessions: dict[int, set[Session]] = defaultdict(set)
    for crew, session, _ in week.reach:
        sessions[crew].add(session)
    pools = _pools(week)
    for unit, area in sorted(pools, key=lambda key: (key[0], sorted(key[1]))):
        pool = pools[unit, area]
        name = f"teams {unit[0]} {'+'.join(sorted(area))}"
        _week_row(week, pool, name)
        _time_rows(week, pool, sessions, name, every)


def _week_row(week: WeekProgram, pool: _Pool, name: str) -> None:
    kinds = week.availability.kinds
    crews = [week.crews[crew] for crew in sorted(pool.crews)]
    limit = sum(sum(crew.limits) for crew in crews)
    row = week.program.row((), upper=limit // 2, name=name)
    for post in sorted(pool.posts):
        week.terms.teams[post].append((row, kinds[post[0].kind].weight))
    weights = {kinds[post[0].kind].weight for post in pool.posts}
    for weight in sorted(weights - {1}):
        able = sum(most // weight for crew in crews for most in crew.limits)
        row = week.program.row((), upper=able // 2, name=name)
        for post in sorted(pool.posts):
            if kinds[post[0].kind].weight >= weight:
                week.terms.teams[post].append((row, 1))


def _time_rows(
    week: WeekProgram,
    pool: _Pool,
    sessions: dict[int, set[Session]],
    name: str,
    every: bool,
) -> None:
    for date in sorted({post[0].date for post in pool.posts}):
        posts = sorted(post for post in pool.posts if post[0].date == date)
        for clique in cliques_of(week.availability):
            times = {Session(date, kind) for kind in clique}
            free = sum(
                week.crews[crew].able(sessions[crew] & times)
                for crew in sorted(pool.crews)
                if sessions[crew] & times
            )
            if free % 2 == 0 and not every:
                continue
            row = week.program.row((), upper=free // 2, name=name)
            for post in posts:
                if post[0] in times:
                    week.terms.teams[post].append((row, 1))
