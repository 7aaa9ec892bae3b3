"""What must be checked: sites, plan rows, requests, history, pins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.model.calendar import Date
from scheduler.model.catalogue import Risk

SiteKind = Literal["enterprise", "place", "area"]
Trigger = Literal[
    "none",
    "complaint",
    "assigned",
    "clue",
    "enterprise",
    "recheck",
    "licence",
    "emergency",
]
EXEMPT_TRIGGERS: frozenset[str] = frozenset(
    ("complaint", "assigned", "clue", "enterprise", "recheck", "licence", "emergency")
)
PinKind = Literal["visit_at", "visit_off", "officer_on", "officer_off", "keep"]


@dataclass(frozen=True, slots=True)
class Site:
    """A site (检查对象) in a town. No `open_from` = no limit."""

    site: str
    name: str
    credit_code: str
    kind: SiteKind
    town: str
    sector: str
    risk: Risk
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    contact: str = ""
    open_from: int | None = None
    open_until: int | None = None
    cap_exempt: bool = False


@dataclass(frozen=True, slots=True)
class SiteItem:
    """An item applies to a site."""

    site: str
    item: str


@dataclass(frozen=True, slots=True)
class Closure:
    """A site (or ``*`` = all) takes no plan checks from one date to another."""

    site: str
    from_: Date
    until: Date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """Plan visits a year a department may pay one site of a risk (or ``*``)."""

    department: str
    risk: str
    per_year: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One required check of the filed plan (检查计划)."""

    plan_id: str
    site: str
    item: str
    earliest: Date
    due: Date
    latest: Date
    draw: str | None = None
    approval: str | None = None
    special_approval: str | None = None
    counts_to_cap: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a check from outside the plan, received on a date.

    `site` and `item` are kept as written even if unknown: the register says so.
    """

    request: str
    department: str
    site: str
    item: str
    received: Date
    earliest: Date
    latest: Date
    trigger: Trigger
    approval: str | None = None
    note: str = ""

    @property
    def exempt(self) -> bool:
        """Whether it may stand outside the plan (every trigger but ``none``)."""
        return self.trigger in EXEMPT_TRIGGERS


@dataclass(frozen=True, slots=True)
class SiteDraw:
    """A draw of sites; `beacon` may refer to another platform's draw."""

    draw: str
    item: str
    risk: str
    town: str
    n: int
    commit: str
    beacon: str


@dataclass(frozen=True, slots=True)
class DrawFrameRow:
    """One site in the frame of a draw."""

    draw: str
    site: str
    key: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One past check by one present department.

    An empty `trigger` is a plan check; otherwise `plan_id` holds the request.
    """

    date: Date
    session: str
    site: str
    item: str
    department: str
    plan_id: str
    trigger: str
    officers: tuple[str, ...]
    result: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A listed exception of the planner, with reason and approver."""

    week: str
    kind: PinKind
    site: str | None
    officer: str | None
    value: str
    reason: str
    approver: str
