"""Working days, legal windows, seasons, opening hours and closures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.model import Item, Visit, Window
from scheduler.rules.core import Finding, Published, Violation


def check_working_calendar(published: Published) -> Finding:
    """See that on non-working days only emergencies are checked.

    The `calendar` table is the truth, make-up days included. A fact is one visit.
    """
    days = published.scenario.calendar.days
    found = []
    for visit in published.timetable.visits:
        fields: dict[str, object] = {
            "visit": visit.visit,
            "date": visit.date.isoformat(),
        }
        day = days.get(visit.date)
        others = [check for check in visit.checks if check.trigger != "emergency"]
        if day is None:
            found.append(
                Violation("working_calendar", "no_row", fields, visit=visit.visit)
            )
        elif not day.working and others:
            fields = {**fields, "note": day.note or "—", "checks": len(others)}
            found.append(
                Violation(
                    "working_calendar", "off", fields, len(others), visit=visit.visit
                )
            )
    return Finding(len(published.timetable.visits), tuple(found))


def check_legal_window(published: Published) -> Finding:
    """See that each visit lies in one window and a session of each item it carries.

    Seasons, the site's hours and closures bind plan checks only. A fact is one
    check of one visit.
    """
    found: list[Violation] = []
    facts = 0
    for visit in published.timetable.visits:
        facts += len(visit.checks)
        for check in visit.checks:
            item = published.scenario.item.get(check.item)
            if item is not None:  # listed_item speaks of unknown items
                found += _of_item(published, visit, item)
                if check.row_kind == "plan" and item.seasons:
                    found += _season(visit, item)
        if any(check.row_kind == "plan" for check in visit.checks):
            found += _hours(published, visit)
            found += _closed(published, visit)
    return Finding(facts, tuple(found))


def _violation(
    key: str, visit: Visit, amount: float = 1, **fields: object
) -> Violation:
    about = {
        "visit": visit.visit,
        "site": visit.site,
        "date": visit.date.isoformat(),
        **fields,
    }
    return Violation("legal_window", key, about, amount, visit=visit.visit)


def _outside(windows: Sequence[Window], visit: Visit) -> int:
    """Return how many minutes of the visit lie outside its best window."""
    inside = (min(w.end, visit.end) - max(w.start, visit.start) for w in windows)
    return visit.end - visit.start - max(0, max(inside))


def _of_item(published: Published, visit: Visit, item: Item) -> Iterator[Violation]:
    settings = published.scenario.settings
    allowed = {visit.session, *settings.kind(visit.session).covers}
    if not allowed & set(item.sessions):
        yield _violation("session", visit, item=item.item, session=visit.session)
    if item.windows:
        minutes = _outside(item.windows, visit)
        if minutes:
            yield _violation("window", visit, minutes, item=item.item, minutes=minutes)


def _season(visit: Visit, item: Item) -> Iterator[Violation]:
    if not any(season.holds(visit.date) for season in item.seasons):
        yield _violation("season", visit, item=item.item)


def _hours(published: Published, visit: Visit) -> Iterator[Violation]:
    site = published.scenario.site.get(visit.site)
    if site is None:
        return
    start = visit.start if site.open_from is None else site.open_from
    end = visit.end if site.open_until is None else site.open_until
    minutes = max(0, start - visit.start) + max(0, visit.end - end)
    if minutes:
        yield _violation("hours", visit, minutes, minutes=minutes)


def _closed(published: Published, visit: Visit) -> Iterator[Violation]:
    for row in published.scenario.closures:
        if row.site in (visit.site, "*") and row.from_ <= visit.date <= row.until:
            yield _violation("closed", visit, reason=row.reason or "—")
            return
