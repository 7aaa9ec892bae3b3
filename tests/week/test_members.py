"""Which visits of a route go, against every choice there is."""

from __future__ import annotations

import random
from itertools import permutations, product
from types import SimpleNamespace

import numpy as np
import pytest

from scheduler.week.alike import Alike
from scheduler.week.members import RANKS, Ranking, pick_members
from tests.week.priced import small
from tests.week.tiny_grown import grown


def ranking(*groups: list[tuple[str, float]]) -> Ranking:
    """Groups of visits as (site, weight), best first; visits are numbered along."""
    weight = np.full((len(groups) + 1, RANKS), -np.inf)
    weight[-1] = 0
    order, sites = [], []
    for k, group in enumerate(groups):
        weight[k, : len(group)] = [w for _, w in group]
        order.append(list(range(len(sites), len(sites) + len(group))))
        sites += [site for site, _ in group]
    return Ranking(weight, order, sites)


def best(ranks: Ranking, route: list[int]) -> float:
    """The most that different sites give; -inf: there are none."""
    found = -np.inf
    for chosen in product(*(ranks.order[k] for k in route)):
        if len({ranks.site[v] for v in chosen}) == len(route):
            total = sum(
                ranks.weight[k, ranks.order[k].index(v)]
                for k, v in zip(route, chosen, strict=True)
            )
            found = max(found, float(total))
    return found


def test_without_a_clash_the_best_go():
    ranks = ranking([("a", 5), ("b", 3)], [("c", 4)])
    assert pick_members(ranks, [0, 1]) == ((0, 2), 0)
    # Two of one group: its first two.
    visits, loss = pick_members(ranks, [0, 0]) or ((), None)
    assert (set(visits), loss) == ({0, 1}, 0)


def test_of_two_that_clash_the_one_goes_whose_next_is_nearer():
    # Both want a: 5 to 3 loses 2, 9 to 8 loses 1.
    ranks = ranking([("a", 5), ("b", 3)], [("a", 9), ("c", 8)])
    assert pick_members(ranks, [0, 1]) == ((0, 3), 1)
    nearer = ranking([("a", 5), ("b", 4.5)], [("a", 9), ("c", 8)])
    assert pick_members(nearer, [0, 1]) == ((1, 2), 0.5)


def test_one_site_twice_is_no_route():
    visits, loss = pick_members(ranking([("a", 5)], [("a", 4)]), [0, 1]) or ((0,), 0)
    assert (visits, loss) == ((), np.inf)


@pytest.mark.parametrize("seed", range(150))
def test_against_every_choice(seed: int):
    rng = random.Random(f"members {seed}")
    groups = []
    for _ in range(rng.randint(1, 4)):
        sites = rng.sample("abcdef", rng.randint(1, 4))
        weights = sorted((rng.randint(0, 20) for _ in sites), reverse=True)
        groups.append([(s, float(w)) for s, w in zip(sites, weights, strict=True)])
    ranks = ranking(*groups)
    route = [
        k for k, group in enumerate(groups) for _ in range(rng.randint(0, len(group)))
    ][:4]
    first = sum(ranks.weight[k, route[:i].count(k)] for i, k in enumerate(route))
    picked = pick_members(ranks, route)
    # Few enough to be tried to the end.
    assert picked is not None
    visits, loss = picked
    assert first - loss == best(ranks, route)
    if np.isfinite(loss):
        assert len({ranks.site[v] for v in visits}) == len(route)
        for k, visit in zip(route, visits, strict=True):
            assert visit in ranks.order[k]


def test_the_random_routes_say_something():
    # A clash of sites, and routes that cannot be.
    found = []
    for order in permutations("abc"):
        groups = [[(order[0], 5.0), (order[1], 1.0)], [(order[0], 4.0)], [("c", 2.0)]]
        picked = pick_members(ranking(*groups), [0, 1, 2])
        assert picked is not None
        found.append(picked[1])
    # c is free only where neither of the others needs it.
    assert sorted(found) == [4, 4, np.inf, np.inf, np.inf, np.inf]


def test_a_ranking_holds_one_visit_a_site_the_best_first():
    several = 0
    rng = np.random.default_rng(0)
    for kind in ("mixed", "hours", "capped"):
        for seed in range(6):
            for plot in small(grown(kind, seed)).plots:
                alike = Alike(plot)
                visit = rng.integers(-50, 50, len(plot.variants)).astype(float)
                made = Ranking.of(alike, visit)
                assert made.weight.shape == (len(alike.groups) + 1, RANKS)
                assert (made.weight[-1] == 0).all()
                for k, group in enumerate(alike.groups):
                    sites: dict[str, float] = {}
                    for member in group.members:
                        site = plot.variants[member].site
                        sites[site] = max(sites.get(site, -np.inf), visit[member])
                    expected = sorted(sites.values(), reverse=True)
                    assert len(made.order[k]) == group.sites == len(sites)
                    assert list(made.weight[k, : group.sites]) == expected
                    assert (made.weight[k, group.sites :] == -np.inf).all()
                    assert [visit[v] for v in made.order[k]] == expected
                    several += group.sites > 1
    assert several > 10


def test_of_two_visits_of_one_site_in_one_group_the_worthier_goes():
    visits = [SimpleNamespace(site=site) for site in "abba"]
    group = SimpleNamespace(members=(0, 1, 2, 3), sites=2)
    alike = SimpleNamespace(plot=SimpleNamespace(variants=visits), groups=[group])
    made = Ranking.of(alike, np.array([3.0, 5.0, 7.0, 2.0]))  # type: ignore[arg-type]
    assert made.order == [[2, 0]]
    assert list(made.weight[0, :3]) == [7, 3, -np.inf]
    assert pick_members(made, [0, 0]) == ((2, 0), 0)
