"""Which rows of the week a round enters, by the part of the round that brings it in.

The selection adds up the parts of a round; pricing multiplies the same parts by
prices. So the coefficients of a column and its reduced value cannot disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.model import Session
from scheduler.model.timetable import CheckRef
from scheduler.week.columns import Column, SeatType, seat_types
from scheduler.week.variants import Need, Unit, Variant

Post = tuple[Session, str, Unit]  # session, district, unit
Entry = tuple[int, int]  # row, coefficient


@dataclass(frozen=True, slots=True)
class HeldSite:
    """A row that counts the rounds visiting a site in some sessions."""

    row: int
    site: str
    matches: Callable[[Session], bool]


@dataclass
class Terms:
    """Rows by what of a round enters them.

    Attributes
    ----------
    candidate, check : dict
        Rows of candidate visits, of must checks.
    site : dict
        Rows that count plan visits to a site.
    seats : dict
        Rows of a post: seats of some types (None: all) wanted there.
    teams : dict
        Rows that count teams of two of a unit, with the weight of the session.
    people : dict
        Rows that count people of a unit at a post.
    vehicles : dict
        Rows of a base and session that count vehicles of at least a size.
    held : list
        Rows of pins that hold a site.
    whole : list
        Rows that look at the whole round, with the rule of the coefficient: pricing
        leaves them out, so they have no price there.
    """

    candidate: dict[str, int] = field(default_factory=dict)
    site: dict[str, list[HeldSite]] = field(default_factory=dict)
    check: dict[CheckRef, int] = field(default_factory=dict)
    seats: dict[Post, list[tuple[int, frozenset[SeatType] | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    teams: dict[Post, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    people: dict[Post, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    vehicles: dict[tuple[str, Session], list[Entry]] = field(
        default_factory=lambda: defaultdict(list)
    )
    held: list[HeldSite] = field(default_factory=list)
    _needs: dict[tuple[Post, Need], list[Entry]] = field(default_factory=dict)
    whole: list[tuple[int, Callable[[Column], int]]] = field(default_factory=list)

    def of_visit(self, session: Session, variant: Variant) -> list[Entry]:
        """Return the entries that a visit brings."""
        found = [(self.candidate[variant.candidate], 1)]
        planned = self.site.get(variant.site, []) if variant.carries_plan else []
        found += [(row.row, 1) for row in planned if row.matches(session)]
        found += [
            (self.check[check.ref], 1)
            for check in variant.checks
            if check.ref in self.check
        ]
        found += [
            (held.row, 1)
            for held in self.held
            if held.site == variant.site and held.matches(session)
        ]
        return found

    def of_need(self, post: Post, need: Need) -> list[Entry]:
        """Return the entries that people of a unit bring."""
        key = (post, need)
        if key not in self._needs:
            self._needs[key] = self._of_need(post, need)
        return self._needs[key]

    def _of_need(self, post: Post, need: Need) -> list[Entry]:
        types = seat_types(need)
        found = [
            (row, sum(1 for t in types if union is None or t in union))
            for row, union in self.seats.get(post, ())
        ]
        found += [(row, w * (need.people // 2)) for row, w in self.teams.get(post, ())]
        found += [(row, w * need.people) for row, w in self.people.get(post, ())]
        return [(row, n) for row, n in found if n]

    def of_vehicles(
        self, base: str, session: Session, vehicles: Sequence[int]
    ) -> list[Entry]:
        """Return the entries that vehicles with so many seats bring."""
        found = [
            (row, sum(1 for seats in vehicles if seats >= size))
            for row, size in self.vehicles.get((base, session), ())
        ]
        return [(row, n) for row, n in found if n]

    def of_round(self, column: Column) -> dict[int, int]:
        """Return all entries of a round: coefficient by row."""
        template, session = column.template, column.session
        total: dict[int, int] = defaultdict(int)
        parts: list[Iterable[Entry]] = [
            self.of_visit(session, variant) for variant in template.variants
        ]
        parts += [
            self.of_need((session, template.district, unit), need)
            for unit, need in template.needs
        ]
        parts.append(self.of_vehicles(template.base, session, column.vehicles))
        parts.append([(row, n) for row, rule in self.whole if (n := rule(column))])
        for part in parts:
            for row, n in part:
                total[row] += n
        return dict(total)
