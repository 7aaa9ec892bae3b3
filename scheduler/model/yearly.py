"""A planned year: rows of the plan, loads, what cannot be met, what proves it."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.calendar import Week
from scheduler.model.demand import DrawFrameRow, PlanRow, SiteDraw
from scheduler.model.result import Level


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one week asks of a department in an area, in officer-sessions.

    Attributes
    ----------
    area : tuple of str
        Districts whose officers form one force.
    town : str
        The town of a town's team, else empty.
    load, supply : float
        What the plan takes, and what there is, less the reserve for complaints.
    limit : float
        What the week may take at most so that the year is level.
    """

    area: tuple[str, ...]
    department: str
    town: str
    week: Week
    load: float
    supply: float
    limit: float


@dataclass(frozen=True, slots=True)
class YearVisit:
    """One visit of a site in a week of the year, and the items it carries."""

    site: str
    week: Week
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnmetCheck:
    """Checks of an item at a site that no plan can place.

    `reason` is ``cap``, ``gap``, ``season``, ``closed``, ``unfit`` (no single visit
    can carry it) or ``untried`` (not all ways were tried); of the rest of a year
    ``time`` instead of ``season``.
    """

    site: str
    item: str
    checks: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestOfYear:
    """What the weeks from `since` on can no longer meet, if a week goes as published.

    `unmet` are all such checks of the year; `new` the rows with more of them than
    before that week, and only so many checks as there are more.
    """

    since: Week
    unmet: tuple[UnmetCheck, ...]
    new: tuple[UnmetCheck, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What planning the rest of a year changed, from a week on.

    `moved` rows have another week, `new` ones were not filed, `dropped` ones are not
    needed any more.
    """

    since: Week
    moved: int
    new: int
    dropped: int


@dataclass(frozen=True)
class PlannedYear:
    """What planning a year hands to the report.

    Attributes
    ----------
    levels : tuple of Level
        ``unmet`` checks, ``visits``, officer-sessions ``above`` the limits:
        the least of each, in this order.
    weeks : tuple of Week
        The weeks of the year.
    days : tuple of int
        Working days of each of them that lie in the year.
    entries, baseline : int
        Visits to enterprises and places (not areas), and how many they would be if
        every department came alone, its own checks merged.
    reserve : float
        Share of officer-sessions kept for complaints.
    strata : int
        How many kinds of sites were told apart.
    uneven : int
        Sites whose checks are not spread over the year, so that weeks are level or
        more of them can be met.
    changes : Changes, optional
        What became of the filed plan, if only the rest of the year was planned.
    """

    year: int
    beacon: str
    plan: tuple[PlanRow, ...]
    draws: tuple[SiteDraw, ...]
    draw_frame: tuple[DrawFrameRow, ...]
    visits: tuple[YearVisit, ...]
    loads: tuple[LoadRow, ...]
    unmet: tuple[UnmetCheck, ...]
    levels: tuple[Level, ...]
    weeks: tuple[Week, ...]
    days: tuple[int, ...]
    entries: int
    baseline: int
    reserve: float
    strata: int
    uneven: int = 0
    changes: Changes | None = None
