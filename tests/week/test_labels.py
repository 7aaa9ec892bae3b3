"""The compiled search by labels against every order of visits, in plain loops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, inf
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.week import labels as labels_module
from scheduler.week.alike import Alike
from scheduler.week.label_bounds import upper_values
from scheduler.week.label_ground import Field, Worth
from scheduler.week.label_kernels import grown, shortest
from scheduler.week.label_parts import Gains, Labels, Visits, first_label
from scheduler.week.labels import Search
from scheduler.week.members import RANKS
from scheduler.week.route_table import Tables
from scheduler.week.timing import Stop
from scheduler.week.visit_cuts import Cuts, no_cuts
from tests.week.priced import small
from tests.week.test_routes import stop
from tests.week.tiny_grown import grown as tiny_grown
from tests.week.tiny_more import tiny_more

FEW = 7
# Visits by group, and the last town.
Kind = tuple[tuple[int, ...], str]


@dataclass(frozen=True)
class Plain:
    """A search as one would write it down: every order of visits, none left out."""

    field: Field
    worth: Worth

    def best(self) -> dict[tuple[int, ...], float]:
        """The most that any route is worth that begins with each order of visits."""
        best: dict[tuple[int, ...], float] = {}
        for order, _, value in self.routes():
            for visits in range(len(order) + 1):
                begun = order[:visits]
                best[begun] = max(best.get(begun, -inf), value)
        return best

    def rounds(self) -> dict[Kind, tuple[int, float]]:
        """When the earliest route of each kind is done, and what it is worth."""
        groups = self.field.tables.alike.groups
        found: dict[Kind, tuple[int, float]] = {}
        for order, done, value in self.routes():
            key = tuple(sorted(order)), groups[order[-1]].town
            found[key] = min(found.get(key, (done, value)), (done, value))
        return found

    def routes(self) -> Iterator[tuple[tuple[int, ...], int, float]]:
        """Every route that is home in time: when it is done, and what it is worth."""
        alike = self.field.tables.alike
        plot = alike.plot
        shoulder = plot.ground.scenario.settings.travel.shoulder
        base = self.field.tables.home
        open_: list[tuple[tuple[int, ...], str, int]] = [
            ((), base, plot.kind.start - shoulder)
        ]
        stops = [stop(group) for group in alike.groups]
        while open_:
            order, town, clock = open_.pop()
            for k, group in enumerate(alike.groups):
                way = plot.ground.minutes[town, group.town]
                done = self._done(stops[k], clock + way)
                if order.count(k) >= group.sites or done is None:
                    continue
                longer = (*order, k)
                value = self.value(longer)
                if value == -inf:
                    continue
                open_.append((longer, group.town, done))
                home = plot.ground.minutes[group.town, base]
                if done + home <= plot.kind.end + shoulder:
                    yield longer, done, value

    def _done(self, visit: Stop, at: int) -> int | None:
        """When a visit is done that one comes to at a time."""
        for span in self.field.tables.alike.plot.kind.spans:
            for window in visit.windows or (span,):
                start = max(at, span.start, window.start)
                if start + visit.minutes <= min(span.end, window.end):
                    return start + visit.minutes
        return None

    def value(self, order: tuple[int, ...]) -> float:
        """Visits with assists, less units and vehicles, whatever the order."""
        worth, groups = self.worth, self.field.tables.alike.groups
        total = 0.0
        units = 0
        for k, times in Counter(order).items():
            total += float(worth.weight[k, :times].sum() + times * worth.assist[k])
            units |= groups[k].required
        inside = [u for u in range(len(worth.unit)) if units >> u & 1]
        riders = sum(int(self.field.people[u]) for u in inside)
        total -= sum(float(worth.unit[u]) for u in inside)
        total -= self.paid(order)
        for k in order:
            helping = [u for u in inside if groups[k].optional >> u & 1]
            total += sum(float(worth.part[u]) for u in helping)
        return total - float(worth.rider[min(riders, len(worth.rider) - 1)])

    def paid(self, order: tuple[int, ...]) -> float:
        """What the visits pay for the rows that take them together."""
        cuts = self.worth.cuts
        count: list[int] = []
        for row, whole in enumerate(cuts.whole):
            total = sum(int(cuts.weight[k, row]) for k in order)
            total += sum(int(cuts.before[row, j]) * n for j, n in enumerate(count))
            count.append(total // int(whole))
        return sum(float(p) * n for p, n in zip(cuts.price, count, strict=True))


def drawn_cuts(groups: int, rng: np.random.Generator) -> Cuts:
    """Rows at random that visits pay for together, some made of others; or none."""
    size = int(rng.choice([0, 1, 4]))
    weight = rng.integers(0, 3, (groups + 1, size)) * (rng.random(size) < 0.8)
    weight[-1] = 0
    before = np.tril(rng.integers(0, 2, (size, size)), -1)
    return Cuts(
        weight,
        before,
        before.any(axis=1).astype(np.int64),
        rng.integers(2, 5, size),
        np.flatnonzero(weight.any(axis=1)),
        rng.uniform(0, 80, size) * (rng.random(size) < 0.8),
    )


def drawn(field: Field, rng: np.random.Generator) -> Worth:
    """Prices at random: units that cannot come or are paid for, sites of no worth."""
    groups, units = len(field.visits.stay), len(field.people)
    weight = np.full((groups + 1, RANKS), -inf)
    for k, sites in enumerate(field.visits.most):
        weight[k, :sites] = -np.sort(-rng.uniform(-60, 150, sites))
    unit = rng.uniform(-20, 120, units)
    unit[rng.random(units) < 0.1] = inf
    rider = np.cumsum(rng.uniform(0, 15, 12))
    if rng.random() < 0.3:
        rider[rng.integers(6, 12) :] = inf
    return Worth(
        weight,
        rng.uniform(0, 20, groups),
        unit,
        # What a visit bears is no more than a unit costs in the longest route.
        np.minimum(rng.uniform(0, 10, units), np.maximum(unit, 0) / RANKS),
        rider,
        drawn_cuts(groups, rng),
    )


def cases() -> Iterator[tuple[Field, Worth]]:
    """Plots of few groups at random prices."""
    rng = np.random.default_rng(7)
    for kind in ("hours", "towns", "helped", "mixed", "parties"):
        for seed in range(8):
            for make in (tiny_more, tiny_grown):
                for plot in small(make(kind, seed)).plots:
                    field = Field(Tables(Alike(plot)))
                    if len(field.visits.stay) <= FEW:
                        yield field, drawn(field, rng)


CASES = [(f, w, Plain(f, w).rounds()) for f, w in cases()]


def kinds(field: Field, labels: Labels) -> dict[Kind, tuple[int, float]]:
    """Labels found, by kind; each kind is there once."""
    groups = field.tables.alike.groups
    found = {}
    for order, time, upper in zip(
        labels.order.tolist(), labels.time, labels.upper, strict=True
    ):
        visits = [k for k in order if k < len(groups)]
        key = tuple(sorted(visits)), groups[visits[-1]].town
        assert key not in found
        found[key] = int(time), float(upper)
    return found


@pytest.mark.parametrize("floor", [1e-5, 100.0])
def test_every_round_above_the_floor_is_found(floor: float):
    above = long = 0
    for field, worth, rounds in CASES:
        labels, left = Search(field, worth, floor).run()
        assert left == 0
        found = kinds(field, labels)
        expected = {kind: it for kind, it in rounds.items() if it[1] > floor}
        assert found.keys() == expected.keys()
        for kind, (time, value) in expected.items():
            assert found[kind][0] == time
            assert found[kind][1] == pytest.approx(value, abs=1e-6)
        above += len(expected)
        long += any(len(visits) > 2 for visits, _ in expected)
    assert sum(Plain(f, w).paid(v) > 0 for f, w, r in CASES for v, _ in r) > 100
    assert above > 100
    assert long > 5


def test_no_route_is_worth_more_than_any_label_on_its_way_says():
    closer = 0
    for field, worth, _ in CASES:
        best = Plain(field, worth).best()
        plot = field.tables.alike.plot
        shoulder = plot.ground.scenario.settings.travel.shoulder
        labels, gains = first_label(plot.kind.start - shoulder), field.gains(worth)
        while labels.size:
            close = upper_values(labels, field.visits, gains, -1e12)
            for order, loose, upper in zip(
                labels.order.tolist(), labels.upper, close, strict=True
            ):
                most = best.get(tuple(order), -inf)
                assert most <= min(loose, upper) + 1e-6
                closer += upper < loose - 1
            labels, _ = grown(labels, field.visits, gains, -1e12)
    assert closer > 50


@pytest.mark.parametrize("broad", [1, 6])
@pytest.mark.parametrize("most", [1, 2, 5, 10])
def test_what_is_not_found_is_bounded(most: int, broad: int):
    missed = loose = 0
    for field, worth, rounds in CASES:
        with patch.object(labels_module, "BROAD", broad):
            labels, left = Search(field, worth, 1e-5, most).run()
        found = kinds(field, labels)
        for kind, (_, value) in rounds.items():
            if kind in found:
                # It may end later: the earliest route to it may have been cut off.
                assert found[kind][1] == pytest.approx(value, abs=1e-6)
            elif value > 1e-5:
                assert value <= left + 1e-6
                missed += 1
        loose += left > 0
    assert loose > 0
    assert missed > 0


def test_a_search_gives_the_same_twice():
    for field, worth, _ in CASES[:20]:
        one, other = (Search(field, worth, 1e-5, 3).run()[0] for _ in range(2))
        for mine, its in zip(one, other, strict=True):
            assert (mine == its).all()


def flat(
    stay: list[int], town: list[int], way: list[list[int]]
) -> tuple[Visits, Gains]:
    """Visits of one site each, no units, in a session of 1000 minutes; worth 1 each."""
    groups = len(stay)
    nothing = np.zeros((0, 0), dtype=np.int64)
    ones, none = np.ones(groups, dtype=np.int64), np.zeros(1)
    visits = Visits(
        town=np.array(town, dtype=np.int64),
        stay=np.array(stay, dtype=np.int64),
        way=np.array(way, dtype=np.int64),
        first=np.zeros((groups, 1), dtype=np.int64),
        last=np.full((groups, 1), 1000, dtype=np.int64),
        latest=1000 * ones,
        most=ones,
        required=0 * ones,
        optional=0 * ones,
        needed=nothing,
        helped=nothing,
        people=0 * ones[:0],
        mark=np.random.default_rng(1).integers(1 << 62, size=groups),
    )
    clock, units = np.zeros(1, dtype=np.int64), np.zeros(0)
    parts = np.zeros(groups), units, units, none
    bounds = visits.stay, clock, clock, none
    return visits, Gains(np.ones((groups, 1)), *parts, *bounds, no_cuts())


def test_tables_that_grow_lose_no_label():
    # Fourteen visits of one town: of each number of them as many labels as sets.
    visits, gains = flat([1] * 14, [0] * 14, [[0]])
    labels = first_label(0)
    for size in range(1, 15):
        labels, kind = grown(labels, visits, gains, 0.0)
        assert labels.size == comb(14, size)
        assert (kind == np.arange(labels.size)).all()
        assert len(np.unique(np.sort(labels.order, axis=1), axis=0)) == labels.size
        assert (labels.value == size).all()
    assert grown(labels, visits, gains, 0.0)[0].size == 0


def test_routes_of_one_mark_are_told_apart():
    way = [[5, 9, 7], [9, 5, 8], [7, 8, 5]]
    visits, gains = flat([10, 20, 30, 40, 50], [0, 1, 2, 1, 0], way)
    alike = visits._replace(mark=0 * visits.mark)
    labels = others = first_label(0)
    for _ in range(5):
        labels, kind = grown(labels, visits, gains, 0.0)
        others, its = grown(others, alike, gains, 0.0)
        assert (kind == its).all()
        assert all((a == b).all() for a, b in zip(labels, others, strict=True))
        # One kind a set of visits, in however many towns it ends.
        rows = np.sort(labels.order, axis=1)
        assert len(np.unique(kind)) == len(np.unique(rows, axis=0))
        assert (rows[kind] == rows).all()


def test_no_more_labels_are_made_than_one_may():
    visits, gains = flat([1] * 9, [0] * 9, [[0]])
    labels, _ = grown(first_label(0), visits, gains, 0.0)
    assert grown(labels, visits, gains, 0.0, comb(9, 2))[0].size == comb(9, 2)
    assert 5 < grown(labels, visits, gains, 0.0, 5)[0].size < comb(9, 2)


@pytest.mark.parametrize(("late", "order"), [(1, [0, 1]), (0, [1, 0])])
def test_of_labels_alike_the_earliest_is_kept(late: int, order: list[int]):
    # Both in one town, 10 minutes off; one of them opens when the other may be done.
    visits, gains = flat([30, 50], [1, 1], [[0, 10], [10, 5]])
    visits.first[late, 0] = 40
    labels, _ = grown(first_label(0), visits, gains, 0.0)
    labels, _ = grown(labels, visits, gains, 0.0)
    # The one that starts with the other waits for nothing: 10 + 30 + 5 + 50.
    assert labels.order.tolist() == [order]
    assert labels.time.tolist() == [95]
    assert labels.travel.tolist() == [15]


def test_of_labels_as_early_the_one_with_less_travel_is_kept():
    # The last visit, at home, opens at 500: both orders of the others wait for it.
    visits, gains = flat(
        [10, 10, 10], [1, 2, 0], [[0, 10, 40], [10, 5, 20], [30, 20, 5]]
    )
    visits.first[2, 0] = 500
    labels = first_label(0)
    for _ in range(3):
        labels, kind = grown(labels, visits, gains, 0.0)
    last = labels.part(labels.town == 0)
    assert last.order.tolist() == [[0, 1, 2]]
    assert last.travel.tolist() == [10 + 20 + 30]
    assert shortest(kind, labels.travel).tolist() == [int(labels.travel.argmin())]


def test_the_shortest_of_each_kind():
    kind = np.array([0, 1, 0, 1, 0, 5], dtype=np.int64)
    travel = np.array([30, 10, 20, 10, 20, 99], dtype=np.int64)
    assert shortest(kind, travel).tolist() == [2, 1, 5]
