"""Reading and writing the text of one cell.

A reader gets the cell's text, not empty, and returns the model's value or raises
`CellError`. Full-width characters are folded (NFKC) everywhere but in free text.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from scheduler.data.problems import CellError
from scheduler.model import Season, Week, Window, clock, parse_clock

_DASHES = str.maketrans(dict.fromkeys("~—–−‐―", "-"))
_LOST_DIGITS = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d+")
_SIMPLE = re.compile(r"[A-Za-z0-9_.-]+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?"
)
_TRUE = frozenset(("1", "1.0", "true", "是", "yes", "y", "√"))
_FALSE = frozenset(("0", "0.0", "false", "否", "no", "n", "×"))


def plain(text: str) -> str:
    """Return `text` without outer blanks, full-width characters folded."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip()


def parts(text: str) -> list[str]:
    """Return the parts of a list separated by ``;``, empty ones left out."""
    cleaned = (part.strip() for part in plain(text).replace("、", ";").split(";"))
    return [part for part in cleaned if part]


def read_text(text: str) -> str:
    """Return free text; line breaks inside a cell become plain newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_code(text: str) -> str:
    """Return a code; a long one that a spreadsheet made a number has lost digits."""
    if _SIMPLE.fullmatch(text):  # nearly all of them: worth the short cut
        return text
    code = plain(text)
    if _LOST_DIGITS.fullmatch(code) and "+" in code:
        raise CellError("digits_lost")
    return code


def read_ident(text: str) -> str:
    """Return an identifier, free of the signs that separate lists and checks."""
    if _SIMPLE.fullmatch(text):
        return text
    ident = read_code(text)
    if any(sign in ident for sign in ";@\n\r\t") or ident.startswith("!"):
        raise CellError("ident")
    return ident


def read_idents(text: str) -> tuple[str, ...]:
    """Return a list of identifiers."""
    return tuple(read_ident(part) for part in parts(text))


def read_bool(text: str) -> bool:
    """Return a yes or no, also as spreadsheets and people write it."""
    word = plain(text).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellError("bool")


def number_reader(
    low: float, high: float | None = None, *, whole: bool = False
) -> Callable[[str], Any]:
    """Return a reader of numbers between `low` and `high`, both allowed."""

    def read(text: str) -> float | int:
        word = plain(text)
        if not _NUMBER.fullmatch(word):
            raise ValueError(word)
        value = float(word)
        if not math.isfinite(value) or value < low:
            raise ValueError(word)
        if high is not None and value > high:
            raise ValueError(word)
        if not whole:
            return value
        if not value.is_integer():
            raise ValueError(word)
        return int(value)

    return read


def write_number(value: float) -> str:
    """Return a number as short as it can be read back."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def read_date(text: str) -> dt.date:
    """Return a date, ISO or as spreadsheets write it (2026/12/1, 2026年12月1日)."""
    match = _DATE.fullmatch(plain(text))
    # Another century is a slip of the pen, and would only break later.
    if match is None or not 1900 <= int(match[1]) <= 2999:
        raise CellError("date")
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise CellError("date") from None


def read_clock(text: str) -> int:
    """Return minutes after midnight of ``HH:MM``, ``HH:MM:SS`` or a day's fraction."""
    word = plain(text)
    if _NUMBER.fullmatch(word):
        minutes = float(word) * 1440
        if not 0 <= minutes <= 1800 or abs(minutes - round(minutes)) > 0.02:
            raise CellError("clock")
        return round(minutes)
    match = re.fullmatch(r"(\d{1,2}:\d{2})(:00)?", word)
    if match is None:
        raise CellError("clock")
    try:
        return parse_clock(match[1])
    except ValueError:
        raise CellError("clock") from None


def read_window(text: str) -> Window:
    """Return one window ``HH:MM-HH:MM``."""
    start, dash, end = text.translate(_DASHES).partition("-")
    if not dash:
        raise CellError("windows")
    try:
        window = Window(parse_clock(start), parse_clock(end))
    except ValueError:
        raise CellError("windows") from None
    if window.start >= window.end:
        raise CellError("window_order")
    return window


def read_windows(text: str) -> tuple[Window, ...]:
    """Return windows ``HH:MM-HH:MM;HH:MM-HH:MM``."""
    return tuple(read_window(part) for part in parts(text))


def write_windows(windows: tuple[Window, ...]) -> str:
    """Return windows as text."""
    return ";".join(f"{clock(w.start)}-{clock(w.end)}" for w in windows)


def _read_season(text: str) -> Season:
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})\.\.(\d{1,2})-(\d{1,2})", text)
    if match is None:
        raise CellError("seasons")
    month, day, last_month, last_day = (int(group) for group in match.groups())
    try:
        # 2000 is a leap year: 02-29 may bound a season.
        dt.date(2000, month, day)
        dt.date(2000, last_month, last_day)
    except ValueError:
        raise CellError("seasons") from None
    return Season((month, day), (last_month, last_day))


def read_seasons(text: str) -> tuple[Season, ...]:
    """Return seasons ``MM-DD..MM-DD;MM-DD..MM-DD``."""
    return tuple(_read_season(part) for part in parts(text))


def write_seasons(seasons: tuple[Season, ...]) -> str:
    """Return seasons as text."""
    return ";".join(
        f"{s.start[0]:02d}-{s.start[1]:02d}..{s.end[0]:02d}-{s.end[1]:02d}"
        for s in seasons
    )


def read_week(text: str) -> str:
    """Return an ISO week ``2026-W49`` as text."""
    try:
        week = Week.parse(plain(text).upper())
    except ValueError:
        raise CellError("week") from None
    if not 1900 <= week.year <= 2999:
        raise CellError("week")
    return str(week)


def choice_reader(labels: Mapping[Any, str]) -> Callable[[str], Any]:
    """Return a reader of one of `labels`: value or Chinese label, in any case."""
    known = {label.lower(): value for value, label in labels.items()}
    known.update({str(value).lower(): value for value in labels})

    def read(text: str) -> Any:
        word = plain(text).lower()
        if word not in known:
            raise ValueError(word)
        return known[word]

    return read
