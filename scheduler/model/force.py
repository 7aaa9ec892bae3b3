"""Departments, officers, their absences, and vehicles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.model.calendar import Date

DepartmentKind = Literal["bureau", "resident", "liaison", "town"]
OfficerStatus = Literal["staff", "auxiliary"]


@dataclass(frozen=True, slots=True)
class Department:
    """A department (部门); `vertical` ones are invited, not ordered."""

    department: str
    name: str
    kind: DepartmentKind
    vertical: bool = False
    field_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Officer:
    """An enforcement officer (执法人员); no districts = not sunk, not used."""

    officer: str
    name: str
    department: str
    districts: tuple[str, ...] = ()
    town: str | None = None
    status: OfficerStatus = "staff"
    certificate: str | None = None
    valid_from: Date | None = None
    valid_until: Date | None = None
    qualifications: tuple[str, ...] = ()
    max_sessions: int = 0
    night: bool = False
    legal_reviewer: bool = False
    phone: str | None = None

    def certified_on(self, date: Date) -> bool:
        """Say whether the enforcement certificate (执法证) is valid on a date."""
        return (
            bool(self.certificate)
            and self.valid_from is not None
            and self.valid_until is not None
            and self.valid_from <= date <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away; an empty `sessions` means all kinds of session.

    An absence in `day` or in a kind that `day` covers bars the `day` session;
    an absence in `day` bars the covered kinds too.
    """

    officer: str
    from_: Date
    until: Date
    sessions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A department's answer for one session in one district."""

    department: str
    district: str
    date: Date
    session: str
    answer: bool


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle at a base town; `seats` without the driver."""

    vehicle: str
    base: str
    seats: int


@dataclass(frozen=True, slots=True)
class VehicleOutage:
    """A vehicle cannot be used from one date to another, both inclusive."""

    vehicle: str
    from_: Date
    until: Date


@dataclass(frozen=True, slots=True)
class Recusal:
    """回避: this officer never enters this site."""

    officer: str
    site: str
    reason: str = ""
