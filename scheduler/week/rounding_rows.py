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
from scheduler.model.calendar import Date
from scheduler.week.officer_rows import cliques_of
from scheduler.week.variants import Unit
from scheduler.week.week_program import WeekProgram


@dataclass
class _Pool:
    """A unit's crews and rounds in districts that share its officers."""

    crews: set[int] = field(default_factory=set)
    teams: dict[int, int] = field(default_factory=dict)


def _pools(week: WeekProgram) -> dict[tuple[Unit, frozenset[str]], _Pool]:
    """Return the pools of all units: districts joined by common crews."""
    areas: dict[Unit, list[set[str]]] = defaultdict(list)
    served: dict[int, set[str]] = defaultdict(set)
    for crew, _, district in week.posts:
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
    for crew, districts in served.items():
        unit = week.crews[crew].unit
        pools[unit, area_of[unit, min(districts)]].crews.add(crew)
    for k, column in enumerate(week.columns):
        for unit, need in column.template.needs:
            area = area_of.get((unit, column.template.district))
            if area is not None and need.people >= 2:
                pools[unit, area].teams[k] = need.people // 2
    return pools


def add_rounding_rows(week: WeekProgram) -> None:
    """Add for every pool its row of the week and those of sessions that exclude."""
    sessions: dict[int, set[Session]] = defaultdict(set)
    for crew, session, _ in week.posts:
        sessions[crew].add(session)
    pools = _pools(week)
    for unit, area in sorted(pools, key=lambda key: (key[0], sorted(key[1]))):
        pool = pools[unit, area]
        name = f"teams {unit[0]} {'+'.join(sorted(area))}"
        _week_row(week, pool, name)
        _time_rows(week, pool, sessions, name)


def _week_row(week: WeekProgram, pool: _Pool, name: str) -> None:
    kinds = week.availability.kinds
    crews = [week.crews[crew] for crew in sorted(pool.crews)]
    limit = sum(len(crew.officers) * crew.max_sessions for crew in crews)
    terms = [
        (k, teams * kinds[week.columns[k].session.kind].weight)
        for k, teams in pool.teams.items()
    ]
    if terms:
        week.program.row(terms, upper=limit // 2, name=name)


def _time_rows(
    week: WeekProgram, pool: _Pool, sessions: dict[int, set[Session]], name: str
) -> None:
    by_date: dict[Date, list[int]] = defaultdict(list)
    for k in pool.teams:
        by_date[week.columns[k].session.date].append(k)
    for date in sorted(by_date):
        for clique in cliques_of(week.availability):
            terms = [
                (k, pool.teams[k])
                for k in by_date[date]
                if week.columns[k].session.kind in clique
            ]
            times = {Session(date, kind) for kind in clique}
            free = sum(
                len(week.crews[crew].officers)
                for crew in sorted(pool.crews)
                if sessions[crew] & times
            )
            if len(terms) > 1 and free % 2:
                week.program.row(terms, upper=free // 2, name=name)
