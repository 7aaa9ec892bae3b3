"""Rows of posts: seats wanted in a session within the officers sent there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from scheduler.week.columns import Column, SeatType, seat_types
from scheduler.week.crews import Post, make_crews
from scheduler.week.week_program import WeekProgram


def _seat_demand(
    columns: Sequence[Column],
) -> dict[Post, dict[int, tuple[SeatType, ...]]]:
    """Return the seats that each round wants at each post."""
    demand: dict[Post, dict[int, tuple[SeatType, ...]]] = defaultdict(dict)
    for k, column in enumerate(columns):
        for unit, need in column.template.needs:
            post = (column.session, column.template.district, unit)
            demand[post][k] = seat_types(need)
    return demand


def add_post_rows(week: WeekProgram, apart: frozenset[str]) -> None:
    """Seats wanted at a post within the officers sent there.

    By Hall's theorem the officers sent fill all seats if for every union of seat
    types the seats of those types are within the officers who suit one of them.
    """
    demand = _seat_demand(week.columns)
    crews = make_crews(week.availability, week.staffing, list(demand), apart)
    week.crews = crews.crews
    for post in sorted(demand):
        session, district, _ = post
        at_post = crews.at(post)
        for crew in at_post:
            week.posts[crew, session, district] = week.program.column(
                upper=len(week.crews[crew].officers)
            )
        seats = demand[post]
        _hall_row(week, post, seats, at_post, None)
        types = sorted({t for row in seats.values() for t in row if t})
        for union in _unions(week, types, at_post):
            _hall_row(week, post, seats, at_post, union)


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

    Of unions suited by the same crews only the largest counts; one suited by all
    is implied by the row of all seats.
    """
    largest: dict[tuple[int, ...], tuple[SeatType, ...]] = {}
    for size in range(1, len(types) + 1):
        for union in combinations(types, size):
            largest[_suited(week, crews, union)] = union
    return [u for suited, u in sorted(largest.items()) if len(suited) < len(crews)]


def _hall_row(
    week: WeekProgram,
    post: Post,
    seats: dict[int, tuple[SeatType, ...]],
    crews: Sequence[int],
    union: tuple[SeatType, ...] | None,
) -> None:
    """Seats of the types of `union` (None: all) within the officers who suit."""
    session, district, unit = post
    terms = [
        (k, sum(1 for t in row if union is None or t in union))
        for k, row in seats.items()
    ]
    suited = crews if union is None else _suited(week, crews, union)
    terms = [(k, n) for k, n in terms if n]
    terms += [(week.posts[crew, session, district], -1) for crew in suited]
    week.program.row(terms, upper=0, name=f"post {session} {district} {unit[0]}")
