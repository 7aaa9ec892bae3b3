"""The bureau's officers, who are stationed in the towns (S0 四(七))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from scheduler.force.targets import FLOOR, by_weight, share_out
from scheduler.model import Officer, Scenario


def by_town(
    scenario: Scenario, staff: Sequence[Officer], visits: Mapping[str, float]
) -> dict[str, Officer]:
    """Return the bureau's officers who have a district, each with his town.

    Who can stay in the town stays, then who can stay in the district.
    """
    posted = sorted((o for o in staff if o.districts), key=lambda o: o.officer)
    room = town_targets(scenario, len(posted), visits)
    found: dict[str, Officer] = {}
    for near in (_same_town, _same_district, _anywhere):
        for officer in posted:
            if officer.officer in found:
                continue
            towns = (town for town in near(scenario, officer) if room.get(town))
            if town := next(towns, ""):
                room[town] -= 1
                found[officer.officer] = _stationed(scenario, officer, town)
    return found


def _same_town(scenario: Scenario, officer: Officer) -> list[str]:
    return [officer.town] if officer.town else []


def _same_district(scenario: Scenario, officer: Officer) -> list[str]:
    mine = officer.districts[0]
    return [row.town for row in scenario.towns if row.district == mine]


def _anywhere(scenario: Scenario, officer: Officer) -> list[str]:
    return [row.town for row in scenario.towns]


def _stationed(scenario: Scenario, officer: Officer, town: str) -> Officer:
    if officer.town == town:
        return officer
    return replace(officer, town=town, districts=(scenario.town[town].district,))


def town_targets(
    scenario: Scenario, people: int, visits: Mapping[str, float]
) -> dict[str, int]:
    """Return people by town: two each where they last, the others by visits.

    Where they do not last, two in each district if they last for that, the others by
    visits; in a district by those of its towns, whose officers go out together. By
    sites if no visits are known of any town.
    """
    known = visits or Counter(site.town for site in scenario.sites)
    weight = {t.town: Fraction(str(known.get(t.town, 0))) for t in scenario.towns}
    if people >= FLOOR * len(weight):
        return _two_each(weight, people)
    district: dict[str, Fraction] = {}
    for t in scenario.towns:
        district[t.district] = district.get(t.district, Fraction()) + weight[t.town]
    found: dict[str, int] = {}
    for name, number in share_out(district, people).items():
        towns = {t: w for t, w in weight.items() if scenario.town[t].district == name}
        found.update(_two_each(towns, number))
    return {town: found[town] for town in weight}


def _two_each(weight: Mapping[str, Fraction], people: int) -> dict[str, int]:
    """Share people among towns: two each if they last, the others by weight."""
    base = FLOOR if people >= FLOOR * len(weight) else 0
    extra = by_weight(weight, people - base * len(weight))
    return {town: base + extra[town] for town in weight}
