"""What the rounds of a week could ask for: the rows that a program must have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.model import Session
from scheduler.week.columns import Column
from scheduler.week.terms import Post
from scheduler.week.variants import Need, Variant


@dataclass
class Wanted:
    """Visits, needs of posts, and bases with sessions that some round may ask for."""

    variants: dict[int, Variant] = field(default_factory=dict)
    needs: dict[Post, set[Need]] = field(default_factory=lambda: defaultdict(set))
    trips: set[tuple[str, Session]] = field(default_factory=set)

    @classmethod
    def of_rounds(cls, columns: Iterable[Column]) -> Wanted:
        """Return what given rounds ask for."""
        wanted = cls()
        for column in columns:
            template, session = column.template, column.session
            for variant in template.variants:
                wanted.variants[variant.index] = variant
            for unit, need in template.needs:
                wanted.needs[session, template.district, unit].add(need)
            if column.vehicles:
                wanted.trips.add((template.base, session))
        return wanted

    def sites(self) -> dict[str, list[Variant]]:
        """Return the ways to visit each site."""
        found: dict[str, list[Variant]] = defaultdict(list)
        for index in sorted(self.variants):
            found[self.variants[index].site].append(self.variants[index])
        return found


def closure(needs: Sequence[Need]) -> set[Need]:
    """Return every need that a round may have of a unit: all joins of `needs`."""
    found = set(needs)
    fresh = set(needs)
    while fresh:
        fresh = {a.join(b) for a in fresh for b in needs} - found
        found |= fresh
    return found
