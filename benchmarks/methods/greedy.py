"""The Excel planner: what a careful person does in a spreadsheet.

Candidates by urgency, one after the other: onto a round that already goes to the town
if it fits there, else into the first session where the departments still have free
officers and a vehicle. Nothing is moved again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from benchmarks.methods.greedy_book import Book, Trip
from benchmarks.plain import Outcome, PlainRound, PlainVisit, Point, Task
from benchmarks.value import deployment_price
from scheduler.intake import screen
from scheduler.model import Candidate, Scenario, Session
from scheduler.week.availability import Availability, slots
from scheduler.week.rounds import Ground, Template, make_template
from scheduler.week.variants import Variant, all_variants

# Who lays a long trip first blocks two half days: half days are tried before.
KIND_ORDER = ("early", "morning", "afternoon", "evening", "day")


def plan(task: Task) -> Outcome:
    """Plan the week in one pass."""
    trips = fill(task)
    rounds = tuple(plain(trip) for trip in trips)
    value = value_of_trips(task.loaded.scenario, trips)
    return Outcome(
        status="FEASIBLE",
        rounds=rounds,
        first=rounds or None,
        first_seconds=task.spent if rounds else None,
        value=value,
        trace=[Point(task.spent, value, None)],
    )


def value_of_trips(scenario: Scenario, trips: Sequence[Trip]) -> int:
    """Return the scaled points of trips, 1:1:2 included."""
    sent: Counter[str] = Counter()
    for trip in trips:
        group = scenario.district[trip.template.district].group
        weight = scenario.settings.kind(trip.session.kind).weight
        for unit, need in trip.template.needs:
            if scenario.department[unit[0]].kind == "resident":
                sent[group] += weight * need.people
    points = sum(trip.template.value for trip in trips)
    return points - deployment_price(scenario, sent)


def fill(task: Task) -> list[Trip]:
    """Return the trips of the week, in the order they were opened."""
    sheet = Sheet(task)
    demand = screen(task.loaded.scenario, task.week)
    variants: dict[str, list[Variant]] = defaultdict(list)
    for variant in all_variants(task.loaded.scenario, demand.candidates):
        variants[variant.candidate].append(variant)
    for candidate in sorted(demand.candidates, key=urgency):
        for variant in variants[candidate.candidate]:  # the full visit comes first
            if sheet.place(variant):
                break
    return sheet.book.trips


def urgency(candidate: Candidate) -> tuple[bool, int, str]:
    """Return the place in the list: musts, then points, then id."""
    must = any(check.must for check in candidate.checks)
    points = sum(check.points for check in candidate.checks)
    return (not must, -points, candidate.candidate)


class Sheet:
    """The planner's spreadsheet: trips so far, and who is still free."""

    def __init__(self, task: Task) -> None:
        scenario = task.loaded.scenario
        self.scenario = scenario
        availability = Availability(scenario, task.week)
        self.book = Book(availability)
        self.grounds = {
            row.district: Ground.of(scenario, row.district)
            for row in scenario.districts
        }
        kinds = [kind for kind in KIND_ORDER if kind in availability.kinds]
        self.sessions = slots(task.week, kinds)
        self.planned: set[str] = set()

    def place(self, variant: Variant) -> bool:
        """Put a visit where it fits first; say whether it fits at all."""
        if variant.carries_plan and variant.site in self.planned:
            return False
        placed = self._join(variant) or self._open(variant)
        area = self.scenario.site[variant.site].kind == "area"
        if placed and variant.carries_plan and not area:
            self.planned.add(variant.site)
        return placed

    def _join(self, variant: Variant) -> bool:
        """Append the visit to a trip of its town whose team can make it."""
        for trip in self.book.trips:
            template = trip.template
            if (
                template.district != variant.district
                or trip.session.date not in variant.dates
                or trip.session.kind not in variant.kinds
                or all(v.town != variant.town for v in template.variants)
                or any(v.site == variant.site for v in template.variants)
            ):
                continue
            longer = self._template((*template.variants, variant), trip.session)
            if longer is not None and self.book.change(trip, longer):
                return True
        return False

    def _open(self, variant: Variant) -> bool:
        for session in self.sessions:
            if session.date not in variant.dates or session.kind not in variant.kinds:
                continue
            template = self._template((variant,), session)
            if template is not None and self.book.add(template, session):
                return True
        return False

    def _template(
        self, variants: tuple[Variant, ...], session: Session
    ) -> Template | None:
        team = frozenset(unit for v in variants for unit in v.required)
        kind = self.scenario.settings.kind(session.kind)
        made = make_template(self.grounds[variants[0].district], kind, variants, team)
        return made if made and session.date in made.dates else None


def plain(trip: Trip) -> PlainRound:
    """Return a trip as a plain round."""
    template = trip.template
    visits = tuple(
        PlainVisit(v.candidate, frozenset(c.ref for c in v.checks))
        for v in template.variants
    )
    return PlainRound(
        trip.session.date,
        trip.session.kind,
        template.district,
        frozenset(unit for unit, _ in template.needs),
        visits,
    )
