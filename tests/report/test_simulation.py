"""A simulated year in numbers, side by side, and drawn."""

from dataclasses import replace
from math import nan

import pytest

from scheduler.model import (
    Fulfilment,
    SimulatedYear,
    Status,
    TeamLoad,
    Week,
    WeekTally,
    weeks_of,
)
from scheduler.report import simulation_lines, write_simulation_picture
from scheduler.report.figure_page import styled
from scheduler.report.simulate_chart import marks, simulation_page
from scheduler.report.simulate_measures import department_loads, year_measures
from scheduler.words import Words
from tests.study.weeks import tiny

LOADS = (TeamLoad("urban", 6, 10), TeamLoad("market", 2, 10))
WEEK = WeekTally(
    week=Week(2027, 1), days=5, status=Status.FEASIBLE, verified=True, gap=0.01,
    candidates=9, visits=6, rounds=4, checks=8, entries=4, alone=8, joint=3,
    joint_possible=4, areas=2, done=7, shut=1, short=1, asked=2, answered=1,
    due=10, fulfilled=6, late=1, seconds=24.0, loads=LOADS,
)  # fmt: skip
HOLIDAY = replace(
    WEEK, week=Week(2027, 2), days=0, status=Status.OPTIMAL, gap=None, visits=0,
    rounds=0, checks=0, entries=0, alone=0, joint=0, joint_possible=0, areas=0,
    done=0, shut=0, short=0, asked=0, answered=0, fulfilled=8, late=2,
    loads=(TeamLoad("urban", 0, 0), TeamLoad("market", 0, 0)),
)  # fmt: skip
YEAR = SimulatedYear(
    year=2027, fewer=0.0, officers=14, planned=20, wanted=52, of_year=52,
    weeks=(WEEK, HOLIDAY), items=(Fulfilment("01", 20, 8, 3),),
)  # fmt: skip


def test_measures_by_hand():
    found = year_measures(YEAR)
    assert found["weeks"] == found["weeks_verified"] == 2
    assert found["fulfilled"] == 8
    assert found["fulfilled_share"] == pytest.approx(8 / 20)
    assert found["in_time_share"] == pytest.approx((8 - 3) / 20)
    assert found["late_open"] == 2
    assert found["entries_change"] == pytest.approx((4 - 8) / 8)
    assert found["joint_rate"] == pytest.approx(3 / 4)
    assert found["load"] == pytest.approx(8 / 20)
    assert found["load_busiest_week"] == pytest.approx(8 / 20)
    assert found["load_busiest_team"] == pytest.approx(6 / 10)
    assert found["gap_median"] == found["gap_worst"] == 0.01
    assert found["seconds"] == 48


def test_the_median_of_two_gaps_lies_between_them():
    weeks = (WEEK, HOLIDAY, replace(WEEK, gap=0.05))
    found = year_measures(replace(YEAR, weeks=weeks))
    assert found["gap_median"] == pytest.approx(0.03)
    assert found["gap_worst"] == 0.05


def test_an_unverified_week_is_not_counted_as_verified():
    weeks = (WEEK, replace(HOLIDAY, verified=None), replace(WEEK, verified=False))
    assert year_measures(replace(YEAR, weeks=weeks))["weeks_verified"] == 1


def test_a_year_without_weeks_has_no_values():
    found = year_measures(replace(YEAR, weeks=(), items=()))
    assert found["fulfilled"] is None
    assert found["load"] is None
    assert found["gap_median"] is None
    lines = simulation_lines([replace(YEAR, weeks=(), items=())], Words("zh"))
    assert any("—" in line for line in lines)


def test_load_by_department():
    assert department_loads(YEAR) == {"urban": 0.6, "market": 0.2}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_forces_stand_side_by_side(lang):
    weeks = tuple(replace(WEEK, week=week) for week in weeks_of(tiny().calendar, 2027))
    whole = replace(YEAR, weeks=weeks)
    fewer = replace(whole, fewer=0.104, officers=12)
    lines = simulation_lines([whole, fewer], Words(lang))
    assert len(lines) == 1 + len(year_measures(YEAR))  # nothing is missing
    between = Words(lang)("report.simulation.between")
    assert f"14{between}12" in lines[1]
    assert "10.4%" in lines[0]


