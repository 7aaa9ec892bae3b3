"""Compiled loops of labels that grow by one visit at a time.

Of labels with the same visits that end in the same town the earliest is enough
(`timing.py`), of those the one with the least travel (`label_table.py`).
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import compiled
from scheduler.week.alike import IntArray
from scheduler.week.label_parts import LATE, FloatArray, Gains, Labels, Visits
from scheduler.week.label_table import COLUMNS, before, found, put, rehashed, wider

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
    cost, gift = np.zeros(len(gains.unit)), np.zeros(len(gains.unit))
    value = np.zeros(len(seen))
    for parent in range(len(labels.time)):
        units = labels.units[parent]
        key = look(labels.order, parent, visits.helps, visits.mark, seen, cost)
        _price(units, gains.unit, gains.part, cost, gift)
        _time(labels.town[parent], labels.time[parent], visits, seen, time)
        beside(visits.needs, visits.helps, gains.assist, cost, gift, value)
        _ride(labels.riders[parent], units, visits.needs, visits.people, riders)
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
    order: IntArray,
    label: int,
    helps: IntArray,
    mark: IntArray,
    seen: IntArray,
    assists: FloatArray,
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
        key += mark[group]
        for number in range(helps.shape[1]):
            assists[helps[group, number]] += 1.0
    assists[-1] = 0.0
    return key


@compiled
def _price(
    units: int, unit: FloatArray, part: FloatArray, cost: FloatArray, gift: FloatArray
) -> None:
    """Turn counts of assists into what units cost, and give back, at one more visit.

    A unit that is in gives back its part at each visit that it could assist at; one
    that comes in gives back its parts of the visits before.
    """
    for k in range(len(cost) - 1):
        if units >> k & 1:
            cost[k], gift[k] = 0.0, part[k]
        else:
            cost[k], gift[k] = unit[k] - cost[k] * part[k], 0.0


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
def beside(
    needs: IntArray,
    helps: IntArray,
    assist: FloatArray,
    cost: FloatArray,
    gift: FloatArray,
    value: FloatArray,
) -> None:
    """Set what a visit of each group adds beside its weight: assists less units."""
    for k in range(len(value)):
        total = assist[k]
        for number in range(helps.shape[1]):
            total += gift[helps[k, number]]
        for number in range(needs.shape[1]):
            total -= cost[needs[k, number]]
        value[k] = total


@compiled
def _ride(
    before: int, units: int, needs: IntArray, people: IntArray, riders: IntArray
) -> None:
    """Set who rides with a visit of each group."""
    for k in range(len(riders)):
        total = before
        for number in range(needs.shape[1]):
            unit = needs[k, number]
            if not units >> unit & 1:
                total += people[unit]
        riders[k] = total


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
