"""Who may act: departments enter only with a role, and the acting one leads."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Visit
from scheduler.rules.acting import check_lead, roles_at
from scheduler.rules.core import Finding, Published, Violation

RULE = "acting_authority"


def check_acting_authority(published: Published) -> Finding:
    """See that nobody enters without a role, and that an acting department leads.

    Roles are those of (item, town, date). A fact is one department at one visit,
    and one lead of one visit.
    """
    found: list[Violation] = []
    facts = 0
    for visit in published.timetable.visits:
        entering = _entering(published, visit)
        facts += len(entering) + 1
        found += _roles(published, visit, entering)
        found += _lead(published, visit)
    return Finding(facts, tuple(found))


def _entering(published: Published, visit: Visit) -> dict[str, int]:
    """Return how many officers of each department enter, named or not in the list."""
    people = dict.fromkeys(visit.departments, 0)
    for name in sorted(set(visit.officers)):
        officer = published.scenario.officer.get(name)
        if officer is not None:
            people[officer.department] = people.get(officer.department, 0) + 1
    return people


def _roles(
    published: Published, visit: Visit, entering: dict[str, int]
) -> Iterator[Violation]:
    roles = roles_at(published.scenario, visit.checks, visit.town, visit.date)
    for department, people in sorted(entering.items()):
        fields = {
            "visit": visit.visit,
            "department": department,
            "people": people,
            "town": visit.town,
        }
        if department not in roles:
            yield Violation(RULE, "no_role", fields, max(1, people), visit=visit.visit)
        elif department not in visit.departments:
            yield Violation(RULE, "unlisted", fields, people, visit=visit.visit)
        elif not people:
            yield Violation(RULE, "nobody", fields, visit=visit.visit)


def _lead(published: Published, visit: Visit) -> Iterator[Violation]:
    leads = {
        check_lead(published.scenario, check.item, visit.town, visit.date)
        for check in visit.checks
    }
    known = sorted(lead for lead in leads if lead is not None)
    if visit.lead not in known:
        fields = {
            "visit": visit.visit,
            "lead": visit.lead or "—",
            "departments": ";".join(known) or "—",
            "town": visit.town,
        }
        yield Violation(RULE, "wrong_lead", fields, visit=visit.visit)
