"""Only staff with a certificate valid on the date enter (S0 四(三), 四(六))."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Officer, Round
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.team import trips_of

RULE = "certificate_valid"


def check_certificate_valid(published: Published) -> Finding:
    """See that everybody in a round is certified staff on its date.

    A fact is one officer in one round. A certificate that ends within `warn_days`
    after the week is told, which breaks nothing.
    """
    found: list[Violation] = []
    facts = 0
    for name, trips in trips_of(published).items():
        officer = published.scenario.officer.get(name)
        facts += len(trips)
        for trip in trips:
            found += _of_trip(name, officer, trip)
        found += _soon(published, officer)
    return Finding(facts, tuple(found))


def _of_trip(name: str, officer: Officer | None, trip: Round) -> Iterator[Violation]:
    fields: dict[str, object] = {
        "officer": name,
        "round": trip.round,
        "date": trip.date.isoformat(),
    }
    key, amount = "", 1
    if officer is None:
        key = "unknown"
    elif officer.status != "staff":
        key = "auxiliary"
    elif officer.valid_from is None or officer.valid_until is None:
        key = "no_dates"
    elif trip.date < officer.valid_from:
        key, amount = "not_yet", (officer.valid_from - trip.date).days
        fields["from"] = officer.valid_from.isoformat()
    elif trip.date > officer.valid_until:
        key, amount = "expired", (trip.date - officer.valid_until).days
        fields["until"] = officer.valid_until.isoformat()
    if key:
        fields["days"] = amount
        yield Violation(RULE, key, fields, amount, round=trip.round, officer=name)


def _soon(published: Published, officer: Officer | None) -> Iterator[Violation]:
    if officer is None or officer.valid_until is None:
        return
    days = (officer.valid_until - published.week.sunday).days
    if 0 <= days <= int(published.scenario.settings.number(RULE, "warn_days")):
        fields = {
            "officer": officer.officer,
            "until": officer.valid_until.isoformat(),
            "days": days,
        }
        yield Violation(RULE, "soon", fields, officer=officer.officer)
