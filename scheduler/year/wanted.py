"""The visits of a year's plan, counted by what they ask for and when they may lie."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from scheduler.intake import acting_roles
from scheduler.model import Scenario
from scheduler.year.draws import draw_sites
from scheduler.year.fewest import at_will, evenly
from scheduler.year.needs import Buckets, YearBook, strata_of
from scheduler.year.patterns import Pattern
from scheduler.year.resources import NIGHT_KIND
from scheduler.year.supply import unit_of
from scheduler.year.terms import Area, Need, Stratum, Unit
from scheduler.year.weeks import WeekSet, YearWeeks
from scheduler.year.windows import windows_of


@dataclass(frozen=True, slots=True)
class Want:
    """One check of a visit.

    Attributes
    ----------
    need : Need
        Minutes, people and kinds of session; nothing else of it counts here.
    asks : tuple of (Unit, str)
        Units with a qualification that one of their people has to hold.
    """

    need: Need
    asks: tuple[tuple[Unit, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A visit of the plan: minutes of the way, its checks, weeks it may lie in."""

    way: int
    wants: tuple[Want, ...]
    weeks: WeekSet

    def parts(self) -> Iterator[tuple[Want, ...]]:
        """Yield all that it may carry: some of its checks or all of them."""
        for size in range(1, len(self.wants) + 1):
            yield from combinations(self.wants, size)


def kinds_of(part: Sequence[Want]) -> tuple[str, ...]:
    """Return the kinds of session in which some checks can be made together."""
    first, *others = (want.need.kinds for want in part)
    return tuple(kind for kind in first if all(kind in kinds for kinds in others))


def at_night(part: Sequence[Want]) -> bool:
    """Say whether some checks can be made together in the evening only."""
    return set(kinds_of(part)) == {NIGHT_KIND}


@dataclass(frozen=True)
class YearAsked:
    """What the plan of a year asks for, whoever is there.

    Attributes
    ----------
    visits : mapping of Area to mapping of Wanted to int
        How many visits of each kind every area has.
    """

    scenario: Scenario
    weeks: YearWeeks
    visits: Mapping[Area, Mapping[Wanted, int]]

    @cached_property
    def checks(self) -> int:
        """Checks of the plan."""
        return sum(
            len(visit.wants) * number
            for rows in self.visits.values()
            for visit, number in rows.items()
        )

    @classmethod
    def of(cls, scenario: Scenario, year: int, beacon: str = "demo") -> YearAsked:
        """Read the plan of a year: most checks, fewest visits, the first pattern."""
        weeks = YearWeeks.of(scenario.calendar, year)
        draws = draw_sites(scenario, year, beacon)
        book = YearBook(scenario, weeks, draws, Buckets())
        asks = _Asks(book)
        found: dict[Area, Counter[Wanted]] = defaultdict(Counter)
        for stratum in strata_of(book):
            plans = evenly(stratum.kind, scenario.settings)
            for pattern in plans.patterns[:1]:
                for visit in _visits(stratum, pattern, asks):
                    found[stratum.kind.area][visit] += len(stratum.sites)
        return cls(scenario, weeks, {area: found[area] for area in sorted(found)})


@dataclass(frozen=True)
class _Asks:
    """Which qualifications an item asks of whom in a town."""

    book: YearBook

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[tuple[Unit, str], ...]]:
        return {}

    def __call__(self, item: str, town: str) -> tuple[tuple[Unit, str], ...]:
        key = (item, town)
        if key not in self._known:
            scenario = self.book.scenario
            first = dt.date(self.book.weeks.year, 1, 1)
            self._known[key] = tuple(
                (unit_of(scenario, role.department, town), qualification)
                for role in acting_roles(scenario, item, town, first)
                if role.role != "assist"
                for qualification in role.qualification
            )
        return self._known[key]


def _visits(stratum: Stratum, pattern: Pattern, asks: _Asks) -> Iterator[Wanted]:
    """Yield the visits of one site of a stratum."""
    town = asks.book.scenario.site[stratum.sites[0]].town
    wants = [Want(_plain(need), asks(need.item, town)) for need in pattern.kind.needs]
    # Spreading over the year is a wish: it keeps no check from being carried out.
    free = Pattern(at_will(pattern.kind), pattern.bundles)
    for bundle, weeks in zip(pattern.bundles, windows_of(free), strict=True):
        carried = sorted((wants[k] for k in bundle), key=repr)
        yield Wanted(stratum.kind.way, tuple(carried), weeks)


def _plain(need: Need) -> Need:
    """Return a need of which only minutes, people and kinds of session are left."""
    return replace(
        need,
        item="",
        count=1,
        spacing=1,
        open=0,
        first=None,
        group="",
        lead="",
        windows=(),
        early=None,
        late=None,
    )
