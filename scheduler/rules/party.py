"""How many people enter one site at once."""

from __future__ import annotations

from scheduler.rules.core import Finding, Published, Violation

RULE = "party_size"


def check_party_size(published: Published) -> Finding:
    """Count the officers of each visit against the soft and the hard limit."""
    settings = published.scenario.settings
    soft = int(settings.number(RULE, "soft"))
    most = int(settings.number(RULE, "max"))
    found = []
    for visit in published.timetable.visits:
        people = len(set(visit.officers))
        if people > soft:
            key, limit = ("beyond", most) if people > most else ("large", soft)
            fields = {"visit": visit.visit, "people": people, "limit": limit}
            found.append(
                Violation(RULE, key, fields, people - limit, visit=visit.visit)
            )
    return Finding(len(published.timetable.visits), tuple(found))
