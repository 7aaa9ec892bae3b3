"""What the rounds of a week could ask for: the rows that a program must have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.model import Session
from scheduler.model.calendar import Date
from scheduler.week.columns import Column, Staffing
from scheduler.week.sampling import Plot
from scheduler.week.terms import Post
from scheduler.week.variants import Need, Unit, Variant


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

    @classmethod
    def of_plots(
        cls, plots: Iterable[Plot], staffing: Staffing, sessions: Iterable[Session]
    ) -> Wanted:
        """Return what any round of these plots might ask for in some sessions."""
        wanted = cls()
        dates: dict[str, set[Date]] = defaultdict(set)
        for session in sessions:
            dates[session.kind].add(session.date)
        for plot in plots:
            asked: dict[Unit, set[Need]] = defaultdict(set)
            open_dates: set[Date] = set()
            for variant in plot.variants:
                wanted.variants[variant.index] = variant
                open_dates |= dates[plot.kind.kind].intersection(variant.dates)
                for table in (variant.required, variant.optional):
                    for unit, need in table.items():
                        asked[unit].add(need)
            needs = {unit: closure(sorted(n, key=_order)) for unit, n in asked.items()}
            for date in sorted(open_dates):
                wanted._add_session(
                    plot, Session(date, plot.kind.kind), needs, staffing
                )
        return wanted

    def _add_session(
        self,
        plot: Plot,
        session: Session,
        needs: dict[Unit, set[Need]],
        staffing: Staffing,
    ) -> None:
        district = plot.ground.district
        for unit, found in needs.items():
            if staffing.free(session, unit, district):
                self.needs[session, district, unit] |= found
        self.trips.add((plot.ground.scenario.district[district].base, session))

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


def _order(need: Need) -> tuple[object, ...]:
    return need.people, need.qualifications
