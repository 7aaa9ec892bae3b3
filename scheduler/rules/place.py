"""Where officers may act: locality, help, and 回避."""

from __future__ import annotations

from collections import Counter, defaultdict

from scheduler.model import Assignment
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import helps, is_town_officer, weight


def _helping(published: Published) -> list[Assignment]:
    """Return the assignments outside the districts an officer serves."""
    scenario, rows = published.scenario, []
    for row in published.timetable.assignments:
        officer, trip = (
            scenario.officer.get(row.officer),
            published.round.get(row.round),
        )
        if officer and trip and helps(scenario, officer, trip.district):
            rows.append(row)
    return sorted(rows, key=lambda a: (a.officer, a.date, a.session, a.round))


def check_locality(published: Published) -> Finding:
    """Town officers act in their town, others in their districts or as help."""
    found = [*_towns(published), *_districts(published)]
    return Finding(len(published.timetable.assignments), tuple(found))


def _towns(published: Published) -> list[Violation]:
    scenario, found = published.scenario, []
    for visit in published.timetable.visits:
        for name in visit.officers:
            officer = scenario.officer.get(name)
            if officer is None or not is_town_officer(scenario, officer):
                continue
            if officer.town != visit.town:
                fields = {
                    "officer": name,
                    "own": officer.town or "—",
                    "town": visit.town,
                    "visit": visit.visit,
                }
                found.append(
                    Violation(
                        "locality", "town", fields, visit=visit.visit, officer=name
                    )
                )
    return found


def _districts(published: Published) -> list[Violation]:
    scenario, found = published.scenario, []
    limit = int(scenario.settings.number("own_district", "help_sessions"))
    helped: Counter[str] = Counter()
    for row in _helping(published):
        helped[row.officer] += weight(scenario, row.session)
        if helped[row.officer] > limit:
            fields = {
                "officer": row.officer,
                "round": row.round,
                "district": published.round[row.round].district,
                "sessions": helped[row.officer],
                "limit": limit,
            }
            found.append(
                Violation(
                    "locality",
                    "district",
                    fields,
                    helped[row.officer] - limit,
                    round=row.round,
                    officer=row.officer,
                )
            )
    return found


def check_own_district(published: Published) -> Finding:
    """List every officer-round outside the districts the officer serves."""
    found = [
        Violation(
            "own_district",
            "help",
            {
                "officer": row.officer,
                "round": row.round,
                "district": published.round[row.round].district,
            },
            weight(published.scenario, row.session),
            round=row.round,
            officer=row.officer,
        )
        for row in _helping(published)
    ]
    return Finding(len(published.timetable.assignments), tuple(found))


def check_recusal(published: Published) -> Finding:
    """See that no officer enters a site he is kept from."""
    barred: dict[str, dict[str, str]] = defaultdict(dict)
    for row in published.scenario.recusals:
        barred[row.site][row.officer] = row.reason
    facts, found = 0, []
    for visit in published.timetable.visits:
        facts += len(barred[visit.site]) if visit.site in barred else 0
        for name in visit.officers:
            if name in barred.get(visit.site, {}):
                fields = {
                    "officer": name,
                    "site": visit.site,
                    "visit": visit.visit,
                    "reason": barred[visit.site][name] or "—",
                }
                found.append(
                    Violation(
                        "recusal", "meets", fields, visit=visit.visit, officer=name
                    )
                )
    return Finding(facts, tuple(found))
