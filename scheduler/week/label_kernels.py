"""Compiled loops of labels that grow by one visit at a time.

Of labels with the same visits that end in the same town the earliest is enough
(`timing.py`), of those the one with the least travel (`label_table.py`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from scheduler.compiled import compiled
from scheduler.week.alike import IntArray
from scheduler.week.label_parts import LATE, FloatArray, Gains, Labels, Visits
from scheduler.week.label_table import COLUMNS, before, found, put, rehashed, wider

Numbers = npt.NDArray[Any]
# Cost of a unit that cannot come.
NEVER = 1e9
# Labels made that there is room for at first.
ROOM = 1 << 10


def grown(
    labels: Labels, visits: Visits, gains: Gains, least: float, most: int = LATE
) -> tuple[Labels, IntArray]:
    """Return every label with one visit more, the earliest of its kind.

    Parameters
    ----------
    least : float
        Labels that could not rise above this are left out.
    most : int
        No more than one label above this number is made.

    Returns
    -------
    labels : Labels
        Their upper value is a loose one: the best visits of all, units at no cost.
    kind : int array
        The first label of the same visits.
    """
    made, worth = _grow(labels, visits, gains, least, most)
    parent, group, time, travel, riders, kind = np.ascontiguousarray(made.T)
    value, upper = np.ascontiguousarray(worth.T)
    order = [labels.order[parent], group[:, None].astype(np.int16)]
    units = labels.units[parent] | visits.required[group]
    longer = Labels(
        np.concatenate(order, axis=1),
        visits.town[group],
        time,
        travel,
        units,
        riders,
        value,
        upper,
    )
    return longer, kind


@compiled
def _grow(
    labels: Labels, visits: Visits, gains: Gains, least: float, most: int
) -> tuple[IntArray, FloatArray]:
    """Return what `grown` puts together: columns of labels, value and upper value."""
    made, worth = np.empty((ROOM, COLUMNS), np.int64), np.empty((ROOM, 2))
    table = np.full((2 * ROOM, 2), -1)
    count, last = 0, len(gains.rich) - 1
    seen = np.zeros(len(visits.town), np.int64)
    time, riders = np.zeros_like(seen), np.zeros_like(seen)
    value, assists = np.zeros(len(seen)), np.zeros(len(gains.unit))
    for parent in range(len(labels.time)):
        units = labels.units[parent]
        key = look(labels.order, parent, visits, seen, assists)
        _time(labels.town[parent], labels.time[parent], visits, seen, time)
        _ride(labels.riders[parent], units, visits.needed, visits.people, riders)
        _value(units, visits, gains, assists, value)
        for k in range(len(seen)):
            if time[k] > visits.latest[k] or value[k] < -NEVER / 2:
                continue
            whole = labels.value[parent] + gains.weight[k, seen[k]] + value[k]
            upper = whole - vehicles(gains.rider, riders[k])
            upper += gains.rich[min(time[k], last)]
            if not upper > least:
                continue
            travel = (
                labels.travel[parent] + visits.way[labels.town[parent], visits.town[k]]
            )
            mark = key + visits.mark[k]
            slot, kind = found(table, made, labels.order, visits.town, seen, mark, k)
            place = table[slot, 1]
            if place < 0:
                place, kind = count, count if kind < 0 else kind
                table[slot, 0], table[slot, 1] = mark, place
                count += 1
            elif not before(time[k], travel, made, place):
                continue
            put(made, place, parent, k, time[k], travel, riders[k], kind)
            worth[place, 0], worth[place, 1] = whole, upper
            if count == len(made):
                made, worth, table = wider(made), wider(worth), rehashed(table)
        if count > most:
            break
    return made[:count], worth[:count]


@compiled
def look(
    order: IntArray, label: int, visits: Visits, seen: IntArray, assists: FloatArray
) -> int:
    """Count the visits of a label by group, and by unit that could assist there.

    Returns
    -------
    int
        The sum of the visits' marks.
    """
    seen[:] = 0
    assists[:] = 0.0
    key = 0
    for place in range(order.shape[1]):
        group = order[label, place]
        seen[group] += 1
        key += visits.mark[group]
        for unit in range(len(assists)):
            assists[unit] += visits.optional[group] >> unit & 1
    return key


@compiled
def spread(groups: IntArray, unit: int, amount: float, total: Numbers) -> None:
    """Add an amount at each of the groups listed for a unit."""
    for place in range(groups.shape[1]):
        k = groups[unit, place]
        if k < 0:
            break
        total[k] += amount


@compiled
def _value(
    units: int, visits: Visits, gains: Gains, assists: FloatArray, value: FloatArray
) -> None:
    """Set what a visit of each group adds beside its weight: assists less units.

    A unit that is in gives back its part at each visit that it could assist at; one
    that comes in gives back its parts of the visits before.
    """
    for k in range(len(value)):
        value[k] = gains.assist[k]
    for unit in range(len(assists)):
        if units >> unit & 1:
            spread(visits.helped, unit, gains.part[unit], value)
        else:
            refund = assists[unit] * gains.part[unit]
            spread(visits.needed, unit, refund - gains.unit[unit], value)


@compiled
def _ride(
    before: int, units: int, needed: IntArray, people: IntArray, riders: IntArray
) -> None:
    """Set who rides with a visit of each group."""
    riders[:] = before
    for unit in range(len(people)):
        if not units >> unit & 1:
            spread(needed, unit, people[unit], riders)


@compiled
def _time(town: int, time: int, visits: Visits, seen: IntArray, ends: IntArray) -> None:
    """Set when a visit of each group ends; late if there can be none."""
    for k in range(len(ends)):
        start = LATE
        if seen[k] < visits.most[k]:
            at = time + visits.way[town, visits.town[k]]
            for span in range(visits.first.shape[1]):
                begun = max(at, visits.first[k, span])
                if begun <= visits.last[k, span]:
                    start = min(start, begun)
        ends[k] = start + visits.stay[k]


@compiled
def vehicles(rider: FloatArray, riders: int) -> float:
    """Return the cost of vehicles."""
    return float(rider[min(riders, len(rider) - 1)])


@compiled
def shortest(kind: IntArray, travel: IntArray) -> IntArray:
    """Return of each kind the label with the least travel."""
    best = np.full(len(kind), -1)
    for label in range(len(kind)):
        other = best[kind[label]]
        if other < 0 or travel[label] < travel[other]:
            best[kind[label]] = label
    return best[best >= 0]
