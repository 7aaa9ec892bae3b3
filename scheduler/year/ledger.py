"""Loads of an area's units by week, what they may be at most, and what is above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.year.terms import Unit

# The peak of a unit's load over its supply may be so many times the mean.
PEAK = 1.1
# How much evenness below the limits counts against a session above them.
EVENING = 0.01
# How much the load of the weeks around counts: where weeks are equally full, visits
# keep away from each other.
SPREAD = 0.001
AROUND = 6
# Loads are sums of many shares of a session.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Limits:
    """How much of each unit a week may take: supply times the allowed share.

    Attributes
    ----------
    most : dict
        Officer-sessions by unit, one number a week: 1.1 times the mean share of the
        year, or the mean and one visit, whichever is more; 0 where nobody is there.
    """

    most: Mapping[Unit, Sequence[float]]


def limits_of(
    total: Mapping[Unit, float],
    largest: Mapping[Unit, float],
    supply: Mapping[Unit, Sequence[float]],
    open_days: Sequence[int],
) -> Limits:
    """Return the limits of an area.

    Parameters
    ----------
    total, largest : dict
        Officer-sessions of the year, and of one visit at most, by unit.
    supply : dict
        Officer-sessions by unit and week.
    open_days : sequence of int
        Working days of each week: the measure of a unit that nobody belongs to.
    """
    most: dict[Unit, Sequence[float]] = {}
    for unit, load in sorted(total.items()):
        there = supply.get(unit) or [0.0] * len(open_days)
        measure = there if sum(there) else [float(days) for days in open_days]
        share = load / sum(measure)
        most[unit] = [
            max(PEAK * share * week, share * week + largest[unit]) if week else 0.0
            for week in measure
        ]
    return Limits(most)


@dataclass
class Ledger:
    """The loads of an area while visits are moved.

    Attributes
    ----------
    load : dict
        Officer-sessions by unit, one number a week.
    """

    limits: Limits
    weeks: int
    load: dict[Unit, list[float]] = field(default_factory=dict)
    _around: dict[Unit, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.limits.most:
            self.load.setdefault(unit, [0.0] * self.weeks)
            self._around.setdefault(unit, [0.0] * self.weeks)

    def add(
        self, taken: Iterable[tuple[Unit, float]], week: int, times: int = 1
    ) -> None:
        """Add a visit to a week, or take it away (`times` -1)."""
        for unit, sessions in taken:
            self.load[unit][week] += times * sessions
            around = self._around[unit]
            for k in range(max(0, week - AROUND), min(self.weeks, week + AROUND + 1)):
                near = 1 - abs(k - week) / (AROUND + 1)
                around[k] += times * sessions * near

    def price(self, taken: Iterable[tuple[Unit, float]], week: int) -> float:
        """Return what one more visit in a week adds to what is above the limits.

        Below them its share of the limit counts a little, so that loads even out.
        """
        cost = 0.0
        for unit, sessions in taken:
            load, most = self.load[unit][week], self.limits.most[unit][week]
            above = max(0.0, load + sessions - most) - max(0.0, load - most)
            filled = EVENING * (load + sessions / 2)
            filled += SPREAD * self._around[unit][week]
            cost += above + sessions * filled / max(most, sessions)
        return cost

    def above(self) -> float:
        """Return officer-sessions above the limits, of all units and weeks."""
        return sum(
            max(0.0, load - most)
            for unit, row in self.load.items()
            for load, most in zip(row, self.limits.most[unit], strict=True)
            if load - most > ROUNDING
        )

    def crowded(self) -> frozenset[Unit]:
        """Return the units with a week above its limit."""
        return frozenset(
            unit
            for unit, row in self.load.items()
            if any(
                load > most + ROUNDING
                for load, most in zip(row, self.limits.most[unit], strict=True)
            )
        )
