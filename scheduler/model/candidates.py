"""What intake hands to the week: candidate visits and the register so far."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.calendar import Date, Window
from scheduler.model.catalogue import Role
from scheduler.model.timetable import CheckRef, RegisterRow


@dataclass(frozen=True, slots=True)
class ActingRole:
    """A department's role at a check on a date, delegation applied."""

    department: str
    role: Role
    officers: int
    qualification: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayTerms:
    """On which terms a check may be carried on one date."""

    date: Date
    kinds: tuple[str, ...]
    roles: tuple[ActingRole, ...]
    barred: tuple[str, ...] = ()
    """Assist departments that may not enter (their cap is used up)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check that may be placed this week.

    `windows` are minutes in which the whole visit must lie (empty = no limit);
    `points` are integers (already scaled); `days` only dates that are allowed.
    """

    ref: CheckRef
    site: str
    minutes: int
    points: int
    must: bool
    windows: tuple[Window, ...]
    days: tuple[DayTerms, ...]
    consented_lead: str | None
    counts_to_cap: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate visit: the checks of one site that may ride together."""

    candidate: str
    site: str
    town: str
    district: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Demand:
    """The week's candidate visits and every register row decided before solving.

    `followers` are rows that share the fate of the check at (site, item): a plan
    row carried by an exempt request, a request with trigger ``none``. Each is
    (row id, (site, item)).
    """

    week: str
    candidates: tuple[Candidate, ...]
    register: tuple[RegisterRow, ...]
    followers: tuple[tuple[str, tuple[str, str]], ...] = ()
