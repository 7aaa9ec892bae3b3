"""Measure 5: repeated entries to one site, and use of the yearly caps."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from scheduler.model import PlannedWeek, Timetable, Visit, Week
from scheduler.model.calendar import Date
from scheduler.report.measure_row import MeasureRow, RowMaker
from scheduler.words import Words

_CAP = re.compile(r"(.+):(\d+)/(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A past or planned visit to a site, by whomever."""

    date: Date
    session: str
    plan: bool


def repeat_rows(planned: PlannedWeek, words: Words) -> list[MeasureRow]:
    """Return the rows of measure 5."""
    row = RowMaker(words, 5)
    days = int(planned.scenario.settings.number("minimum_gap", "days"))
    pairs = repeat_pairs(planned, days)
    uses = [use for visit in planned.timetable.visits for use in cap_uses(visit)]
    return [
        row("repeat_pairs", len(pairs), "pairs", days=days),
        row("repeat_pairs_plan", sum(pairs), "pairs", days=days),
        row("cap_used", len(uses), "uses"),
        row("cap_reached", sum(n == cap for n, cap in uses), "uses"),
        row("cap_over", sum(n > cap for n, cap in uses), "uses"),
    ]


def cap_uses(visit: Visit) -> list[tuple[int, int]]:
    """Return (this visit counted, cap) of every department that uses its cap.

    Raises
    ------
    ValueError
        If `cap_use` is not ``department:n/cap`` joined by ``;``.
    """
    uses = []
    for part in filter(None, visit.cap_use.split(";")):
        match = _CAP.fullmatch(part)
        if match is None:
            raise ValueError(f"{visit.visit}: cap_use {part!r} is not department:n/cap")
        uses.append((int(match[2]), int(match[3])))
    return uses


def repeat_pairs(planned: PlannedWeek, days: int) -> list[bool]:
    """Return the pairs of visits to one site closer than `days`, the later this week.

    Each is True where both visits carry plan checks. Areas have no gap and are left
    out.
    """
    before = _entries_before(planned)
    now: dict[str, list[Entry]] = defaultdict(list)
    for visit in planned.timetable.visits:
        if planned.scenario.site[visit.site].kind != "area":
            now[visit.site].append(_entry(visit))
    pairs = []
    for site in sorted(now):
        seen = before.get(site, [])
        for entry in sorted(now[site]):
            near = [one for one in seen if (entry.date - one.date).days < days]
            pairs += [one.plan and entry.plan for one in near]
            seen = [*seen, entry]
    return pairs


def _entry(visit: Visit) -> Entry:
    plan = any(ref.row_kind == "plan" for ref in visit.checks)
    return Entry(visit.date, visit.session, plan)


def _entries_before(planned: PlannedWeek) -> dict[str, list[Entry]]:
    """Return the visits known before the week: history, then published weeks."""
    weeks = [planned.week, *(Week.parse(table.week) for table in planned.after)]
    cut = min(week.monday for week in weeks)
    plan: dict[tuple[str, Date, str], bool] = {}
    for row in planned.scenario.history:
        if row.date < cut:
            key = (row.site, row.date, row.session)
            plan[key] = plan.get(key, False) or not row.trigger
    entries: dict[str, list[Entry]] = defaultdict(list)
    for (site, date, session), is_plan in plan.items():
        entries[site].append(Entry(date, session, is_plan))
    for table in planned.after:
        _add_published(table, entries)
    return entries


def _add_published(table: Timetable, entries: dict[str, list[Entry]]) -> None:
    for visit in table.visits:
        entries[visit.site].append(_entry(visit))
