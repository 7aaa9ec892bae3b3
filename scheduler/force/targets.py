"""How many people of each resident team every district should have (S0 四(三))."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from scheduler.model import Scenario, largest_remainder

GROUPS = ("centre", "south", "other")
# People of a department in a district at least: fewer can act nowhere alone.
FLOOR = 2


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

    The groups by largest remainder, ties in the order centre, south, others; the
    districts of a group as `share_out` does.

    Parameters
    ----------
    weight : mapping of str to float, optional
        Work of each district, none where it is left out; districts of a group of
        which none is named are alike.
    """
    parts = group_parts(scenario)
    by_group = largest_remainder(
        {group: people * part for group, part in parts.items()}, people
    )
    found: dict[str, int] = {}
    for group, number in by_group.items():
        mine = [row.district for row in scenario.districts if row.group == group]
        known = weight or {}
        # One stands for "nothing is known"; beside real work it would be work.
        default = 0 if any(district in known for district in mine) else 1
        work = {district: Fraction(known.get(district, default)) for district in mine}
        found.update(share_out(work, number))
    return found


def share_out(weight: Mapping[str, Fraction], people: int) -> dict[str, int]:
    """Share people among places: two each, the others by weight.

    Where they do not last for all, as many places as can have two, of most weight
    first; one who is left over joins them. Nobody is alone unless there is only one.
    """
    order = sorted(weight, key=lambda place: -weight[place])
    served = set(order[: max(1, people // FLOOR)])
    base = FLOOR if people >= FLOOR else 0
    some = {place: each for place, each in weight.items() if place in served}
    extra = by_weight(some, people - base * len(some))
    return {place: base + extra[place] if place in extra else 0 for place in weight}


def by_weight(weight: Mapping[str, Fraction], people: int) -> dict[str, int]:
    """Share people out by weight alone, by largest remainder; alike without any."""
    total = sum(weight.values())
    if not total:
        weight, total = dict.fromkeys(weight, Fraction(1)), Fraction(len(weight))
    exact = {place: people * each / total for place, each in weight.items()}
    return largest_remainder(exact, people)
