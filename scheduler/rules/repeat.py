"""Coming again: one visit a week, the gap, whole merging, other people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations

from scheduler.model import Visit
from scheduler.rules.caps import in_order
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.past import carries_plan, last_officers, past_visits


def _plan_visits(published: Published) -> dict[str, list[Visit]]:
    """Return this week's visits with plan checks of each site that is no area."""
    rows: dict[str, list[Visit]] = defaultdict(list)
    for visit in in_order(published):
        site = published.scenario.site.get(visit.site)
        if carries_plan(visit) and (site is None or site.kind != "area"):
            rows[visit.site].append(visit)
    return dict(rows)


def check_one_visit_a_week(published: Published) -> Finding:
    """Count the week's visits with plan checks of each enterprise or place."""
    rule = "one_visit_a_week"
    limit = int(published.scenario.settings.number(rule, "visits"))
    visits = _plan_visits(published)
    found = [
        Violation(
            rule,
            "more",
            {"site": site, "visits": len(rows), "limit": limit},
            len(rows) - limit,
            visit=rows[limit].visit,
        )
        for site, rows in sorted(visits.items())
        if len(rows) > limit
    ]
    return Finding(len(visits), tuple(found))


def check_minimum_gap(published: Published) -> Finding:
    """Measure the days since the last visit with plan checks, this week's included."""
    rule = "minimum_gap"
    days = int(published.scenario.settings.number(rule, "days"))
    past = past_visits(published)
    facts, found = 0, []
    for site, rows in sorted(_plan_visits(published).items()):
        dates = [v.date for v in past.get(site, []) if v.plan]
        last: dt.date | None = max(dates, default=None)
        for visit in rows:
            facts += 1
            if last is not None and (visit.date - last).days < days:
                between = (visit.date - last).days
                fields = {
                    "visit": visit.visit,
                    "site": site,
                    "last": last.isoformat(),
                    "between": between,
                    "days": days,
                }
                found.append(
                    Violation(rule, "short", fields, days - between, visit=visit.visit)
                )
            last = visit.date
    return Finding(facts, tuple(found))


def check_full_merge(published: Published) -> Finding:
    """List the visits that left checks of their candidate visit behind."""
    missing: dict[str, list[str]] = defaultdict(list)
    for row in published.timetable.register:
        if row.outcome == "deferred" and row.reason == "partial":
            missing[row.site].append(row.row_id)
    found = [
        Violation(
            "full_merge",
            "partial",
            {
                "visit": visit.visit,
                "site": visit.site,
                "rows": ";".join(sorted(missing[visit.site])) or "—",
            },
            max(1, len(missing[visit.site])),
            visit=visit.visit,
        )
        for visit in in_order(published)
        if not visit.full
    ]
    return Finding(len(published.timetable.visits), tuple(found))


def check_rotation(published: Published) -> Finding:
    """Look for two officers of one department who met this site last time too."""
    last, facts, found = last_officers(published), 0, []
    for visit in in_order(published):
        if visit.site not in last:
            continue
        facts += 1
        again: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(visit.officers) & set(last[visit.site])):
            officer = published.scenario.officer.get(name)
            if officer is not None:
                again[officer.department].append(name)
        for department, names in sorted(again.items()):
            pairs = len(list(combinations(names, 2)))
            if pairs:
                fields = {
                    "visit": visit.visit,
                    "site": visit.site,
                    "department": department,
                    "officers": ";".join(names),
                }
                found.append(
                    Violation("rotation", "pair", fields, pairs, visit=visit.visit)
                )
    return Finding(facts, tuple(found))
