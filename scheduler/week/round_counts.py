"""How many rounds a session, or a week, can have at the most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.week.prices import MOST_RIDERS, Counter
from scheduler.week.variants import Unit

Required = frozenset[Unit]


@dataclass(frozen=True)
class Could:
    """Rounds that could come: how many, what each takes of the week and is worth."""

    most: int
    weight: int
    worth: float


def could_add(rounds: Iterable[Could], week: int) -> float:
    """Return what rounds could add together, within the teams of a week."""
    total = 0.0
    for one in sorted(rounds, key=lambda r: -r.worth / r.weight):
        taken = min(one.most * one.weight, week)
        total += taken * one.worth / one.weight
        week -= taken
    return total


def most_rounds(counter: Counter) -> int:
    """Return a number of rounds that no session exceeds.

    Each takes a vehicle, or a town's own team.
    """
    alike, district = counter.alike, counter.district
    staffing, session = counter.week.staffing, counter.session
    teams = {u: len(staffing.free(session, u, district)) // 2 for u in alike.units}
    towns = sum(n for unit, n in teams.items() if unit[1])
    vehicles = len(counter.week.fleet.vehicles(counter.base, session.date))
    return min(_within(_required(counter), teams), vehicles + towns)


def most_of_week(counters: Sequence[Counter]) -> int:
    """Return the weight of rounds, in sessions, that no week exceeds."""
    limits: dict[Unit, dict[str, int]] = {}
    for counter in counters:
        for unit in counter.alike.units:
            free = counter.week.staffing.free(counter.session, unit, counter.district)
            known = limits.setdefault(unit, {})
            known.update({o.officer: o.max_sessions for o in free})
    teams = {unit: sum(known.values()) // 2 for unit, known in limits.items()}
    every = {required for counter in counters for required in _required(counter)}
    return _within(every, teams)


def most_with(counter: Counter, most: int, riders: int) -> int:
    """Return how many rounds of at least so many riders a session can have."""
    pack = next(iter(counter.packs[min(riders, MOST_RIDERS)]), ())
    if not pack:
        return most
    vehicles = counter.week.fleet.vehicles(counter.base, counter.session.date)
    return min(most, len(vehicles) // len(pack))


def _required(counter: Counter) -> set[Required]:
    """Return the sets of units that a visit may require."""
    units = counter.alike.units
    return {
        frozenset(unit for k, unit in enumerate(units) if group.required >> k & 1)
        for group in counter.alike.groups
    }


def _within(required: Collection[Required], teams: Mapping[Unit, int]) -> int:
    """Return how many rounds there are teams for.

    Units are picked so that every visit requires one of them; each round then takes
    two people of one of them.
    """
    left, total = set(required), 0
    while left:
        units = sorted({unit for one in left for unit in one})
        hits = {unit: sum(unit in one for one in left) for unit in units}
        best = max(units, key=lambda unit: hits[unit] / (teams[unit] + 1))
        total += teams[best]
        left = {one for one in left if best not in one}
    return total
