"""Sessions that several wishes must share: what they take at least, what there is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from scheduler.model import Officer, Session
from scheduler.model.calendar import Date
from scheduler.week.availability import Availability
from scheduler.week.officer_rows import cliques_of
from scheduler.week.possible import Possible
from scheduler.week.shortage import Measure, Shortage
from scheduler.week.variants import Unit, Variant
from scheduler.week.wishes import Option, Wish

# So many wishes are told apart pair by pair; of more the rest counts by minutes only.
MOST_PAIRED = 80
# Keeps sums of parts of rounds from being rounded up by their last binary digit.
TINY = 1e-9


@dataclass(frozen=True)
class Scope:
    """Sessions of a week; `at_once` if nobody and no vehicle serves two of them."""

    sessions: frozenset[Session]
    at_once: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish with what each of its rounds takes at least of one thing."""

    wish: Wish
    district: str
    amount: int


def scopes_of(availability: Availability, wishes: Sequence[Wish]) -> list[list[Scope]]:
    """Return scopes from narrow to wide: session, one at once, date, the week."""
    used = sorted({session for wish in wishes for session in wish.variants})
    dates = sorted({session.date for session in used})
    cliques = [
        frozenset(s for s in used if s.date == date and s.kind in clique)
        for date in dates
        for clique in cliques_of(availability)
    ]
    return [
        [Scope(frozenset([session]), True) for session in used],
        [Scope(group, True) for group in dict.fromkeys(cliques) if len(group) > 1],
        [Scope(frozenset(s for s in used if s.date == d), False) for d in dates],
        [Scope(frozenset(used), False)],
    ]


