"""Compiled loops of labels that grow by one visit at a time.

Of labels with the same visits that end in the same town the earliest is enough
(`timing.py`), of those the one with the least travel (`label_table.py`).
"""

from __future__ import annotations

import numpy as np

from scheduler.compiled import compiled
from scheduler.week.alike import IntArray
from scheduler.week.label_parts import LATE, FloatArray, Gains, Labels, Visits
from scheduler.week.label_table import COLUMNS, placed, put, rehashed, wider
from scheduler.week.visit_cuts import pay

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
    table, count = np.full((2 * ROOM, 2), -1), 0
    # Taken out of their tuples here: to do so in the inner loop takes longer than it.
    order, town, way = labels.order, visits.town, visits.way
    cuts = gains.cuts
    first, last, mark = visits.first, visits.last, visits.mark
    seen, time, riders = _counts(len(town)), _counts(len(town)), _counts(len(town))
    value, upper, assists = np.zeros(len(town)), np.zeros(len(town)), _prices(gains)
    cost, gift = _prices(gains), _prices(gains)
    for parent in range(len(labels.time)):
        units, here = labels.units[parent], labels.town[parent]
        key = look(order, parent, visits.optional, mark, seen, assists)
        _time(labels.time[parent], way[here], town, visits.stay, first, last, time)
        _ride(labels.riders[parent], units, visits.needed, visits.people, riders)
        _price(units, gains.unit, gains.part, assists, cost, gift)
        beside(visits.needed, visits.helped, gains.assist, cost, gift, value)
        _reckon(labels.value[parent], gains.weight, visits.most, seen, value)
        pay(order, parent, cuts, value)
        _bound(visits.latest, gains.rider, gains.rich, time, riders, value, upper)
        for k in range(len(seen)):
            if not upper[k] > least:
                continue
            far = labels.travel[parent] + way[here, town[k]]
            at = key + mark[k], time[k], far
            place, kind = placed(table, made, count, order, town, seen, k, at)
            if place < 0:
                continue
            put(made, place, parent, k, time[k], far, riders[k], kind)
            worth[place, 0], worth[place, 1] = value[k], upper[k]
            count = max(count, place + 1)
            if count == len(made):
                made, worth, table = wider(made), wider(worth), rehashed(table)
        if count > most:
            break
    return made[:count], worth[:count]


@compiled
def _counts(length: int) -> IntArray:
    return np.zeros(length, np.int64)


@compiled
def _prices(gains: Gains) -> FloatArray:
    return np.zeros(len(gains.unit))


@compiled
def look(
    order: IntArray,
    label: int,
    optional: IntArray,
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
    for k in range(len(seen)):
        seen[k] = 0
    for unit in range(len(assists)):
        assists[unit] = 0.0
    key = 0
    for place in range(order.shape[1]):
        group = order[label, place]
        seen[group] += 1
        key += mark[group]
        for unit in range(len(assists)):
            assists[unit] += optional[group] >> unit & 1
    return key


@compiled
def _price(
    units: int,
    unit: FloatArray,
    part: FloatArray,
    assists: FloatArray,
    cost: FloatArray,
    gift: FloatArray,
) -> None:
    """Set what each unit costs a visit more, or gives back to it.

    A unit that is in gives back its part at each visit that it could assist at; one
    that comes in gives back its parts of the visits before.
    """
    for k in range(len(assists)):
        if units >> k & 1:
            cost[k], gift[k] = 0.0, part[k]
        else:
            cost[k], gift[k] = unit[k] - assists[k] * part[k], 0.0


@compiled
def beside(
    needed: IntArray,
    helped: IntArray,
    assist: FloatArray,
    cost: FloatArray,
    gift: FloatArray,
    value: FloatArray,
) -> None:
    """Set what a visit of each group adds beside its weight: assists less units."""
    for k in range(len(value)):
        value[k] = assist[k]
    _spread(needed, cost, -1.0, value)
    _spread(helped, gift, 1.0, value)


@compiled
def _spread(
    groups: IntArray, amount: FloatArray, times: float, value: FloatArray
) -> None:
    """Add a multiple of each unit's amount at each of its groups."""
    for unit in range(len(amount)):
        if amount[unit] == 0.0:
            continue
        for place in range(groups.shape[1]):
            k = groups[unit, place]
            if k < 0:
                break
            value[k] += times * amount[unit]


@compiled
def _ride(
    before: int, units: int, needed: IntArray, people: IntArray, riders: IntArray
) -> None:
    """Set who rides with a visit of each group."""
    for k in range(len(riders)):
        riders[k] = before
    for unit in range(len(people)):
        if units >> unit & 1:
            continue
        for place in range(needed.shape[1]):
            k = needed[unit, place]
            if k < 0:
                break
            riders[k] += people[unit]


@compiled
def _time(
    now: int,
    way: IntArray,
    town: IntArray,
    stay: IntArray,
    first: IntArray,
    last: IntArray,
    time: IntArray,
) -> None:
    """Set when a visit of each group ends; late if there can be none."""
    for k in range(len(time)):
        start, at = LATE, now + way[town[k]]
        for span in range(first.shape[1]):
            begun = max(at, first[k, span])
            if begun <= last[k, span]:
                start = min(start, begun)
        time[k] = start + stay[k]


@compiled
def _reckon(
    now: float, weight: FloatArray, most: IntArray, seen: IntArray, value: FloatArray
) -> None:
    """Turn what visits add into values with them; -inf where there can be none."""
    for k in range(len(value)):
        if seen[k] >= most[k] or value[k] < -NEVER / 2:
            value[k] = -np.inf
        else:
            value[k] += now + weight[k, seen[k]]


@compiled
def _bound(
    latest: IntArray,
    rider: FloatArray,
    rich: FloatArray,
    time: IntArray,
    riders: IntArray,
    value: FloatArray,
    upper: FloatArray,
) -> None:
    """Set upper values with a visit of each group."""
    last = len(rich) - 1
    for k in range(len(value)):
        upper[k] = -np.inf
        if time[k] <= latest[k]:
            upper[k] = value[k] - vehicles(rider, riders[k]) + rich[min(time[k], last)]


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
