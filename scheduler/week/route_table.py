"""Routes of a plot with the team they need, as arrays: what pricing adds up.

A core is the set of units that the visits of a route require together. Assist
departments come on top and are chosen when prices are known (`assists.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.week.alike import Alike, IntArray
from scheduler.week.routes import Routes, routes

BoolArray = npt.NDArray[np.bool_]
# Assist departments of a round: any; town teams only; one that is no town team.
ANY, TOWNS, RIDER = 0, 1, 2
# Longest route held, in visits; the widest core, in units.
WIDTH = 12
TEAM = 10
# Type of every column of rows: compiled code is made for one of each.
KINDS: dict[str, type[np.signedinteger]] = {
    "group": np.int16,
    "rank": np.int8,
    "assists": np.int8,
    "party": np.int8,
    "need": np.int16,
    "riders": np.int16,
    "travel": np.int32,
    "units": np.int64,
    "joining": np.int8,
}
WIDE = ("group", "rank", "assists", "party")


@dataclass(frozen=True)
class Core:
    """Units that a route's visits require together, where it starts, who may join."""

    units: int
    base: str
    joining: int = ANY


@dataclass(frozen=True)
class Rows:
    """Routes as arrays of one row each.

    Attributes
    ----------
    group : int array, rows x WIDTH
        Group of the visit at each place of the route; the number of groups stands
        for none.
    rank : int array, rows x WIDTH
        How many earlier visits of the route are of the same group.
    assists, party : int array, rows x WIDTH
        How many of the core's units assist there, and how many people enter.
    need : int array, rows x TEAM
        Need number of each unit of the core; 0 for none.
    riders, travel, units, joining : int array
        People who need a seat, minutes of travel, the core, and who may join.
    """

    group: IntArray
    rank: IntArray
    assists: IntArray
    party: IntArray
    need: IntArray
    riders: IntArray
    travel: IntArray
    units: IntArray
    joining: IntArray

    def __len__(self) -> int:
        return len(self.travel)

    def part(self, chosen: BoolArray | IntArray) -> Rows:
        """Return some of the rows."""
        return Rows(*(getattr(self, f.name)[chosen] for f in fields(self)))

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Return all rows of some parts."""
        return Rows(
            *(
                np.concatenate([getattr(part, f.name) for part in parts])
                for f in fields(Rows)
            )
        )


@dataclass(frozen=True)
class Tables:
    """What the groups of a plot mean, as arrays; the last row stands for no visit."""

    alike: Alike

    @cached_property
    def required(self) -> IntArray:
        """Mask of required units by group."""
        return self._masks([g.required for g in self.alike.groups])

    @cached_property
    def optional(self) -> IntArray:
        """Mask of optional units by group."""
        return self._masks([g.optional for g in self.alike.groups])

    @cached_property
    def barred(self) -> IntArray:
        """Mask of units that would stay longer by group."""
        return self._masks([g.barred for g in self.alike.groups])

    @staticmethod
    def _masks(masks: Sequence[int]) -> IntArray:
        return np.array([*masks, 0], dtype=np.int64)

    @cached_property
    def need(self) -> IntArray:
        """Need number by group and unit."""
        width = len(self.alike.units)
        rows = [g.needs for g in self.alike.groups]
        return np.array([*rows, (0,) * width], dtype=np.int64).reshape(-1, width)

    @cached_property
    def town_units(self) -> BoolArray:
        """Whether each unit is a town's own."""
        return np.array([bool(u[1]) for u in self.alike.units], dtype=np.bool_)

    @cached_property
    def longest(self) -> int:
        """Visits of one round at most, by minutes alone."""
        plot = self.alike.plot
        step = min(plot.ground.minutes.values())
        room = sum(span.end - span.start + step for span in plot.kind.spans)
        each = np.sort([g.minutes + step for g in self.alike.groups for _ in g.members])
        return max(1, int(np.searchsorted(np.cumsum(each), room, side="right")))

    @cached_property
    def most_party(self) -> int:
        """People who may enter a site at most."""
        settings = self.alike.plot.ground.scenario.settings
        return int(settings.number("party_size", "max"))

    @cached_property
    def bonus(self) -> npt.NDArray[np.float64]:
        """Scaled points by assist departments and people of a visit; -inf: too many."""
        settings = self.alike.plot.ground.scenario.settings
        points = settings.points
        soft = int(settings.number("party_size", "soft"))
        people = self.most_party
        table = np.full((len(self.alike.units) + 1, 4 * people), -np.inf)
        for assists in range(len(table)):
            for party in range(people + 1):
                crowd = max(0, party - soft)
                table[assists, party] = round(
                    (points.assist * assists - points.person * crowd) * points.scale
                )
        return table

    @cached_property
    def home(self) -> str:
        """Where rounds with a vehicle start."""
        ground = self.alike.plot.ground
        return ground.scenario.district[ground.district].base

    def joining(self, mask: int) -> int:
        """Return who may join units that start from the district's base."""
        return RIDER if all(self.town_units[self.units_of(mask)]) else ANY

    def units_of(self, mask: int) -> list[int]:
        """Return the numbers of the units of a mask."""
        return [k for k in range(len(self.alike.units)) if mask >> k & 1]


