"""What the parts of a round cost in one session at given prices of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.model import Pin, Session
from scheduler.week.alike import Alike, IntArray
from scheduler.week.availability import NIGHT_KIND
from scheduler.week.columns import seat_types, seated
from scheduler.week.pins import visit_allowed
from scheduler.week.terms import Entry
from scheduler.week.week_program import WeekProgram

FloatArray = npt.NDArray[np.float64]
# No vehicle pool carries more.
MOST_RIDERS = 60


@dataclass(frozen=True)
class Aim:
    """What a round is worth: so much a point, less so much a priced minute.

    With `travel` the minutes of the way count. A search by labels keeps the earliest
    route, not the shortest: its bounds hold without.
    """

    points: float = 1.0
    minutes: float = 0.0
    travel: bool = True


@dataclass(frozen=True)
class _Sparse:
    """Entries of many parts: part, row, coefficient."""

    part: IntArray
    row: IntArray
    coefficient: FloatArray
    size: int

    @classmethod
    def of(cls, entries: list[list[Entry]]) -> _Sparse:
        lengths = [len(found) for found in entries]
        return cls(
            np.repeat(np.arange(len(entries)), lengths),
            np.array([row for found in entries for row, _ in found], dtype=np.int64),
            np.array([n for found in entries for _, n in found], dtype=np.float64),
            len(entries),
        )

    def at(self, duals: FloatArray) -> FloatArray:
        """Return the price of every part."""
        weights = self.coefficient * duals[self.row]
        total = np.bincount(self.part, weights=weights, minlength=self.size)
        return np.asarray(total, dtype=np.float64)


@dataclass(frozen=True)
class Prices:
    """Prices of one session: weight of visits, cost of needs and of riders.

    Attributes
    ----------
    visit : float array, one per visit of the plot
        Points less the prices of its rows; -inf where it cannot be made.
    need : float array, one per need, need 0 first
        Infinite where the people are not there.
    rider : float array
        By number of people who need a seat; infinite beyond the vehicles.
    """

    visit: FloatArray
    need: FloatArray
    rider: FloatArray


def cheapest(prices: Sequence[Prices]) -> Prices:
    """Return the best prices of any of some sessions."""
    return Prices(
        visit=np.max([p.visit for p in prices], axis=0),
        need=np.min([p.need for p in prices], axis=0),
        rider=np.min([p.rider for p in prices], axis=0),
    )


@dataclass(frozen=True)
class Counter:
    """Reckons the prices of one plot in one session."""

    week: WeekProgram
    alike: Alike
    session: Session
    pins: tuple[Pin, ...] = ()

    @property
    def district(self) -> str:
        """District of the plot."""
        return self.alike.plot.ground.district

    @cached_property
    def base(self) -> str:
        """Where rounds with a vehicle start."""
        return self.week.scenario.district[self.district].base

    @cached_property
    def possible(self) -> npt.NDArray[np.bool_]:
        """Which visits of the plot can be made in this session."""
        return np.array(
            [
                self.session.date in v.dates
                and visit_allowed(v.site, self.session, self.pins)
                for v in self.alike.plot.variants
            ],
            dtype=np.bool_,
        )

    @cached_property
    def _points(self) -> FloatArray:
        return np.array([v.points for v in self.alike.plot.variants], dtype=np.float64)

    @cached_property
    def _visits(self) -> _Sparse:
        terms = self.week.terms
        return _Sparse.of(
            [
                terms.of_visit(self.session, v) if possible else []
                for v, possible in zip(
                    self.alike.plot.variants, self.possible, strict=True
                )
            ]
        )

    @cached_property
    def _needs(self) -> _Sparse:
        terms = self.week.terms
        post = (self.session, self.district)
        return _Sparse.of(
            [[]] + [terms.of_need((*post, u), need) for u, need in self.alike.needs]
        )

    @cached_property
    def seatable(self) -> npt.NDArray[np.bool_]:
        """Which needs the free officers could fill; need 0 always."""
        found = [True]
        for unit, need in self.alike.needs:
            officers = self.week.staffing.free(self.session, unit, self.district)
            enough = len(officers) >= need.people
            found.append(enough and seated(seat_types(need), officers))
        return np.array(found, dtype=np.bool_)

    @cached_property
    def _person(self) -> float:
        """Priced minutes of one person in this session."""
        solve = self.week.scenario.settings.solve
        weight = self.week.availability.kinds[self.session.kind].weight
        night = solve.cost_night if self.session.kind == NIGHT_KIND else 0
        return solve.cost_session * weight + night

    @cached_property
    def packs(self) -> list[list[tuple[int, ...]]]:
        """Every choice of vehicles by number of riders."""
        fleet, date = self.week.fleet, self.session.date
        return [
            list(fleet.packings(self.base, date, riders))
            for riders in range(MOST_RIDERS + 1)
        ]

    @cached_property
    def _packs(self) -> tuple[IntArray, _Sparse]:
        """Riders of every choice of vehicles, and its entries."""
        flat = [(n, pack) for n, packs in enumerate(self.packs) for pack in packs]
        entries = [
            self.week.terms.of_vehicles(self.base, self.session, pack)
            for _, pack in flat
        ]
        return np.array([n for n, _ in flat], dtype=np.int64), _Sparse.of(entries)

    def _riders(self, duals: FloatArray) -> FloatArray:
        riders, sparse = self._packs
        cost = np.full(MOST_RIDERS + 1, np.inf)
        np.minimum.at(cost, riders, sparse.at(duals))
        return cost

    def pack(self, riders: int, duals: FloatArray) -> tuple[int, ...]:
        """Return the cheapest vehicles for so many riders."""
        numbers, sparse = self._packs
        mine = np.flatnonzero(numbers == riders)
        best = int(np.argmin(sparse.at(duals)[mine]))
        return self.packs[riders][best]

    def prices(self, duals: FloatArray, aim: Aim) -> Prices:
        """Return the prices of the session's parts."""
        visit = aim.points * self._points - self._visits.at(duals)
        need = self._needs.at(duals) + aim.minutes * self._person * self.alike.people
        return Prices(
            visit=np.where(self.possible, visit, -np.inf),
            need=np.where(self.seatable, need, np.inf),
            rider=self._riders(duals),
        )
