"""What a column and a table are: the words the declarations are written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from scheduler.data import cells
from scheduler.model import clock

Presence = Literal["rows", "file", "free"]


@dataclass(frozen=True)
class Kind:
    """How the cells of a column are read, written and described.

    `name` is a key of the words under ``data.expected``; `labels` are the Chinese
    labels of an enumeration, offered as a drop-down in workbooks.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    labels: Mapping[Any, str] = field(default_factory=dict)
    fields: tuple[tuple[str, str], ...] = ()
    numeric: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its name, its Chinese header, its kind, and what empty means.

    A `needed` column must stand in the header and have a value in every row;
    otherwise an empty cell or a column left out means `empty`. `ref` is the table
    whose ids the cells name (``*`` allowed if `star`); where `soft`, an unknown id
    is only a warning. `attr` is the model's field where it has another name.
    """

    name: str
    header: str
    kind: Kind
    needed: bool = False
    empty: Any = None
    ref: str = ""
    star: bool = False
    soft: bool = False
    attr: str = ""

    @property
    def field(self) -> str:
        """The name of the model's field."""
        return self.attr or self.name


@dataclass(frozen=True)
class Table:
    """One table: file ``<name>.csv``, sheet `sheet`, one `row` object a row.

    `presence`: ``rows`` = must be there with rows, ``file`` = must be there, ``free``
    = may be left out. No two rows may share the columns of `key`.
    """

    name: str
    sheet: str
    row: Callable[..., Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    presence: Presence = "free"

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def choice(**labels: str) -> Kind:
    """Return the kind of an enumeration: value = Chinese label."""
    listing = "、".join(
        value if value == label else f"{value}({label})"
        for value, label in labels.items()
    )
    return Kind(
        "choice",
        cells.choice_reader(labels),
        labels=labels,
        fields=(("choices", listing),),
    )


def number(low: float, high: float | None = None) -> Kind:
    """Return the kind of a number between `low` and `high`."""
    return _number("number", low, high, whole=False)


def whole(low: int, high: int | None = None) -> Kind:
    """Return the kind of a whole number between `low` and `high`."""
    return _number("whole", low, high, whole=True)


def _number(name: str, low: float, high: float | None, *, whole: bool) -> Kind:
    return Kind(
        name if high is None else f"{name}_between",
        cells.number_reader(low, high, whole=whole),
        cells.write_number,
        fields=(("low", f"{low:g}"), ("high", "" if high is None else f"{high:g}")),
        numeric=True,
    )


def _join(values: tuple[str, ...]) -> str:
    return ";".join(values)


TEXT = Kind("text", cells.read_text, cells.read_text)
CODE = Kind("code", cells.read_code)
IDENT = Kind("ident", cells.read_ident)
IDENTS = Kind("idents", cells.read_idents, _join)
BOOL = Kind(
    "bool",
    cells.read_bool,
    lambda value: "1" if value else "0",
    {True: "是", False: "否"},
)
DATE = Kind("date", cells.read_date, lambda date: date.isoformat())
CLOCK = Kind("clock", cells.read_clock, clock)
WINDOWS = Kind("windows", cells.read_windows, cells.write_windows)
SEASONS = Kind("seasons", cells.read_seasons, cells.write_seasons)
WEEK = Kind("week", cells.read_week)

SESSION_LABELS = {
    "early": "清晨",
    "morning": "上午",
    "afternoon": "下午",
    "evening": "夜间",
    "day": "全天",
}
_SESSION_OF = {label: kind for kind, label in SESSION_LABELS.items()}


def _read_session(text: str) -> str:
    word = cells.read_ident(text)
    return _SESSION_OF.get(word, word.lower())


def _read_sessions(text: str) -> tuple[str, ...]:
    return tuple(_read_session(part) for part in cells.parts(text))


def _read_absence(text: str) -> tuple[str, ...]:
    kinds = _read_sessions(text)
    return () if kinds in {("all",), ("全部",)} else kinds


SESSION = Kind("session", _read_session)
SESSIONS = Kind("sessions", _read_sessions, _join)
ABSENT_SESSIONS = Kind(
    "absent_sessions", _read_absence, lambda kinds: _join(kinds) or "all"
)
RISK = choice(A="A", B="B", C="C", D="D")
RISK_OR_ALL = choice(A="A", B="B", C="C", D="D", **{"*": "*"})
ANSWER = Kind(
    "choice",
    cells.read_bool,
    lambda answer: "yes" if answer else "no",
    {True: "是", False: "否"},
    (("choices", "yes(是)、no(否)"),),
)
