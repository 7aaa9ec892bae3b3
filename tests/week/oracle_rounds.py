"""Every round that fits, by brute force (see `oracle.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations, product

from scheduler.model import Candidate, Scenario, Week
from scheduler.model.calendar import Date
from scheduler.rules.acting import roles_at
from scheduler.rules.core import Published
from scheduler.rules.leads import points
from tests.week.oracle_law import Choice, Law

Unit = tuple[str, str]  # department, town (kind town only)


@dataclass(frozen=True)
class Trip:
    """A round that fits: visits, seats, value."""

    date: Date
    kind: str
    district: str
    base: str
    visits: tuple[Choice, ...]
    seats: tuple[tuple[Unit, tuple[str, ...], tuple[str, ...]], ...]
    riders: int
    value: int

    @property
    def mask(self) -> int:
        return sum(1 << visit.candidate for visit in self.visits)


@dataclass
class Rounds:
    """The rounds of one week."""

    scenario: Scenario
    week: Week
    candidates: Sequence[Candidate]

    @cached_property
    def _published(self) -> Published:
        return Published(self.scenario, self.week, None)  # type: ignore[arg-type]

    @cached_property
    def law(self) -> Law:
        """What may be carried when."""
        return Law(self.scenario, self.week)

    @cached_property
    def choices(self) -> list[list[Choice]]:
        rows = []
        settings = self.scenario.settings
        for number, candidate in enumerate(self.candidates):
            refs = [check.ref for check in candidate.checks]
            partial = round(settings.points.partial * settings.points.scale)
            mine = []
            for size in range(1, len(refs) + 1):
                for some in combinations(refs, size):
                    worth = sum(
                        points(self._published, r, candidate.site) for r in some
                    )
                    if size < len(refs):
                        worth -= partial
                    plan = any(ref.row_kind == "plan" for ref in some)
                    mine.append(
                        Choice(
                            number, candidate.site, candidate.town, some, worth, plan
                        )
                    )
            rows.append(mine)
        return rows

    @cached_property
    def trips(self) -> list[Trip]:
        """Every round that fits, with every team."""
        found = []
        for date in self.week.dates:
            for kind in sorted(k.kind for k in self.scenario.settings.sessions):
                for some in self._sets():
                    if all(self.law.may(c, date, kind) for c in some):
                        found += self._teams(date, kind, some)
        return found

    def _sets(self) -> Iterator[tuple[Choice, ...]]:
        numbers = range(len(self.choices))
        for size in range(1, len(self.choices) + 1):
            for some in combinations(numbers, size):
                for chosen in product(*(self.choices[k] for k in some)):
                    towns = {self.scenario.town[c.town].district for c in chosen}
                    sites = {c.site for c in chosen}
                    if len(towns) == 1 and len(sites) == size:
                        yield chosen

    def _unit(self, department: str, town: str) -> Unit:
        own = self.scenario.department[department].kind == "town"
        return (department, town if own else "")

    def _teams(self, date: Date, kind: str, some: Sequence[Choice]) -> Iterator[Trip]:
        settings = self.scenario.settings
        least = int(settings.number("two_per_authority", "people"))
        lean = bool(settings.number("two_per_authority", "lean"))
        roles: list[dict[Unit, tuple[bool, int, set[str], int]]] = []
        for visit in some:
            mine: dict[Unit, tuple[bool, int, set[str], int]] = {}
            for ref in visit.checks:
                found = roles_at(self.scenario, (ref,), visit.town, date)
                for name, parts in found.items():
                    (part,) = parts
                    acts = part.role != "assist"
                    people = max(least, part.officers) if acts else 1 if lean else least
                    unit = self._unit(name, visit.town)
                    old = mine.get(unit, (False, 0, set(), 0))
                    mine[unit] = (
                        old[0] or acts,
                        max(old[1], people),
                        old[2] | set(part.qualification),
                        old[3] + self.scenario.item[ref.item].minutes,
                    )
            barred = self.law.barred(visit, date)
            if any(mine[unit][0] for unit in mine if unit[0] in barred):
                return
            roles.append({u: row for u, row in mine.items() if u[0] not in barred})
        if not all(any(row[0] for row in mine.values()) for mine in roles):
            return
        needed = {u for mine in roles for u, row in mine.items() if row[0]}
        extra = sorted({u for mine in roles for u in mine} - needed)
        for size in range(len(extra) + 1):
            for joined in combinations(extra, size):
                trip = self._trip(date, kind, some, roles, needed | set(joined))
                if trip is not None:
                    yield trip

    def _trip(
        self,
        date: Date,
        kind: str,
        some: Sequence[Choice],
        roles: Sequence[dict[Unit, tuple[bool, int, set[str], int]]],
        team: set[Unit],
    ) -> Trip | None:
        settings = self.scenario.settings
        people = {u: max(m[u][1] for m in roles if u in m) for u in team}
        value, lengths = 0, []
        for visit, mine in zip(some, roles, strict=True):
            present = [u for u in mine if u in team]
            party = sum(people[u] for u in present)
            crowd = max(0, party - settings.number("party_size", "soft"))
            length = settings.travel.entry_minutes + max(mine[u][3] for u in present)
            if (
                party > settings.number("party_size", "max")
                or length > settings.travel.max_on_site
            ):
                return None
            assists = sum(not mine[u][0] for u in present)
            each = settings.points.assist * assists - settings.points.person * crowd
            value += visit.worth + round(each * settings.points.scale)
            lengths.append(length)
        towns = {visit.town for visit in some}
        district = self.scenario.town[some[0].town].district
        base = self.scenario.district[district].base
        if all(town for _, town in team):
            if len(towns) > 1:
                return None
            (base,) = towns
        orders = permutations(zip(some, lengths, strict=True))
        if not any(self.walk(kind, base, list(order)) for order in orders):
            return None
        seats = []
        for unit in sorted(team):
            asked = sorted({q for m in roles if unit in m for q in m[unit][2]})
            sites = tuple(v.site for v, m in zip(some, roles, strict=True) if unit in m)
            seats += [
                (unit, tuple(asked[k :: people[unit]]), sites)
                for k in range(people[unit])
            ]
        riders = sum(n for unit, n in people.items() if not unit[1])
        return Trip(
            date, kind, district, base, tuple(some), tuple(seats), riders, value
        )

    def walk(self, kind: str, base: str, order: list[tuple[Choice, int]]) -> bool:
        """Whether a round fits, tried minute by minute."""
        session = self.scenario.settings.kind(kind)
        travel = self.scenario.settings.travel
        minutes = self.scenario.travel.minutes
        now, here = session.start - travel.shoulder, base
        for choice, length in order:
            now += minutes(here, choice.town)
            here = choice.town
            limits = [session.spans]
            for ref in choice.checks:
                limits += self.law.windows(ref, choice.site)
            while now + length <= session.end and not all(
                any(w.holds(now, now + length) for w in row) for row in limits
            ):
                now += 1
            if now + length > session.end:
                return False
            now += length
        return now + minutes(here, base) <= session.end + travel.shoulder
