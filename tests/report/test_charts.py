"""The charts: what stands on the axes, and that no glyph is missing anywhere."""

from __future__ import annotations

import dataclasses
import re
import warnings
from collections import Counter

import pytest
from matplotlib.text import Text
from pypdf import PdfReader

from scheduler.report.chart_data import Bar, Chart, lanes
from scheduler.report.colours import PALETTE, text_colour, tint
from scheduler.report.draw_bars import places
from scheduler.report.draw_charts import save_chart
from scheduler.report.draw_page import draw_page
from scheduler.report.label_room import day_points, label_room
from scheduler.report.labels import department_marks, town_short
from scheduler.report.pictures import charts, write_pictures
from tests.report.make import OFFICERS, empty, make_officer, tiny
from tests.report.make_city import city


def chart(planned, stem):
    return next(one for one in charts(planned) if one.stem == stem)


def texts(figure):
    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]


def bars(figure):
    (found,) = [c for c in figure.axes[0].collections if c.get_gid() == "rounds"]
    return found.get_paths()


def test_one_bar_a_round_and_its_words():
    (page,) = chart(tiny(), "gantt-districts").pages
    figure = draw_page(page)
    assert len(bars(figure)) == 3
    words = texts(figure)
    assert "中心城区" in words
    assert "诗山片区" in words
    assert "12月1日 周二" in words
    # Lead, town, number of visits: R002 has four visits in one town.
    assert "市 诗山 4" in [w.replace("\n", " ") for w in words]
    assert any("2026 年第 49 周（11月30日至12月6日）" in w for w in words)
    assert any("草案" in w for w in words)
    assert any("模拟数据" in w for w in words)


def test_a_label_stands_inside_else_beside_else_small():
    # One day of 10 hours, 100 points wide: 10 points an hour. At 9 points "市 官桥 1"
    # is 9 · (1 + 2 + 3 · 0.56) = 42.1 wide, "市官桥1" 9 · 3.56 = 32.0 + 0.6 kept free.
    (page,) = chart(tiny(), "gantt-districts").pages
    day = dataclasses.replace(page.days[0], left=0, right=1)
    words = ("市 官桥 1", "市官桥1", "市")

    def found(*spans):
        bars = tuple(
            Bar(0, day.date, start * 60, end * 60, "#0072B2", words)
            for start, end in spans
        )
        one = dataclasses.replace(page, days=(day,), first=0, last=600, bars=bars)
        # Rows of 12 points: one line of 9 (11.7) and no second.
        return [(p.text, p.size, p.beside) for p in places(one, 12, 100)]

    assert found((0, 5)) == [("市 官桥 1", 9, "")]
    assert found((0, 4)) == [("市官桥1", 9, "")]
    # 3 hours are too short; 7 hours are free to the right, then only to the left.
    assert found((0, 3)) == [("市 官桥 1", 9, "right")]
    assert found((7, 10)) == [("市 官桥 1", 9, "left")]
    # Nothing free: 28 points hold 7.5 · 3.56 = 26.7; 20 points only the mark.
    assert found((0, 3), (3, 10))[0] == ("市官桥1", 7.5, "")
    assert found((0, 2), (2, 10))[0] == ("市", 9, "")
    # The gap of 4 hours holds one label of 3.2 hours, and it is the first bar's.
    assert found((0, 3), (7, 10)) == [("市官桥1", 9, "right"), ("市官桥1", 7.5, "")]


def test_a_bar_lies_at_its_time_of_its_day():
    (page,) = chart(tiny(), "gantt-districts").pages
    # Rounds from 08:30 (R002) to 20:50 (R003): the axis runs from 08:00 to 21:00.
    assert (page.first, page.last) == (480, 1260)
    box = bars(draw_page(page))[0].vertices
    # R001 on Monday from 08:50 to 10:50: 50/780 and 170/780 of the first day.
    assert box[:, 0].min() == pytest.approx(50 / 780)
    assert box[:, 0].max() == pytest.approx(170 / 780)


