"""How a solve ended: status, levels with value, bound and gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How solving ended; NO_SOLUTION means that a limit came first."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"
    INFEASIBLE = "INFEASIBLE"
    NO_SOLUTION = "NO_SOLUTION"


def gap(value: float | None, bound: float | None) -> float | None:
    """Return (bound - value) / bound; 0 if both are 0; None where undefined."""
    if value is None or bound is None:
        return None
    if value == 0 and bound == 0:
        return 0.0
    if bound <= 0:
        return None
    return (bound - value) / bound


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: of the most, or of the least there is."""

    name: str
    value: float | None
    bound: float | None
    least: bool = False

    @property
    def gap(self) -> float | None:
        """The relative distance to the bound."""
        if self.least:
            return gap(self.bound, self.value)
        return gap(self.value, self.bound)


@dataclass(frozen=True)
class Result:
    """What ``result.json`` holds, apart from digests and versions.

    `message` says why there is no week, `notes` what is short in it by estimate, both
    in the language asked for; the notes stand in ``result.json`` as numbers.
    """

    status: Status
    levels: tuple[Level, ...] = ()
    counts: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    beacon: str = "demo"
    draw_seed: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    notes: tuple[str, ...] = ()
