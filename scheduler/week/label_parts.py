"""What grows, and what it grows on, as compiled code reads it (`label_kernels.py`)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from scheduler.week.alike import IntArray
from scheduler.week.visit_cuts import Cuts

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.floating]
# Later than any clock.
LATE = 1 << 40


class Labels(NamedTuple):
    """Routes begun: one row each.

    Attributes
    ----------
    order : int array, labels x visits
        Groups of the visits in order.
    town, time, travel : int array
        Where and when the last visit ends, and minutes of travel so far.
    units, riders : int array
        Mask of the units required, and who of them needs a seat.
    value, upper : float array
        Worth without vehicles, and an upper value.
    """

    order: IntArray
    town: IntArray
    time: IntArray
    travel: IntArray
    units: IntArray
    riders: IntArray
    value: FloatArray
    upper: FloatArray

    @property
    def size(self) -> int:
        """Number of labels."""
        return len(self.time)

    def part(self, chosen: BoolArray | IntArray | list[int] | slice) -> Labels:
        """Return some labels."""
        return Labels._make(column[chosen] for column in self)


class Visits(NamedTuple):
    """What visits of each group take, at any prices.

    Attributes
    ----------
    town, stay : int array, by group
        Number of the town (0 is where routes start), and minutes on site.
    way : int array, towns x towns
        Minutes between towns.
    first, last : int array, groups x spans
        First and last start in each part of the session.
    latest : int array, by group
        When a visit has to end.
    most : int array, by group
        How often the group may be in a route.
    required, optional : int array, by group
        Masks of units that are required, and that may assist.
    needed, helped : int array, units x places
        Groups that require the unit, and where it may assist; then -1.
    people : int array, by unit
        Who needs a seat.
    mark : int array, by group
        A number drawn for each group; the sum over visits tells routes apart.
    """

    town: IntArray
    stay: IntArray
    way: IntArray
    first: IntArray
    last: IntArray
    latest: IntArray
    most: IntArray
    required: IntArray
    optional: IntArray
    needed: IntArray
    helped: IntArray
    people: IntArray
    mark: IntArray


class Gains(NamedTuple):
    """What visits and units are worth at given prices (`label_ground.Worth`).

    Attributes
    ----------
    weight, assist, unit, part, rider : float array
        As in `Worth`, without the group that is no visit; units at a finite cost.
    each : int array, by group
        Minutes that a visit takes at least, with the way.
    room, visits : int array, by minute of the day
        Minutes that visits could still fill, and how many visits could.
    rich : float array, by minute of the day
        The most that visits could still bring, units at no cost.
    cuts : Cuts
        What visits pay together.
    """

    weight: FloatArray
    assist: FloatArray
    unit: FloatArray
    part: FloatArray
    rider: FloatArray
    each: IntArray
    room: IntArray
    visits: IntArray
    rich: FloatArray
    cuts: Cuts


def first_label(time: int) -> Labels:
    """Return the one label without a visit, at the start."""
    none = np.zeros(1, dtype=np.int64)
    return Labels(
        np.zeros((1, 0), dtype=np.int16),
        none,
        np.array([time], dtype=np.int64),
        none,
        none,
        none,
        np.zeros(1),
        np.full(1, np.inf),
    )


def joined(parts: list[Labels]) -> Labels:
    """Return all labels of some parts."""
    return Labels(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def groups_of(masks: IntArray, units: int) -> IntArray:
    """Return for each unit the groups whose masks have it, filled up by -1."""
    found = [np.flatnonzero(masks >> unit & 1) for unit in range(units)]
    listed = np.full((units, max(map(len, found), default=0)), -1, dtype=np.int64)
    for row, groups in zip(listed, found, strict=True):
        row[: len(groups)] = groups
    return listed
