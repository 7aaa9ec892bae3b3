"""The publication gate: papers that must be there before the week is issued."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.model import Visit
from scheduler.rules.acting import authority
from scheduler.rules.core import Finding, Published, Violation

RULE = "publication"
DEMO_BEACON = "demo"


def check_publication(published: Published) -> Finding:
    """See that every paper is there.

    A fact is a check, a vertical department's entry to a session, an officer, or
    the beacon.
    """
    found: list[Violation] = []
    facts = 1
    for visit in published.timetable.visits:
        facts += len(visit.checks)
        found.extend(_approvals(published, visit))
    entries = _vertical_entries(published)
    officers = sorted({a.officer for a in published.timetable.assignments})
    found.extend(_invitations(published, entries))
    for name in officers:
        officer = published.scenario.officer.get(name)
        if officer is not None and not officer.certificate:
            found.append(
                Violation(RULE, "certificate", {"officer": name}, officer=name)
            )
    if published.result.get("beacon") in (None, "", DEMO_BEACON):
        found.append(Violation(RULE, "beacon", {}))
    return Finding(facts + len(entries) + len(officers), tuple(found))


def _approvals(published: Published, visit: Visit) -> Iterator[Violation]:
    scenario = published.scenario
    for check in visit.checks:
        fields = {"visit": visit.visit, "check": str(check)}
        item = scenario.item.get(check.item)
        plan = scenario.plan_row.get(check.row_id)
        request = scenario.request.get(check.row_id)
        row = plan if check.row_kind == "plan" else request
        if row is None or not row.approval:
            yield Violation(RULE, "approval", fields, visit=visit.visit)
        planned = plan if check.row_kind == "plan" else None
        special = item is not None and item.special_plan
        if special and planned is not None and not planned.special_approval:
            yield Violation(RULE, "special_plan", fields, visit=visit.visit)
        if authority(scenario, check.item, visit.town, visit.date) == "disputed":
            about = {**fields, "town": visit.town, "item": check.item}
            yield Violation(RULE, "disputed", about, visit=visit.visit)


def _vertical_entries(published: Published) -> list[tuple[str, str, str, str]]:
    """Return (department, district, date, session) where a vertical one enters."""
    vertical = {d.department for d in published.scenario.departments if d.vertical}
    return sorted(
        {
            (department, visit.district, visit.date.isoformat(), visit.session)
            for visit in published.timetable.visits
            for department in visit.departments
            if department in vertical
        }
    )


def _invitations(
    published: Published, entries: list[tuple[str, str, str, str]]
) -> Iterator[Violation]:
    answered = {
        (row.department, row.district, row.date.isoformat(), row.session)
        for row in published.scenario.invitations
    }
    settings = published.scenario.settings
    for department, district, date, session in entries:
        # An answer for both halves of the day answers for the day.
        kinds = settings.kind(session).covers or (session,)
        asked = (department, district, date)
        whole = (*asked, session) in answered
        if not whole and not all((*asked, kind) in answered for kind in kinds):
            fields = {
                "department": department,
                "district": district,
                "date": date,
                "session": session,
            }
            yield Violation(RULE, "invitation", fields)
