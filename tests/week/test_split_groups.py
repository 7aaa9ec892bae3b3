"""Groups that are split: the routes are those that are listed anew."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.api import load_scenario
from scheduler.week import plot_table
from scheduler.week.alike import Alike
from scheduler.week.plot_table import PlotTable
from scheduler.week.pricing import PlotPricer
from scheduler.week.route_table import ANY, WIDTH, Rows
from scheduler.week.sampling import Plot
from scheduler.week.split_groups import Parts
from scheduler.week.visit_cuts import VisitCut
from tests.week.priced import several, small

CITY = Path(__file__).parents[2] / "scenarios" / "nanan"
WHERE = ("shishan", "day")


@pytest.fixture(scope="module")
def plot() -> Plot:
    """The days of a small district of the city."""
    plots = small(load_scenario(CITY).scenario).plots
    (found,) = (p for p in plots if (p.ground.district, p.kind.kind) == WHERE)
    return found


def drawn(plot: Plot, seed: int, row: int) -> VisitCut:
    """A row with weights of some visits."""
    rng = np.random.default_rng(seed)
    names = sorted({v.candidate for v in plot.variants})
    some = rng.choice(len(names), size=max(3, len(names) // 4), replace=False)
    weights = {names[k]: int(rng.integers(1, 3)) for k in some.tolist()}
    return VisitCut(row, weights, {}, 2)


def possible(alike: Alike, groups: list[int]) -> bool:
    """Whether visits of these groups can go to as many sites."""
    sites = [{alike.plot.variants[k].site for k in g.members} for g in alike.groups]
    chosen = product(*(sorted(sites[g]) for g in groups))
    return any(len(set(one)) == len(groups) for one in chosen)


def told(rows: Rows | None, table: PlotTable) -> set[tuple[Any, ...]]:
    """What tells rows from others, whatever the order of visits."""
    assert rows is not None
    none = len(table.tables.alike.groups)
    state = {number: key for key, number in table._known.items()}
    found = set()
    for k in range(len(rows)):
        order = np.argsort(rows.group[k], kind="stable")
        places = [int(p) for p in order if rows.group[k][p] < none]
        found.add(
            (
                tuple(rows.group[k][order].tolist()),
                tuple(rows.party[k][order].tolist()),
                tuple(rows.assists[k][order].tolist()),
                tuple(state[int(table.state[k, p])] for p in places),
                tuple(rows.need[k].tolist()),
                *(int(getattr(rows, n)[k]) for n in ("travel", "units", "joining")),
                tuple(table.counted[k].tolist()),
            )
        )
    assert len(found) == len(rows)
    return found


def test_the_routes_are_those_listed_anew(plot: Plot):
    one, two = drawn(plot, 1, 7), drawn(plot, 2, 8)
    before = PlotPricer(plot)
    first = before.with_cuts([one])
    second = first.with_cuts([one, two])
    assert len(before.alike.groups) < len(first.alike.groups)
    assert len(first.alike.groups) < len(second.alike.groups)
    for made, cuts in ((first, [one]), (second, [one, two])):
        anew = PlotPricer(plot, cuts)
        assert told(made.table.rows, made.table) == told(anew.table.rows, anew.table)
        assert sorted(made.table.masks) == sorted(anew.table.masks)
    # Ranks count the earlier visits of the same group.
    rows = second.table.rows
    assert rows is not None
    for group, rank in zip(rows.group[:200].tolist(), rows.rank[:200], strict=True):
        assert [group[:k].count(g) for k, g in enumerate(group)] == rank.tolist()


@pytest.mark.parametrize("kind", ["deployed", "mixed", "parties", "towns", "hours"])
def test_the_routes_of_tiny_plots(kind: str):
    longer = 0
    for _, component in several(kind, range(6)):
        for tiny in component.plots:
            names = {v.candidate for v in tiny.variants}
            # Each candidate by itself: every group is split as far as it goes.
            weights = {name: k for k, name in enumerate(sorted(names))}
            cut = VisitCut(7, weights, {}, 3)
            made = PlotPricer(tiny).with_cuts([cut])
            anew = PlotPricer(tiny, [cut])
            if anew.table.rows is None:
                assert made.table.rows is None or not len(made.table.rows)
                continue
            found = told(made.table.rows, made.table)
            listed = told(anew.table.rows, anew.table)
            # Two visits to one site, no longer in one group, are no round.
            none = len(anew.alike.groups)
            assert found == {
                row
                for row in listed
                if row in found or possible(anew.alike, [g for g in row[0] if g < none])
            }
            # A visit that may last longer is in several groups.
            stays = sum(len(g.members) for g in anew.alike.groups)
            longer += stays > len(tiny.variants)
    assert longer > 0 or kind != "deployed"


def test_nothing_is_made_anew_where_no_visit_has_a_weight(plot: Plot):
    before = PlotPricer(plot)
    assert before.with_cuts([VisitCut(7, {"elsewhere": 1}, {}, 2)]) is before


def test_what_would_be_too_large_is_listed_anew(plot: Plot):
    before = PlotPricer(plot)
    cut = drawn(plot, 3, 7)
    with patch.object(plot_table, "MOST_SPLIT", 10):
        assert before.table.split(before.tables, before._cuts) is None
        made = before.with_cuts([cut])
    anew = PlotPricer(plot, [cut])
    assert told(made.table.rows, made.table) == told(anew.table.rows, anew.table)


def test_rows_found_by_labels_are_kept_and_split(plot: Plot):
    pricer = PlotPricer(plot)
    rows = pricer.table.rows
    assert rows is not None
    some = rows.part(np.flatnonzero(rows.joining == ANY)[:50])
    size = pricer.table.size
    pricer.table.keep(some)
    pricer.table.settle()
    assert pricer.table.size == size + 50
    pricer.table.keep(some)
    pricer.table.settle()
    assert pricer.table.size == size + 50
    kept = pricer.table.rows
    assert kept is not None
    last = kept.part(np.arange(size, size + 50))
    for column in fields(Rows):
        before = np.sort(getattr(some, column.name), axis=0)
        assert (np.sort(getattr(last, column.name), axis=0) == before).all()
    new = pricer.with_cuts([drawn(plot, 4, 7)])
    assert len(new.table.kept) >= 50
    assert len(np.unique(new.table.kept, axis=0)) == len(new.table.kept)


def test_a_pricer_keeps_no_rows_that_it_lists(plot: Plot):
    pricer = PlotPricer(plot)
    rows = pricer.table.rows
    assert rows is not None
    size = pricer.table.size
    pricer.keep(rows.part(np.flatnonzero(rows.joining == ANY)[:5]))
    assert pricer.table.size == size


def test_groups_of_other_visits_are_no_parts(plot: Plot):
    few = Alike(replace(plot, variants=plot.variants[: len(plot.variants) // 2]))
    with pytest.raises(ValueError, match="no parts of a group"):
        Parts.of(Alike(plot), few)


def test_places_left_over_are_no_visits_too_many(plot: Plot):
    # Two visits alike, told apart; routes have more places than there are visits.
    whole = Alike(plot)
    members = next(g.members for g in whole.groups if g.sites > 1)[:2]
    few = replace(plot, variants=tuple(plot.variants[k] for k in members))
    cut = VisitCut(7, {few.variants[0].candidate: 1}, {}, 2)
    old, new = Alike(few), Alike(few, (cut,))
    parts = Parts.of(old, new)
    first = int(np.flatnonzero(parts.ways[:-1] > 1)[0])
    none = len(old.groups)
    short = [first] + [none] * (WIDTH - 1)
    long = [first] * 5 + [none] * (WIDTH - 5)
    source, group = parts.routes(np.array([short, long]))
    # The long one has more visits than there are; the short one has a choice of two.
    assert source.tolist() == [0, 0]
    assert (group[:, 1:] == len(new.groups)).all()
    assert len(set(group[:, 0].tolist())) == 2


def test_parts_of_a_group_come_in_order_and_no_more_often_than_there_are():
    # Group 0 becomes 0 and 1 with one and two visits, group 1 becomes 2.
    parts = Parts(np.array([0, 2, 3]), np.array([2, 1, 1]), np.array([1, 2, 1, 9]))
    source, group = parts.routes(np.array([[0, 1, 0], [1, 2, 2], [0, 0, 0]]))
    found = sorted(zip(source.tolist(), map(tuple, group.tolist()), strict=True))
    assert found == [
        (0, (0, 2, 1)),
        (0, (1, 2, 1)),
        (1, (2, 3, 3)),
        (2, (0, 1, 1)),
    ]
    assert parts.most(np.array([[0, 1, 0], [1, 2, 2]])) == 5
