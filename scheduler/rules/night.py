"""Rest after an evening session, across the week's edge too."""

from __future__ import annotations

import datetime as dt

from scheduler.model.calendar import Date
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.serving import NIGHT_KIND, REST_KINDS


def evenings(published: Published) -> set[tuple[str, Date]]:
    """Return (officer, date) of every evening session, past weeks included."""
    rows = {
        (name, row.date)
        for row in published.history
        if row.session == NIGHT_KIND
        for name in row.officers
    }
    monday = published.week.monday
    for timetable in published.after:
        rows |= {
            (a.officer, a.date)
            for a in timetable.assignments
            if a.session == NIGHT_KIND and a.date < monday
        }
    return rows | {
        (a.officer, a.date)
        for a in published.timetable.assignments
        if a.session == NIGHT_KIND
    }


def check_night_rest(published: Published) -> Finding:
    """See that nobody starts early, in the morning or for the day after an evening."""
    worked, facts, found = evenings(published), 0, []
    for row in published.timetable.assignments:
        if row.session not in REST_KINDS:
            continue
        facts += 1
        before = row.date - dt.timedelta(days=1)
        if (row.officer, before) in worked:
            fields = {
                "officer": row.officer,
                "evening": before.isoformat(),
                "date": row.date.isoformat(),
                "session": row.session,
            }
            found.append(
                Violation(
                    "night_rest",
                    "no_rest",
                    fields,
                    round=row.round,
                    officer=row.officer,
                )
            )
    return Finding(facts, tuple(found))
