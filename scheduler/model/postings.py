"""Who is posted where: the allocation of the force, with what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.force import Officer
from scheduler.model.result import Level


@dataclass(frozen=True, slots=True)
class Target:
    """People of a team or the bureau in a district: wanted, posted, certified of them.

    `floor` is how many certified ones there should be, whether they last or not.
    """

    department: str
    district: str
    target: int
    posted: int
    certified: int
    floor: int


@dataclass(frozen=True, slots=True)
class Move:
    """An officer whose districts or town change.

    Empty tuples are the own bureau; a town is empty where he has none.
    """

    officer: str
    department: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    town_before: str = ""
    town_after: str = ""


@dataclass(frozen=True, slots=True)
class LiaisonShortage:
    """A liaison department with fewer certified officers than its districts ask for.

    `missing` persons are wanted so that nobody serves two districts; `uncovered`
    districts have fewer than `least` even so.
    """

    department: str
    certified: int
    wanted: int
    missing: int
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The department whose legal reviewers head a district's review.

    `officers` are its reviewers posted there; empty: none yet.
    """

    district: str
    department: str
    officers: tuple[str, ...]


@dataclass(frozen=True)
class Allocation:
    """Postings of the whole force.

    Attributes
    ----------
    officers : tuple of Officer
        All officers, with their new districts or town.
    levels : tuple of Level
        ``floor`` certified people missing of as many as there are, ``split`` people
        off the targets, ``holders`` of qualifications missing, ``team_moves`` (people
        of the resident teams posted to another district than theirs): the least of
        each, in this order.
    sunk : dict
        Posted and all staff officers of each team.
    """

    officers: tuple[Officer, ...]
    targets: tuple[Target, ...]
    moves: tuple[Move, ...]
    liaison: tuple[LiaisonShortage, ...]
    reviewers: tuple[Reviewer, ...]
    levels: tuple[Level, ...]
    sunk: dict[str, tuple[int, int]]

    @property
    def town_moves(self) -> int:
        """How many officers change the town only, inside their districts."""
        return sum(one.before == one.after for one in self.moves)
