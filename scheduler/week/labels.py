"""Exact pricing by labels: partial routes that could still become worth a round.

A label is a route begun: visits in order, where and when it ends, which units it
needs. Labels grow by one visit at a time, all at once. Of labels with the same visits
that end in the same town the earliest is enough (`timing.py`). A label is dropped when
even the best visits that its minutes leave room for would not lift it above the floor:
of a unit that comes in later, each of the visits left bears its part of the cost.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.week.alike import IntArray
from scheduler.week.label_ground import FINE, Field, FloatArray, Labels, Worth, joined
from scheduler.week.members import RANKS
from scheduler.week.route_table import WIDTH
from scheduler.week.routes import LATE, earliest

# Labels kept at a time; of more only the best grow, and the others bound the rest.
FEW_LABELS, MOST_LABELS = 3_000, 150_000
# Of a first look, so many times as many labels may pass.
BROAD = 6
# Labels are kept a little below the floor, by more than single precision loses.
LOSS = 0.02
# Labels looked at in one go, for the memory they take.
BLOCK = 20_000
# Cost of a unit that cannot come.
NEVER = 1e9


@dataclass
class Search:
    """One search for rounds above a floor.

    Parameters
    ----------
    most : int
        Labels kept at a time.
    until : float, optional
        Clock of ``time.perf_counter`` after which few labels are kept.
    """

    field: Field
    worth: Worth
    floor: float
    most: int = MOST_LABELS
    until: float | None = None
    left: float = 0.0

    def run(self) -> tuple[Labels, float]:
        """Return labels whose upper value is above the floor, and a bound on the rest.

        A label's upper value holds for the round that it is, with assist units.
        """
        labels = self._first()
        kept: list[Labels] = [self._finished(labels.part([]))]
        for _ in range(WIDTH):
            labels = self._grown(labels)
            if not len(labels.time):
                break
            kept.append(self._finished(labels))
            labels = self._promising(labels)
        if labels.size:
            # Longer routes than a row holds.
            self.left = max(self.left, float(self._crude(labels).max()))
        return joined(kept), self.left

    def _finished(self, labels: Labels) -> Labels:
        """Return the labels that are home in time and above the floor."""
        plot = self.field.tables.alike.plot
        end = plot.kind.end + plot.ground.scenario.settings.travel.shoulder
        back = self.field.way[labels.town, 0]
        upper = labels.value - self._vehicles(labels.units)
        good = (labels.time + back <= end) & (upper > self.floor - LOSS)
        width = labels.order.shape[1]
        order = np.full((int(good.sum()), WIDTH), len(self.field.stay), dtype=np.int16)
        order[:, :width] = labels.order[good]
        return Labels(
            order,
            labels.town[good],
            labels.time[good],
            labels.travel[good] + back[good],
            labels.units[good],
            labels.value[good],
            upper[good],
        )

    def _first(self) -> Labels:
        plot = self.field.tables.alike.plot
        shoulder = plot.ground.scenario.settings.travel.shoulder
        none = np.zeros(1, dtype=np.int64)
        return Labels(
            np.zeros((1, 0), dtype=np.int16),
            none,
            np.array([plot.kind.start - shoulder], dtype=np.int64),
            none,
            none,
            np.zeros(1),
            np.full(1, np.inf),
        )

    def _vehicles(self, units: IntArray) -> FloatArray:
        riders = np.zeros(len(units), dtype=np.int64)
        for k, people in enumerate(self.field.people):
            riders += people * (units >> k & 1)
        last = len(self.worth.rider) - 1
        return self.worth.rider[np.minimum(riders, last)]

    def _has(self, units: IntArray) -> FloatArray:
        """Labels x units: whether a unit is in."""
        return (units[:, None] >> np.arange(len(self._unit)) & 1).astype(FINE)

    @cached_property
    def _unit(self) -> FloatArray:
        return np.asarray(np.minimum(self.worth.unit, NEVER), dtype=FINE)

    @cached_property
    def _part(self) -> FloatArray:
        return self.worth.part.astype(FINE)

    @cached_property
    def _assist(self) -> FloatArray:
        return self.worth.assist.astype(FINE)

    def _assists(self, labels: Labels) -> FloatArray:
        """Labels x units: how many visits of the label the unit could assist at."""
        total = np.zeros((labels.size, len(self._unit)), dtype=FINE)
        for place in labels.order.T:
            total += self.field.may_assist[place]
        return total

    def _added(self, labels: Labels) -> FloatArray:
        """Labels x groups: what a visit adds beside its weight: assists less units."""
        has, field = self._has(labels.units), self.field
        refund = self._assists(labels) * self._part
        cost = (1 - has) * (self._unit - refund)
        return np.asarray(
            self._assist
            + (has * self._part) @ field.may_assist.T
            - cost @ field.needs_unit.T
        )

    def _grown(self, labels: Labels) -> Labels:
        """Return every label with one visit more, the earliest of its kind."""
        added = self._added(labels)
        grown = [
            self._with(labels, k, added[:, k]) for k in range(len(self.field.stay))
        ]
        every = joined(grown)
        return every.part(
            earliest(
                every.order,
                every.town,
                every.time,
                every.travel,
                len(self.field.stay),
            )
        )

    def _with(self, labels: Labels, k: int, added: FloatArray) -> Labels:
        """Return the labels that can make a visit of a group."""
        field, there = self.field, self.field.town[k]
        rank = (labels.order == k).sum(axis=1)
        able = np.flatnonzero(
            (rank < min(field.sites[k], RANKS)) & (added > -NEVER / 2)
        )
        worth = self.worth.weight[k, rank[able]] + added[able]
        able, worth = able[worth > -np.inf], worth[worth > -np.inf]
        way = field.way[labels.town[able], there]
        at = labels.time[able] + way
        start = np.full(len(at), LATE)
        for first, last in field.starts[k]:
            begun = np.maximum(at, first)
            start = np.minimum(start, np.where(begun <= last, begun, LATE))
        done = start + field.stay[k]
        fits = start < LATE
        able = able[fits]
        count = len(able)
        return Labels(
            np.concatenate(
                [labels.order[able], np.full((count, 1), k, dtype=np.int16)], axis=1
            ),
            np.full(count, there),
            done[fits],
            labels.travel[able] + way[fits],
            labels.units[able] | field.tables.required[k],
            labels.value[able] + worth[fits],
            np.zeros(count),
        )

    def _promising(self, labels: Labels) -> Labels:
        """Return the labels that may still grow into a round above the floor."""
        if self.until is not None and time.perf_counter() > self.until:
            self.most = min(self.most, FEW_LABELS)
        labels = self._best(labels, self._crude(labels), BROAD * self.most)
        now = labels.value - self._vehicles(labels.units)
        upper = np.full(len(now), -np.inf)
        for begin in range(0, len(now), BLOCK):
            part = np.arange(begin, min(begin + BLOCK, len(now)))
            upper[part] = now[part] + self._more(labels.part(part), now[part])
        return self._best(labels, upper, self.most)

    def _best(self, labels: Labels, upper: FloatArray, most: int) -> Labels:
        """Return the labels above the floor, the best if they are too many."""
        kept = np.flatnonzero(upper > self.floor - LOSS)
        if len(kept) > most:
            ranked = kept[np.argsort(-upper[kept], kind="stable")]
            self.left = max(self.left, float(upper[ranked[most]]))
            kept = ranked[:most]
        return labels.part(kept)

    def _crude(self, labels: Labels) -> FloatArray:
        """Return a loose upper value: the best visits of all, units at no cost."""
        field = self.field
        room = field.room[np.minimum(labels.time, len(field.room) - 1)]
        visits = np.searchsorted(self._fill, room, side="right")
        now = labels.value - self._vehicles(labels.units)
        return np.asarray(now + self._richest[np.minimum(visits, WIDTH)])

    @cached_property
    def _richest(self) -> FloatArray:
        """Sum of what the best visits could bring: of none, of one, and so on."""
        extra = self.field.may_assist @ self.worth.part
        extra -= self.field.needs_unit @ np.minimum(self._unit, 0)
        each = self.worth.weight[:-1] + (self.worth.assist + extra)[:, None]
        best = np.sort(np.maximum(each, 0).ravel())[::-1][:WIDTH]
        total = np.concatenate(([0.0], np.cumsum(best)))
        return np.pad(total, (0, WIDTH + 1 - len(total)), mode="edge")

    def _more(self, labels: Labels, now: FloatArray) -> FloatArray:
        """Return the most that visits to come could add to each label.

        Only the labels that a first, looser bound lets pass are looked at closely.
        """
        field = self.field
        room = field.room[np.minimum(labels.time, len(field.room) - 1)]
        each = field.stay + field.step
        visits = np.searchsorted(self._fill, room, side="right")
        share = self._share(labels, visits)
        share[each[None, :] > room[:, None]] = np.inf
        rank = self._seen(labels)
        groups = np.arange(len(field.stay))
        net = np.maximum(self._following[groups, rank, 0] - share, 0.0)
        by_minutes = (net / each).max(axis=1) * room
        more = np.minimum(by_minutes, net.max(axis=1) * visits)
        close = np.flatnonzero(now + more > self.floor - LOSS)
        best = self._following[groups, rank[close]] - share[close, :, None]
        more[close] = np.minimum(more[close], _some_best(best, visits[close]))
        return np.asarray(more)

    def _share(self, labels: Labels, visits: IntArray) -> FloatArray:
        """Labels x groups: the least that a visit to come bears beside its weight.

        Each visit left bears its part of a cost, and could be the one that earns; the
        others of them may be assisted by what it brings in.
        """
        field, has, part = self.field, self._has(labels.units), self._part
        k = np.maximum(visits, 1)[:, None].astype(FINE)
        own = self._unit - (self._assists(labels) + k - 1) * part
        cost = (1 - has) * np.where(self._unit > 0, np.maximum(own, 0) / k, own)
        helped = self._assist + (has * part) @ field.may_assist.T
        return np.asarray(cost @ field.needs_unit.T - helped)

    def _seen(self, labels: Labels) -> IntArray:
        """Labels x groups: how many visits of the label are of the group."""
        seen = np.zeros((labels.size, len(self.field.stay)), dtype=np.int8)
        rows = np.arange(labels.size)
        for place in labels.order.T:
            seen[rows, place] += 1
        return seen

    @cached_property
    def _fill(self) -> IntArray:
        """Minutes that the shortest visits take: of one, of two, and so on."""
        there = (self.worth.weight[:-1] > -np.inf).sum(axis=1)
        return np.cumsum(np.sort(np.repeat(self.field.stay + self.field.step, there)))

    @cached_property
    def _following(self) -> FloatArray:
        """Groups x ranks x 3: weight of the members from each rank on."""
        weight = self.worth.weight[:-1]
        wide = np.pad(weight, ((0, 0), (0, 3)), constant_values=-np.inf)
        three = np.stack([wide[:, k : k + RANKS + 1] for k in range(3)], axis=2)
        return three.astype(FINE)


def _some_best(best: FloatArray, visits: IntArray) -> FloatArray:
    """Return the sum of the best so many entries of each row, the third repeated."""
    if not len(best):
        return np.zeros(0)
    flat = np.maximum(best.reshape(len(best), -1), 0.0)
    top = np.sort(np.partition(flat, flat.shape[1] - 3, axis=1)[:, -3:], axis=1)
    total = np.where(visits >= 1, top[:, 2], 0.0)
    total += np.where(visits >= 2, top[:, 1], 0.0)
    return np.asarray(total + np.maximum(visits - 2, 0) * top[:, 0])
