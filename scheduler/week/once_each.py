"""What rounds could add together, each candidate being visited once.

Rounds above the floor often share a few visits, and a week makes each of those once:
so many rounds come at most, however many teams and vehicles there are. Groups are
picked, greedily, so that every such round has a visit of one of them; each round is
then put down to that visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.week.alike import Alike, IntArray
from scheduler.week.prices import FloatArray

# Of more rounds than this nothing close can be said, and it would take long.
MOST_ROUNDS = 50_000


@dataclass(frozen=True)
class Above:
    """Rounds of one session that may be above the floor.

    Attributes
    ----------
    group : int array, rounds x places
        As in `route_table.Rows`.
    value : float array
        The most that each is worth with the best members of its groups.
    best : float array, groups + 1 x RANKS
        Weights of the members of every group, best first.
    visit : float array
        Weight of every visit of the plot.
    """

    group: IntArray
    value: FloatArray
    best: FloatArray
    visit: FloatArray

    def part(self, chosen: IntArray) -> Above:
        """Return some of the rounds."""
        return Above(self.group[chosen], self.value[chosen], self.best, self.visit)


def once_each(alike: Alike, sessions: Sequence[Above]) -> float:
    """Return what the rounds of a plot could add in a week at most.

    Infinity where they are too many to be put down to a few visits.
    """
    left = [above for above in sessions if len(above.value)]
    if sum(len(above.value) for above in left) > MOST_ROUNDS:
        return np.inf
    total, cost = 0.0, np.zeros(len(alike.groups))
    while left:
        covered = np.sum([_covered(above, len(cost)) for above in left], axis=0)
        if not total:
            for k in np.flatnonzero(covered).tolist():
                cost[k] = _worth(alike, k, left)
        rate = np.divide(covered, cost, out=np.zeros(len(cost)), where=covered > 0)
        best = int(np.argmax(rate))
        hit = [(above.group == best).any(axis=1) for above in left]
        pairs = list(zip(left, hit, strict=True))
        total += _worth(alike, best, [a.part(np.flatnonzero(h)) for a, h in pairs])
        rest = [a.part(np.flatnonzero(~h)) for a, h in pairs]
        left = [above for above in rest if len(above.value)]
    return total


def _covered(above: Above, groups: int) -> IntArray:
    """Return how many rounds have a visit of each group."""
    row = np.repeat(np.arange(len(above.group)), above.group.shape[1])
    pairs = np.unique(row * (groups + 1) + above.group.ravel())
    return np.bincount(pairs % (groups + 1), minlength=groups + 1)[:groups]


def _worth(alike: Alike, group: int, sessions: Sequence[Above]) -> float:
    """Return what rounds with a visit of a group could add: one a candidate."""
    members = list(alike.groups[group].members)
    top = np.zeros(len(members))
    for above in sessions:
        many = (above.group == group).sum(axis=1)
        for times in np.unique(many[many > 0]):
            most = above.value[many == times].max()
            # The last of so many members could be any; the others are the best.
            less = above.best[group, times - 1] - above.visit[members]
            top = np.maximum(top, most - np.maximum(less, 0.0))
    names = [alike.plot.variants[k].candidate for k in members]
    best: dict[str, float] = {}
    for name, worth in zip(names, top.tolist(), strict=True):
        best[name] = max(worth, best.get(name, 0.0))
    return sum(best.values())
