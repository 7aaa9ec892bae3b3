"""Who reviews cases of a district on a day (S0 四(六))."""

from __future__ import annotations

from scheduler.model.calendar import Date
from scheduler.rules.core import Finding, Published, Violation

RULE = "legal_contact"


def reviewers(published: Published, district: str, date: Date) -> list[str]:
    """Return the district's legal reviewers who are not away the whole date."""
    scenario = published.scenario
    away = {
        row.officer
        for row in scenario.absences
        if row.from_ <= date <= row.until and not row.sessions
    }
    return sorted(
        officer.officer
        for officer in scenario.officers
        if officer.legal_reviewer
        and district in officer.districts
        and officer.officer not in away
    )


def check_legal_contact(published: Published) -> Finding:
    """See that a district with rounds on a date has a legal reviewer to turn to."""
    rounds = published.timetable.rounds
    days = sorted({(trip.district, trip.date) for trip in rounds})
    found = [
        Violation(RULE, "nobody", {"district": district, "date": date.isoformat()})
        for district, date in days
        if not reviewers(published, district, date)
    ]
    return Finding(len(days), tuple(found))
