"""One cell: what is read, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from scheduler.data import cells
from scheduler.data.problems import CellError
from scheduler.data.schema import columns
from scheduler.model import Season, Window

WINDOWS = (Window(540, 660), Window(870, 1020))


@pytest.mark.parametrize(
    ("kind", "text", "value", "canonical"),
    [
        (columns.DATE, "2026-12-01", dt.date(2026, 12, 1), "2026-12-01"),
        (columns.DATE, "2026/12/1", dt.date(2026, 12, 1), "2026-12-01"),
        (columns.DATE, "2026年12月1日", dt.date(2026, 12, 1), "2026-12-01"),
        (columns.DATE, "２０２６-１２-０１", dt.date(2026, 12, 1), "2026-12-01"),
        (columns.DATE, "2026-12-01 00:00:00", dt.date(2026, 12, 1), "2026-12-01"),
        (columns.CLOCK, "08:30", 510, "08:30"),
        (columns.CLOCK, "8:30", 510, "08:30"),
        (columns.CLOCK, "08:30:00", 510, "08:30"),
        (columns.CLOCK, "26:00", 1560, "26:00"),
        (columns.CLOCK, "30:00", 1800, "30:00"),
        # 0.3541666… of a day is 510 minutes.
        (columns.CLOCK, "0.3541666666666667", 510, "08:30"),
        (columns.BOOL, "是", True, "1"),
        (columns.BOOL, "TRUE", True, "1"),
        (columns.BOOL, "1.0", True, "1"),
        (columns.BOOL, "否", False, "0"),
        (columns.BOOL, "false", False, "0"),
        (columns.IDENT, " Ａ０１ ", "A01", "A01"),
        (columns.IDENTS, "a； b、c;", ("a", "b", "c"), "a;b;c"),
        (columns.WINDOWS, "9:00-11:00;14:30—17:00", WINDOWS, "09:00-11:00;14:30-17:00"),
        (columns.WINDOWS, "21:00-26:00", (Window(1260, 1560),), "21:00-26:00"),
        (columns.SEASONS, "11-1..2-29", (Season((11, 1), (2, 29)),), "11-01..02-29"),
        (columns.WEEK, "2026-w49", "2026-W49", "2026-W49"),
        (columns.SESSIONS, "上午;Day", ("morning", "day"), "morning;day"),
        (columns.ABSENT_SESSIONS, "all", (), "all"),
        (columns.ABSENT_SESSIONS, "全部", (), "all"),
        (columns.ABSENT_SESSIONS, "下午", ("afternoon",), "afternoon"),
        (columns.ANSWER, "是", True, "yes"),
        (columns.ANSWER, "no", False, "no"),
        (columns.RISK, "ｄ", "D", "D"),
        (columns.whole(0), "3.0", 3, "3"),
        (columns.number(0), "0.25", 0.25, "0.25"),
        (columns.number(0), "12.0", 12.0, "12"),
        (columns.CODE, "00350583", "00350583", "00350583"),
        (columns.TEXT, "=1+2\r\n次行", "=1+2\n次行", "=1+2\n次行"),
    ],
)  # fmt: skip
def test_read(kind: columns.Kind, text: str, value: Any, canonical: str) -> None:
    assert kind.read(text) == value
    assert kind.write(value) == canonical
    # What is written is read back as the same.
    assert kind.read(canonical) == value


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (columns.DATE, "2026-13-45", "date"),
        (columns.DATE, "2026-02-29", "date"),
        (columns.DATE, "46000", "date"),
        (columns.DATE, "2026-12-01 08:30", "date"),
        (columns.CLOCK, "08:60", "clock"),
        (columns.CLOCK, "30:01", "clock"),
        (columns.CLOCK, "8.30", "clock"),
        (columns.CLOCK, "0.3333", "clock"),
        (columns.CLOCK, "08:30:30", "clock"),
        (columns.BOOL, "2", "bool"),
        (columns.IDENT, "a;b", "ident"),
        (columns.IDENT, "a@b", "ident"),
        (columns.IDENT, "!a", "ident"),
        (columns.CODE, "9.135058301234e+17", "digits_lost"),
        (columns.WINDOWS, "09:00", "windows"),
        (columns.WINDOWS, "11:00-09:00", "window_order"),
        (columns.WINDOWS, "09:00-09:00", "window_order"),
        (columns.SEASONS, "06-31..07-01", "seasons"),
        (columns.SEASONS, "06-01", "seasons"),
        (columns.WEEK, "2026-W54", "week"),
        (columns.WEEK, "2025-W53", "week"),
    ],
)
def test_refused(kind: columns.Kind, text: str, expected: str) -> None:
    with pytest.raises(CellError) as caught:
        kind.read(text)
    assert caught.value.expected == expected


@pytest.mark.parametrize(
    "text", ["-1", "101", "nan", "inf", "1_0", "x", "1,5", "1e999"]
)
def test_numbers_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        columns.number(0, 100).read(text)


def test_limits_of_numbers_are_allowed() -> None:
    read = cells.number_reader(0, 1)
    assert read("0") == 0
    assert read("1") == 1


def test_whole_refuses_fractions() -> None:
    with pytest.raises(ValueError, match=r"2\.5"):
        columns.whole(0).read("2.5")
