"""Charts of a planned year by risk, town and place; the rest of a year; the sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from scheduler.model import Changes, LoadRow, PlannedYear, Week, YearVisit
from scheduler.report.coverage_chart import coverage_pages
from scheduler.report.coverage_risks import risk_page
from scheduler.report.coverage_towns import MOST_ROWS, shared_out, town_pages
from scheduler.report.figure_page import save_pages, styled
from scheduler.report.load_chart import COLOURS, load_pages
from scheduler.report.plan_pictures import write_year_pictures, write_year_workbook
from scheduler.report.tile_map import GROUNDS
from scheduler.report.year_map import BLUES, map_pages
from scheduler.report.year_progress import progress, weeks_gone
from scheduler.report.year_summary import year_summary_lines
from scheduler.report.year_tables import coverage
from scheduler.words import Words
from tests import makers as m
from tests.report.test_year_report import WEEKS, city, planned

ZH = Words("zh")


def due(plan_id: str, date: str, site: str = "s1") -> object:
    return m.make_plan_row(plan_id, site, due=m.day(date), earliest=m.day(date))


def rest() -> PlannedYear:
    """The year of `planned` from its third week on; a row of last year was kept."""
    old = due("P0", "2026-05-05")
    return replace(
        planned(),
        plan=(old, *planned().plan),
        changes=Changes(WEEKS[2], 1, 2, 3),
    )


def texts(axes: Axes) -> set[str]:
    return {text.get_text() for text in axes.texts}


def words_of(figure: Figure) -> set[str]:
    return {text.get_text() for text in figure.texts}


def test_progress_counts_by_week_and_rounds_down():
    # Three checks: one due in week 2, two in week 4; one more is unmet: 1/4, 3/4.
    year = replace(
        planned(),
        plan=(
            due("P1", "2027-01-12"),
            due("P2", "2027-01-25"),
            due("P3", "2027-01-31", "s2"),
            due("P4", "2026-01-12"),
        ),
    )
    (whole,) = progress(year, lambda site: "all").values()
    assert whole.by_week == (0, 1, 0, 2)
    assert whole.percents() == [0, 25, 25, 75]
    apart = progress(year, lambda site: site)
    assert {one: row.percents()[-1] for one, row in apart.items()} == {
        "s1": 100,
        "s2": 50,
    }
    third = replace(year, unmet=())
    (whole,) = progress(third, lambda site: "all").values()
    # 1/3 is 33, not 34.
    assert whole.percents() == [0, 33, 33, 100]


def test_a_row_of_another_year_is_not_counted():
    assert coverage(rest(), city()) == coverage(planned(), city())
    assert progress(rest(), lambda s: s) == progress(planned(), lambda s: s)
    with styled():
        (page,) = coverage_pages(rest(), city(), ZH)
    assert "1 (−1)" in texts(page.axes[0])


def test_months_gone_by_are_grey_in_the_bars():
    later = replace(rest(), changes=Changes(Week(2027, 9), 0, 0, 0))  # 1 March
    early = replace(rest(), changes=Changes(Week(2026, 53), 0, 0, 0))
    # One row of 15 January, then what is unmet.
    for year, grey in (
        (planned(), [False]),
        (rest(), [True]),  # from 18 January on
        (early, [False]),
        (later, [True]),
    ):
        assert greys(year) == grey
    # A month that is half over is split.
    two = (due("P1", "2027-01-12"), due("P2", "2027-01-18"))
    assert greys(replace(rest(), plan=two)) == [True, False]


def greys(year: PlannedYear) -> list[bool]:
    """Say of the pieces of the first bar, but what is unmet, which are grey."""
    with styled():
        (page,) = coverage_pages(year, city(), ZH)
    faces = [patch.get_facecolor()[:3] for patch in page.axes[0].patches[:-1]]
    return [max(face) - min(face) < 0.03 for face in faces]


def test_a_panel_a_risk_level():
    with styled():
        figure = risk_page(planned(), city(), ZH)
    (axes,) = figure.axes  # no site of A, C or D
    assert axes.get_title("left") == "B 级　全年 1 项次，另有 1 项次无法安排"
    done, even = (line.get_ydata() for line in axes.lines[:2])
    # Due in the second of four weeks, half of all; 5, 5, 0, 5 working days.
    assert list(done) == [0, 0, 50, 50, 50]
    assert [round(float(y)) for y in even] == [0, 33, 67, 67, 100]
    assert "50%" in texts(axes)


def test_a_town_a_row_of_the_heat_map():
    with styled():
        (figure,) = town_pages(planned(), city(), ZH)
    axes = figure.axes[0]
    assert np.array_equal(axes.images[0].get_array(), [[0, 50, 50, 50]])
    assert [one.get_text() for one in axes.get_yticklabels()] == ["t1镇"]
    assert {"cangcang片区", "1 (−1)", "50", "1月"} <= texts(axes)
    legend = [one.get_text() for one in axes.get_legend().get_texts()]
    assert legend == ["0%—24%", "25%—49%", "50%—74%", "75%—99%", "100%"]


def test_districts_are_shared_over_pages():
    def towns(number: int) -> list[str]:
        return [f"t{k}" for k in range(number)]

    parts = shared_out([("a", towns(20)), ("b", towns(20)), ("c", towns(16))])
    assert [[name for name, _ in part] for part in parts] == [["a"], ["b", "c"]]
    (first, second) = shared_out([("a", towns(MOST_ROWS + 4)), ("none", [])])
    assert [len(rows) for _, rows in (*first, *second)] == [MOST_ROWS, 4]
    assert shared_out([]) == []


def test_weeks_gone_by_are_grey_and_say_so(tmp_path: Path):
    assert (weeks_gone(planned()), weeks_gone(rest())) == (0, 2)
    for year, gone in ((planned(), False), (rest(), True)):
        with styled():
            figures = [
                *load_pages(year, city(), ZH),
                risk_page(year, city(), ZH),
                *town_pages(year, city(), ZH),
            ]
        for figure in figures:
            assert ("已过" in texts(figure.axes[0])) is gone
    with styled():
        (figure,) = load_pages(rest(), city(), ZH)
    assert any("灰色为已过的各周和" in text for text in words_of(figure))
    # Weeks 1 and 2 are gone: the grey ends between 2 and 3.
    assert [line.get_xdata()[0] for line in figure.axes[0].lines].count(1.5) == 1
    write_year_workbook(rest(), city(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "year.xlsx")["各周工作量"]
    assert [cell.value for cell in sheet[3]][2:] == [
        *("第1周\n已过", "第2周\n已过", "第3周", "第4周")
    ]
    assert sheet["A2"].value == "2027 年度（自 2027-W03 起重新编排余下各周）"


def test_the_summary_of_the_rest_of_a_year():
    short = replace(
        rest(), loads=tuple(replace(row, supply=0.5) for row in rest().loads)
    )
    told = "\n".join(year_summary_lines(short, city(), ZH))
    assert "检查事项 1 项次" in told
    assert "余下各周各部门单独检查须进 2 户次" in told
    # 1.5, 0.5 and 3 officer-sessions; half a one in each of four weeks is there.
    assert "余下各周约需 5 人·半天，可用 2，缺 3" in told
    assert "全年" not in told


def two_towns() -> PlannedYear:
    """Three visits in t1, none in t2, whose own team has work and nobody."""
    visits = [YearVisit("s1", week, ("safety",)) for week in WEEKS[:3]]
    loads = [
        *planned().loads,
        LoadRow(("cangcang",), "tw", "t2", Week(2027, 1), 1.0, 0.0, 1.0),
    ]
    return replace(planned(), visits=tuple(visits), loads=tuple(loads))


def test_the_maps_of_visits_and_load():
    place = city()
    place = replace(
        place,
        towns=(*place.towns, m.make_town("t2", lat=25.2)),
        departments=(*place.departments, m.make_department("tw", kind="town")),
    )
    with styled():
        visits, load = map_pages(two_towns(), place, ZH)
    axes = visits.axes[0]
    assert {"t1镇", "3", "3 项次", "t2镇", "0", "0 项次"} <= texts(axes)
    stars = [line for line in axes.lines if line.get_marker() == "*"]
    assert len(stars) == 1  # the base of the district, t1
    assert "3 次，3 项次" in texts(visits.axes[2])
    # yj: 5 officer-sessions of 6; the team of t2 has none at all.
    axes = load.axes[0]
    assert {"83%", "yj局", "无可用力量", "tw局"} <= texts(axes)
    assert "各队伍合计 100%" in texts(load.axes[2])
    faces = [patch.get_facecolor() for patch in axes.patches[1::2]]
    assert len(set(faces)) == 2
    assert not any("余下各周" in text for text in words_of(load))
    with styled():
        (left, _) = map_pages(rest(), city(), ZH)
    assert any("自 2027-W03 起余下各周" in text for text in words_of(left))


def test_a_district_without_a_star_says_where_its_base_is():
    place = city()
    away = m.make_district("far", base="t1")
    place = replace(
        place,
        districts=(*place.districts, away),
        towns=(*place.towns, m.make_town("t2", district="far", lat=25.2)),
    )
    with styled():
        (visits, _) = map_pages(planned(), place, ZH)
    assert "far片区：t1镇（cangcang片区）" in texts(visits.axes[2])
    with styled():
        (visits, load) = map_pages(planned(), city(), ZH)
    assert not any("far" in text for text in texts(visits.axes[2]))
    assert any("全年平均" in text for text in words_of(load))


def test_the_ground_of_a_district_is_no_colour_of_a_scale():
    def apart(one: str, other: object) -> float:
        pairs = zip(to_rgb(one), to_rgb(other), strict=True)
        return sum((a - b) ** 2 for a, b in pairs) ** 0.5

    shades = [scale(k / 20)[:3] for scale in (BLUES, COLOURS) for k in range(21)]
    for number, ground in enumerate(GROUNDS[:6]):
        others = [one for one in GROUNDS[:6] if one != ground]
        assert min(apart(ground, one) for one in others) > 0.15, number
        assert min(apart(ground, one) for one in shades) > 0.12, number


def test_every_chart_is_written_and_stands_in_the_workbook(tmp_path: Path):
    pictures = write_year_pictures(planned(), city(), tmp_path)
    assert [path.stem for path in pictures] == [
        *("map", "map-2", "load", "coverage", "coverage-risk", "coverage-town")
    ]
    for path in pictures:
        assert path.is_file()
        assert path.with_suffix(".svg").is_file()
    write_year_workbook(planned(), city(), tmp_path, "zh", pictures)
    book = openpyxl.load_workbook(tmp_path / "year.xlsx")
    sheet = book["图表"]
    images = sheet._images
    assert len(images) == len(pictures)
    tops = [image.anchor._from.row for image in images]
    breaks = [one.id for one in sheet.row_breaks.brk]
    # Each chart begins a page: the break lies above its first row.
    assert tops == [0, *breaks]
    assert sheet.page_setup.paperSize == 8  # A3
    assert sheet.print_area == f"'图表'!$A$1:$O${breaks[0] * len(pictures)}"
    for top, image in zip(tops, images, strict=True):
        assert image.anchor.to.row < top + breaks[0]
        assert image.anchor.to.col < 15


def test_a_page_is_saved_under_every_name(tmp_path: Path):
    with styled():
        pages = town_pages(planned(), city(), ZH) * 2
        found = save_pages(pages, tmp_path, "both")
    assert [path.name for path in found] == ["both.png", "both-2.png"]
