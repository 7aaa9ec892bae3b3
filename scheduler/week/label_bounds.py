"""Compiled upper values of labels: what the visits to come could add at most."""

from __future__ import annotations

import numpy as np

from scheduler.compiled import compiled
from scheduler.week.alike import IntArray
from scheduler.week.label_kernels import beside, look, vehicles
from scheduler.week.label_parts import FloatArray, Gains, Labels, Visits


@compiled
def upper_values(
    labels: Labels, visits: Visits, gains: Gains, least: float
) -> FloatArray:
    """Return upper values of labels.

    Only the labels that a first, looser bound lets pass are looked at closely.

    Parameters
    ----------
    least : float
        What is not above this is dropped, however far below it is.
    """
    upper = np.empty(len(labels.time))
    seen = np.zeros(len(visits.town), np.int64)
    more, assists = np.zeros(len(seen)), np.zeros(len(gains.unit))
    cost, gift = np.zeros(len(assists)), np.zeros(len(assists))
    for label in range(len(upper)):
        minute = min(labels.time[label], len(gains.room) - 1)
        left = gains.visits[minute]
        now = labels.value[label] - vehicles(gains.rider, labels.riders[label])
        look(labels.order, label, visits.optional, visits.mark, seen, assists)
        _share(labels.units[label], gains.unit, gains.part, left, assists, cost, gift)
        beside(visits.needed, visits.helped, gains.assist, cost, gift, more)
        best = _by_minutes(
            gains.weight, gains.each, seen, gains.room[minute], left, more
        )
        if now + best > least:
            best = min(best, _some_best(gains.weight, seen, left, more))
        upper[label] = now + best
    return upper


@compiled
def _share(
    units: int,
    unit: FloatArray,
    part: FloatArray,
    left: int,
    assists: FloatArray,
    cost: FloatArray,
    gift: FloatArray,
) -> None:
    """Set the least that a visit to come bears of each unit, and what it is given.

    Each visit left bears its part of a unit's cost, and could be the one that earns;
    the others of them may be assisted by what it brings in.
    """
    left = max(left, 1)
    for k in range(len(assists)):
        if units >> k & 1:
            cost[k], gift[k] = 0.0, part[k]
            continue
        own = unit[k] - (assists[k] + left - 1) * part[k]
        if unit[k] > 0:
            own = max(own, 0.0) / left
        cost[k], gift[k] = own, 0.0


@compiled
def _by_minutes(
    weight: FloatArray,
    each: IntArray,
    seen: IntArray,
    room: int,
    left: int,
    more: FloatArray,
) -> float:
    """Return the most that visits could add, by the best a minute and the best.

    Of groups that do not fit any more `more` is set to nothing.
    """
    minute = best = 0.0
    for k in range(len(more)):
        if each[k] > room or seen[k] >= weight.shape[1]:
            more[k] = -np.inf
            continue
        net = weight[k, seen[k]] + more[k]
        minute, best = max(minute, net / each[k]), max(best, net)
    return min(minute * room, best * left)


@compiled
def _some_best(
    weight: FloatArray, seen: IntArray, left: int, more: FloatArray
) -> float:
    """Return the sum of the best so many visits, the third repeated."""
    first = second = third = 0.0
    for k in range(len(more)):
        for rank in range(seen[k], min(seen[k] + 3, weight.shape[1])):
            net = weight[k, rank] + more[k]
            if net > first:
                first, second, third = net, first, second
            elif net > second:
                second, third = net, second
            elif net > third:
                third = net
    total = first if left >= 1 else 0.0
    total += second if left >= 2 else 0.0
    return total + max(left - 2, 0) * third
