"""From chosen rounds and drawn names to the timetable of the week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.intake import Context, Past, check_lead
from scheduler.model import Assignment, Round, Scenario, Timetable, Visit
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, Fleet
from scheduler.week.draw import Drawn
from scheduler.week.seats import NamedRound, Seat
from scheduler.week.variants import Unit, Variant, on_site


@dataclass(frozen=True)
class Publisher:
    """Turns drawn rounds into rows of the timetable."""

    availability: Availability
    fleet: Fleet
    past: Past
    drawn: Drawn

    @property
    def scenario(self) -> Scenario:
        """The scenario planned."""
        return self.availability.scenario

    @cached_property
    def team(self) -> dict[str, dict[Unit, list[str]]]:
        """Officers by round and unit, sorted."""
        rows: dict[str, dict[Unit, list[str]]] = defaultdict(lambda: defaultdict(list))
        for seat in self.drawn.seats:
            rows[seat.round][seat.unit].append(self.drawn.names[seat.key])
        return {
            name: {unit: sorted(people) for unit, people in units.items()}
            for name, units in rows.items()
        }

    @cached_property
    def vehicles(self) -> dict[str, tuple[str, ...]]:
        """Vehicles by round."""
        return assign_vehicles(self.availability, self.fleet, self.drawn.rounds)

    def timetable(self) -> Timetable:
        """Return visits, rounds, assignments and draw; the register comes later."""
        visits = self._with_cap_use(
            self._numbered(
                [v for named in self.drawn.rounds for v in self._visits(named)]
            )
        )
        by_round: dict[str, list[Visit]] = defaultdict(list)
        for visit in visits:
            by_round[visit.round].append(visit)
        rounds = tuple(
            self._round(named, by_round[named.round]) for named in self.drawn.rounds
        )
        return Timetable(
            week=str(self.availability.week),
            visits=tuple(visits),
            rounds=rounds,
            assignments=self._assignments(),
            draw=self.drawn.steps,
            commit=self.drawn.commit,
        )

    def _numbered(self, visits: list[Visit]) -> list[Visit]:
        kinds = self.availability.kinds
        visits.sort(
            key=lambda v: (v.date, kinds[v.session].start, v.district, v.start, v.site)
        )
        week = self.availability.week
        return [
            replace(visit, visit=f"{week}-V{number:03d}")
            for number, visit in enumerate(visits, start=1)
        ]

    def _visits(self, named: NamedRound) -> list[Visit]:
        template = named.column.template
        stops = zip(
            template.variants, template.present, template.times.starts, strict=True
        )
        return [
            self._visit(named, order, variant, present, start)
            for order, (variant, present, start) in enumerate(stops, start=1)
        ]

    def _visit(
        self,
        named: NamedRound,
        order: int,
        variant: Variant,
        present: Sequence[Unit],
        start: int,
    ) -> Visit:
        session = named.column.session
        entry = self.scenario.settings.travel.entry_minutes
        team = self.team[named.round]
        officers = [o for unit in sorted(present) for o in team[unit]]
        return Visit(
            visit="",
            round=named.round,
            order=order,
            date=session.date,
            session=session.kind,
            start=start,
            end=start + on_site(variant, present, entry),
            district=named.column.template.district,
            town=variant.town,
            site=variant.site,
            site_name=self.scenario.site[variant.site].name,
            checks=tuple(sorted(check.ref for check in variant.checks)),
            lead=visit_lead(self.scenario, variant, named.column),
            departments=tuple(sorted({unit[0] for unit in present})),
            officers=tuple(officers),
            full=variant.full,
            cap_use="",
        )

    def _with_cap_use(self, visits: Sequence[Visit]) -> list[Visit]:
        """Say of every visit what each department uses of its cap by it, in order."""
        used = Counter(self.past.cap_used)
        context = Context(self.scenario, self.availability.week, self.past)
        rounds = {named.round: named.column.template for named in self.drawn.rounds}
        found = {}
        for visit in sorted(visits, key=lambda v: (v.date, v.start, v.visit)):
            variant = rounds[visit.round].variants[visit.order - 1]
            site, rows = self.scenario.site[visit.site], []
            for department in _cap_users(variant, visit):
                key = (department, visit.site, visit.date.year)
                used[key] += 1
                rows.append(f"{department}:{used[key]}/{context.cap(department, site)}")
            found[visit.visit] = ";".join(rows)
        return [replace(visit, cap_use=found[visit.visit]) for visit in visits]

    def _round(self, named: NamedRound, visits: Sequence[Visit]) -> Round:
        template, session = named.column.template, named.column.session
        minutes: dict[str, int] = defaultdict(int)
        for visit in visits:
            minutes[visit.lead] += visit.end - visit.start
        officers = [o for people in self.team[named.round].values() for o in people]
        return Round(
            round=named.round,
            date=session.date,
            session=session.kind,
            district=template.district,
            base=template.base,
            depart=template.times.depart,
            return_=template.times.return_,
            towns=_in_order(v.town for v in template.variants),
            officers=tuple(sorted(officers)),
            vehicles=self.vehicles[named.round],
            lead=min(minutes, key=lambda d: (-minutes[d], d)),
            travel_minutes=template.times.travel,
            on_site_minutes=sum(minutes.values()),
        )

    def _assignments(self) -> tuple[Assignment, ...]:
        rows = [self._assignment(seat) for seat in self.drawn.seats]
        rows.sort(key=lambda a: (a.round, a.department, a.officer))
        return tuple(rows)

    def _assignment(self, seat: Seat) -> Assignment:
        officer = self.drawn.names[seat.key]
        own = self.availability.own_districts(self.scenario.officer[officer])
        return Assignment(
            officer=officer,
            round=seat.round,
            date=seat.session.date,
            session=seat.session.kind,
            department=seat.unit[0],
            qualification_used=seat.qualifications,
            help=seat.district not in own,
        )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _cap_users(variant: Variant, visit: Visit) -> list[str]:
    """Return the departments that enter with a role on a plan check that counts."""
    users = {
        role.department
        for check in variant.checks
        if check.counts_to_cap
        for terms in check.days
        if terms.date == visit.date
        for role in terms.roles
    }
    return sorted(users & set(visit.departments))


def visit_lead(scenario: Scenario, variant: Variant, column: Column) -> str:
    """Return the lead of a visit (DESIGN.md 2).

    The consented item's lead, else the check lead with the most points, ties by id.
    """
    consented: set[str] = set()
    points: dict[str, int] = defaultdict(int)
    for check in variant.checks:
        lead = check_lead(scenario, check.ref.item, variant.town, column.session.date)
        if lead is not None:
            points[lead] += check.points
            if check.consented_lead:
                consented.add(lead)
    if consented:
        return min(consented)
    return min(points, key=lambda d: (-points[d], d))


def assign_vehicles(
    availability: Availability, fleet: Fleet, rounds: Sequence[NamedRound]
) -> dict[str, tuple[str, ...]]:
    """Give every round the vehicles its packing asks for.

    Larger vehicles first and longer sessions first, each time the smallest that is
    still free: the rows of the selection leave enough of every size.

    Raises
    ------
    RuntimeError
        If a round is left without a vehicle: a fault of the selection.
    """
    taken: dict[tuple[str, object], list[NamedRound]] = defaultdict(list)
    found: dict[str, list[str]] = {named.round: [] for named in rounds}
    wishes = [
        (-seats, -availability.kinds[n.column.session.kind].weight, n.round, n, seats)
        for n in rounds
        for seats in n.column.vehicles
    ]
    for _, _, _, named, seats in sorted(wishes, key=lambda w: w[:3]):
        column = named.column
        date, base = column.session.date, column.template.base
        for vehicle, size in fleet.vehicles(base, date):
            busy = any(
                availability.clash(other.column.session.kind, column.session.kind)
                for other in taken[vehicle, date]
            )
            if size >= seats and not busy:
                taken[vehicle, date].append(named)
                found[named.round].append(vehicle)
                break
        else:
            raise RuntimeError(f"no vehicle left for round {named.round}")
    return {name: tuple(sorted(vehicles)) for name, vehicles in found.items()}
