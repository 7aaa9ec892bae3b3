"""The plain bound: every candidate at its best, whatever people there are."""

from dataclasses import replace

import pytest

from scheduler.intake import screen
from scheduler.model import Week
from scheduler.week.arithmetic import most_help, most_points
from scheduler.week.options import Options
from scheduler.week.plan import Planner
from scheduler.week.variants import all_variants
from tests.week.tiny_more import tiny_more


def test_the_best_variant_of_each_candidate_counts_with_all_its_assists():
    scenario, week = tiny_more("helped", 1), Week.parse("2026-W49")
    variants = all_variants(scenario, screen(scenario, week, ()).candidates)
    one = round(scenario.settings.points.assist * scenario.settings.points.scale)
    total = 0
    for candidate in {v.candidate for v in variants}:
        mine = [v for v in variants if v.candidate == candidate]
        total += max(v.points + one * len(v.optional) for v in mine)
    assert most_points(scenario, variants) == total
    assert most_points(scenario, variants[:0]) == 0


@pytest.mark.parametrize(
    ("assist", "departments", "most"),
    # Of a quarter point a department two bring five tenths, each alone but two.
    [(0.25, 0, 0), (0.25, 1, 2), (0.25, 2, 5), (3, 2, 60), (-1, 2, 0)],
)
def test_points_of_assists_are_rounded_together(
    assist: float, departments: int, most: int
):
    points = replace(tiny_more("helped", 1).settings.points, assist=assist, scale=10)
    assert most_help(points, departments) == most


@pytest.mark.parametrize("kind", ["helped", "mixed", "capped"])
def test_no_week_exceeds_it(kind):
    for seed in range(4):
        scenario, week = tiny_more(kind, seed), Week.parse("2026-W49")
        solve = replace(scenario.settings.solve, enumerated_visits=1)
        scenario = replace(scenario, settings=replace(scenario.settings, solve=solve))
        planned = Planner(scenario, week, options=Options(seconds=2.0)).plan()
        variants = all_variants(scenario, screen(scenario, week, ()).candidates)
        for level in planned.result.levels[:1]:
            assert level.value <= most_points(scenario, variants)
            if level.bound is not None:
                assert level.value <= level.bound <= most_points(scenario, variants)
