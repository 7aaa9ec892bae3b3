"""What the year's plan is made of: needs of sites, strata, what cannot be met."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model import Window
from scheduler.year.weeks import WeekSet

# Who is counted together: a department, or a town's team (department, town).
Unit = tuple[str, str]
# Districts whose officers form one force: their ids, sorted.
Area = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """How often an item has to be checked at every site of a stratum.

    Attributes
    ----------
    count : int
        Checks in the year.
    spacing : int
        Weeks between two checks at most; weeks in which the item cannot be checked
        do not count.
    open : WeekSet
        Weeks in which it may be checked.
    first : int, optional
        The last week for the first check; None if any week of the year will do.
    early, late : int, optional
        The last week for the first and the first week for the last check so that the
        checks are spread over the year. Wished, not due: given up where they would
        cost a check or a visit (`fewest.evenly`).
    minutes : int
        On site, without entering.
    people : tuple of (Unit, int)
        The units that have to come, with their people.
    group, lead : str
        Merge group (empty: joins any) and lead of a consented item (empty: none).
    kinds, windows
        Kinds of session and hours of the day; no windows: any hour.
    """

    item: str
    count: int
    spacing: int
    open: WeekSet
    first: int | None
    minutes: int
    people: tuple[tuple[Unit, int], ...]
    group: str = ""
    lead: str = ""
    kinds: tuple[str, ...] = ("morning",)
    windows: tuple[Window, ...] = ()
    early: int | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What sites of a stratum have in common.

    Attributes
    ----------
    way : int
        Minutes from the base to their town.
    apart : int
        Weeks between two visits at least.
    caps : tuple of (str, int)
        Visits a year that a department may pay, for those that have to come; none
        where no cap binds.
    """

    area: Area
    way: int
    apart: int
    needs: tuple[Need, ...]
    caps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """Sites that are alike in all that the plan looks at; ids sorted."""

    kind: Kind
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """Checks of an item at each site of a stratum that no plan can place, and why.

    `reason` is ``cap``, ``gap``, ``season``, ``closed``, ``unfit``
    or ``untried``.
    """

    item: str
    checks: int
    reason: str
