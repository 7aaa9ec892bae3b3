"""Tables, lines and charts of what the force is worth."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.model import Scenario, ShareWorth, Worth, Worths
from scheduler.report.figure_page import save_pages, styled, wrapped
from scheduler.report.value_chart import value_pages
from scheduler.report.value_labels import told
from scheduler.report.value_summary import telling, value_summary_lines
from scheduler.report.value_tables import write_value_tables
from scheduler.words import Words
from tests import makers as m

ZH = Words("zh")
AREA = ("cangcang",)


def city() -> Scenario:
    return m.make_scenario(
        districts=(m.make_district(),),
        towns=(m.make_town("t1"),),
        departments=(
            *(m.make_department("yj"), m.make_department("sc")),
            m.make_department("tw", kind="town"),
        ),
    )


def worths() -> Worths:
    """One team is short, above all of holders; one can do without two."""
    return Worths(
        2027,
        0.1,
        10,
        7.5,
        7,
        (
            Worth("officer", AREA, "yj", "", "", 2.0, 4, 1.25, 1.75, 0),
            Worth("officer", AREA, "yj", "", "危化", 3.0, 5, 2.5, 2.0),
            Worth("officer", AREA, "yj", "", "工贸", 2.0, 4, 1.25, 1.75),
            Worth("officer", AREA, "tw", "t1", "", 0.0, 0, 0.0, 0.0, 2),
            Worth("vehicle", AREA, "", "", "", 0.5, 1, 0.0, 0.03),
            # The plan asks for them, and they can do nothing.
            Worth("officer", AREA, "sc", "", "", 2.0, 4, 0.0, 0.0, None),
        ),
        (
            ShareWorth(None, 8, 6.0, 1.5, (AREA, "yj", ""), 3),
            ShareWorth(0.8, 8, 7.2, 1.5, (AREA, "yj", ""), 3),
            ShareWorth(0.85, 9, 8.5, 1.25, (AREA, "tw", "t1"), 0),
        ),
    )


def nothing() -> Worths:
    return Worths(2027, 0.0, 0, 0.0, 0, ())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables(tmp_path: Path):
    write_value_tables(worths(), tmp_path)
    rows = rows_of(tmp_path / "values.csv")
    assert rows[1] == {
        "kind": "officer",
        "area": "cangcang",
        "department": "yj",
        "town": "",
        "qualification": "危化",
        "estimate": "3",
        "weeks": "5",
        "more": "2.5",
        "fewer": "2",
        "spare": "",
    }
    assert (rows[0]["spare"], rows[3]["spare"]) == ("0", "2")
    shares = rows_of(tmp_path / "shares.csv")
    assert [row["change"] for row in shares] == ["-1.5", "-0.3", "1"]
    assert (shares[2]["peak"], shares[2]["peak_town"]) == ("1.25", "t1")
    # Of who can do nothing it is not told how many are spare.
    assert rows[5]["spare"] == ""


def test_a_qualification_that_changes_nothing_is_left_out():
    told = [(row.department, row.qualification) for row in telling(worths())]
    assert told == [("yj", "危化"), ("yj", "")]


def test_the_summary():
    lines = value_summary_lines(worths(), city(), ZH)
    assert "计划 10 项次" in lines[0]
    # 7.5 at most are seven whole ones.
    assert "至多可完成 7 项次（70.0%）" in lines[0]
    assert "cangcang片区　yj局（危化）" in lines[1]
    assert "增加 1 人，全年可多完成 2.5 项次（估算上限 3.0，5 周吃紧）" in lines[1]
    assert "1 支队伍" in lines[3]
    assert "1 支队伍有任务而一项也不能完成" in lines[4]
    assert "现有派驻：派驻 8 人，至多可完成 6 项次（-1）" in lines[5]
    assert "下沉 80%：派驻 8 人，至多可完成 7 项次（0）" in lines[6]
    assert "下沉 85%：派驻 9 人，至多可完成 8 项次（+1）" in lines[7]
    assert "t1镇综合执法队" in lines[7]


def test_no_word_contradicts_itself_or_is_jargon():
    for lang in ("zh", "en"):
        text = " ".join(value_summary_lines(worths(), city(), Words(lang)))
        for bad in ("至多可完成约", "影子价格", "about", "duals"):
            assert bad not in text


@pytest.mark.parametrize("checks", [0.0, -0.0, 0.04, -0.04])
def test_nothing_has_no_sign(checks: float):
    assert told(checks) == "0.0"


def test_thousands_are_set_apart():
    many = replace(worths(), checks=11346, carried=10996.0)
    assert told(12345.67) == "12,345.7"
    line = value_summary_lines(many, city(), ZH)[0]
    assert "计划 11,346 项次，按派驻后的力量至多可完成 10,996 项次" in line
    with styled():
        first, _ = value_pages(many, city(), ZH)
    assert any("计划 11,346 项次" in text.get_text() for text in first.texts)
    assert first.axes[0].get_xlabel() == "全年可完成检查的变化（项次）"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_note_is_wrapped(lang: str):
    with styled():
        for figure in value_pages(worths(), city(), Words(lang)):
            figure.canvas.draw()
            for text in figure.texts:
                box = text.get_window_extent()
                assert 0 < box.x0 < box.x1 < figure.bbox.width
                assert box.y0 > 0


def test_lines_break_between_words_and_before_no_mark():
    assert wrapped("one two three", 10, 45) == ["one two", "three"]
    assert wrapped("一二三，四", 10, 30) == ["一二", "三，四"]
    assert wrapped("short", 10, 1) == ["short"]


def test_nothing_to_say():
    (first, second) = value_summary_lines(nothing(), city(), ZH)
    assert "（—）" in first
    assert "都不增加" in second


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_charts(tmp_path: Path, lang: str):
    with styled():
        first, second = value_pages(worths(), city(), Words(lang))
        texts = {text.get_text() for text in first.axes[0].texts}
        bounded = Words(lang)("report.values.bounded", more="2.5", estimate="3.0")
        assert {bounded, "−2.0", "−1.8"} <= texts
        assert not [text for text in texts if "−0.0" in text or "-0" in text]
        assert len(first.axes[0].get_yticklabels()) == 2
        cells = [text.get_text() for text in second.axes[0].texts]
        # As departments.csv lists them: yj, sc, the towns.
        assert cells == ["0", "×", "2"]
        # Who is short is red.
        assert len(second.axes[0].patches) == 1
        save_pages([first, second], tmp_path, "values")
        value_pages(nothing(), city(), Words(lang))
    assert (tmp_path / "values-2.svg").stat().st_size > 0
