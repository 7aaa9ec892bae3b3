"""Enumerated rounds are complete, sampled ones sound."""

import random
from itertools import combinations, permutations

import pytest

from scheduler.model import Scenario
from scheduler.week.rounds import Template, make_template
from scheduler.week.sampling import Plot, plots, templates_of
from scheduler.week.timing import Stop, route_times
from scheduler.week.variants import on_site
from tests import makers as m
from tests.week.tiny_city import tiny_city
from tests.week.world import city, variants


def plots_of(scenario: Scenario) -> list[Plot]:
    return plots(scenario, variants(scenario))


def brute(plot: Plot) -> dict[tuple[object, ...], int]:
    """The value of every set of visits and team for which some order fits."""
    found: dict[tuple[object, ...], int] = {}
    for size in range(1, 5):
        for chosen in combinations(plot.variants, size):
            if len({v.site for v in chosen}) < size:
                continue
            needed = {u for v in chosen for u in v.required}
            extra = sorted({u for v in chosen for u in v.optional} - needed)
            for joined in (
                set(j) for n in range(len(extra) + 1) for j in combinations(extra, n)
            ):
                for order in permutations(chosen):
                    made = make_template(
                        plot.ground, plot.kind, order, frozenset(needed | joined)
                    )
                    if made is not None:
                        found[key(made)] = made.value
    return found


def key(made: Template) -> tuple[object, ...]:
    visits = tuple(sorted(v.index for v in made.variants))
    return visits, tuple(unit for unit, _ in made.needs)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("assists", [False, True])
def test_enumeration_is_complete(seed: int, assists: bool):
    for plot in plots_of(tiny_city(seed, assists=assists)):
        pool = templates_of(plot, 0)
        if pool.complete:
            assert {key(t): t.value for t in pool.templates} == brute(plot)


def big(sites: int = 14) -> Scenario:
    """More visits than are enumerated: food and safety in two towns."""
    rng = random.Random(sites)
    places = tuple(
        m.make_site(f"s{k:02d}", town=rng.choice(("t1", "t2")), risk=rng.choice("ABCD"))
        for k in range(sites)
    )
    plan = tuple(
        m.make_plan_row(f"P{k}", f"s{k:02d}", rng.choice(("food", "safety")))
        for k in range(sites)
    )
    items = (
        m.make_item("safety", minutes=25),
        m.make_item("food", minutes=20, windows=(m.span("09:00-17:00"),)),
    )
    roles = (
        m.make_role("safety", "yj"),
        m.make_role("safety", "sc", "assist"),
        m.make_role("food", "sc"),
    )
    return city(sites=places, plan=plan, items=items, item_departments=roles)


def test_every_sampled_round_fits():
    scenario = big()
    travel = scenario.settings.travel
    for plot in plots_of(scenario):
        pool = templates_of(plot, 0)
        assert not pool.complete
        assert len(pool.templates) > 10
        for made in pool.templates:
            assert len({v.site for v in made.variants}) == len(made.variants)
            team = {unit for unit, _ in made.needs}
            for visit, present in zip(made.variants, made.present, strict=True):
                assert set(visit.required) <= team
                inside = team & ({*visit.required} | {*visit.optional})
                assert set(present) == inside
            stops = [
                Stop(v.town, on_site(v, p, travel.entry_minutes), v.windows)
                for v, p in zip(made.variants, made.present, strict=True)
            ]
            again = route_times(
                plot.kind, made.base, stops, plot.ground.minutes, travel.shoulder
            )
            assert again == made.times
            assert max(s.minutes for s in stops) <= travel.max_on_site


def test_every_single_visit_that_fits_is_sampled():
    for plot in plots_of(big()):
        alone = {
            made.variants[0].index
            for made in templates_of(plot, 0).templates
            if len(made.variants) == 1
        }
        # Food has until 17:00, so in the evening it fits nowhere.
        late = plot.kind.kind == "evening"
        assert alone == {
            v.index
            for v in plot.variants
            if not (late and v.checks[0].ref.item == "food")
        }


def test_the_sample_of_a_seed_repeats_itself():
    plot = plots_of(big())[1]
    first = [key(t) for t in templates_of(plot, 1).templates]
    assert first == [key(t) for t in templates_of(plot, 1).templates]
