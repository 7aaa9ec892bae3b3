"""Which assist departments join a route, at given prices: vectorised over routes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.week.alike import IntArray
from scheduler.week.prices import Aim, FloatArray, Prices
from scheduler.week.route_table import (
    RIDER,
    TOWNS,
    BoolArray,
    Rows,
    Tables,
    joined_need,
)

# Sets of so many of the best assist units of a route are all tried; then of more.
FIRST_DEPTH, SECOND_DEPTH = 3, 7


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


@dataclass(frozen=True)
class _Offers:
    """The best assist units of every row: rows x depth, and rows x depth x WIDTH."""

    unit: IntArray
    cost: FloatArray
    people: IntArray
    enters: BoolArray
    riders: IntArray
    all_tried: BoolArray


def join(
    tables: Tables, rows: Rows, prices: Prices, aim: Aim, depth: int = FIRST_DEPTH
) -> Joined:
    """Return the best assist units of each row, all sets of its best few tried."""
    offers = _offers(tables, rows, prices, aim, depth)
    width = offers.unit.shape[1]
    best = np.full(len(rows), -np.inf)
    chosen = np.zeros(len(rows), dtype=np.int64)
    for subset in range(1 << width):
        picked = [k for k in range(width) if subset >> k & 1]
        value, mask = _value(tables, rows, prices, aim, offers, picked)
        better = value > best
        best = np.where(better, value, best)
        chosen = np.where(better, mask, chosen)
    return Joined(best, chosen, offers.all_tried)


def _offers(
    tables: Tables, rows: Rows, prices: Prices, aim: Aim, depth: int
) -> _Offers:
    free = tables.optional[rows.group] & ~rows.units[:, None]
    count = len(tables.alike.units)
    barred = np.bitwise_or.reduce(tables.barred[rows.group], axis=1)
    assist = aim.points * tables.bonus[1, 0]
    gain = np.full((len(rows), count), -np.inf)
    for unit in range(count):
        times = (free >> unit & 1).sum(axis=1)
        able = (times > 0) & (barred >> unit & 1 == 0)
        if not tables.town_units[unit]:
            able &= rows.joining != TOWNS
        some = np.flatnonzero(able)
        if not len(some):
            continue
        need = joined_need(tables, rows.group[some], np.full(len(some), unit))
        gain[some, unit] = assist * times[some] - prices.need[need]
    # Where one of them must ride its gain need not be positive.
    positive = gain > (-np.inf if (rows.joining == RIDER).any() else 0)
    gain = np.where(positive, gain, -np.inf)
    most = min(depth, int(positive.sum(axis=1).max(initial=0)))
    best = np.argsort(-gain, axis=1, kind="stable")[:, :most]
    offered = np.take_along_axis(positive, best, axis=1)
    return _described(tables, rows, prices, best, offered, positive, free, most)


def _described(
    tables: Tables,
    rows: Rows,
    prices: Prices,
    unit: IntArray,
    offered: BoolArray,
    positive: BoolArray,
    free: IntArray,
    most: int,
) -> _Offers:
    need = (
        np.stack(
            [joined_need(tables, rows.group, unit[:, k]) for k in range(most)], axis=1
        )
        if most
        else np.zeros((len(rows), 0), dtype=np.int64)
    )
    people = tables.alike.people[need]
    return _Offers(
        unit=unit,
        cost=np.where(offered, prices.need[need], np.inf),
        people=people,
        enters=(free[:, None, :] >> unit[:, :, None] & 1).astype(np.bool_),
        riders=np.where(tables.town_units[unit], 0, people),
        all_tried=positive.sum(axis=1) <= most,
    )


def _value(
    tables: Tables,
    rows: Rows,
    prices: Prices,
    aim: Aim,
    offers: _Offers,
    picked: list[int],
) -> tuple[FloatArray, IntArray]:
    """Return what rows gain from some of their offers, and the units' masks."""
    party = rows.party.astype(np.int64)
    assists = rows.assists.astype(np.int64)
    riders = rows.riders.astype(np.int64)
    cost = np.zeros(len(rows))
    mask = np.zeros(len(rows), dtype=np.int64)
    for k in picked:
        party = party + offers.enters[:, k] * offers.people[:, k, None]
        assists = assists + offers.enters[:, k]
        riders = riders + offers.riders[:, k]
        cost += offers.cost[:, k]
        mask |= np.int64(1) << offers.unit[:, k]
    bonus = tables.bonus[assists, np.minimum(party, tables.bonus.shape[1] - 1)]
    value = aim.points * bonus.sum(axis=1) - cost - prices.rider[riders]
    stays = (rows.joining == RIDER) & (riders == 0)
    return np.where(stays, -np.inf, value), mask
