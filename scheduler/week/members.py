"""Which visits of each group go: the worthiest, one a site."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.week.alike import Alike
from scheduler.week.prices import FloatArray

# Visits of one group in one round at most; longest route held.
RANKS = 12
# A route whose visits exclude each other is mended by at most so many tries.
MOST_TRIES = 300


@dataclass(frozen=True)
class Ranking:
    """The visits of every group by weight, best first and one a site.

    Attributes
    ----------
    weight : float array, groups + 1 x RANKS
        -inf: no more visits; the last row is no visit, of weight 0.
    order : sequence of list of int
        Visits of the plot by group.
    site : sequence of str
        Site of every visit.
    """

    weight: FloatArray
    order: Sequence[list[int]]
    site: Sequence[str]

    @classmethod
    def of(cls, alike: Alike, visit: FloatArray) -> Ranking:
        """Rank the visits of a plot by weight."""
        site = [v.site for v in alike.plot.variants]
        weight = np.full((len(alike.groups) + 1, RANKS), -np.inf)
        weight[-1] = 0.0
        order: list[list[int]] = []
        for k, group in enumerate(alike.groups):
            members = sorted(group.members, key=lambda m: (-visit[m], m))
            if group.sites < len(members):
                first: dict[str, int] = {}
                for member in members:
                    first.setdefault(site[member], member)
                members = list(first.values())
            order.append(members)
            best = visit[members[:RANKS]]
            weight[k, : len(best)] = best
        return cls(weight, order, site)


def pick_members(
    ranking: Ranking, groups: Sequence[int]
) -> tuple[tuple[int, ...], float] | None:
    """Return the worthiest visits of a route to different sites, and what that loses.

    Parameters
    ----------
    groups : sequence of int
        Group by place of the route.

    Returns
    -------
    (visits, loss) or None
        Loss against the best visits of each group, infinite if there are no such
        visits; None if the tries did not tell.
    """
    seen: dict[int, int] = {}
    first = []
    for group in groups:
        first.append(seen.get(group, 0))
        seen[group] = first[-1] + 1
    heap = [(0.0, tuple(first))]
    done = set()
    for _ in range(MOST_TRIES):
        if not heap:
            return (), np.inf
        loss, ranks = heapq.heappop(heap)
        if ranks in done:
            continue
        done.add(ranks)
        clash = _clash(ranking, groups, ranks)
        if clash is None:
            order = ranking.order
            visits = tuple(order[g][r] for g, r in zip(groups, ranks, strict=True))
            return visits, loss
        for place in clash:
            moved = _advance(ranking, groups, ranks, place)
            if moved is not None:
                heapq.heappush(heap, (loss + moved[0], moved[1]))
    return None


def _clash(
    ranking: Ranking, groups: Sequence[int], ranks: Sequence[int]
) -> tuple[int, int] | None:
    """Return two places whose visits are to one site."""
    at: dict[str, int] = {}
    for place, (group, rank) in enumerate(zip(groups, ranks, strict=True)):
        site = ranking.site[ranking.order[group][rank]]
        if site in at:
            return at[site], place
        at[site] = place
    return None


def _advance(
    ranking: Ranking, groups: Sequence[int], ranks: tuple[int, ...], place: int
) -> tuple[float, tuple[int, ...]] | None:
    """Return the loss and ranks with the next visit of its group at a place."""
    group = groups[place]
    taken = {r for g, r in zip(groups, ranks, strict=True) if g == group}
    rank = ranks[place] + 1
    while rank in taken:
        rank += 1
    if rank >= min(RANKS, len(ranking.order[group])):
        return None
    loss = float(ranking.weight[group, ranks[place]] - ranking.weight[group, rank])
    if not np.isfinite(loss):
        return None
    return loss, (*ranks[:place], rank, *ranks[place + 1 :])
