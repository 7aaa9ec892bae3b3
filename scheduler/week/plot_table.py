"""All routes of a plot that pricing looks at, valued at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from scheduler.compiled import Array, Arrays, compiled
from scheduler.week.alike import IntArray
from scheduler.week.members import RANKS
from scheduler.week.prices import Aim, FloatArray, Prices
from scheduler.week.route_table import (
    KINDS,
    TOWNS,
    WIDTH,
    Core,
    Rows,
    Tables,
    build_rows,
    ranks,
)
from scheduler.week.split_groups import Parts
from scheduler.week.visit_cuts import Cuts, charges, counted

# Rows that a table whose groups are split may have.
MOST_SPLIT = 500_000


@dataclass
class PlotTable:
    """Rows of some cores, with what an upper value of each is added up from.

    A state is what a visit leaves open: the assist units that could still enter, and
    how many of them without crowding.
    """

    tables: Tables
    cuts: Cuts
    rows: Rows | None = None
    masks: list[int] = field(default_factory=list)
    _parts: list[Rows] = field(default_factory=list)
    _state: list[IntArray] = field(default_factory=list)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    place: IntArray = field(default_factory=lambda: np.zeros((0, 1), dtype=np.int32))
    state: IntArray = field(default_factory=lambda: np.zeros((0, 1), dtype=np.int32))
    team: int = 1
    complete: bool = True
    fixed: FloatArray = field(default_factory=lambda: np.zeros(0))
    counted: IntArray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int16))
    kept: IntArray = field(default_factory=lambda: np.zeros((0, WIDTH), dtype=np.int16))

    def add(self, core: Core) -> None:
        """Take in the rows of a core, unless they are too many."""
        rows = build_rows(self.tables, core)
        if rows is None:
            # The search by labels starts from the base: it misses a town's own rounds.
            self.complete = self.complete and core.joining != TOWNS
            return
        if core.joining != TOWNS:
            self.masks.append(core.units)
        if len(rows):
            self._parts.append(rows)
            self._state.append(self._states(rows, core))
        self.rows = None

    def keep(self, rows: Rows) -> None:
        """Take in some rows of cores whose rows are too many to list."""
        new = self._unknown(rows)
        for mask in np.unique(new.units):
            core = Core(int(mask), self.tables.home, self.tables.joining(int(mask)))
            part = new.part(new.units == mask)
            self._parts.append(part)
            self._state.append(self._states(part, core))
        if len(new):
            self.rows = None

    def _unknown(self, rows: Rows) -> Rows:
        """Return one row of the same visits each, without those kept before."""
        names = np.sort(rows.group, axis=1)
        both = np.concatenate([self.kept, names]) if len(self.kept) else names
        first = np.sort(np.unique(both, axis=0, return_index=True)[1])
        before = len(self.kept)
        self.kept = both[first]
        return rows.part(first[first >= before] - before)

    def split(self, tables: Tables, cuts: Cuts) -> PlotTable | None:
        """Return the table of groups that are split; None if it were too large."""
        parts = Parts.of(self.tables.alike, tables.alike)
        self.settle()
        new = PlotTable(
            tables,
            cuts,
            masks=list(self.masks),
            complete=self.complete,
            _known=dict(self._known),
        )
        if self.rows is None:
            return new
        if parts.most(self.rows.group) > MOST_SPLIT:
            return None
        source, group = parts.routes(self.rows.group)
        new._parts = [
            replace(
                self.rows.part(source),
                group=group.astype(KINDS["group"]),
                rank=ranks(group).astype(KINDS["rank"]),
            )
        ]
        new._state = [self._state[0][source]]
        new.kept = np.sort(parts.routes(self.kept)[1], axis=1)
        new.settle()
        return new

    @property
    def size(self) -> int:
        """Number of rows."""
        return sum(len(part) for part in self._parts)

    def settle(self) -> None:
        """Join the parts taken in."""
        if self.rows is not None or not self._parts:
            return
        rows = Rows.joined(self._parts)
        self._parts = [rows]
        state = np.concatenate(self._state)
        self._state = [state]
        width = int((rows.group < len(self.tables.alike.groups)).sum(axis=1).max())
        place = rows.group[:, :width].astype(np.int32) * RANKS + rows.rank[:, :width]
        self.place, self.state = place.astype(np.int32), state[:, :width]
        self.fixed = self.tables.bonus[rows.assists, rows.party].sum(axis=1)
        self.counted = counted(rows.group, self.cuts)
        self.team = max(1, int((rows.need > 0).sum(axis=1).max(initial=0)))
        self.rows = rows

    def some(self, number: IntArray) -> Rows:
        """Return some rows."""
        if self.rows is None:
            raise IndexError("the table has no rows")
        return self.rows.part(number)

    def _states(self, rows: Rows, core: Core) -> IntArray:
        """Return the number of the state of every place."""
        key = rows.group.astype(np.int64) * 64 + rows.party
        values, inverse = np.unique(key, return_inverse=True)
        numbers = np.zeros(len(values), dtype=np.int32)
        for k, value in enumerate(values):
            group, party = divmod(int(value), 64)
            free = int(self.tables.optional[group]) & ~core.units
            if core.joining == TOWNS:
                free &= self._town_mask
            state = (free, self.room(party) if free else 0)
            numbers[k] = self._known.setdefault(state, len(self._known))
        return numbers[inverse].reshape(key.shape)

    @cached_property
    def _town_mask(self) -> int:
        return sum(1 << k for k, town in enumerate(self.tables.town_units) if town)

    @cached_property
    def _soft(self) -> int:
        """People of a visit beyond whom an assist unit costs more than it brings."""
        settings = self.tables.alike.plot.ground.scenario.settings
        points = settings.points
        if points.person >= points.assist:
            return int(settings.number("party_size", "soft"))
        return int(settings.number("party_size", "max"))

    @cached_property
    def _fewest(self) -> int:
        """The fewest people that any unit brings."""
        return int(self.tables.alike.people[1:].min()) if self.tables.alike.needs else 1

    def room(self, party: int) -> int:
        """Return how many assist units may join a party before it costs more."""
        return max(0, self._soft - party) // self._fewest

    def assist_bound_by_group(self, aim: Aim, least: FloatArray) -> FloatArray:
        """Return the most that assist units add to a visit of each group."""
        groups = self.tables.alike.groups
        people = self.tables.alike.people
        free = np.array([g.optional for g in groups], dtype=np.int64)
        room = [
            self.room(
                sum(int(people[g.needs[k]]) for k in self.tables.units_of(g.required))
            )
            for g in groups
        ]
        numbers = np.array(room, dtype=np.int64)
        return top_gains(self._gain(aim, least), free, numbers, self._one(aim))

    def part(self, aim: Aim, least: FloatArray) -> FloatArray:
        """Return what a visit bears of the cost of each assist unit."""
        share = np.maximum(least, 0) / self.tables.longest
        return np.asarray(np.minimum(self._one(aim), share))

    def _one(self, aim: Aim) -> float:
        # Rounded points of several departments may be more than so many times one's.
        some = self.tables.bonus[1:, 0]
        return aim.points * float((some / np.arange(1, len(some) + 1)).max())

    def _gain(self, aim: Aim, least: FloatArray) -> FloatArray:
        """Return the most that each assist unit adds to a visit.

        A unit's cost is paid once a round, so a visit bears no less than its part
        of it in the longest route.
        """
        share = np.where(least > 0, least / self.tables.longest, least)
        return np.maximum(self._one(aim) - share, 0)

    def assist_bound(self, aim: Aim, least: FloatArray) -> FloatArray:
        """Return the most that assist units add to a visit in each state."""
        states = np.array(list(self._known), dtype=np.int64).reshape(-1, 2)
        free, room = states[:, 0], states[:, 1]
        return top_gains(self._gain(aim, least), free, room, self._one(aim))

    def upper(
        self,
        aim: Aim,
        prices: Prices,
        weight: FloatArray,
        least: FloatArray,
        travel: float,
        charge: FloatArray,
        number: IntArray | None = None,
    ) -> FloatArray:
        """Return an upper value of some or all rows: assist units at their best."""
        rows = self.rows
        if rows is None or not len(rows):
            return np.zeros(0)
        some = np.arange(len(rows)) if number is None else number
        value = np.empty(len(some))
        _upper(
            some,
            (self.place, self.state, rows.need[:, : self.team], rows.riders),
            (weight.ravel(), self.assist_bound(aim, least), prices.need, prices.rider),
            value,
        )
        value += aim.points * self.fixed[some]
        value -= charges(some, self.counted, charge)
        if travel:
            value -= travel * rows.travel[some]
        return value

    def assists_by_unit(self, aim: Aim, rows: Rows, least: FloatArray) -> FloatArray:
        """Return the most that assist units add to rows: each unit by itself."""
        free = self.tables.optional[rows.group] & ~rows.units[:, None]
        total = np.zeros(len(rows))
        for unit in np.flatnonzero(np.isfinite(least)):
            times = (free >> unit & 1).sum(axis=1)
            net = self._one(aim) * times - least[unit]
            total += np.where(times > 0, np.maximum(net, 0.0), 0.0)
        return total

    def assists_by_visit(self, aim: Aim, rows: Rows, least: FloatArray) -> FloatArray:
        """Return the most that assist units add to rows: each visit by itself."""
        free = self.tables.optional[rows.group] & ~rows.units[:, None]
        room = np.maximum(0, self._soft - rows.party.astype(np.int64)) // self._fewest
        gain, one = self._gain(aim, least), self._one(aim)
        by_visit = top_gains(gain, free.ravel(), room.ravel(), one)
        return np.asarray(by_visit.reshape(free.shape).sum(axis=1))


@compiled
def _upper(number: Array, columns: Arrays, prices: Arrays, value: Array) -> None:
    """Fill in what visits, assist units, needs and vehicles of some rows add up to."""
    place, state, need, riders = columns
    weight, assist, cost, rider = prices
    for k, row in enumerate(number):
        total = -rider[riders[row]]
        for j in range(place.shape[1]):
            total += weight[place[row, j]] + assist[state[row, j]]
        for j in range(need.shape[1]):
            total -= cost[need[row, j]]
        value[k] = total


def top_gains(
    gain: FloatArray, free: IntArray, room: IntArray, bonus: float
) -> FloatArray:
    """Return the most that units of each mask add up to.

    As many of the best gains as there is room; of others what is left without their
    bonus, which the crowd costs: only units whose presence is itself paid for.
    """
    total = np.zeros(len(free))
    taken = np.zeros(len(free), dtype=np.int64)
    for unit in np.argsort(-gain, kind="stable"):
        if gain[unit] <= 0:
            break
        able = free >> unit & 1 == 1
        alone = np.where(taken < room, gain[unit], max(0.0, gain[unit] - bonus))
        total += np.where(able, alone, 0.0)
        taken += able
    return total
