"""What the monolithic model counts over: modes of visits, machines, start domains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from scheduler.model import Demand, Scenario, Session, SessionKind
from scheduler.week.availability import Availability, slots
from scheduler.week.columns import Fleet, Staffing
from scheduler.week.variants import Unit, Variant, all_variants

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, eq=False)
class Mode:
    """A way to visit a candidate whose minutes on site are known.

    Attributes
    ----------
    forced : frozenset of Unit
        Assist departments that enter and make the visit longer.
    banned : frozenset of Unit
        Assist departments that must not be in the team: they would make it longer.
    free : tuple of Unit
        Assist departments that may enter without making it longer.
    """

    variant: Variant
    minutes: int
    forced: frozenset[Unit]
    banned: frozenset[Unit]
    free: tuple[Unit, ...]

    @property
    def needed(self) -> tuple[Unit, ...]:
        """Departments that must be in the team, in order."""
        return tuple(sorted({*self.variant.required, *self.forced}))

    @property
    def roles(self) -> frozenset[Unit]:
        """Departments that enter if they are in the team."""
        return frozenset(self.needed) | frozenset(self.free)


@dataclass(frozen=True)
class Machine:
    """A team of a district that makes one round a session: number, and its start.

    A machine with a `town` is the town's own team, which stays there without a
    vehicle; the others start at the base.
    """

    district: str
    number: int
    base: str
    town: str = ""

    def takes(self, mode: Mode) -> bool:
        """Say whether the machine may make a visit."""
        if mode.variant.district != self.district:
            return False
        if not self.town:
            return True
        alone = all(unit[1] for unit in mode.needed)
        return alone and mode.variant.town == self.town


def modes_of(variant: Variant, entry: int, longest: int) -> Iterator[Mode]:
    """Yield the modes of a variant: one for each set of assists that lengthen it."""
    least = max(variant.minutes[u] for u in variant.required)
    long = sorted(u for u in variant.optional if variant.minutes[u] > least)
    free = tuple(sorted(set(variant.optional) - set(long)))
    for size in range(len(long) + 1):
        for forced in combinations(long, size):
            minutes = entry + max([least, *(variant.minutes[u] for u in forced)])
            banned = frozenset(long) - frozenset(forced)
            if minutes <= longest:
                yield Mode(variant, minutes, frozenset(forced), banned, free)


@dataclass(frozen=True)
class Data:
    """The week's modes, machines and the times at which a visit may start."""

    scenario: Scenario
    availability: Availability
    demand: Demand

    @cached_property
    def staffing(self) -> Staffing:
        """Free officers."""
        return Staffing(self.availability)

    @cached_property
    def fleet(self) -> Fleet:
        """Vehicles."""
        return Fleet(self.availability)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions of the week."""
        return slots(self.availability.week, sorted(self.availability.kinds))

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        """All modes of all candidates."""
        travel = self.scenario.settings.travel
        return tuple(
            mode
            for variant in all_variants(self.scenario, self.demand.candidates)
            for mode in modes_of(variant, travel.entry_minutes, travel.max_on_site)
        )

    @cached_property
    def machines(self) -> tuple[Machine, ...]:
        """As many teams as could be out at once: vehicles, or pairs of a town."""
        found: list[Machine] = []
        for row in self.scenario.districts:
            mine = [m for m in self.modes if m.variant.district == row.district]
            visits = len({m.variant.candidate for m in mine})
            vehicles = max(
                len(self.fleet.vehicles(row.base, date))
                for date in self.availability.week.dates
            )
            count = min(visits, vehicles)
            found += [Machine(row.district, k, row.base) for k in range(count)]
            found += self._town_machines(row.district, mine)
        return tuple(found)

    def _town_machines(self, district: str, modes: Sequence[Mode]) -> list[Machine]:
        visits: dict[Unit, set[str]] = defaultdict(set)
        for mode in modes:
            if all(unit[1] for unit in mode.needed):
                visits[mode.needed[0]].add(mode.variant.candidate)
        found: list[Machine] = []
        for unit, candidates in sorted(visits.items()):
            people = max(
                len(self.staffing.free(session, unit, district))
                for session in self.sessions
            )
            count = min(len(candidates), people // 2)
            found += [Machine(district, k, unit[1], unit[1]) for k in range(count)]
        return found

    def allowed(self, mode: Mode, session: Session) -> bool:
        """Say whether a mode's departments have people enough in a session."""
        variant = mode.variant
        if session.date not in variant.dates or session.kind not in variant.kinds:
            return False
        for unit in mode.needed:
            need = variant.required.get(unit) or variant.optional[unit]
            free = self.staffing.free(session, unit, variant.district)
            if len(free) < need.people:
                return False
        return True

    def starts(
        self, mode: Mode, machine: Machine, session: Session
    ) -> list[tuple[int, int]]:
        """Return the minutes of the week at which a visit may start, as ranges.

        Inside one span and one window; late and early enough for the ways from and
        to the machine's start. For a visit in the middle of a round that follows from
        its neighbours, since a detour over another visit takes longer.
        """
        kind = self.availability.kinds[session.kind]
        town, shoulder = mode.variant.town, self.scenario.settings.travel.shoulder
        way = self.scenario.travel.minutes
        first = kind.start - shoulder + way(machine.base, town)
        last = kind.end + shoulder - way(town, machine.base)
        noon = self.midnight(session)
        ranges = set()
        for low, high in _frames(kind, mode):
            low, high = max(low, first), min(high, last) - mode.minutes
            if low <= high:
                ranges.add((noon + low, noon + high))
        return sorted(ranges)

    @cached_property
    def least_way(self) -> dict[str, int]:
        """Minutes of the shortest way between two visits, by district."""
        towns: dict[str, list[str]] = defaultdict(list)
        for row in self.scenario.towns:
            towns[row.district].append(row.town)
        way = self.scenario.travel.minutes
        return {d: min(way(a, b) for a in t for b in t) for d, t in towns.items()}

    def midnight(self, session: Session) -> int:
        """Return the minute of the week at which a session's date begins."""
        days = (session.date - self.availability.week.monday).days
        return days * MINUTES_A_DAY


def _frames(kind: SessionKind, mode: Mode) -> Iterator[tuple[int, int]]:
    for span in kind.spans:
        for window in mode.variant.windows or (span,):
            yield max(span.start, window.start), min(span.end, window.end)


def require_plain_times(data: Data) -> None:
    """See that the model's short cuts about travel hold.

    Raises
    ------
    ValueError
        If a way inside a district is longer than the break between two sessions of
        one team, or a detour saves time.
    """
    scenario, kinds = data.scenario, data.availability.kinds
    way = scenario.travel.minutes
    least = min((mode.minutes for mode in data.modes), default=0)
    break_ = min(
        (
            max(a.start - b.end, b.start - a.end)
            for a in kinds.values()
            for b in kinds.values()
            if not data.availability.clash(a.kind, b.kind)
        ),
        default=MINUTES_A_DAY,
    )
    for row in scenario.districts:
        towns = [t.town for t in scenario.towns if t.district == row.district]
        for a in towns:
            for b in towns:
                minutes = way(a, b)
                detour = way(row.base, a) + least + minutes < way(row.base, b)
                if minutes > break_ or detour:
                    raise ValueError(f"travel {a} {b}: {minutes} minutes")
