"""Rows of posts: seats wanted in a session within the officers sent there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from scheduler.week.columns import SeatType, seat_types
from scheduler.week.crews import make_crews
from scheduler.week.terms import Post
from scheduler.week.wanted import Wanted
from scheduler.week.week_program import WeekProgram


def find_crews(week: WeekProgram, wanted: Wanted, apart: frozenset[str]) -> None:
    """Find the crews, and where they may be sent."""
    crews = make_crews(week.availability, week.staffing, list(wanted.needs), apart)
    week.crews = crews.crews
    week.reach = [
        (crew, session, district)
        for session, district, unit in sorted(wanted.needs)
        for crew in crews.at((session, district, unit))
    ]


def add_post_rows(week: WeekProgram, wanted: Wanted) -> None:
    """Seats wanted at a post within the officers sent there.

    By Hall's theorem the officers sent fill all seats if for every union of seat
    types the seats of those types are within the officers who suit one of them.
    """
    at: dict[Post, list[int]] = defaultdict(list)
    for crew, session, district in week.reach:
        at[session, district, week.crews[crew].unit].append(crew)
        week.posts[crew, session, district] = week.program.column(
            upper=week.crews[crew].able([session])
        )
    for post in sorted(wanted.needs):
        at_post = at[post]
        _hall_row(week, post, at_post, None)
        types = {t for need in wanted.needs[post] for t in seat_types(need) if t}
        for union in _unions(week, sorted(types), at_post):
            _hall_row(week, post, at_post, union)


def _suited(
    week: WeekProgram, crews: Sequence[int], union: Iterable[SeatType]
) -> tuple[int, ...]:
    """Return the crews that suit one of the seat types."""
    return tuple(
        crew
        for crew in crews
        if any(set(t) <= week.crews[crew].qualifications for t in union)
    )


def _unions(
    week: WeekProgram, types: Sequence[SeatType], crews: Sequence[int]
) -> list[tuple[SeatType, ...]]:
    """Return the unions of seat types whose rows say something.

    A union is known by the crews that suit one of its types; it takes in every type
    that no other crew suits. One suited by all is implied by the row of all seats.
    """
    each = {t: frozenset(_suited(week, crews, [t])) for t in types}
    sets = set(each.values())
    fresh = set(sets)
    while fresh:
        fresh = {a | b for a in fresh for b in each.values()} - sets
        sets |= fresh
    return [
        tuple(t for t in types if each[t] <= suited)
        for suited in sorted(sets, key=sorted)
        if len(suited) < len(crews)
    ]


def _hall_row(
    week: WeekProgram,
    post: Post,
    crews: Sequence[int],
    union: tuple[SeatType, ...] | None,
) -> None:
    """Seats of the types of `union` (None: all) within the officers who suit."""
    session, district, unit = post
    suited = crews if union is None else _suited(week, crews, union)
    terms = [(week.posts[crew, session, district], -1) for crew in suited]
    name = f"post {session} {district} {unit[0]}"
    row = week.program.row(terms, upper=0, name=name)
    types = None if union is None else frozenset(union)
    week.terms.seats[post].append((row, types))
