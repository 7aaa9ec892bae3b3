"""Leave, answers to invitations, weekly limits and evenings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.model import Officer, Round, Scenario
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import NIGHT_KIND, kinds_touch, weight
from scheduler.rules.team import trips_of

RULE = "availability"


def check_availability(published: Published) -> Finding:
    """See that everybody in a round may be there.

    Absences and pins `officer_off`, a department's answer no, the weekly limit of
    sessions (a day counts two), and evenings only for those with night = 1.
    A fact is one officer in one round.
    """
    found: list[Violation] = []
    facts = 0
    for name, trips in trips_of(published).items():
        facts += len(trips)
        officer = published.scenario.officer.get(name)
        if officer is None:
            continue  # certificate_valid speaks of people nobody knows
        for trip in trips:
            found += _absent(published.scenario, officer, trip)
            found += _refused(published.scenario, officer, trip)
            found += _pinned_off(published, officer, trip)
            if trip.session == NIGHT_KIND and not officer.night:
                found.append(_violation("night", officer, trip))
        found += _limit(published.scenario, officer, trips)
    return Finding(facts, tuple(found))


def _bars(scenario: Scenario, kinds: Sequence[str], session: str) -> bool:
    """Say whether an absence in some kinds (empty = all) bars a session."""
    known = {kind.kind for kind in scenario.settings.sessions}
    return not kinds or any(
        kind in known and kinds_touch(scenario, kind, session) for kind in kinds
    )


def _absent(scenario: Scenario, officer: Officer, trip: Round) -> Iterator[Violation]:
    for row in scenario.absences:
        if row.officer != officer.officer or not row.from_ <= trip.date <= row.until:
            continue
        if _bars(scenario, row.sessions, trip.session):
            yield _violation("absent", officer, trip, reason=row.reason or "—")
            return


def _refused(scenario: Scenario, officer: Officer, trip: Round) -> Iterator[Violation]:
    for row in scenario.invitations:
        where = (row.department, row.district, row.date)
        if where != (officer.department, trip.district, trip.date) or row.answer:
            continue
        if _bars(scenario, (row.session,), trip.session):
            yield _violation("refused", officer, trip, department=row.department)
            return


def _pinned_off(
    published: Published, officer: Officer, trip: Round
) -> Iterator[Violation]:
    for pin in published.scenario.pins:
        if pin.kind != "officer_off" or pin.officer != officer.officer:
            continue
        if pin.week != str(published.week):
            continue
        date, _, session = pin.value.partition(" ")
        kinds = (session,) if session else ()
        if not date or (
            date == trip.date.isoformat()
            and _bars(published.scenario, kinds, trip.session)
        ):
            yield _violation("pinned_off", officer, trip, reason=pin.reason or "—")
            return


def _limit(
    scenario: Scenario, officer: Officer, trips: list[Round]
) -> Iterator[Violation]:
    used = sum(weight(scenario, trip.session) for trip in trips)
    beyond = used - officer.max_sessions
    if beyond > 0:
        fields = {
            "officer": officer.officer,
            "used": used,
            "limit": officer.max_sessions,
            "beyond": beyond,
        }
        yield Violation(RULE, "limit", fields, beyond, officer=officer.officer)


def _violation(key: str, officer: Officer, trip: Round, **fields: object) -> Violation:
    about = {
        "officer": officer.officer,
        "round": trip.round,
        "date": trip.date.isoformat(),
        "session": trip.session,
        **fields,
    }
    return Violation(RULE, key, about, round=trip.round, officer=officer.officer)