@dataclass(frozen=True)
class Taken:
    """Counts what wishes take together, never too much, and what there is at most."""

    possible: Possible

    @property
    def _availability(self) -> Availability:
        return self.possible.staffing.availability

    def missing(
        self, scope: Scope, wishes: Sequence[Wish]
    ) -> Iterator[tuple[tuple[str, ...], Shortage]]:
        """Yield what the wishes that must lie in a scope miss, with their names."""
        inside = [w for w in wishes if scope.sessions.issuperset(w.variants)]
        if len(inside) < 2:
            return
        sessions = frozenset(s for wish in inside for s in wish.variants)
        scope = Scope(sessions, scope.at_once)
        for (unit, name), claims in self._claims(inside).items():
            for group, district in _by_district(claims):
                have = self._people(scope, unit, name, {c.district for c in group})
                measure: Measure = "officers" if scope.at_once else "officer_sessions"
                wanted = self._least(scope, group)
                found = (*unit, district, name, label(sessions), wanted, have)
                yield _names(group), Shortage(measure, *found)
        if scope.at_once:
            yield from self._vehicles(scope, inside)

    def _claims(self, wishes: Iterable[Wish]) -> dict[tuple[Unit, str], list[Claim]]:
        """Return the people each wish takes, by unit and qualification (or none)."""
        found: dict[tuple[Unit, str], list[Claim]] = defaultdict(list)
        for wish in wishes:
            needs = [option.variant.required for option in wish.options]
            district = wish.options[0].variant.district
            for unit in sorted(needs[0]):
                if not all(unit in need for need in needs):
                    continue
                people = min(need[unit].people for need in needs)
                found[unit, ""].append(Claim(wish, district, people))
                for name in needs[0][unit].qualifications:
                    if all(name in need[unit].qualifications for need in needs):
                        found[unit, name].append(Claim(wish, district, 1))
        return found

    def _vehicles(
        self, scope: Scope, wishes: Iterable[Wish]
    ) -> Iterator[tuple[tuple[str, ...], Shortage]]:
        districts = self._availability.scenario.district
        claims: dict[str, list[Claim]] = defaultdict(list)
        for wish in wishes:
            district = wish.options[0].variant.district
            fewest = min(self.possible.vehicles(option) for option in wish.options)
            if fewest:
                base = districts[district].base
                claims[base].append(Claim(wish, district, fewest))
        date = min(session.date for session in scope.sessions)
        for base, group in claims.items():
            have = len(self.possible.fleet.vehicles(base, date))
            wanted = self._least(scope, group)
            session = label(scope.sessions)
            yield (
                _names(group),
                Shortage("vehicles", "", base, "", "", session, wanted, have),
            )

    def _people(
        self, scope: Scope, unit: Unit, name: str, districts: Iterable[str]
    ) -> int:
        """Return the officers there are, or the half-days they can give at most."""
        free: dict[Officer, set[Session]] = defaultdict(set)
        for district in sorted(districts):
            for session in scope.sessions:
                for officer in self.possible.staffing.free(session, unit, district):
                    if not name or name in officer.qualifications:
                        free[officer].add(session)
        if scope.at_once:
            return len(free)
        return sum(
            min(officer.max_sessions, self._most(sessions))
            for officer, sessions in free.items()
        )

    def _most(self, sessions: Iterable[Session]) -> int:
        """Return the half-days one officer could serve of some sessions."""
        by_date: dict[Date, set[str]] = defaultdict(set)
        for session in sessions:
            by_date[session.date].add(session.kind)
        return sum(self._most_of_date(frozenset(kinds)) for kinds in by_date.values())

    @cached_property
    def _known(self) -> dict[frozenset[str], int]:
        return {}

    def _most_of_date(self, kinds: frozenset[str]) -> int:
        if kinds not in self._known:
            there = self._availability
            self._known[kinds] = max(
                sum(there.kinds[kind].weight for kind in group)
                for size in range(1, len(kinds) + 1)
                for group in combinations(sorted(kinds), size)
                if not any(there.clash(a, b) for a, b in combinations(group, 2))
            )
        return self._known[kinds]

    def _least(self, scope: Scope, claims: Sequence[Claim]) -> int:
        """Return what wishes take at least, whoever rides with whom.

        The largest of a few bounds. A round's team is at least the need of each of its
        visits, and a visit takes part of a round, by minutes or as one of so many: so
        needs times parts add up to no more than the teams, and the parts to no more
        than the rounds. Visits of which no two fit one round need a team each. One
        claim a site: two wishes may be met by one visit.
        """
        best: dict[str, Claim] = {}
        for claim in claims:
            old = best.get(claim.wish.site)
            if old is None or claim.amount > old.amount:
                best[claim.wish.site] = claim
        rows = sorted(best.values(), key=lambda c: (-c.amount, c.wish.name))
        bounds = [0]
        for parts in self._parts(scope, [claim.wish for claim in rows]):
            teams = sum(c.amount * part for c, part in zip(rows, parts, strict=True))
            rounds = math.ceil(sum(parts) - TINY)
            bounds += [math.ceil(teams - TINY), rounds * rows[-1].amount]
        alone: list[Claim] = []
        for claim in rows[:MOST_PAIRED]:
            if all(self._apart(claim.wish, other.wish) for other in alone):
                alone.append(claim)
        bounds.append(sum(c.amount * self._weight(scope, c.wish) for c in alone))
        return max(bounds)

    def _weigh(self, scope: Scope, option: Option) -> int:
        kinds = self._availability.kinds
        return 1 if scope.at_once else kinds[option.session.kind].weight

    def _weight(self, scope: Scope, wish: Wish) -> int:
        return min(self._weigh(scope, option) for option in wish.options)

    def _parts(
        self, scope: Scope, wishes: Sequence[Wish]
    ) -> tuple[list[float], list[float]]:
        """Return which part of a round each takes: by minutes, and as one of so many.

        Weighed like the sessions, in the session where that is least.
        """
        possible = self.possible
        by_minutes = [
            min(
                self._weigh(scope, o) * possible.part(o.variant, o.session.kind)
                for o in wish.options
            )
            for wish in wishes
        ]
        ways: dict[str, list[list[Variant]]] = defaultdict(list)
        for wish in wishes:
            mine: dict[str, list[Variant]] = defaultdict(list)
            for option in wish.options:
                mine[option.session.kind].append(option.variant)
            for kind, variants in mine.items():
                ways[kind].append(variants)
        most = {kind: possible.most(visits, kind) for kind, visits in ways.items()}
        by_number = [
            min(self._weigh(scope, o) / most[o.session.kind] for o in wish.options)
            for wish in wishes
        ]
        return by_minutes, by_number

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], bool]:
        return {}

    def _apart(self, first: Wish, second: Wish) -> bool:
        """Say whether no round can meet both wishes."""
        key = (first.name, second.name)
        if key not in self._pairs:
            self._pairs[key] = not any(
                self.possible.share(a, b, session.kind)
                for session in first.variants.keys() & second.variants.keys()
                for a in first.variants[session]
                for b in second.variants[session]
            )
        return self._pairs[key]


def label(sessions: Iterable[Session]) -> str:
    """Return how some sessions are called: a date and kinds, a date, or the week."""
    rows = sorted(sessions)
    if len({session.date for session in rows}) > 1:
        return ""
    return f"{rows[0].date} {'/'.join(session.kind for session in rows)}"


def _by_district(claims: Sequence[Claim]) -> Iterator[tuple[list[Claim], str]]:
    """Yield the claims of each district, and all together, who may share people."""
    districts = sorted({claim.district for claim in claims})
    for district in districts:
        yield [c for c in claims if c.district == district], district
    if len(districts) > 1:
        yield list(claims), ""


def _names(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.wish.name for claim in claims)
