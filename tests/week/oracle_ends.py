"""What a whole week must keep, by brute force: pins, musts, 1:1:2 (see `oracle.py`)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations, product

from scheduler.model import CheckRef, Pin, Request, Scenario, SessionKind, Week
from scheduler.model.calendar import Date
from scheduler.rules.acting import acting_roles
from scheduler.rules.force import GROUPS, exact, residents, shares
from scheduler.rules.serving import weight
from tests.week.oracle_law import Law, meant
from tests.week.oracle_rounds import Rounds, Trip


@dataclass
class Ends:
    """Judges complete weeks; all their rounds can be made already."""

    scenario: Scenario
    week: Week
    rounds: Rounds

    def worth(self, trips: Sequence[Trip]) -> int | None:
        """The service value of a week; None if it breaks what it must keep."""
        carried = {ref for t in trips for v in t.visits for ref in v.checks}
        if not self.musts <= carried or not self._held_sites(trips):
            return None
        beyond = self._beyond(trips)
        if beyond and self.scenario.settings.level("force_deployed") == "H":
            return None
        points = self.scenario.settings.points
        price = round(points.deployed * points.scale)
        return sum(trip.value for trip in trips) - price * beyond

    @property
    def law(self) -> Law:
        """What may be carried when."""
        return self.rounds.law

    # Pins.

    @cached_property
    def pins(self) -> list[Pin]:
        """The pins of the week."""
        return [pin for pin in self.scenario.pins if pin.week == str(self.week)]

    @cached_property
    def held_officers(self) -> list[Pin]:
        """The pins that want a seat for an officer."""
        kinds = ("officer_on", "keep")
        return [pin for pin in self.pins if pin.kind in kinds and pin.officer]

    def _held_sites(self, trips: Sequence[Trip]) -> bool:
        return all(
            any(
                visit.site == pin.site and meant(pin.value, trip.date, trip.kind)
                for trip in trips
                for visit in trip.visits
            )
            for pin in self.pins
            if pin.kind in ("visit_at", "keep") and pin.site
        )

    def seated(self, held: Mapping[str, Sequence[Trip]]) -> bool:
        """Whether a naming keeps the pins of officers, each by a seat of its own."""
        by_officer: dict[str, list[Pin]] = {}
        for pin in self.held_officers:
            by_officer.setdefault(pin.officer or "", []).append(pin)
        return all(
            any(
                all(map(self._keeps, pins, some))
                for some in permutations(held.get(officer, ()), len(pins))
            )
            for officer, pins in by_officer.items()
        )

    def _keeps(self, pin: Pin, trip: Trip) -> bool:
        """Whether a seat in a round keeps a pin: his unit enters the pin's site."""
        department = self.scenario.officer[pin.officer or ""].department
        return meant(pin.value, trip.date, trip.kind) and (
            not pin.site
            or any(u[0] == department and pin.site in s for u, _, s in trip.seats)
        )

    # Musts at level H.

    @cached_property
    def musts(self) -> set[CheckRef]:
        """The checks that every week carries."""
        if self.scenario.settings.level("frequency") != "H":
            return set()
        return {
            ref
            for mine in self.rounds.choices
            for choice in mine
            for ref in choice.checks
            if len(choice.checks) == 1 and self._must(ref, choice.site)
        }

    def _must(self, ref: CheckRef, site: str) -> bool:
        row = self.law.row(ref)
        if row.latest > self.week.sunday:
            return False
        if isinstance(row, Request) and not row.exempt:
            return False
        return any(
            self.law.carried(ref, site, date, kind.kind)
            and self._possible(ref, site, date, kind)
            for date in self.week.dates
            for kind in self.scenario.settings.sessions
        )

    def _possible(
        self, ref: CheckRef, site: str, date: Date, kind: SessionKind
    ) -> bool:
        """Whether any force could check it: party, minutes, windows, somebody acts."""
        settings, town = self.scenario.settings, self.scenario.site[site].town
        least = settings.number("two_per_authority", "people")
        people = [
            max(least, part.officers)
            for part in acting_roles(self.scenario, ref.item, town, date)
            if part.role != "assist"
        ]
        length = settings.travel.entry_minutes + self.scenario.item[ref.item].minutes
        return (
            bool(people)
            and sum(people) <= settings.number("party_size", "max")
            and length <= settings.travel.max_on_site
            and any(
                min(w.end for w in some) - max(w.start for w in some) >= length
                for some in product(kind.spans, *self.law.windows(ref, site))
            )
        )

    # 1:1:2 of what is deployed.

    def _beyond(self, trips: Sequence[Trip]) -> int:
        """Officer-sessions beyond the tolerance, each group's rounded up."""
        scenario = self.scenario
        teams = {d.department for d in residents(scenario)}
        used: Counter[str] = Counter()
        for trip in trips:
            seats = sum(1 for unit, _, _ in trip.seats if unit[0] in teams)
            group = scenario.district[trip.district].group
            used[group] += seats * weight(scenario, trip.kind)
        tolerance = exact(scenario.settings.number("force_deployed", "tolerance"))
        whole = used.total()
        return sum(
            max(0, math.ceil(abs(used[group] - share * whole) - tolerance * whole))
            for group, share in zip(GROUPS, shares(scenario), strict=True)
        )
