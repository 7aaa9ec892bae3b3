"""What a search by labels grows on: prices, labels, and the ground of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.week.alike import IntArray
from scheduler.week.label_kernels import NEVER
from scheduler.week.label_parts import LATE, FloatArray, Gains, Visits, groups_of
from scheduler.week.members import RANKS
from scheduler.week.route_table import WIDTH, Tables
from scheduler.week.routes import visits_of
from scheduler.week.visit_cuts import Cuts


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
    cuts : Cuts
        What visits pay together, the same in every session.
    """

    weight: FloatArray
    assist: FloatArray
    unit: FloatArray
    part: FloatArray
    rider: FloatArray
    cuts: Cuts


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
        worths[0].cuts,
    )


@dataclass(frozen=True)
class Field:
    """The ground that labels of a plot grow on, from the district's base."""

    tables: Tables

    @cached_property
    def visits(self) -> Visits:
        """What visits of each group take; a label may be too late for home."""
        tables = self.tables
        count = len(tables.alike.units)
        visits = visits_of(tables.alike.plot, tables.alike.groups, tables.home)
        return visits._replace(
            latest=np.full(len(visits.town), LATE - 1),
            most=np.minimum(visits.most, RANKS),
            required=tables.required[:-1],
            optional=tables.optional[:-1],
            needed=groups_of(tables.required[:-1], count),
            helped=groups_of(tables.optional[:-1], count),
            people=self.people,
        )

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
        return int(self.visits.way.min())

    @cached_property
    def people(self) -> IntArray:
        """Least riders of each unit; town teams need no seat."""
        alike = self.tables.alike
        least = np.full(len(alike.units), 99, dtype=np.int64)
        for unit, need in alike.needs:
            position = alike.position[unit]
            least[position] = min(least[position], need.people)
        return np.where(self.tables.town_units, 0, least)

    def gains(self, worth: Worth) -> Gains:
        """Return what visits and units are worth, with bounds on visits to come."""
        weight = worth.weight[:-1]
        each = self.visits.stay + self.step
        there = (weight > -np.inf).sum(axis=1)
        # Minutes that the shortest visits take: of one, of two, and so on.
        fill = np.cumsum(np.sort(np.repeat(each, there)))
        visits = np.searchsorted(fill, self.room, side="right")
        unit = np.minimum(worth.unit, NEVER)
        number = np.arange(len(unit))
        best = worth.assist + (self.visits.optional[:, None] >> number & 1) @ worth.part
        best -= (self.visits.required[:, None] >> number & 1) @ np.minimum(unit, 0)
        rich = _sums(np.maximum(weight + best[:, None], 0))
        return Gains(
            np.ascontiguousarray(weight),
            worth.assist,
            unit,
            worth.part,
            worth.rider,
            each,
            self.room,
            visits,
            rich[np.minimum(visits, WIDTH)],
            worth.cuts,
        )


def _sums(values: FloatArray) -> FloatArray:
    """Return the sums of the best values: of none, of one, up to the longest route."""
    best = np.sort(values.ravel())[::-1][:WIDTH]
    total = np.concatenate(([0.0], np.cumsum(best)))
    return np.pad(total, (0, WIDTH + 1 - len(total)), mode="edge")
