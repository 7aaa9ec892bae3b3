"""Routes of groups against every order of visits, timed one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, permutations
from unittest.mock import patch

import pytest

from scheduler.week import routes as routes_module
from scheduler.week.alike import Alike, Group
from scheduler.week.routes import routes, starts_of
from scheduler.week.sampling import Plot
from scheduler.week.timing import Stop, route_times
from tests import makers as m
from tests.week.priced import small
from tests.week.tiny_grown import grown
from tests.week.tiny_more import tiny_more
from tests.week.world import city

LONGEST = 4


def window(start: int, end: int) -> object:
    return m.span(f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}")


def stop(group: Group) -> Stop:
    windows = tuple(window(start, end) for start, end in group.windows)
    return Stop(group.town, group.minutes, windows)  # type: ignore[arg-type]


def brute(plot: Plot, base: str) -> dict[tuple[int, ...], int]:
    """The least travel of every set of visits that fits in some order."""
    groups = Alike(plot).groups
    shoulder = plot.ground.scenario.settings.travel.shoulder
    found: dict[tuple[int, ...], int] = {}
    for size in range(1, LONGEST + 1):
        for chosen in combinations_with_replacement(range(len(groups)), size):
            if any(chosen.count(k) > groups[k].sites for k in chosen):
                continue
            for order in set(permutations(chosen)):
                stops = [stop(groups[k]) for k in order]
                minutes = plot.ground.minutes
                times = route_times(plot.kind, base, stops, minutes, shoulder)
                if times is not None:
                    before = found.get(chosen, times.travel)
                    found[chosen] = min(before, times.travel)
    return found


def plots() -> Iterator[Plot]:
    for kind in ("hours", "towns", "mixed"):
        for seed in range(12):
            for make in (tiny_more, grown):
                for plot in small(make(kind, seed)).plots:
                    if len(Alike(plot).groups) <= 7:
                        yield plot


def test_every_set_of_visits_that_fits_and_its_travel():
    several = windows = 0
    for plot in plots():
        alike = Alike(plot)
        ground = plot.ground
        base = ground.scenario.district[ground.district].base
        made = routes(plot, alike.groups, base)
        assert made is not None
        found = {}
        for order, travel in zip(made.order.tolist(), made.travel, strict=True):
            route = tuple(sorted(k for k in order if k >= 0))
            assert route not in found
            # In this order it fits, on its way or on one as short.
            stops = [stop(alike.groups[k]) for k in order if k >= 0]
            shoulder = ground.scenario.settings.travel.shoulder
            times = route_times(plot.kind, base, stops, ground.minutes, shoulder)
            assert times is not None
            assert times.travel == travel
            found[route] = int(travel)
        expected = brute(plot, base)
        short = {route: t for route, t in found.items() if len(route) <= LONGEST}
        assert short.keys() == expected.keys()
        # Of routes that end in the same town the earliest is kept, not the shortest.
        assert all(short[route] >= expected[route] for route in short)
        several += sum(len(route) > 1 for route in short)
        windows += any(group.windows for group in alike.groups)
    assert several > 100
    assert windows > 5


def one_plot(minutes: int, way: int, sites: int = 2) -> Plot:
    """Sites of t2 alone, in a morning of 08:30-11:30 and half an hour around it."""
    scenario = city(
        items=(m.make_item("safety", minutes=minutes),),
        item_departments=(m.make_role("safety"),),
        sites=tuple(m.make_site(f"s{k}", town="t2") for k in range(sites)),
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in range(sites)),
        travel_given={("t1", "t2"): way, ("t2", "t1"): way},
    )
    return next(p for p in small(scenario).plots if p.kind.kind == "morning")


def visits(minutes: int, way: int) -> int:
    """How many of two visits of one town fit; the base is so many minutes away."""
    plot = one_plot(minutes, way)
    made = routes(plot, Alike(plot).groups, "t1")
    assert made is not None
    return made.order.shape[1]


def test_minutes_just_enough_and_one_too_many():
    # 180 minutes: twice 10 + 75, and 10 between them. One there at 08:30.
    assert [visits(minutes, 20) for minutes in (74, 75, 76)] == [2, 2, 1]
    plot = one_plot(75, 20)
    (group,) = Alike(plot).groups
    assert (group.sites, group.minutes) == (2, 85)
    assert starts_of(plot, group) == [(m.at("08:30"), m.at("11:30") - 85)]


def test_the_way_there_and_home_counts():
    # From 08:00 to 12:00: 30 minutes a way leave 180, 31 only 178.
    assert [visits(75, way) for way in (29, 30, 31)] == [2, 2, 1]
    # One visit of 85 minutes: 240 - 85 = 155 are two ways of 77.
    assert [visits(75, way) for way in (76, 77, 78)] == [1, 1, 0]


@pytest.mark.parametrize(("most", "there"), [(2, False), (3, True), (4, True)])
def test_too_many_routes(most: int, there: bool):
    # Two groups of one site each: two labels of one visit, and two of two in two
    # orders, of which one is kept for each last town.
    scenario = city(
        items=(m.make_item("safety", minutes=20), m.make_item("food", minutes=30)),
        item_departments=(m.make_role("safety"), m.make_role("food")),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s1x", "food")),
        sites=(m.make_site("s1"), m.make_site("s1x")),
    )
    plot = next(p for p in small(scenario).plots if p.kind.kind == "morning")
    groups = Alike(plot).groups
    with patch.object(routes_module, "MOST_LABELS", most):
        assert (routes(plot, groups, "t1") is not None) is there


def test_no_groups_no_routes():
    made = routes(one_plot(20, 20), (), "t1")
    assert made is not None
    assert len(made.travel) == 0
