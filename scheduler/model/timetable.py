"""The published week: visits, rounds, assignments, draw, register."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scheduler.model.calendar import Date

RowKind = Literal["plan", "request"]
Outcome = Literal[
    "planned", "merged", "deferred", "remote", "returned", "removed", "done"
]
DrawOutcome = Literal["drawn", "passed", "excluded", "moved", "pinned", "solved"]


@dataclass(frozen=True, slots=True, order=True)
class CheckRef:
    """A check as written in the timetable.

    ``item@plan_id`` for a plan row, ``item@!trigger:request`` for a request.
    """

    item: str
    row_kind: RowKind
    row_id: str
    trigger: str = ""

    def __str__(self) -> str:
        if self.row_kind == "plan":
            return f"{self.item}@{self.row_id}"
        return f"{self.item}@!{self.trigger}:{self.row_id}"

    @classmethod
    def parse(cls, text: str) -> CheckRef:
        """Read a check as written in ``timetable.csv``.

        Raises
        ------
        ValueError
            If the text has neither of the two forms.
        """
        item, at, rest = text.partition("@")
        if not at or not item or not rest:
            raise ValueError(f"{text!r} is not item@plan_id or item@!trigger:request")
        if not rest.startswith("!"):
            return cls(item, "plan", rest)
        trigger, colon, request = rest[1:].partition(":")
        if not colon or not trigger or not request:
            raise ValueError(f"{text!r} is not item@!trigger:request")
        return cls(item, "request", request, trigger)


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry to one site in one round (一次现场检查)."""

    visit: str
    round: str
    order: int
    date: Date
    session: str
    start: int
    end: int
    district: str
    town: str
    site: str
    site_name: str
    checks: tuple[CheckRef, ...]
    lead: str
    departments: tuple[str, ...]
    officers: tuple[str, ...]
    full: bool
    cap_use: str


@dataclass(frozen=True, slots=True)
class Round:
    """One joint team, one session, one trip (检查行动)."""

    round: str
    date: Date
    session: str
    district: str
    base: str
    depart: int
    return_: int
    towns: tuple[str, ...]
    officers: tuple[str, ...]
    vehicles: tuple[str, ...]
    lead: str
    travel_minutes: int
    on_site_minutes: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """One officer in one round."""

    officer: str
    round: str
    date: Date
    session: str
    department: str
    qualification_used: tuple[str, ...]
    help: bool


@dataclass(frozen=True, slots=True)
class DrawStep:
    """One line of ``draw.csv``."""

    step: int
    pool: str
    round: str
    seat: int
    officer: str
    key: str
    outcome: DrawOutcome
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What became of one plan row or request."""

    row_kind: RowKind
    row_id: str
    site: str
    item: str
    department: str
    outcome: Outcome
    visit: str
    reason: str
    clause: str


@dataclass(frozen=True)
class Timetable:
    """A whole week as published."""

    week: str
    visits: tuple[Visit, ...] = ()
    rounds: tuple[Round, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    draw: tuple[DrawStep, ...] = ()
    register: tuple[RegisterRow, ...] = ()
    commit: bytes = field(default=b"", repr=False)
