"""Yearly cap of plan visits a department may pay one site."""

from __future__ import annotations

from collections import Counter

from scheduler.model import Scenario, Site, Visit
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.past import capped_departments, past_visits

RULE = "yearly_cap"


def cap_of(scenario: Scenario, department: str, site: Site) -> int:
    """Return how many plan visits a year the department may pay the site."""
    caps = {(row.department, row.risk): row.per_year for row in scenario.caps}
    for key in ((department, site.risk), (department, "*")):
        if key in caps:
            return caps[key]
    return int(scenario.settings.number(RULE, "default"))


def used_before(published: Published) -> Counter[tuple[str, str, int]]:
    """Return the plan visits before the week by (department, site, year)."""
    used: Counter[tuple[str, str, int]] = Counter()
    for visits in past_visits(published).values():
        for past in visits:
            for department in past.capped:
                used[department, past.site, past.date.year] += 1
    return used


def check_yearly_cap(published: Published) -> Finding:
    """Count this year's plan visits of each department at each site.

    A fact is one use of the cap by one department on one visit of the week, or
    one `cap_use` text that must say so.
    """
    scenario, facts, found = published.scenario, 0, []
    used = used_before(published)
    for visit in in_order(published):
        texts = []
        for department in sorted(capped_departments(scenario, visit)):
            key = (department, visit.site, visit.date.year)
            used[key] += 1
            cap = cap_of(scenario, department, scenario.site[visit.site])
            texts.append(f"{department}:{used[key]}/{cap}")
            if used[key] > cap:
                found.append(_beyond(visit, department, used[key], cap))
        facts += len(texts) + 1
        if visit.cap_use != ";".join(texts):
            found.append(_text(visit, ";".join(texts)))
    return Finding(facts, tuple(found))


def in_order(published: Published) -> list[Visit]:
    """Return the week's visits by date, start and id."""
    return sorted(published.timetable.visits, key=lambda v: (v.date, v.start, v.visit))


def _beyond(visit: Visit, department: str, used: int, cap: int) -> Violation:
    fields = {
        "visit": visit.visit,
        "site": visit.site,
        "department": department,
        "used": used,
        "cap": cap,
        "year": visit.date.year,
    }
    return Violation(RULE, "beyond", fields, used - cap, visit=visit.visit)


def _text(visit: Visit, expected: str) -> Violation:
    fields = {
        "visit": visit.visit,
        "found": visit.cap_use or "—",
        "expected": expected or "—",
    }
    return Violation(RULE, "text_differs", fields, visit=visit.visit)
