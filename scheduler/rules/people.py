"""Two of every authority, and the qualifications an item asks for."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Visit
from scheduler.rules.acting import ACTING, ActingPart, roles_at
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.team import team_at


def people_needed(published: Published, parts: list[ActingPart], present: bool) -> int:
    """Return how many certified people a department needs at a visit.

    Parameters
    ----------
    published : Published
        The week, for `two_per_authority.people` and `.lean`.
    parts : list of ActingPart
        The department's parts in the carried checks: the maximum counts, not the sum.
    present : bool
        Whether it enters; a department that only assists may stay away.
    """
    settings = published.scenario.settings
    least = int(settings.number("two_per_authority", "people"))
    acting = [max(least, part.officers) for part in parts if part.role in ACTING]
    if acting:
        return max(acting)
    if not present:
        return 0
    return 1 if settings.number("two_per_authority", "lean") else least


def check_two_per_authority(published: Published) -> Finding:
    """Count the certified officers of every department with a role on a visit.

    A fact is one department that must or does enter one visit, and one visit.
    """
    found: list[Violation] = []
    facts = 0
    least = int(published.scenario.settings.number("two_per_authority", "people"))
    for visit in published.timetable.visits:
        team = team_at(published, visit)
        facts += 1
        for department, need in _needs(published, visit):
            facts += 1
            have = len(team.get(department, ()))
            if have < need:
                found.append(_short("department", visit, department, have, need))
        whole = sum(map(len, team.values()))
        if whole < least:
            found.append(_short("visit", visit, "", whole, least))
    return Finding(facts, tuple(found))


def _needs(published: Published, visit: Visit) -> Iterator[tuple[str, int]]:
    roles = roles_at(published.scenario, visit.checks, visit.town, visit.date)
    for department, parts in roles.items():
        need = people_needed(published, parts, department in visit.departments)
        if need:
            yield department, need


def _short(key: str, visit: Visit, department: str, have: int, need: int) -> Violation:
    fields = {
        "visit": visit.visit,
        "department": department,
        "have": have,
        "need": need,
        "short": need - have,
    }
    return Violation("two_per_authority", key, fields, need - have, visit=visit.visit)


def check_qualification(published: Published) -> Finding:
    """See that a department's officers hold what its roles on the checks ask for.

    A fact is one qualification of one department at one visit. A department that
    must enter and does not is a matter of `two_per_authority`.
    """
    found: list[Violation] = []
    facts = 0
    for visit in published.timetable.visits:
        team = team_at(published, visit)
        roles = roles_at(published.scenario, visit.checks, visit.town, visit.date)
        for department in sorted(team):
            parts = roles.get(department, [])
            asked = {name for part in parts for name in part.qualification}
            held = {q for officer in team[department] for q in officer.qualifications}
            facts += len(asked)
            for name in sorted(asked - held):
                fields = {
                    "visit": visit.visit,
                    "department": department,
                    "qualification": name,
                }
                found.append(
                    Violation("qualification", "missing", fields, visit=visit.visit)
                )
    return Finding(facts, tuple(found))
