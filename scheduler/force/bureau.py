"""The bureau's officers, who are stationed in the towns (S0 四(七))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from scheduler.force.targets import FLOOR, by_weight, share_out
from scheduler.model import Officer, Scenario, Target
from scheduler.model.calendar import Date


def by_town(
    scenario: Scenario,
    staff: Sequence[Officer],
    visits: Mapping[str, float],
    date: Date,
) -> dict[str, Officer]:
    """Return the bureau's officers who have a district, each with his town.

    Who can stay in the town stays, certified people first, then who can stay in the
    district. Then people exchange their towns until each district, and after that each
    town, has two certified people, or there are no more to spare.
    """
    posted = sorted((o for o in staff if o.districts), key=lambda o: o.officer)
    able = {o.officer for o in posted if o.certified_on(date)}
    target = town_targets(scenario, len(posted), visits)
    place = _near(scenario, posted, able, target)
    district = {row.town: row.district for row in scenario.towns}
    for area in (district, {town: town for town in district}):
        while pair := _exchange(place, able, area, district):
            one, other = pair
            place[one], place[other] = place[other], place[one]
    there = [o for o in posted if o.officer in place]
    return {o.officer: _stationed(scenario, o, place[o.officer]) for o in there}


def _near(
    scenario: Scenario,
    posted: Sequence[Officer],
    able: Container[str],
    target: Mapping[str, int],
) -> dict[str, str]:
    """Return a town for each officer: his own, one of his district, or any."""
    room = dict(target)
    place: dict[str, str] = {}
    certified_first = sorted(posted, key=lambda o: o.officer not in able)
    # Last in the later rounds, those without would all meet in what is left over.
    for near, order in (
        (_same_town, certified_first),
        (_same_district, posted),
        (_anywhere, posted),
    ):
        for officer in order:
            if officer.officer in place:
                continue
            towns = (town for town in near(scenario, officer) if room.get(town))
            if town := next(towns, ""):
                room[town] -= 1
                place[officer.officer] = town
    return place


def _exchange(
    place: Mapping[str, str],
    able: Container[str],
    area: Mapping[str, str],
    district: Mapping[str, str],
) -> tuple[str, str] | None:
    """Return an uncertified officer of an area without a pair, and who replaces him.

    The other is certified and of an area with more than a pair, of the same district if
    there is one. Areas are districts or towns, by town.
    """
    people = Counter(area[town] for town in place.values())
    pairs = Counter(area[town] for name, town in place.items() if name in able)
    found = [
        (district[here] != district[there], one, other)
        for one, here in place.items()
        if one not in able and pairs[area[here]] < min(FLOOR, people[area[here]])
        for other, there in place.items()
        if other in able and pairs[area[there]] > FLOOR
    ]
    return min(found)[1:] if found else None


def district_targets(
    scenario: Scenario,
    department: str,
    posted: Sequence[Officer],
    visits: Mapping[str, float],
    date: Date,
) -> list[Target]:
    """Return what the bureau has in each district, beside what it should have."""
    wanted: Counter[str] = Counter()
    for town, people in town_targets(scenario, len(posted), visits).items():
        wanted[scenario.town[town].district] += people
    there = Counter(o.districts[0] for o in posted)
    able = Counter(o.districts[0] for o in posted if o.certified_on(date))
    return [
        Target(department, g, wanted[g], there[g], able[g], FLOOR)
        for g in (row.district for row in scenario.districts)
    ]


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