def test_a_department_has_the_same_colour_whoever_else_leads():
    planned = tiny()
    alone = dataclasses.replace(
        planned.timetable, rounds=planned.timetable.rounds[:1], visits=()
    )
    alone = dataclasses.replace(planned, timetable=alone)
    all_, one = (
        dict(map(reversed, chart(p, "gantt-districts").pages[0].legend))
        for p in (planned, alone)
    )
    assert one["应 应急管理局"] == all_["应 应急管理局"]
    assert list(one) == ["应 应急管理局"]


def test_days_off_are_narrow_and_named():
    (page,) = chart(tiny(), "gantt-districts").pages
    widths = [round(day.right - day.left, 2) for day in page.days]
    assert widths == [1, 1, 1, 1, 1, 0.24, 0.24]
    assert "休\n息\n日" in texts(draw_page(page))


def test_an_empty_week_says_why():
    for one in charts(empty()):
        (page,) = one.pages
        words = texts(draw_page(page))
        assert "本周没有安排现场检查：本周无工作日（春节）" in words
        assert words.count("春节") == 7


def test_officers_stand_by_department_then_id_and_only_those_out():
    (page,) = chart(tiny(), "gantt-officers-zx").pages
    assert [(g.label, g.rows) for g in page.groups] == [
        ("城市管理和综合执法局", ("姓cg_zx1", "姓cg_zx2")),
        ("市场监督管理局", ("姓sj_zx1", "姓sj_zx2")),
        ("应急管理局", ("姓yj_zx1", "姓yj_zx2")),
    ]
    # cg_zx3 is posted to zx and stays in.
    assert page.subtitle == "派驻本片区的另有 1 人本周未安排外勤"
    out = tuple(o for o in OFFICERS if o.officer != "cg_zx3")
    (page,) = chart(tiny(officers=out), "gantt-officers-zx").pages
    assert page.subtitle == "派驻本片区的人员本周均有外勤"
    assert len(bars(draw_page(page))) == 6


def test_a_round_in_another_district_is_hollow():
    planned = tiny()
    rows = planned.timetable.assignments
    helper = dataclasses.replace(
        rows[6], officer="cg_zx1", round="2026-W49-R002", help=True
    )
    table = dataclasses.replace(planned.timetable, assignments=(*rows, helper))
    planned = dataclasses.replace(planned, timetable=table)
    (page,) = chart(planned, "gantt-officers-zx").pages
    mine = [bar for bar in page.bars if bar.row == 0]
    assert [bar.away for bar in mine] == [False, True]


def test_many_officers_take_several_pages(tmp_path):
    extra = tuple(make_officer(f"cg_zy{n:03d}", "cg", "zx") for n in range(60))
    planned = tiny(officers=(*OFFICERS, *extra))
    row = planned.timetable.assignments[0]
    rows = tuple(dataclasses.replace(row, officer=o.officer) for o in extra)
    table = dataclasses.replace(
        planned.timetable, assignments=(*planned.timetable.assignments, *rows)
    )
    one = chart(dataclasses.replace(planned, timetable=table), "gantt-officers-zx")
    # 66 officers: two pages of 33.
    assert [len(p.bars) for p in one.pages] == [33, 33]
    assert [p.title[-5:] for p in one.pages] == ["（1/2）", "（2/2）"]
    save_chart(one, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "gantt-officers-zx-2.png",
        "gantt-officers-zx-2.svg",
        "gantt-officers-zx.pdf",
        "gantt-officers-zx.png",
        "gantt-officers-zx.svg",
    ]
    assert len(PdfReader(tmp_path / "gantt-officers-zx.pdf").pages) == 2


def test_city_pages_hold_every_round_once():
    planned = city(rounds=320, plan_rows=200)
    pages = chart(planned, "gantt-districts").pages
    assert sum(len(page.bars) for page in pages) == 320
    for page in pages:
        boxes = [(b.row, b.date, b.start, b.end) for b in page.bars]
        for row, day, start, end in boxes:
            clash = [
                b for b in boxes if b[:2] == (row, day) and b[2] < end and start < b[3]
            ]
            assert len(clash) == 1


