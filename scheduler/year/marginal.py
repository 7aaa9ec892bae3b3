"""What one more officer, vehicle or evening adds to what a year can carry out.

The estimate comes from the duals: the value of the program is concave in the room, so
a change of the room adds at most its sum of duals times change, and never more than the
plan asks for beyond what is carried out. What it adds indeed is
found by changing officers or vehicles and solving again; where the estimate is nothing
that is not needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scheduler.model import Scenario, Settings, Worth, Worths
from scheduler.year.capacity import CapacityProgram, Prices
from scheduler.year.ledger import ROUNDING
from scheduler.year.offers import Alike, alike, rows_of
from scheduler.year.resources import (
    NIGHT_KIND,
    Car,
    Means,
    Resource,
    Room,
    may_bind,
    means_of,
    one_more,
    room_of,
)
from scheduler.year.supply import Hand, hands_of
from scheduler.year.terms import Area, Unit
from scheduler.year.wanted import Wanted, YearAsked

# Less than this part of a check is the solver's rounding.
LEAST = 1e-4


class AreaWorth:
    """The program of one area with the means it has, solved once.

    Parameters
    ----------
    visits : mapping of Wanted to int
        What the plan asks for in the area.
    """

    def __init__(
        self, visits: Mapping[Wanted, int], means: Means, settings: Settings
    ) -> None:
        self.visits, self.means, self.settings = visits, means, settings
        self.asked = sorted({a for v in visits for want in v.wants for a in want.asks})
        rows = rows_of(visits, settings)
        self.rows = tuple(row for row in rows if may_bind(means, row))
        self.left_out = tuple(row for row in rows if row not in self.rows)
        kinds = alike(visits, self.rows, means, settings)
        self.load = _loads(kinds)
        self.room = room_of(means, self.rows)
        self.program = CapacityProgram(kinds, self.room)
        self.carried = self.program.carried(self.room)
        asked = sum(len(visit.wants) * number for visit, number in visits.items())
        # Nothing can add more than this.
        self.open = asked - self.carried
        self.prices: Prices = self.program.prices()
        self.used = self.program.used()
        self.whole = self.program.whole_checks(self.room)
        self._known: dict[tuple[tuple[float, ...], ...], float] = {}

    def carried_by(self, means: Means) -> float:
        """Return the checks carried out by other officers."""
        if any(may_bind(means, row) for row in self.left_out):
            return AreaWorth(self.visits, means, self.settings).carried
        return self._value(room_of(means, self.rows))

    def estimate(self, room: Room) -> tuple[float, int]:
        """Return what another room adds at most, and in how many weeks."""
        total, weeks = 0.0, set()
        for row, prices in self.prices.items():
            for k, price in enumerate(prices):
                change = room[row][k] - self.room[row][k]
                if price and change:
                    total += price * change
                    weeks.add(k)
        most = _plain(min(total, self.open))
        return most, len(weeks) if most else 0

    def gain(self, room: Room) -> float:
        """Return what another room adds, solved again if the duals say it can."""
        if not self.estimate(room)[0]:
            return 0.0
        return _plain(self._value(room) - self.carried)

    def loss(self, room: Room) -> float:
        """Return what another room loses, solved again unless all still fits in it."""
        if all(
            there >= taken - ROUNDING
            for row, used in self.used.items()
            for there, taken in zip(room[row], used, strict=True)
        ):
            return 0.0
        return _plain(self.carried - self._value(room))

    def changed(self, hand: Hand, number: int) -> Room:
        """Return the room with so many officers more or fewer."""
        return room_of(self.means.changed(hand, number), self.rows)

    def carries(self, unit: Unit) -> bool:
        """Say whether a unit does anything of what the plan asks of it."""
        return sum(self.used.get(Resource("officers", unit), ())) > ROUNDING

    def spare(self, hand: Hand, there: int) -> int:
        """Return how many officers can go without a check lost, of so many.

        No more than the plan leaves of their sessions in the weeks it can ask for them:
        what is not carried out for want of others leaves nobody spare. Sessions not
        used in these weeks give the first number to try; beyond it seldom more can go,
        and a few fewer where they are not the right weeks.
        """
        row = Resource("officers", hand.unit)
        weeks = [k for key, k in self.program.keys if key == row]
        one = sum(hand.sessions[k] for k in weeks) or 1.0
        room = sum(self.room[row][k] for k in weeks)
        left = int(max(0.0, room - self.load[row] + ROUNDING) / one)
        guess = int((room - sum(self.used[row])) / one)
        low, high = 0, min(there, left) + 1
        tries = [guess + 1, guess]
        while high - low > 1:
            number = tries.pop() if tries else max(low + 1, (low + 3 * high) // 4)
            if not low < number < high:
                continue
            if self.loss(self.changed(hand, -number)):
                high = number
            else:
                low = number
        return low

    def _value(self, room: Room) -> float:
        """Return the checks carried out in a room; each is solved for once."""
        key = tuple(map(tuple, room.values()))
        if key not in self._known:
            self._known[key] = self.program.carried(room)
        return self._known[key]


def _loads(kinds: Mapping[Alike, int]) -> dict[Resource, float]:
    """Return what all checks of the plan together take of each row in the year."""
    found: dict[Resource, float] = defaultdict(float)
    for kind, number in kinds.items():
        whole = max(kind.offers, key=lambda offer: offer.checks)
        for row, taken in whole.takes:
            found[row] += taken * number
    return found


def _plain(checks: float) -> float:
    """Return a number of checks without what rounding adds to none."""
    return checks if checks > LEAST else 0.0


class YearWorth:
    """The programs of all areas with the officers of a scenario.

    Parameters
    ----------
    asked : YearAsked
        What the plan of the year asks for.
    reserve : float
        The share of officer-sessions and vehicles kept for complaints.
    """

    def __init__(self, asked: YearAsked, scenario: Scenario, reserve: float) -> None:
        self.asked, self.reserve = asked, reserve
        means = self._means(scenario)
        self.areas = {
            area: AreaWorth(visits, means[area], scenario.settings)
            for area, visits in asked.visits.items()
        }

    def _means(self, scenario: Scenario) -> dict[Area, Means]:
        hands = hands_of(scenario, self.asked.weeks, self.reserve)
        return means_of(scenario, hands, self.asked.weeks, self.reserve)

    @property
    def carried(self) -> float:
        """Checks that can be carried out, at most."""
        return sum(one.carried for one in self.areas.values())

    def carried_by(self, scenario: Scenario) -> float:
        """Return the checks carried out with other postings of the same officers."""
        means = self._means(scenario)
        return sum(one.carried_by(means[area]) for area, one in self.areas.items())

    def worths(self) -> Worths:
        """Return what one more of everything is worth."""
        rows = [row for area, one in self.areas.items() for row in _worths(area, one)]
        year, checks = self.asked.weeks.year, self.asked.checks
        whole = sum(one.whole for one in self.areas.values())
        return Worths(year, self.reserve, checks, self.carried, whole, tuple(rows))


def _worths(area: Area, one: AreaWorth) -> Iterator[Worth]:
    for row in one.rows:
        if row.kind == "officers":
            asked = [q for unit, q in one.asked if unit == row.unit]
            for qualification in ("", *asked):
                yield _officer(area, one, row.unit, qualification)
    if any(row.kind == "vehicles" for row in one.rows):
        yield _vehicle(area, one)
    if any(row.kind == "evening" for row in one.rows):
        yield _evening(area, one)


def _officer(area: Area, one: AreaWorth, unit: Unit, qualification: str) -> Worth:
    hand = one_more(one.means, unit, qualification)
    there = sum(
        other.unit == unit and hand.qualifications <= other.qualifications
        for other in one.means.hands
    )
    more = one.changed(hand, 1)
    fewer = one.loss(one.changed(hand, -1)) if there else None
    spare = None
    # Where nothing is carried out nobody is spare: it is for want of somebody.
    if not qualification and one.carries(unit):
        spare = one.spare(hand, there) if fewer == 0 else 0
    estimate = one.estimate(more)
    gain = one.gain(more)
    return Worth("officer", area, *unit, qualification, *estimate, gain, fewer, spare)


def _vehicle(area: Area, one: AreaWorth) -> Worth:
    means = one.means
    cars = sorted(means.cars, key=lambda car: (car.seats, car.vehicle))
    new = Car("+", max((car.seats for car in cars), default=1), means.full)
    more, less = (
        room_of(replace(means, cars=tuple(some)), one.rows)
        for some in ((*cars, new), cars[1:])
    )
    fewer = one.loss(less) if cars else None
    estimate = one.estimate(more)
    return Worth("vehicle", area, "", "", "", *estimate, one.gain(more), fewer)


def _evening(area: Area, one: AreaWorth) -> Worth:
    more, less = (_evenings(one, sign) for sign in (1, -1))
    estimate = one.estimate(more)
    gain, fewer = one.gain(more), one.loss(less)
    return Worth("evening", area, "", "", "", *estimate, gain, fewer)


def _evenings(one: AreaWorth, sign: int) -> Room:
    """Return the room with an evening a week more or less.

    It is one party's: as many of every unit with work at night as must go together,
    and the vehicles once more.
    """
    means = one.means
    units = {row.unit for row in one.rows if row.kind == "evening"}
    found: Room = {}
    for row, old in one.room.items():
        extra = float(means.together) if row.unit in units else 0.0
        if row.kind == "vehicles" and NIGHT_KIND in row.of:
            extra = means.sizes[NIGHT_KIND] * len(means.cars)
        found[row] = [
            max(0.0, there + sign * extra) if days else there
            for there, days in zip(old, means.full, strict=True)
        ]
    return found