@pytest.mark.parametrize(
    ("year", "left_out", "said"),
    [
        (YEAR, [], ["应模拟 52 周，以上只比较所列力量都已模拟的前 2 周"]),
        (replace(YEAR, wanted=2), [], ["以上只是前 2 周；不加 --weeks"]),
        (replace(YEAR, weeks=(), items=()), [], ["尚无一周模拟完；"]),
        (
            replace(YEAR, wanted=2),
            [replace(YEAR, fewer=0.004, weeks=())],
            ["以上只是前 2 周", "未列入比较的有：少 0.4% 人员"],
        ),
    ],
)
def test_what_is_missing_of_a_whole_year_is_said(year, left_out, said):
    lines = simulation_lines([year], Words("zh"), left_out)[-len(said) :]
    for line, part in zip(lines, said, strict=True):
        assert part in line
    assert len(year_measures(year)) + 1 + len(said) == len(
        simulation_lines([year], Words("zh"), left_out)
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_is_drawn(lang, tmp_path):
    fewer = replace(YEAR, fewer=0.1)
    write_simulation_picture([YEAR, fewer], tiny(), tmp_path, lang)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(sizes) == {"simulation.png", "simulation.svg", "simulation.pdf"}
    assert min(sizes.values()) > 10_000


def test_points_without_a_neighbour_are_marked():
    assert marks([nan] * 5 + [1, nan, 1, 1, nan, nan, nan, 1]) == [5, 12]
    assert marks([1.0] * 13) == []
    assert marks([1, nan, 1]) == [0, 1, 2]  # so few are all marked


@pytest.mark.parametrize("wanted", [2, 52])
def test_shares_end_at_the_whole_and_weeks_are_told(wanted):
    week = replace(WEEK, fulfilled=20, joint=4)
    year = replace(YEAR, wanted=wanted, weeks=(week, replace(HOLIDAY, fulfilled=20)))
    figure = simulation_page([year], tiny(), Words("zh"))
    for axes in (figure.axes[0], figure.axes[2]):
        assert axes.get_ylim() == (0, 1.04)
        shown = [tick for tick in axes.get_yticks() if 0 <= tick <= 1.04]
        assert max(shown) == pytest.approx(1)
    texts = " ".join(text.get_text() for text in figure.texts)
    assert "第 1 至 2 周" in texts
    assert ("未完成：应模拟 52 周" in texts) == (wanted == 52)


def test_an_axis_of_small_shares_is_not_stretched():
    figure = simulation_page([YEAR], tiny(), Words("zh"))
    assert figure.axes[0].get_ylim()[1] < 0.6  # 10 of 20 rows are due


def test_lines_go_on_where_the_weeks_begin_anew():
    weeks = (
        WEEK,
        replace(WEEK, week=Week(2027, 52)),
        replace(WEEK, week=Week(2028, 1)),
    )
    figure = simulation_page([replace(YEAR, weeks=weeks)], tiny(), Words("zh"))
    for axes in figure.axes[:5]:
        assert {tuple(line.get_xdata()) for line in axes.lines} == {(1, 2, 3)}
        assert axes.get_xlim() == (0.5, 3.5)


def test_axes_say_no_number_twice():
    """Nothing late and no entry; loads up to 18 %, where steps would be 2.5 %."""
    loads = (TeamLoad("urban", 18, 100), TeamLoad("market", 2, 100))
    week = replace(WEEK, entries=0, alone=0, late=0, loads=loads)
    with styled():
        figure = simulation_page([replace(YEAR, weeks=(week,))], tiny(), Words("zh"))
        figure.draw_without_rendering()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            told = [label.get_text() for label in axis.get_ticklabels()]
            assert len(set(told)) == len(told)
    shares = [label.get_text() for label in figure.axes[5].get_xticklabels()]
    assert shares[:3] == ["0%", "2%", "4%"]
