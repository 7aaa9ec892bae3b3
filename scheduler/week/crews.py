"""Crews: officers who are alike in all that the selection sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.model import Officer, Session
from scheduler.week.availability import Availability
from scheduler.week.columns import Staffing
from scheduler.week.pins import pinned_officers
from scheduler.week.terms import Post
from scheduler.week.variants import Unit


@dataclass(frozen=True, slots=True)
class Crew:
    """Officers counted together: of the same unit, districts and qualifications.

    Attributes
    ----------
    sessions : frozenset of Session
        The sessions that each of them may serve.
    """

    officers: tuple[Officer, ...]
    unit: Unit
    qualifications: frozenset[str]
    own_districts: frozenset[str]
    sessions: frozenset[Session]

    @property
    def limits(self) -> list[int]:
        """Weekly limit of every officer."""
        return [officer.max_sessions for officer in self.officers]

    def able(self, sessions: Iterable[Session]) -> int:
        """Return how many officers may serve one of some sessions."""
        return 0 if self.sessions.isdisjoint(sessions) else len(self.officers)


@dataclass(frozen=True)
class Crews:
    """All crews of a week and which of them may be sent to each post."""

    crews: list[Crew]
    posts: dict[Post, tuple[int, ...]]

    def at(self, post: Post) -> tuple[int, ...]:
        """Return the crews that may be sent to a post, in order."""
        return self.posts.get(post, ())


def make_crews(
    availability: Availability,
    staffing: Staffing,
    wanted: Sequence[Post],
    apart: frozenset[str],
) -> Crews:
    """Group the officers who may be sent to any of the wanted posts.

    A pinned officer, and everybody in `apart`, is a crew of his own.
    """
    free: dict[str, list[Post]] = defaultdict(list)
    for post in sorted(wanted):
        for officer in staffing.free(post[0], post[2], post[1]):
            free[officer.officer].append(post)
    alone = pinned_officers(availability.scenario, availability.week)
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    people = availability.scenario.officer
    for name in sorted(free):
        officer = people[name]
        key: tuple[object, ...] = (
            availability.unit(officer),
            tuple(sorted(officer.qualifications)),
            tuple(sorted(availability.own_districts(officer))),
            officer.max_sessions,
            tuple(free[name]),
        )
        if name in apart or name in alone:
            key = (*key, name)
        groups[key].append(name)
    crews: list[Crew] = []
    posts: dict[Post, list[int]] = defaultdict(list)
    for members in sorted(groups.values()):
        officers = tuple(people[name] for name in members)
        mine = free[members[0]]
        for post in mine:
            posts[post].append(len(crews))
        crews.append(_crew(availability, officers, frozenset(s for s, _, _ in mine)))
    return Crews(crews, {post: tuple(rows) for post, rows in posts.items()})


def _crew(
    availability: Availability,
    officers: tuple[Officer, ...],
    sessions: frozenset[Session],
) -> Crew:
    first = officers[0]
    return Crew(
        officers=officers,
        unit=availability.unit(first),
        qualifications=frozenset(first.qualifications),
        own_districts=availability.own_districts(first),
        sessions=sessions,
    )
