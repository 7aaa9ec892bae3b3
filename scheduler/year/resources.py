"""What a week of an area has: rows that its visits share, and how much each holds.

Four kinds of row, each for a week:

* ``officers``: officer-sessions of a unit; nothing while fewer are there than must go
  together;
* ``holders``: officer-sessions of those of a unit who hold one of some qualifications,
  of which every visit that asks for one of them takes at least one person's;
* ``evening``: officer-sessions of those of a unit who may go out in the evening;
* ``vehicles``: vehicles times the times of the day at which a visit can lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.model import Scenario, SessionKind, Settings
from scheduler.model.calendar import Date
from scheduler.year.load import session_minutes
from scheduler.year.supply import FULL_WEEK, Hand, areas_of
from scheduler.year.terms import Area, Unit
from scheduler.year.weeks import YearWeeks

NIGHT_KIND = "evening"
Room = dict["Resource", list[float]]


@dataclass(frozen=True, slots=True, order=True)
class Resource:
    """A row of every week: its kind, whose it is, qualifications or times of day."""

    kind: str
    unit: Unit = ("", "")
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle of an area: its seats, and days of each week, less the reserve."""

    vehicle: str
    seats: int
    days: tuple[float, ...]


@dataclass(frozen=True)
class Means:
    """Officers and vehicles of an area.

    Attributes
    ----------
    together : int
        People of a department who must go together at least.
    full : tuple of float
        Days of each week, less the reserve.
    sizes : mapping of str to float
        How much of a session each time of the day holds.
    gone : tuple of Hand
        Officers taken away, whoever they are.
    """

    hands: tuple[Hand, ...]
    cars: tuple[Car, ...]
    together: int
    full: tuple[float, ...]
    sizes: Mapping[str, float]
    gone: tuple[Hand, ...] = ()

    def changed(self, hand: Hand, number: int) -> Means:
        """Return the same with so many officers more, or fewer if it is negative."""
        if number < 0:
            return replace(self, gone=(hand,) * -number)
        return replace(self, hands=(*self.hands, *(hand,) * number))


def means_of(
    scenario: Scenario,
    hands: Mapping[Area, Sequence[Hand]],
    weeks: YearWeeks,
    reserve: float,
) -> dict[Area, Means]:
    """Return officers and vehicles of every area."""
    settings = scenario.settings
    cars = _cars(scenario, weeks, reserve)
    return {
        area: Means(
            tuple(hands.get(area, ())),
            tuple(cars[area]),
            int(settings.number("two_per_authority", "people")),
            tuple((1 - reserve) * len(dates) for dates in weeks.dates),
            times_of_day(settings),
        )
        for area in sorted(set(areas_of(scenario).values()))
    }


def times_of_day(settings: Settings) -> dict[str, float]:
    """Return the kinds of session that cover no other, as parts of a session."""
    whole = session_minutes(settings)
    return {
        kind.kind: min(1.0, (kind.end - kind.start) / whole)
        for kind in settings.sessions
        if not kind.covers
    }


def slots(kinds: Iterable[str], sessions: Sequence[SessionKind]) -> tuple[str, ...]:
    """Return the times of the day that kinds of session take up, sorted."""
    covers = {kind.kind: kind.covers or (kind.kind,) for kind in sessions}
    return tuple(sorted({slot for kind in kinds for slot in covers[kind]}))


def _cars(
    scenario: Scenario, weeks: YearWeeks, reserve: float
) -> dict[Area, list[Car]]:
    """Return the vehicles at the bases of each area."""
    areas = areas_of(scenario)
    found: dict[Area, list[Car]] = {area: [] for area in areas.values()}
    bases = {(row.base, areas[row.district]) for row in scenario.districts}
    for row in sorted(scenario.vehicles, key=lambda row: row.vehicle):
        out = [
            (r.from_, r.until)
            for r in scenario.vehicle_outages
            if r.vehicle == row.vehicle
        ]
        days = tuple(
            (1 - reserve) * sum(not _within(date, out) for date in dates)
            for dates in weeks.dates
        )
        for base, area in sorted(bases):
            if base == row.base:
                found[area].append(Car(row.vehicle, row.seats, days))
    return found


def _within(date: Date, spans: Sequence[tuple[Date, Date]]) -> bool:
    return any(first <= date <= last for first, last in spans)


def room_of(means: Means, rows: Iterable[Resource]) -> Room:
    """Return how much each row holds, one number a week."""
    return {row: list(_room(means, row)) for row in rows}


def _room(means: Means, row: Resource) -> Iterator[float]:
    if row.kind == "vehicles":
        size = sum(means.sizes[slot] for slot in row.of)
        for k in range(len(means.full)):
            days = sum(car.days[k] for car in means.cars)
            yield days * size
        return
    mine = [hand for hand in means.hands if counts(hand, row)]
    gone = [hand for hand in means.gone if counts(hand, row)]
    least = 1 if row.kind == "holders" else means.together
    for k in range(len(means.full)):
        there = [hand.sessions[k] for hand in mine if hand.sessions[k]]
        away = [hand.sessions[k] for hand in gone if hand.sessions[k]]
        rest = sum(there) - sum(away)
        yield max(0.0, rest) if len(there) - len(away) >= least else 0.0


def counts(hand: Hand, row: Resource) -> bool:
    """Say whether an officer adds to a row."""
    return hand.unit == row.unit and (
        row.kind == "officers"
        or (row.kind == "evening" and hand.night)
        or (row.kind == "holders" and not hand.qualifications.isdisjoint(row.of))
    )


def may_bind(means: Means, row: Resource) -> bool:
    """Say whether a row of holders can hold less than its visits ask for.

    A visit takes at least twice as much of the unit as of the holders: where they are
    half of it, the unit's own row is the narrower one. One officer more or less, or
    any number of them fewer who hold nothing that is asked for, does not change that.
    """
    if row.kind != "holders":
        return True
    unit = [hand for hand in means.hands if hand.unit == row.unit]
    one = [max((hand.sessions[k] for hand in unit), default=0.0) for k in _all(means)]
    held = [sum(h.sessions[k] for h in unit if counts(h, row)) for k in _all(means)]
    every = [sum(h.sessions[k] for h in unit) for k in _all(means)]
    return any(
        means.full[k] and held[k] - one[k] < (every[k] + one[k]) / 2
        for k in _all(means)
    )


def _all(means: Means) -> range:
    return range(len(means.full))


def one_more(means: Means, unit: Unit, qualification: str = "") -> Hand:
    """Return one more officer of a unit: of its usual sessions, never away.

    He may go out in the evening if most of the unit may, and holds one qualification
    at most.
    """
    mine = [hand for hand in means.hands if hand.unit == unit]
    rates = [_rate(hand, means.full) for hand in mine or means.hands]
    rates = sorted(filter(None, rates))
    rate = rates[len(rates) // 2] if rates else 1 / FULL_WEEK
    return Hand(
        "+",
        unit,
        frozenset((qualification,)) if qualification else frozenset(),
        2 * sum(hand.night for hand in mine) >= len(mine),
        tuple(rate * days for days in means.full),
    )


def _rate(hand: Hand, full: Sequence[float]) -> float:
    """Return the sessions of an officer a day: those of his best week."""
    pairs = zip(hand.sessions, full, strict=True)
    return max((mine / days for mine, days in pairs if days), default=0.0)
