"""What a search by labels grows on: prices, labels, and the ground of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scheduler.week.alike import IntArray
from scheduler.week.route_table import BoolArray, Tables
from scheduler.week.routes import starts_of

FloatArray = npt.NDArray[np.floating]
# Of single precision: half the memory, twice the speed.
FINE = np.float32


@dataclass(frozen=True)
class Worth:
    """What visits and units are worth to a round at given prices.

    Attributes
    ----------
    weight : float array, groups + 1 x RANKS
        Members of every group, best first.
    assist : float array, by group
        The most that assist units add to a visit, each bearing its part of its cost.
    unit : float array, by unit
        Least cost of the unit.
    part : float array, by unit
        What a visit bears of the cost of an assist unit: given back for units that
        are in the round because a visit requires them.
    rider : float array
        Cost of vehicles by riders, rising.
    """

    weight: FloatArray
    assist: FloatArray
    unit: FloatArray
    part: FloatArray
    rider: FloatArray


def best_of(worths: Sequence[Worth]) -> Worth:
    """Return the best prices of any of some sessions."""
    least = np.min([w.unit for w in worths], axis=0)
    return Worth(
        np.max([w.weight for w in worths], axis=0),
        np.max([w.assist for w in worths], axis=0),
        least,
        # What is given back must not be less than what was borne.
        np.max([w.part for w in worths], axis=0),
        np.min([w.rider for w in worths], axis=0),
    )


@dataclass(frozen=True)
class Labels:
    """Routes begun: one row each."""

    order: IntArray
    town: IntArray
    time: IntArray
    travel: IntArray
    units: IntArray
    value: FloatArray
    upper: FloatArray

    @property
    def size(self) -> int:
        """Number of labels."""
        return len(self.time)

    def part(self, chosen: BoolArray | IntArray | list[int] | slice) -> Labels:
        """Return some labels."""
        return Labels(
            self.order[chosen],
            self.town[chosen],
            self.time[chosen],
            self.travel[chosen],
            self.units[chosen],
            self.value[chosen],
            self.upper[chosen],
        )


@dataclass(frozen=True)
class Field:
    """The ground that labels of a plot grow on, from the district's base."""

    tables: Tables

    @cached_property
    def _names(self) -> list[str]:
        plot = self.tables.alike.plot
        home = plot.ground.scenario.district[plot.ground.district].base
        return [home, *sorted({g.town for g in self.tables.alike.groups} - {home})]

    @cached_property
    def town(self) -> IntArray:
        """Number of the town of each group; the base is 0."""
        groups = self.tables.alike.groups
        return np.array([self._names.index(g.town) for g in groups], dtype=np.int64)

    @cached_property
    def way(self) -> IntArray:
        """Minutes between towns."""
        minutes = self.tables.alike.plot.ground.minutes
        return np.array([[minutes[a, b] for b in self._names] for a in self._names])

    @cached_property
    def stay(self) -> IntArray:
        """Minutes on site of each group."""
        return np.array([g.minutes for g in self.tables.alike.groups], dtype=np.int64)

    @cached_property
    def starts(self) -> list[list[tuple[int, int]]]:
        """First and last start of every group in each part of the session."""
        plot = self.tables.alike.plot
        return [starts_of(plot, group) for group in self.tables.alike.groups]

    @cached_property
    def room(self) -> IntArray:
        """Minutes that visits could still fill, by minute of the day.

        Each visit takes its minutes and the least way from the visit before; the last
        of a part of the session takes no more than its minutes.
        """
        plot = self.tables.alike.plot
        clock = np.arange(24 * 60 + 1)
        total = np.zeros(len(clock), dtype=np.int64)
        for span in plot.kind.spans:
            left = np.clip(span.end - np.maximum(clock, span.start), 0, None)
            total += np.where(left > 0, left + self.step, 0)
        return total

    @property
    def step(self) -> int:
        """Least minutes from one visit to the next."""
        return int(self.way.min())

    @cached_property
    def needs_unit(self) -> FloatArray:
        """Groups x units: whether the group requires the unit."""
        required = self.tables.required[:-1]
        count = len(self.tables.alike.units)
        return (required[:, None] >> np.arange(count) & 1).astype(FINE)

    @cached_property
    def may_assist(self) -> FloatArray:
        """Groups x units: whether the unit may assist there."""
        optional = self.tables.optional[:-1]
        count = len(self.tables.alike.units)
        return (optional[:, None] >> np.arange(count) & 1).astype(FINE)

    @cached_property
    def sites(self) -> IntArray:
        """How many sites each group has."""
        return np.array([g.sites for g in self.tables.alike.groups], dtype=np.int64)

    @cached_property
    def people(self) -> IntArray:
        """Least riders of each unit; town teams need no seat."""
        alike = self.tables.alike
        least = np.full(len(alike.units), 99, dtype=np.int64)
        for unit, need in alike.needs:
            position = alike.position[unit]
            least[position] = min(least[position], need.people)
        return np.where(self.tables.town_units, 0, least)


def joined(parts: list[Labels]) -> Labels:
    """Return all labels of some parts."""
    names = ("order", "town", "time", "travel", "units", "value", "upper")
    return Labels(*(np.concatenate([getattr(p, n) for p in parts]) for n in names))
