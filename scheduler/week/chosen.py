"""What choosing the week's rounds ended in."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model import Level, Status
from scheduler.week.draw import Drawn
from scheduler.week.wishes import Finding


@dataclass(frozen=True)
class Chosen:
    """The week's rounds with names; `drawn` is None where no week was found.

    `clash` names the demands that exclude each other: in an infeasible week proved
    to, else among the rounds known. If not `minimal`, the clash is among them.
    `findings` say what arithmetic proved.
    """

    status: Status
    levels: tuple[Level, ...] = ()
    drawn: Drawn | None = None
    clash: tuple[str, ...] = ()
    minimal: bool = True
    findings: tuple[Finding, ...] = ()


def proof(failed: Chosen | None) -> Chosen | None:
    """Return why there is no week, if that is proved."""
    proved = failed is not None and failed.status is Status.INFEASIBLE
    return failed if proved else None
