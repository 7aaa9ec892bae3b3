"""Inspection items, who takes part in them, how often, and who may penalise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.model.calendar import Date, Season, Window

ItemList = Literal["basic", "consented", "outside"]
Role = Literal["lead", "case", "assist"]
Authority = Literal["town", "department", "disputed"]
Risk = Literal["A", "B", "C", "D"]
RISKS: tuple[Risk, ...] = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Item:
    """An inspection item (检查事项). Empty `windows` or `seasons` = no limit."""

    item: str
    name: str
    basis: str
    content: str
    list_: ItemList
    consent_no: str | None
    consent_until: Date | None
    minutes: int
    sessions: tuple[str, ...]
    windows: tuple[Window, ...] = ()
    seasons: tuple[Season, ...] = ()
    merge_group: str = ""
    target: Literal["site", "area"] = "site"
    remote_ok: bool = False
    special_plan: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class ItemDepartment:
    """A department's part in an item: role, people at least, qualifications."""

    item: str
    department: str
    role: Role
    officers: int = 2
    qualification: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an item is due at a site of a risk class."""

    item: str
    risk: Risk
    per_year: float
    tolerance_days: int
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who may penalise (item, town) from a date; `town` may be ``*``."""

    item: str
    town: str
    authority: Authority
    from_: Date
