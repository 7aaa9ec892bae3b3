"""Pricing of one session: the best routes and teams at given prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scheduler.week.alike import IntArray
from scheduler.week.assists import DEEP, join
from scheduler.week.cores import smallest_needs
from scheduler.week.label_ground import Worth
from scheduler.week.members import RANKS, Ranking, pick_members
from scheduler.week.once_each import Above
from scheduler.week.plot_table import PlotTable
from scheduler.week.prices import Aim, FloatArray, Prices
from scheduler.week.route_table import BoolArray, Rows
from scheduler.week.visit_cuts import Cuts, counted

NOISE = 1e-5
# Rows valued exactly at a time: a few at first, then more.
FIRST_CHUNK, CHUNK = 200, 4000


@dataclass(frozen=True)
class Found:
    """A round of positive value: visits in order, its team's units, and its value."""

    variants: tuple[int, ...]
    core: int
    units: int
    value: float


@dataclass(frozen=True)
class _Valued:
    """Rows with a value reached, an upper one, and the assist units of the first."""

    rows: Rows
    value: FloatArray
    upper: FloatArray
    units: IntArray


@dataclass
class SessionPricing:
    """The rounds of one plot in one session at given prices.

    Attributes
    ----------
    above : list of Above
        Rounds that were looked at and may be above the floor.
    """

    table: PlotTable
    prices: Prices
    aim: Aim
    cuts: Cuts
    above: list[Above] = field(default_factory=list)

    @cached_property
    def ranking(self) -> Ranking:
        """The members of every group, best first."""
        return Ranking.of(self.table.tables.alike, self.prices.visit)

    @cached_property
    def least(self) -> FloatArray:
        """Least cost of every unit."""
        return smallest_needs(self.table.tables, self.prices.need)

    @cached_property
    def travel(self) -> float:
        """Cost of a minute of travel."""
        if not self.aim.travel:
            return 0.0
        solve = self.table.tables.alike.plot.ground.scenario.settings.solve
        return self.aim.minutes * solve.cost_travel

    def listed(
        self, number: IntArray, wanted: int, floor: float = NOISE, every: bool = False
    ) -> tuple[list[Found], float]:
        """Return some of the best of listed rounds above a floor, and a bound on all.

        The bound is at most `floor` only if none of them is worth more.

        Parameters
        ----------
        number : int array
            Rows of the table to look at.
        every : bool
            Look at all of them for the bound, not only until rounds are found.
        """
        table = self.table
        if not len(number):
            return [], 0.0
        upper = table.upper(
            self.aim,
            self.prices,
            self.ranking.weight,
            self.least,
            self.travel,
            self.cuts.price,
            number,
        )
        good = np.flatnonzero(upper > floor)
        good = good[np.argsort(-upper[good], kind="stable")]
        return self._best(
            wanted, floor, every, upper[good], lambda a: table.some(number[good[a]])
        )

    @property
    def worth(self) -> Worth:
        """What visits and units are worth, for a search by labels."""
        table = self.table
        return Worth(
            self.ranking.weight,
            table.assist_bound_by_group(self.aim, self.least),
            self.least,
            table.part(self.aim, self.least),
            self.prices.rider,
            self.cuts,
        )

    def among(
        self, rows: Rows, wanted: int, floor: float = NOISE
    ) -> tuple[list[Found], float]:
        """Return some of the best of given rounds, and a bound on all of them."""
        upper = self._upper(rows, floor)
        order = np.flatnonzero(upper > floor)
        order = order[np.argsort(-upper[order], kind="stable")]
        parts = upper[order], lambda a: rows.part(order[a])
        return self._best(wanted, floor, True, *parts)

    def _upper(self, rows: Rows, floor: float) -> FloatArray:
        """Return an upper value of rows that are not listed.

        The closer of two bounds on assist units is reckoned where the other one
        leaves a row above the floor.
        """
        table, tables = self.table, self.table.tables
        bonus = tables.bonus[rows.assists, rows.party].sum(axis=1)
        value = self._base(rows) + self.aim.points * bonus
        value -= self.prices.rider[rows.riders]
        upper = value + table.assists_by_unit(self.aim, rows, self.least)
        close = np.flatnonzero(upper > floor)
        other = table.assists_by_visit(self.aim, rows.part(close), self.least)
        upper[close] = np.minimum(upper[close], value[close] + other)
        return np.asarray(upper)

    def _best(
        self,
        wanted: int,
        floor: float,
        every: bool,
        upper: FloatArray,
        rows: Callable[[IntArray], Rows],
    ) -> tuple[list[Found], float]:
        """Return rounds of the best of some rows, and a bound on the values of all.

        Parameters
        ----------
        upper : float array
            Upper values, falling.
        rows : callable
            Returns the rows of some places of `upper`.
        """
        found: list[Found] = []
        top = 0.0
        begin, size = 0, FIRST_CHUNK
        while begin < len(upper):
            chunk = np.arange(begin, min(begin + size, len(upper)))
            valued = self._valued(rows(chunk), upper[chunk], every)
            most = valued.upper.copy()
            found += self._made(valued, wanted - len(found), floor, every)
            top = max(top, float(valued.upper.max()))
            self._note(valued.rows, most, valued.upper > floor)
            begin, size = begin + size, CHUNK
            if found and not every:
                return found, max(top, float(upper[begin:].max(initial=0.0)))
        return found, top

    def _note(self, rows: Rows, most: FloatArray, good: BoolArray) -> None:
        """Keep what rows above the floor could add."""
        number = np.flatnonzero(good)
        if len(number):
            prices, best = self.prices, self.ranking.weight
            group = rows.group[number]
            self.above.append(Above(group, most[number], best, prices.visit))

    def _valued(self, rows: Rows, most: FloatArray, deep: bool = False) -> _Valued:
        """Value rows with their best assist units; `most` are upper values.

        `deep`: more sets of units are tried where some were left out.
        """
        tables = self.table.tables
        base = self._base(rows)
        joined = join(tables, rows, self.prices, self.aim)
        left = np.flatnonzero(~joined.all_tried)
        if deep and len(left):
            joined.take(
                left, join(tables, rows.part(left), self.prices, self.aim, DEEP)
            )
        value = base + joined.gain
        upper = np.where(joined.all_tried, value, most)
        return _Valued(rows, value, upper, joined.units)

    def _base(self, rows: Rows) -> FloatArray:
        """Return the value of rows without bonus, assist units and vehicles."""
        place = rows.group.astype(np.int64) * RANKS + rows.rank
        value = self.ranking.weight.ravel()[place].sum(axis=1)
        value -= self.prices.need[rows.need].sum(axis=1)
        if len(self.cuts.price):
            value -= counted(rows.group, self.cuts) @ self.cuts.price
        if self.travel:
            value -= self.travel * rows.travel
        return np.asarray(value)

    def _made(
        self, valued: _Valued, wanted: int, floor: float, every: bool
    ) -> list[Found]:
        """Return rounds of the best rows, a few of each core.

        The upper value of a row looked at becomes exact: visits to one site exclude
        each other.
        """
        found: list[Found] = []
        seen: dict[int, int] = {}
        for k in np.argsort(-valued.value, kind="stable"):
            full = len(found) >= wanted
            if valued.value[k] <= floor or (full and not every):
                break
            core = int(valued.rows.units[k])
            seen[core] = seen.get(core, 0) + 1
            full = full or (seen[core] > max(2, wanted // 4) and len(found) > 0)
            if full and not every:
                continue
            group = valued.rows.group[k]
            route = group[group < len(self.ranking.order)].tolist()
            picked = pick_members(self.ranking, route)
            if picked is None:
                continue
            visits, loss = picked
            valued.upper[k] = max(0.0, valued.upper[k] - loss)
            if valued.value[k] - loss > floor and not full:
                units = core | int(valued.units[k])
                found.append(Found(visits, core, units, float(valued.value[k] - loss)))
        return found
