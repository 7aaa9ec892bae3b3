"""A round fits its session: travel, time on site, the break, one district."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scheduler.model import Round, Visit, clock
from scheduler.rules.acting import roles_at
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import is_town_officer

RULE = "round_fits"


def check_round_fits(published: Published) -> Finding:
    """Walk every round from its base through its visits and back.

    A fact is one round, one visit, and one leg of the way.
    """
    found: list[Violation] = []
    facts = 0
    for trip in published.timetable.rounds:
        visits = published.visits_of.get(trip.round, [])
        facts += 2 + 2 * len(visits)
        if not visits:
            found.append(_violation("empty", trip))
            continue
        found += _place(published, trip, visits)
        found += _way(published, trip, visits)
        found += _shoulder(published, trip)
        for visit in visits:
            found += _in_session(published, trip, visit)
            found += _on_site(published, trip, visit)
    return Finding(facts, tuple(found))


def _violation(
    key: str, trip: Round, visit: str = "", amount: float = 1, **fields: object
) -> Violation:
    about = {"round": trip.round, "visit": visit, **fields}
    return Violation(RULE, key, about, amount, visit=visit, round=trip.round)


def _place(
    published: Published, trip: Round, visits: list[Visit]
) -> Iterator[Violation]:
    """One district; the district's base, or the town of a town team alone."""
    scenario = published.scenario
    for visit in visits:
        town = scenario.town.get(visit.town)
        if (visit.date, visit.session) != (trip.date, trip.session):
            yield _violation("other_session", trip, visit.visit)
        if town is None or {town.district, visit.district} != {trip.district}:
            yield _violation(
                "other_district", trip, visit.visit, district=trip.district
            )
        site = scenario.site.get(visit.site)
        if site is not None and site.town != visit.town:
            yield _violation("other_town", trip, visit.visit, town=site.town)
    if _town_team(published, trip):
        towns = sorted({visit.town for visit in visits})
        if towns != [trip.base]:
            yield _violation("team_town", trip, base=trip.base, towns=";".join(towns))
        if trip.vehicles:
            yield _violation("team_vehicle", trip, amount=len(trip.vehicles))
        return
    district = scenario.district.get(trip.district)
    if district is not None and trip.base != district.base:
        yield _violation("base", trip, base=trip.base, expected=district.base)


def _town_team(published: Published, trip: Round) -> bool:
    officers = [published.scenario.officer.get(name) for name in trip.officers]
    return bool(officers) and all(
        officer is not None and is_town_officer(published.scenario, officer)
        for officer in officers
    )


def _way(published: Published, trip: Round, visits: list[Visit]) -> Iterator[Violation]:
    """Travel from base to base in visiting order; depart and return to the minute."""
    travel = published.scenario.travel
    first, last = visits[0], visits[-1]
    leave = first.start - travel.minutes(trip.base, first.town)
    home = last.end + travel.minutes(last.town, trip.base)
    for key, found, expected in (
        ("depart", trip.depart, leave),
        ("return", trip.return_, home),
    ):
        if found != expected:
            minutes = abs(found - expected)
            yield _violation(
                key,
                trip,
                amount=minutes,
                found=clock(found),
                expected=clock(max(0, expected)),
                minutes=minutes,
            )
    for here, there in pairwise(visits):
        minutes = here.end + travel.minutes(here.town, there.town) - there.start
        if minutes > 0:
            yield _violation("travel", trip, there.visit, minutes, minutes=minutes)


def _shoulder(published: Published, trip: Round) -> Iterator[Violation]:
    settings = published.scenario.settings
    kind, shoulder = settings.kind(trip.session), settings.travel.shoulder
    early = kind.start - shoulder - trip.depart
    late = trip.return_ - kind.end - shoulder
    for key, minutes in (("too_early", early), ("too_late", late)):
        if minutes > 0:
            yield _violation(
                key, trip, amount=minutes, minutes=minutes, shoulder=shoulder
            )


def _in_session(published: Published, trip: Round, visit: Visit) -> Iterator[Violation]:
    spans = published.scenario.settings.kind(trip.session).spans
    inside = max(
        min(span.end, visit.end) - max(span.start, visit.start) for span in spans
    )
    minutes = visit.end - visit.start - max(0, inside)
    if minutes > 0:
        yield _violation("session", trip, visit.visit, minutes, minutes=minutes)


def on_site_minutes(published: Published, visit: Visit) -> int:
    """Return how many minutes the visit takes by its checks and departments.

    Entry plus the maximum, over the departments that enter, of the minutes of the
    checks each takes part in.
    """
    scenario = published.scenario
    longest = 0
    for department in visit.departments:
        minutes = 0
        for check in visit.checks:
            item = scenario.item.get(check.item)
            roles = roles_at(scenario, (check,), visit.town, visit.date)
            if item is not None and department in roles:
                minutes += item.minutes
        longest = max(longest, minutes)
    return scenario.settings.travel.entry_minutes + longest


def _on_site(published: Published, trip: Round, visit: Visit) -> Iterator[Violation]:
    expected, found = on_site_minutes(published, visit), visit.end - visit.start
    if found != expected:
        minutes = abs(found - expected)
        yield _violation(
            "on_site",
            trip,
            visit.visit,
            minutes,
            found=found,
            expected=expected,
            minutes=minutes,
        )
