"""The best week by brute force, straight from DESIGN.md 5-7 and docs/readings.md.

Knows nothing of the planner: of intake it takes only which checks form a candidate
visit; roles and points are those of the rules. Every set of visits, every team of
departments and every naming is tried, so keep weeks to four candidates and a few
officers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from scheduler.model import Candidate, Officer, Scenario, Week
from scheduler.model.calendar import Date
from scheduler.rules.serving import certified, kinds_touch, served_districts
from tests.week.oracle_ends import Ends
from tests.week.oracle_rounds import Rounds, Trip, Unit


@dataclass
class Oracle:
    """Brute force over one week."""

    scenario: Scenario
    week: Week
    candidates: Sequence[Candidate]

    def best(self) -> int | None:
        """The largest service value of any week; None if there is no week."""
        rounds = Rounds(self.scenario, self.week, self.candidates)
        self._ends, trips = Ends(self.scenario, self.week, rounds), rounds.trips
        by_first: dict[int, list[Trip]] = {}
        for trip in sorted(trips, key=lambda t: -t.value):
            first = (trip.mask & -trip.mask).bit_length() - 1
            by_first.setdefault(first, []).append(trip)
        most = {0: 0}
        for mask in range(1, 1 << len(self.candidates)):
            low = mask & -mask
            inside = by_first.get(low.bit_length() - 1, ())
            most[mask] = max(
                [most[mask & ~low]]
                + [t.value + most[mask & ~t.mask] for t in inside if not t.mask & ~mask]
            )
        self._best: int | None = None
        self._search((1 << len(self.candidates)) - 1, [], 0, by_first, most)
        return self._best

    def _search(
        self,
        left: int,
        chosen: list[Trip],
        value: int,
        by_first: dict[int, list[Trip]],
        most: dict[int, int],
    ) -> None:
        if value > self.least:
            self._judge(chosen)
        if not left or value + most[left] <= self.least:
            return
        low = left & -left
        for trip in by_first.get(low.bit_length() - 1, ()):
            rest = left & ~trip.mask
            if trip.mask & ~left or value + trip.value + most[rest] <= self.least:
                continue
            if self.possible([*chosen, trip]):
                self._search(rest, [*chosen, trip], value + trip.value, by_first, most)
        self._search(left & ~low, chosen, value, by_first, most)

    @property
    def least(self) -> float:
        """The value that a better week must go beyond."""
        return float("-inf") if self._best is None else self._best

    def _judge(self, trips: Sequence[Trip]) -> None:
        """Remember a set of rounds that can be made, if it is a week and better."""
        worth = self._ends.worth(trips)
        if worth is None or worth <= self.least:
            return
        if not self._ends.held_officers or self._names(trips, ends=True):
            self._best = worth

    # What rounds may stand beside each other.

    def possible(self, trips: Sequence[Trip]) -> bool:
        """Whether names and vehicles exist for a set of rounds."""
        most = self.scenario.settings.number("one_visit_a_week", "visits")
        gap = timedelta(days=int(self.scenario.settings.number("minimum_gap", "days")))
        plan: dict[str, list[Date]] = {}
        for trip in trips:
            for visit in trip.visits:
                if visit.plan and self.scenario.site[visit.site].kind != "area":
                    plan.setdefault(visit.site, []).append(trip.date)
        for dates in plan.values():
            near = any(abs(a - b) < gap for a, b in combinations(dates, 2))
            if len(dates) > most or near:
                return False
        return self._vehicles(list(trips), {}) and self._names(trips)

    def _touch(self, a: Trip, b: Trip) -> bool:
        if a.date != b.date:
            return False
        first, second = (self.scenario.settings.kind(t.kind) for t in (a, b))
        wider = 2 * self.scenario.settings.travel.shoulder
        return kinds_touch(self.scenario, a.kind, b.kind) or (
            first.start < second.end + wider and second.start < first.end + wider
        )

    def _vehicles(self, trips: list[Trip], used: dict[str, list[Trip]]) -> bool:
        if not trips:
            return True
        trip, rest = trips[0], trips[1:]
        if trip.riders == 0:
            return self._vehicles(rest, used)
        free = [
            v
            for v in self.scenario.vehicles
            if v.base == trip.base
            and not any(self._touch(trip, t) for t in used.get(v.vehicle, ()))
            and not any(
                o.vehicle == v.vehicle and o.from_ <= trip.date <= o.until
                for o in self.scenario.vehicle_outages
            )
        ]
        for size in range(1, len(free) + 1):
            for some in combinations(free, size):
                if sum(v.seats for v in some) < trip.riders:
                    continue
                more = {**used}
                for v in some:
                    more[v.vehicle] = [*used.get(v.vehicle, ()), trip]
                if self._vehicles(rest, more):
                    return True
        return False

    def _names(self, trips: Sequence[Trip], ends: bool = False) -> bool:
        seats = [
            (trip, who)
            for trip in trips
            for unit, asked, sites in trip.seats
            for who in [self._eligible(trip, unit, asked, sites)]
        ]
        seats.sort(key=lambda s: len(s[1]))
        return self._fill(seats, {}, ends)

    def _fill(
        self,
        seats: list[tuple[Trip, list[Officer]]],
        held: dict[str, list[Trip]],
        ends: bool,
    ) -> bool:
        if not seats:
            return not ends or self._ends.seated(held)
        trip, who = seats[0]
        for officer in who:
            mine = held.get(officer.officer, [])
            if self._bears(officer, [*mine, trip]):
                more = {**held, officer.officer: [*mine, trip]}
                if self._fill(seats[1:], more, ends):
                    return True
        return False

    def _bears(self, officer: Officer, trips: list[Trip]) -> bool:
        """Whether an officer can hold all of these rounds."""
        settings = self.scenario.settings
        weights = [settings.kind(t.kind).weight for t in trips]
        if sum(weights) > officer.max_sessions:
            return False
        away = sum(
            w
            for t, w in zip(trips, weights, strict=True)
            if t.district not in served_districts(self.scenario, officer)
        )
        if away > settings.number("own_district", "help_sessions"):
            return False
        return not any(
            self._touch(a, b) or _tired(a, b) or _tired(b, a)
            for a, b in combinations(trips, 2)
        )

    def _eligible(
        self, trip: Trip, unit: Unit, asked: Sequence[str], sites: Sequence[str]
    ) -> list[Officer]:
        return [
            officer
            for officer in self.scenario.officers
            if officer.department == unit[0]
            and (not unit[1] or officer.town == unit[1])
            and officer.districts
            and self._free(officer, trip)
            and set(asked) <= set(officer.qualifications)
            and not any(
                r.officer == officer.officer and r.site in sites
                for r in self.scenario.recusals
            )
        ]

    def _free(self, officer: Officer, trip: Trip) -> bool:
        scenario, date, kind = self.scenario, trip.date, trip.kind
        if not certified(officer, date) or (kind == "evening" and not officer.night):
            return False
        for row in scenario.absences:
            if row.officer == officer.officer and row.from_ <= date <= row.until:
                kinds = row.sessions
                if not kinds or any(kinds_touch(scenario, k, kind) for k in kinds):
                    return False
        for answer in scenario.invitations:
            where = (answer.department, answer.district, answer.date)
            if (
                where == (officer.department, trip.district, date)
                and not answer.answer
                and kinds_touch(scenario, answer.session, kind)
            ):
                return False
        for pin in scenario.pins:
            if (pin.week, pin.kind) == (str(self.week), "officer_off") and (
                pin.officer == officer.officer
            ):
                day, _, named = pin.value.partition(" ")
                if day in ("", date.isoformat()) and (
                    not named or kinds_touch(scenario, named, kind)
                ):
                    return False
        eve = self.week.monday - timedelta(days=1)
        return not (
            date == self.week.monday
            and kind in ("early", "morning", "day")
            and any(
                row.date == eve
                and row.session == "evening"
                and officer.officer in row.officers
                for row in scenario.history
            )
        )


def _tired(a: Trip, b: Trip) -> bool:
    """Whether round b follows an evening a too soon."""
    return (
        a.kind == "evening"
        and b.kind in ("early", "morning", "day")
        and b.date - a.date == timedelta(days=1)
    )
