"""Which assist departments join a route, at given prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.compiled import Array, Arrays, compiled
from scheduler.week.alike import IntArray
from scheduler.week.prices import Aim, FloatArray, Prices
from scheduler.week.route_table import RIDER, TOWNS, BoolArray, Rows, Tables

# Sets of so many of the best assist units of a route are all tried, and of so many
# where a bound depends on it.
DEPTH, DEEP = 7, 13


@dataclass(frozen=True)
class Joined:
    """Assist units by row.

    Attributes
    ----------
    gain : float array
        Value of the best choice, over the bonus and vehicles of the core included.
    units : int array
        Mask of the units chosen.
    all_tried : bool array
        Whether no unit of positive gain was left untried.
    """

    gain: FloatArray
    units: IntArray
    all_tried: BoolArray

    def take(self, row: IntArray, other: Joined) -> None:
        """Set some rows to those of another one."""
        for mine, its in zip(vars(self).values(), vars(other).values(), strict=True):
            mine[row] = its


def join(
    tables: Tables, rows: Rows, prices: Prices, aim: Aim, depth: int = DEPTH
) -> Joined:
    """Return the best assist units of each row, all sets of its best few tried."""
    size = len(rows)
    found = Joined(np.empty(size), np.empty(size, np.int64), np.empty(size, np.bool_))
    _join(
        (rows.group, rows.units, rows.party, rows.assists, rows.riders, rows.joining),
        (tables.optional, tables.barred, tables.town_units),
        (tables.need, tables.alike.join, tables.alike.people),
        (prices.need, prices.rider, aim.points * tables.bonus),
        depth,
        (found.gain, found.units, found.all_tried),
    )
    return found


# A row: its groups and core, and who may join or what the core brings to each visit.
_Row = tuple[Any, ...]


@compiled
def _join(
    rows: Arrays, masks: Arrays, needs: Arrays, prices: Arrays, depth: int, out: Arrays
) -> None:
    """Fill in the best assist units of every row."""
    group, units, party, assists, riders, joining = rows
    gain, chosen, all_tried = out
    unit = np.empty(depth, np.int64)
    asked = np.empty(depth, np.int64)
    worth = np.empty(depth, np.float64)
    for row in range(len(units)):
        one = (group[row], units[row], joining[row])
        offered = _offers(one, masks, needs, prices, (unit, asked, worth))
        all_tried[row] = offered <= depth
        width = min(depth, offered)
        with_core = (group[row], units[row], party[row], assists[row])
        picked = (unit[:width], asked[:width])
        must = joining[row] == RIDER
        gain[row], chosen[row] = _best_set(
            with_core, riders[row], must, masks, needs, prices, picked
        )


@compiled
def _offers(
    row: _Row, masks: Arrays, needs: Arrays, prices: Arrays, out: Arrays
) -> int:
    """Fill in a row's best assist units and their needs; return how many gain.

    Where one of them must ride, all count: its gain need not be positive.
    """
    group, core, joining = row
    optional, barred, town = masks
    unit, asked, worth = out
    kept = offered = 0
    for k in range(len(town)):
        if joining == TOWNS and not town[k]:
            continue
        times, need = _entered(group, core, k, (optional, barred), needs)
        if not times:
            continue
        gain = prices[2][1, 0] * times - prices[0][need]
        if not gain > (-np.inf if joining == RIDER else 0.0):
            continue
        offered += 1
        place = min(kept, len(unit))
        while place and worth[place - 1] < gain:
            place -= 1
            if place + 1 < len(unit):
                unit[place + 1], asked[place + 1] = unit[place], asked[place]
                worth[place + 1] = worth[place]
        if place < len(unit):
            unit[place], asked[place], worth[place] = k, need, gain
            kept = min(kept + 1, len(unit))
    return offered


@compiled
def _entered(
    group: Array, core: int, unit: int, masks: Arrays, needs: Arrays
) -> tuple[int, int]:
    """Return how often a unit may assist, and its need; none if it is barred."""
    optional, barred = masks
    need, join, _ = needs
    times = total = 0
    for visit in group:
        if barred[visit] >> unit & 1:
            return 0, 0
        total = join[total, need[visit, unit]]
        times += optional[visit] & ~core & (1 << unit) != 0
    return times, total


@compiled
def _best_set(
    row: _Row,
    riders: int,
    ride: bool,
    masks: Arrays,
    needs: Arrays,
    prices: Arrays,
    offers: Arrays,
) -> tuple[float, int]:
    """Return the value of the best set of some offers, and its mask."""
    group, core, party, assists = row
    cost, rider, bonus = prices
    unit, asked = offers
    visits = len(group)
    people, joined = party.astype(np.int64), assists.astype(np.int64)
    best, mask = -np.inf, 0
    for subset in range(1 << len(unit)):
        # From one set to the next few units change.
        changed = subset ^ (subset - 1) if subset else 0
        total, seats, chosen = 0.0, riders + 0, 0
        for k in range(len(unit)):
            many = needs[2][asked[k]]
            if changed >> k & 1:
                sign = 1 if subset >> k & 1 else -1
                for place in range(visits):
                    if masks[0][group[place]] & ~core & (1 << unit[k]):
                        people[place] += sign * many
                        joined[place] += sign
            if subset >> k & 1:
                total += cost[asked[k]]
                seats += 0 if masks[2][unit[k]] else many
                chosen |= 1 << unit[k]
        if ride and not seats:
            continue
        value = -total - rider[seats]
        for place in range(visits):
            value += bonus[joined[place], min(people[place], bonus.shape[1] - 1)]
        if value > best:
            best, mask = value, chosen
    return best, mask
