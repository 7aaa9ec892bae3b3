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

from scheduler.week.label_bounds import upper_values
from scheduler.week.label_ground import Field, Worth
from scheduler.week.label_kernels import grown
from scheduler.week.label_parts import FloatArray, Gains, Labels, first_label, joined
from scheduler.week.route_table import WIDTH

# Labels kept at a time; of more only the best grow, and the others bound the rest.
FEW_LABELS, MOST_LABELS = 3_000, 150_000
# Of a first look, so many times as many labels may pass.
BROAD = 6
# Labels are kept a little below the floor, by more than rounding loses.
LOSS = 1e-6


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
        plot = self.field.tables.alike.plot
        shoulder = plot.ground.scenario.settings.travel.shoulder
        labels = first_label(plot.kind.start - shoulder)
        kept = [self._finished(labels.part([]))]
        for _ in range(WIDTH):
            labels, _ = grown(labels, self.field.visits, self._gains, self._least)
            if not labels.size:
                break
            kept.append(self._finished(labels))
            labels = self._promising(labels)
        if labels.size:
            # Longer routes than a row holds.
            self.left = max(self.left, float(labels.upper.max()))
        return joined(kept), self.left

    @cached_property
    def _gains(self) -> Gains:
        return self.field.gains(self.worth)

    @property
    def _least(self) -> float:
        return self.floor - LOSS

    def _finished(self, labels: Labels) -> Labels:
        """Return the labels that are home in time and above the floor."""
        plot = self.field.tables.alike.plot
        visits = self.field.visits
        end = plot.kind.end + plot.ground.scenario.settings.travel.shoulder
        back = visits.way[labels.town, 0]
        upper = self._now(labels)
        good = (labels.time + back <= end) & (upper > self._least)
        some = labels._replace(travel=labels.travel + back, upper=upper).part(good)
        order = np.full((some.size, WIDTH), len(visits.stay), dtype=np.int16)
        order[:, : some.order.shape[1]] = some.order
        return some._replace(order=order)

    def _now(self, labels: Labels) -> FloatArray:
        """Return what labels are worth with vehicles."""
        rider = self._gains.rider
        cost = rider[np.minimum(labels.riders, len(rider) - 1)]
        return np.asarray(labels.value - cost)

    def _promising(self, labels: Labels) -> Labels:
        """Return the labels that may still grow into a round above the floor."""
        if self.until is not None and time.perf_counter() > self.until:
            self.most = min(self.most, FEW_LABELS)
        labels = self._best(labels, BROAD * self.most)
        upper = upper_values(labels, self.field.visits, self._gains, self._least)
        return self._best(labels._replace(upper=upper), self.most)

    def _best(self, labels: Labels, most: int) -> Labels:
        """Return the labels above the floor, the best if they are too many."""
        upper = labels.upper
        kept = np.flatnonzero(upper > self._least)
        if len(kept) > most:
            ranked = kept[np.argsort(-upper[kept], kind="stable")]
            self.left = max(self.left, float(upper[ranked[most]]))
            kept = ranked[:most]
        return labels.part(kept)