def build_rows(tables: Tables, core: Core) -> Rows | None:
    """Return the routes of a core, or None if they are too many or too long."""
    alike = tables.alike
    inside = [
        k
        for k, group in enumerate(alike.groups)
        if not group.required & ~core.units and not group.barred & core.units
    ]
    if core.joining == TOWNS:
        inside = [k for k in inside if alike.groups[k].town == core.base]
    found = routes(alike.plot, [alike.groups[k] for k in inside], core.base)
    wide = core.units.bit_count() > TEAM
    if found is None or found.order.shape[1] > WIDTH or wide:
        return None
    return _rows(tables, core, np.array([*inside, len(alike.groups)]), found)


def _rows(tables: Tables, core: Core, number: IntArray, found: Routes) -> Rows:
    """Return the rows of those routes that need the whole core."""
    order = np.where(found.order < 0, len(number) - 1, found.order)
    group = np.full((len(order), WIDTH), number[-1], dtype=np.int64)
    group[:, : order.shape[1]] = number[order]
    whole = np.bitwise_or.reduce(tables.required[group], axis=1) == core.units
    return rows_of(tables, core, group[whole], found.travel[whole])


def rows_of(tables: Tables, core: Core, group: IntArray, travel: IntArray) -> Rows:
    """Return routes of a core as rows, without those of a party too large.

    Parameters
    ----------
    group : int array, routes x WIDTH
    """
    need = np.zeros((len(group), TEAM), dtype=np.int64)
    party = np.zeros(group.shape, dtype=np.int64)
    assists = np.zeros(group.shape, dtype=np.int64)
    riders = np.zeros(len(group), dtype=np.int64)
    for k, unit in enumerate(tables.units_of(core.units)):
        need[:, k] = joined_need(tables, group, np.full(len(group), unit))
        people = tables.alike.people[need[:, k]]
        party += (tables.need[group, unit] > 0) * people[:, None]
        assists += tables.optional[group] >> unit & 1
        if not tables.town_units[unit]:
            riders += people
    rows = Rows(
        group=group.astype(KINDS["group"]),
        rank=ranks(group).astype(KINDS["rank"]),
        assists=assists.astype(KINDS["assists"]),
        party=party.astype(KINDS["party"]),
        need=need.astype(KINDS["need"]),
        riders=riders.astype(KINDS["riders"]),
        travel=travel.astype(KINDS["travel"]),
        units=np.full(len(group), core.units, dtype=KINDS["units"]),
        joining=np.full(len(group), core.joining, dtype=KINDS["joining"]),
    )
    fits = np.flatnonzero((party <= tables.most_party).all(axis=1))
    return rows.part(fits)


def no_rows() -> Rows:
    """Return no rows at all."""
    wide, team, flat = np.zeros((0, WIDTH)), np.zeros((0, TEAM)), np.zeros(0)
    parts = {
        name: (team if name == "need" else wide if name in WIDE else flat).astype(kind)
        for name, kind in KINDS.items()
    }
    return Rows(**parts)


def joined_need(tables: Tables, group: IntArray, unit: IntArray) -> IntArray:
    """Return the need number of one unit a row over all visits it enters."""
    total = np.zeros(len(group), dtype=np.int64)
    for place in range(group.shape[1]):
        total = tables.alike.join[total, tables.need[group[:, place], unit]]
    return total


def ranks(group: IntArray) -> IntArray:
    """Return how many earlier visits of a route are of the same group, by place."""
    rank = np.zeros(group.shape, dtype=np.int64)
    for place in range(1, group.shape[1]):
        rank[:, place] = (group[:, :place] == group[:, place, None]).sum(axis=1)
    return rank
