"""From runs and traces to what is compared: gaps, seconds to a gap, medians."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.instances import SIZES
from benchmarks.methods import METHODS
from benchmarks.rows import Key, Row, key_of, number
from scheduler.model.result import gap

# Seconds to a verified week within so much of the best bound known.
# Bounds of floating-point solvers are compared with so much play.
ROUNDING = 0.5
LEVELS = (0.02, 0.01, 0.005)
SUMMARY_COLUMNS = (
    "size", "method", "limit", "runs", "weeks", "verified", "value", "gap", "gap_min",
    "gap_max", "own_gap", "visits", "seconds", "first_seconds", "first_weeks",
    *(f"{name}_{level * 100:g}" for level in LEVELS for name in ("to", "reached")),
    "memory_mb", "columns", "rows",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A run with what other runs of its instance proved.

    Attributes
    ----------
    best_bound : float
        The least upper bound that any method proved for the instance, or the plain
        one: every candidate visited at its best.
    trace : sequence of (float, float)
        Seconds and value of better and better weeks, never above the published value.
    """

    row: Row
    best_bound: float
    trace: Sequence[tuple[float, float]]

    @property
    def size(self) -> str:
        """The class of its instance."""
        return self.row["size"]

    @property
    def method(self) -> str:
        """The method."""
        return self.row["method"]

    @property
    def verified(self) -> bool:
        """Whether it ended in a verified week."""
        return self.row["verified"] == "1"

    @property
    def value(self) -> float | None:
        """Scaled points of the verified week, None without one."""
        return number(self.row, "value") if self.verified else None

    @property
    def gap(self) -> float | None:
        """Distance of the verified week to the best bound known."""
        return gap(self.value, self.best_bound)

    @property
    def own_gap(self) -> float | None:
        """Distance to the bound that the method proved itself."""
        return gap(self.value, number(self.row, "bound"))

    def seconds_to(self, level: float) -> float | None:
        """Return the seconds to a week within `level` of the best bound known."""
        for seconds, value in self.trace:
            reached = gap(value, self.best_bound)
            if self.verified and reached is not None and reached <= level:
                return seconds
        return None


def runs_of(runs: Iterable[Row], trace: Iterable[Row]) -> list[Run]:
    """Join runs with their traces and the bounds of their instances."""
    rows = list(runs)
    bounds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        for name in ("bound", "ceiling"):
            value = number(row, name)
            if value is not None:
                bounds[row["size"], row["seed"]].append(value)
    points: dict[Key, list[tuple[float, float]]] = defaultdict(list)
    for row in trace:
        seconds, value = number(row, "seconds"), number(row, "value")
        if seconds is not None and value is not None:
            points[key_of(row)].append((seconds, value))
    return [
        Run(row, min(known), _trace(row, points[key_of(row)]))
        for row in rows
        if (known := bounds[row["size"], row["seed"]])
    ]


def _trace(
    row: Row, points: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return a trace that ends in the published value and never promises more."""
    value, seconds = number(row, "value"), number(row, "seconds")
    if value is None or seconds is None:
        return []
    before = [(s, min(v, value)) for s, v in points if s <= seconds]
    return sorted([*before, (seconds, value)])


def contradictions(runs: Sequence[Run]) -> list[Run]:
    """Return verified weeks of more value than somebody's bound: one of them errs."""
    return [
        run
        for run in runs
        if run.value is not None and run.value > run.best_bound + ROUNDING
    ]


def summarise(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return one row a size and method: medians over the seeds."""
    groups: dict[tuple[str, str, str], list[Run]] = defaultdict(list)
    for run in runs:
        groups[run.size, run.method, run.row["limit"]].append(run)
    order = {name: k for k, name in enumerate((*SIZES, *METHODS))}

    def place(key: tuple[str, str, str]) -> tuple[int, int, str]:
        return order.get(key[0], 99), order.get(key[1], 99), key[2]

    return [_summary(key, groups[key]) for key in sorted(groups, key=place)]


def _summary(key: tuple[str, str, str], runs: Sequence[Run]) -> dict[str, Any]:
    gaps = known(run.gap for run in runs)
    firsts = known(number(run.row, "first_seconds") for run in runs)
    row: dict[str, Any] = {
        "size": key[0],
        "method": key[1],
        "limit": key[2],
        "runs": len(runs),
        "weeks": sum(run.row["verified"] != "" for run in runs),
        "verified": sum(run.verified for run in runs),
        "value": middle(known(run.value for run in runs)),
        "gap": middle(gaps),
        "gap_min": min(gaps, default=None),
        "gap_max": max(gaps, default=None),
        "own_gap": middle(known(run.own_gap for run in runs)),
        "first_seconds": middle(firsts),
        "first_weeks": len(firsts),
    }
    for level in LEVELS:
        reached = known(run.seconds_to(level) for run in runs)
        row[f"to_{level * 100:g}"] = middle(reached)
        row[f"reached_{level * 100:g}"] = len(reached)
    for name in ("visits", "seconds", "memory_mb", "columns", "rows"):
        row[name] = middle(known(number(run.row, name) for run in runs))
    return row


def known(values: Iterable[float | None]) -> list[float]:
    """Return the numbers that are there."""
    return [value for value in values if value is not None]


def middle(values: Sequence[float]) -> float | None:
    """Return the median; None of nothing."""
    return median(values) if values else None
