"""Every route that fits a session, as lists of groups of visits that are alike.

Labels grow by one visit at a time (`label_kernels.py`); of labels with the same visits
that end in the same town only the earliest is kept, since waiting is always allowed
(`timing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.week.alike import Group, IntArray
from scheduler.week.label_kernels import grown, shortest
from scheduler.week.label_parts import Gains, Visits, first_label
from scheduler.week.sampling import Plot
from scheduler.week.visit_cuts import no_cuts

# More labels than this are too many to hold; the team is bounded, not enumerated.
MOST_LABELS = 150_000


@dataclass(frozen=True)
class Routes:
    """Routes in order of visit: group by place (-1: no more visits), and travel."""

    order: IntArray
    travel: IntArray


def visits_of(plot: Plot, groups: Sequence[Group], base: str) -> Visits:
    """Return what visits of some groups take, by themselves: units left out."""
    minutes = plot.ground.minutes
    names = [base, *sorted({g.town for g in groups} - {base})]
    way = np.array([[minutes[a, b] for b in names] for a in names], dtype=np.int64)
    town = _numbers([names.index(g.town) for g in groups])
    end = plot.kind.end + plot.ground.scenario.settings.travel.shoulder
    first, last = _spans(plot, groups)
    none = np.zeros(len(groups), dtype=np.int64)
    nothing = np.zeros((0, 0), dtype=np.int64)
    return Visits(
        town=town,
        stay=_numbers([g.minutes for g in groups]),
        way=way,
        first=first,
        last=last,
        latest=end - way[town, 0],
        most=_numbers([g.sites for g in groups]),
        required=none,
        optional=none,
        needed=nothing,
        helped=nothing,
        people=none[:0],
        mark=np.random.default_rng(0).integers(1 << 62, size=len(groups)),
    )


def _numbers(values: Sequence[int]) -> IntArray:
    return np.array(values, dtype=np.int64)


def _spans(plot: Plot, groups: Sequence[Group]) -> tuple[IntArray, IntArray]:
    """Return the first and the last start of each group by span; others never end."""
    starts = [starts_of(plot, group) for group in groups]
    shape = len(groups), max(map(len, starts), default=0)
    first, last = np.zeros(shape, dtype=np.int64), np.full(shape, -1)
    for k, spans in enumerate(starts):
        for place, span in enumerate(spans):
            first[k, place], last[k, place] = span
    return first, last


def starts_of(plot: Plot, group: Group) -> list[tuple[int, int]]:
    """Return the spans in which a visit may start."""
    found = []
    for span in plot.kind.spans:
        for start, end in group.windows or ((span.start, span.end),):
            first = max(span.start, start)
            last = min(span.end, end) - group.minutes
            if first <= last:
                found.append((first, last))
    return found


def _no_gains(visits: Visits) -> Gains:
    """Return gains at which all routes are worth as much: none is left out."""
    groups = len(visits.town)
    clock, none = np.zeros(1, dtype=np.int64), np.zeros(1)
    weight = np.zeros((groups, int(visits.most.max())))
    units = np.zeros(0)
    parts = weight[:, 0].copy(), units, units, none
    return Gains(weight, *parts, visits.stay, clock, clock, none, no_cuts())


def routes(plot: Plot, groups: Sequence[Group], base: str) -> Routes | None:
    """Return every route from a base over some groups that fits the session.

    Returns
    -------
    Routes or None
        None if they are too many.
    """
    orders: list[IntArray] = []
    travels: list[IntArray] = []
    if not groups:
        return _padded(orders, travels)
    visits = visits_of(plot, groups, base)
    gains, room = _no_gains(visits), MOST_LABELS
    begin = plot.kind.start - plot.ground.scenario.settings.travel.shoulder
    labels = first_label(begin)
    while True:
        labels, kind = grown(labels, visits, gains, -1.0, room)
        room -= labels.size
        if room < 0:
            return None
        if not labels.size:
            return _padded(orders, travels)
        travel = labels.travel + visits.way[labels.town, 0]
        # One route a set of visits, the one with the least travel.
        chosen = shortest(kind, travel)
        orders.append(labels.order[chosen])
        travels.append(travel[chosen])


def _padded(orders: Sequence[IntArray], travels: Sequence[IntArray]) -> Routes:
    longest = max((o.shape[1] for o in orders), default=0)
    rows = [
        np.pad(o, ((0, 0), (0, longest - o.shape[1])), constant_values=-1)
        for o in orders
    ]
    if not rows:
        empty = np.zeros((0, 0), dtype=np.int64)
        return Routes(empty, np.zeros(0, dtype=np.int64))
    return Routes(np.concatenate(rows), np.concatenate(travels))
