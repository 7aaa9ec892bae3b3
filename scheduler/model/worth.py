"""What one more officer, vehicle or evening would be worth in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WorthKind = Literal["officer", "vehicle", "evening"]


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more of something adds to the checks that can be carried out.

    Attributes
    ----------
    kind : str
        ``officer`` (certified, of a department), ``vehicle``, or ``evening``: one more
        evening a week.
    area : tuple of str
        Districts whose officers form one force.
    department, town, qualification : str
        Of an officer; else empty. `town` is that of a town's team, `qualification`
        empty for an officer who holds none that is asked for.
    estimate : float
        Checks a year by the duals, no more than are not carried out: one more adds so
        many at most.
    weeks : int
        Weeks in which one more counts by the duals.
    more : float
        Checks a year that one more adds, solved again.
    fewer : float, optional
        Checks a year that one fewer loses, solved again; None if there is none.
    spare : int, optional
        How many can be missing before the first check is lost. None of vehicles,
        evenings and holders of a qualification, and of a unit that carries out nothing
        of what the plan asks of it.
    """

    kind: WorthKind
    area: tuple[str, ...]
    department: str
    town: str
    qualification: str
    estimate: float
    weeks: int
    more: float
    fewer: float | None
    spare: int | None = None

    @property
    def idle(self) -> bool:
        """Whether this is of a unit that carries out nothing of what is asked of it."""
        plain = self.kind == "officer" and not self.qualification
        return plain and self.spare is None


@dataclass(frozen=True, slots=True)
class ShareWorth:
    """What postings carry out of a year's plan.

    Attributes
    ----------
    share : float, optional
        Part of each resident team posted to districts; None: today's postings.
    posted : int
        Officers of the resident teams with a district.
    carried : float
        Checks that can be carried out, at most.
    peak : float
        The highest load over supply of the plan, of a department in a week.
    who : (tuple of str, str, str)
        Area, department and town of the peak.
    over : int
        Weeks of a department, or of a town's team, in which the plan asks for more
        than there is.
    """

    share: float | None
    posted: int
    carried: float
    peak: float
    who: tuple[tuple[str, ...], str, str]
    over: int


@dataclass(frozen=True)
class Worths:
    """What a year's plan asks, how much can be carried out, and what more would add.

    Attributes
    ----------
    checks : int
        Checks of the plan.
    carried : float
        Of them, those for which there are officers and vehicles, at most.
    whole : int
        Checks of a plan of whole visits that fits: no fewer can be carried out, as far
        as spacing lets them.
    reserve : float
        Share of officer-sessions and vehicles kept for complaints.
    """

    year: int
    reserve: float
    checks: int
    carried: float
    whole: int
    rows: tuple[Worth, ...]
    shares: tuple[ShareWorth, ...] = ()
