"""Rows of officers: one place at a time, weekly limit, night rest, help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations

from scheduler.model import Session
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS, Availability
from scheduler.week.week_program import WeekProgram


def cliques_of(availability: Availability) -> list[tuple[str, ...]]:
    """Return the maximal sets of kinds that exclude each other on one date."""
    kinds = sorted(availability.kinds)
    found = [
        group
        for size in range(len(kinds), 0, -1)
        for group in combinations(kinds, size)
        if all(availability.clash(a, b) for a, b in combinations(group, 2))
    ]
    return [g for g in found if not any(set(g) < set(other) for other in found)]


def add_officer_rows(week: WeekProgram) -> None:
    """One place at a time, weekly limit, night rest, limit of help, by crew."""
    by_crew: dict[int, dict[Session, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    away: dict[int, list[tuple[int, int]]] = defaultdict(list)
    availability = week.availability
    for (crew, session, district), k in week.posts.items():
        by_crew[crew][session].append(k)
        if district not in week.crews[crew].own_districts:
            away[crew].append((k, availability.kinds[session.kind].weight))
    cliques = cliques_of(availability)
    for crew in sorted(by_crew):
        people = len(week.crews[crew].officers)
        name = week.crews[crew].officers[0].officer
        _weekly_limit(week, crew, by_crew[crew])
        for group in _exclusions(by_crew[crew], cliques):
            used = _used_up(week, crew, by_crew[crew], group)
            terms = [(k, 1) for s in [*group, *used] for k in by_crew[crew][s]]
            if len(terms) > 1:
                able = week.crews[crew].able([*group, *used])
                week.program.row(terms, upper=able, name=f"one_place {name}")
        if crew in away:
            limit = availability.helpers_allowed * people
            week.program.row(away[crew], upper=limit, name=f"help {name}")


def _used_up(
    week: WeekProgram,
    crew: int,
    sessions: dict[Session, list[int]],
    group: Sequence[Session],
) -> list[Session]:
    """Return the sessions outside a group that use up an officer's whole week.

    Who holds one of them serves no session of the group: a valid row that a crew of
    several officers needs, since it does not know who is who.
    """
    limit = max(week.crews[crew].limits)
    kinds = week.availability.kinds
    return [
        session
        for session in sessions
        if session not in group and kinds[session.kind].weight == limit
    ]


def _weekly_limit(
    week: WeekProgram, crew: int, sessions: dict[Session, list[int]]
) -> None:
    """Limit the weights of a crew, and how many heavy sessions its limits allow."""
    kinds = week.availability.kinds
    members = week.crews[crew]
    name = f"availability {members.officers[0].officer}"
    weighted = [(k, kinds[s.kind].weight) for s, ks in sessions.items() for k in ks]
    week.program.row(weighted, upper=sum(members.limits), name=name)
    for weight in sorted({w for _, w in weighted if w > 1}):
        heavy = [(k, 1) for k, w in weighted if w >= weight]
        most = sum(limit // weight for limit in members.limits)
        week.program.row(heavy, upper=most, name=name)


def _exclusions(
    sessions: Iterable[Session], cliques: Sequence[tuple[str, ...]]
) -> list[list[Session]]:
    """Return sets of sessions of which one officer may serve one at most."""
    mine = sorted(sessions)
    groups: list[list[Session]] = []
    for date in sorted({s.date for s in mine}):
        for clique in cliques:
            group = [s for s in mine if s.date == date and s.kind in clique]
            if group:
                groups.append(group)
            eve = date - timedelta(days=1)
            rest = [s for s in group if s.kind in RESTED_KINDS]
            if rest and Session(eve, NIGHT_KIND) in mine:
                groups.append([Session(eve, NIGHT_KIND), *rest])
    return groups