@pytest.mark.parametrize("planned", [tiny(), city(rounds=320, plan_rows=200)])
def test_every_bar_of_the_districts_has_town_and_number_on_the_axes(planned):
    visits = Counter(visit.round for visit in planned.timetable.visits)
    wanted, shown = Counter(), Counter()
    for page in chart(planned, "gantt-districts").pages:
        unit = day_points(page.days)
        labels = places(page, 11.5, unit)
        for bar, place in zip(page.bars, labels, strict=True):
            # The mark alone is the last text: no bar may be left with it.
            assert place.text.replace("\n", " ") in bar.labels[:-1]
            assert place.size >= 9
        drawn = Counter(text.replace("\n", " ") for text in texts(draw_page(page)))
        for one in page.bars:
            assert sum(drawn[label] for label in one.labels[:-1]) > 0
        shown.update(int(re.search(r"\d+$", one.text)[0]) for one in labels)
    wanted.update(visits[one.round] for one in planned.timetable.rounds)
    assert shown == wanted


def test_an_evening_bar_keeps_room_to_its_left():
    # 600 minutes on 100 points: 6 minutes a point. "交官桥1" at 9 points is 32.04
    # wide, with 2 points on both sides 36.04: 216.2 minutes, and one: 217.
    day = (600, 1200)
    assert label_room((700, 760), "交官桥1", day, 100) == (700, 977)
    assert label_room((1100, 1180), "交官桥1", day, 100) == (883, 1180)
    # 200 minutes are 33.3 points, enough for 32.04 + 0.6 inside.
    assert label_room((700, 900), "交官桥1", day, 100) == (700, 900)


def test_rare_characters_have_glyphs_in_every_format(tmp_path):
    (page,) = chart(tiny(), "gantt-officers-zx").pages
    rare = dataclasses.replace(page, title="喆堃珺垚 邨甦旻", subtitle="−1 ≥ ·、（）")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_chart(Chart("rare", (rare,)), tmp_path)
    text = PdfReader(tmp_path / "rare.pdf").pages[0].extract_text()
    assert "喆堃珺垚" in text
    svg = (tmp_path / "rare.svg").read_text(encoding="utf-8")
    assert "喆堃珺垚" in svg  # the comment beside the drawn path
    assert "<text" not in svg
    assert (tmp_path / "rare.png").read_bytes()[:4] == b"\x89PNG"


def test_a_missing_glyph_would_be_noticed(tmp_path):
    (page,) = chart(tiny(), "gantt-officers-zx").pages
    missing = dataclasses.replace(page, title="\U0001f600")
    with pytest.warns(UserWarning, match="Glyph"):
        draw_page(missing).savefig(tmp_path / "x.png")


def test_a_week_has_three_files_a_chart(tmp_path):
    write_pictures(tiny(districts=tiny().scenario.districts), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"gantt-{what}.{ending}"
        for what in ("districts", "officers-ss", "officers-zx")
        for ending in ("pdf", "png", "svg")
    ]


def test_marks_are_unique_and_names_short():
    marks = department_marks(city(rounds=1, plan_rows=1).scenario)
    assert len(set(marks.values())) == len(marks)
    assert marks["cg"] == "城"
    assert marks["yj"] == "应"
    assert [town_short(t) for t in ("溪美街道", "水头镇", "眉山乡", "镇")] == [
        "溪美",
        "水头",
        "眉山",
        "镇",
    ]


def test_lanes_never_overlap_and_touching_is_allowed():
    # 10-12 and 11-13 overlap; 12-14 follows the first at once.
    assert lanes([(10, 12), (11, 13), (12, 14)]) == [0, 1, 0]


def test_text_is_dark_on_light_and_light_on_dark():
    assert text_colour("#F0E442") == "#111111"
    assert text_colour("#0072B2") == "white"
    # A colour of its own for each of the city's 19 departments.
    assert len(set(PALETTE)) == len(PALETTE) >= 19
    # (0 + 765) // 4 = 191, (0x72 + 765) // 4 = 219, (0xB2 + 765) // 4 = 235.
    assert tint("#0072B2") == "#BFDBEB"
