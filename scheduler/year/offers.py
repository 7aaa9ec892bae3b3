"""What visits take of the rows of an area, and which rows there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from scheduler.model import Settings
from scheduler.year.bundles import people_of
from scheduler.year.load import session_minutes, visit_minutes
from scheduler.year.resources import Means, Resource, slots
from scheduler.year.terms import Unit
from scheduler.year.wanted import Want, Wanted, at_night, kinds_of
from scheduler.year.weeks import WeekSet

# Of a unit that is asked for more qualifications than this, single ones and all of
# them together have a row, other sets have none.
MOST_ASKED = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to carry out a visit: so many checks, taking so much of each row."""

    checks: int
    takes: tuple[tuple[Resource, float], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Visits that differ in nothing: where each may lie, and what it may carry."""

    weeks: WeekSet
    offers: tuple[Offer, ...]


def rows_of(visits: Iterable[Wanted], settings: Settings) -> tuple[Resource, ...]:
    """Return the rows that visits take of, sorted."""
    found: set[Resource] = set()
    asked: dict[Unit, set[str]] = defaultdict(set)
    times: set[tuple[str, ...]] = set()
    for part in {part for visit in visits for part in visit.parts()}:
        units = people_of([want.need for want in part])
        found.update(Resource("officers", unit) for unit in units)
        if at_night(part):
            found.update(Resource("evening", unit) for unit in units)
        for want in part:
            for unit, qualification in want.asks:
                asked[unit].add(qualification)
        times.add(slots(kinds_of(part), settings.sessions))
    found.update(Resource("vehicles", of=one) for one in _unions(times))
    for unit, every in asked.items():
        found.update(Resource("holders", unit, some) for some in _sets(sorted(every)))
    return tuple(sorted(found))


def _unions(times: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Return the sets of times of the day and all their unions."""
    found: set[tuple[str, ...]] = set()
    for one in times:
        found |= {tuple(sorted({*one, *other})) for other in found} | {one}
    return found


def _sets(asked: Sequence[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(1, len(asked) + 1)
    if len(asked) > MOST_ASKED:
        sizes = range(1, 2)
        yield tuple(asked)
    for size in sizes:
        yield from combinations(asked, size)


def alike(
    visits: Mapping[Wanted, int],
    rows: Sequence[Resource],
    means: Means,
    settings: Settings,
) -> dict[Alike, int]:
    """Return the visits of an area by what they may take of its rows."""
    seats = max((car.seats for car in means.cars), default=1)
    found: dict[Alike, int] = defaultdict(int)
    for visit, number in visits.items():
        offers = (
            Offer(len(part), tuple(_takes(part, visit.way, rows, seats, settings)))
            for part in visit.parts()
        )
        found[Alike(visit.weeks, tuple(dict.fromkeys(offers)))] += number
    return dict(found)


def _takes(
    part: Sequence[Want],
    way: int,
    rows: Sequence[Resource],
    seats: int,
    settings: Settings,
) -> Iterator[tuple[Resource, float]]:
    """Yield what one visit that carries some checks takes of each row."""
    needs = [want.need for want in part]
    share = visit_minutes(needs, way, settings) / session_minutes(settings)
    people = people_of(needs)
    asked = {ask for want in part for ask in want.asks}
    times = set(slots(kinds_of(part), settings.sessions))
    riding = sum(number for unit, number in people.items() if not unit[1])
    for row in rows:
        taken = 0
        if row.kind == "vehicles":
            taken = ceil(riding / max(1, seats)) if times <= set(row.of) else 0
        elif row.kind == "holders":
            taken = int(any((row.unit, one) in asked for one in row.of))
        elif row.kind == "officers" or at_night(part):
            taken = people.get(row.unit, 0)
        if taken:
            yield row, taken * share
