"""How many people of each resident team every district should have (S0 四(三))."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from scheduler.model import District, Scenario, largest_remainder

GROUPS = ("centre", "south", "other")


def sunk_number(staff: int, share: float) -> int:
    """Return how many of a team are posted to districts: the share, rounded up."""
    return math.ceil(Fraction(str(share)) * staff)


def group_parts(scenario: Scenario) -> dict[str, Fraction]:
    """Return the parts of centre, south and the others, which sum to 1.

    With reading ``each`` every other district counts the third number for itself; a
    group without a district has no part.
    """
    present = {row.group for row in scenario.districts}
    ratio = {
        group: Fraction(number)
        for group, number in zip(GROUPS, scenario.settings.split.ratio, strict=True)
        if group in present
    }
    if scenario.settings.split.reading == "each" and "other" in ratio:
        ratio["other"] *= sum(row.group == "other" for row in scenario.districts)
    total = sum(ratio.values())
    return {group: part / total for group, part in ratio.items()}


def split(
    scenario: Scenario, people: int, weight: Mapping[str, float] | None = None
) -> dict[str, int]:
    """Share people out: first by group, then among the districts of each.

    Largest remainder both times, ties in the order centre, south, others and of the
    table.

    Parameters
    ----------
    weight : mapping of str to float, optional
        Work of each district; without it those of a group are alike.
    """
    parts = group_parts(scenario)
    by_group = largest_remainder(
        {group: people * part for group, part in parts.items()}, people
    )
    found: dict[str, int] = {}
    for group, number in by_group.items():
        mine = [row for row in scenario.districts if row.group == group]
        found.update(_among(mine, number, weight or {}))
    return found


def _among(
    districts: Sequence[District], people: int, weight: Mapping[str, float]
) -> dict[str, int]:
    weights = {row.district: Fraction(weight.get(row.district, 1)) for row in districts}
    total = sum(weights.values())
    if not total:
        weights, total = dict.fromkeys(weights, Fraction(1)), Fraction(len(weights))
    exact = {name: people * each / total for name, each in weights.items()}
    return largest_remainder(exact, people)
