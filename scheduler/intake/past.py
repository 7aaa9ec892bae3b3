"""What is already done when the week is planned: history and `--after` weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.model import HistoryRow, Scenario, Timetable, Week
from scheduler.model.calendar import Date


@dataclass
class Past:
    """Visits before the week, as far as this week's rules look back.

    Attributes
    ----------
    plan_done, request_done : dict
        Row id -> ``history`` or ``after``.
    plan_date : dict
        Plan id -> date of the check that did it.
    exempt_checks : dict
        (site, item) -> dates and source of exempt checks that did no plan row.
    last_exempt : dict
        (site, item) -> date of its last exempt check.
    last_plan_visit : dict
        Site -> date of its last visit that carried plan checks.
    cap_used : dict
        (department, site, year) -> visits that used the cap.
    """

    plan_done: dict[str, str] = field(default_factory=dict)
    plan_date: dict[str, Date] = field(default_factory=dict)
    request_done: dict[str, str] = field(default_factory=dict)
    exempt_checks: dict[tuple[str, str], list[tuple[Date, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    last_exempt: dict[tuple[str, str], Date] = field(default_factory=dict)
    last_plan_visit: dict[str, Date] = field(default_factory=dict)
    cap_used: dict[tuple[str, str, int], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def did_plan_row(self, plan_id: str, date: Date, source: str) -> None:
        """Remember that a plan row was checked."""
        self.plan_done[plan_id] = source
        self.plan_date[plan_id] = date

    def saw_plan_visit(self, site: str, date: Date) -> None:
        """Remember a visit with plan checks."""
        last = self.last_plan_visit.get(site)
        if last is None or date > last:
            self.last_plan_visit[site] = date


def cut_date(week: Week, after: Sequence[Timetable]) -> Date:
    """Return the first date of which history is ignored."""
    return min([week.monday, *(Week.parse(t.week).monday for t in after)])


def _read_history(past: Past, scenario: Scenario, rows: Iterable[HistoryRow]) -> None:
    used: set[tuple[str, str, Date, str]] = set()
    exempt: set[tuple[str, str, Date]] = set()
    for row in rows:
        if row.trigger:
            past.request_done[row.plan_id] = "history"
            exempt.add((row.site, row.item, row.date))
            continue
        past.did_plan_row(row.plan_id, row.date, "history")
        past.saw_plan_visit(row.site, row.date)
        plan = scenario.plan_row.get(row.plan_id)
        if plan is None or plan.counts_to_cap:
            used.add((row.department, row.site, row.date, row.session))
    for department, site, date, _ in used:
        past.cap_used[department, site, date.year] += 1
    for site, item, date in sorted(exempt):
        past.exempt_checks[site, item].append((date, "history"))


def _read_after(past: Past, timetable: Timetable) -> None:
    for visit in timetable.visits:
        if any(check.row_kind == "plan" for check in visit.checks):
            past.saw_plan_visit(visit.site, visit.date)
        for check in visit.checks:
            if check.row_kind == "plan":
                past.did_plan_row(check.row_id, visit.date, "after")
            else:
                past.request_done[check.row_id] = "after"
                past.exempt_checks[visit.site, check.item].append((visit.date, "after"))
        for entry in filter(None, visit.cap_use.split(";")):
            department = entry.partition(":")[0]
            past.cap_used[department, visit.site, visit.date.year] += 1


def _close_by_exempt_checks(past: Past, scenario: Scenario) -> None:
    """Mark plan rows satisfied by exempt checks (merged: carried_by_request)."""
    past.last_exempt = {
        key: max(date for date, _ in dates) for key, dates in past.exempt_checks.items()
    }
    rows = [
        row
        for row in scenario.plan
        if (row.site, row.item) in past.exempt_checks
        and row.plan_id not in past.plan_done
    ]
    for row in sorted(rows, key=lambda r: (r.due, r.plan_id)):
        dates = past.exempt_checks[row.site, row.item]
        for index, (date, source) in enumerate(dates):
            if date >= row.earliest:
                past.did_plan_row(row.plan_id, date, source)
                del dates[index]
                break


def look_back(scenario: Scenario, week: Week, after: Sequence[Timetable]) -> Past:
    """Return what was done before `week`, published weeks counted provisionally.

    Raises
    ------
    ValueError
        If a week of `after` is not before `week`.
    """
    for earlier in after:
        if Week.parse(earlier.week) >= week:
            raise ValueError(f"--after {earlier.week} is not before {week}")
    past = Past()
    cut = cut_date(week, after)
    _read_history(past, scenario, (r for r in scenario.history if r.date < cut))
    for earlier in after:
        _read_after(past, earlier)
    _close_by_exempt_checks(past, scenario)
    return past
