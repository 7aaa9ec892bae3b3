"""Measures 6, 7 and 10: what became of the rows, frequency met, remote checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scheduler.model import PlannedWeek, RegisterRow, Visit
from scheduler.report.measure_row import MeasureRow, RowMaker, share
from scheduler.rules.frequency import musts_of
from scheduler.words import Words

OUTCOMES = ("planned", "merged", "deferred", "remote", "returned", "removed", "done")
MET = frozenset(("planned", "merged", "done"))


def register_rows(planned: PlannedWeek, words: Words) -> list[MeasureRow]:
    """Return the rows of measures 6, 7 and 10."""
    return [
        *_outside(planned, RowMaker(words, 6)),
        *_coverage(planned, words),
        *_remote(planned.timetable.register, RowMaker(words, 10)),
    ]


def _outside(planned: PlannedWeek, row: RowMaker) -> list[MeasureRow]:
    counts: Counter[str] = Counter(one.outcome for one in planned.timetable.register)
    outside = outside_plan(planned, planned.timetable.visits)
    return [
        row("outside_plan", outside, "checks"),
        *(row(f"rows_{outcome}", counts[outcome], "rows") for outcome in OUTCOMES),
    ]


def outside_plan(planned: PlannedWeek, visits: Iterable[Visit]) -> int:
    """Return how many carried checks have neither a plan row nor an exempt request."""
    outside = 0
    for visit in visits:
        for ref in visit.checks:
            if ref.row_kind == "plan":
                outside += ref.row_id not in planned.scenario.plan_row
            else:
                request = planned.scenario.request.get(ref.row_id)
                outside += request is None or not request.exempt
    return outside


def _due_rows(planned: PlannedWeek) -> list[RegisterRow]:
    """Return the register rows of plan rows of this year due by Sunday."""
    scenario, sunday = planned.scenario, planned.week.sunday
    rows = []
    for row in planned.timetable.register:
        plan = scenario.plan_row.get(row.row_id) if row.row_kind == "plan" else None
        if plan is None or plan.due > sunday or plan.due.year != scenario.settings.year:
            continue
        if row.outcome not in ("removed", "returned"):
            rows.append(row)
    return rows


def _coverage(planned: PlannedWeek, words: Words) -> list[MeasureRow]:
    row = RowMaker(words, 7)
    due = _due_rows(planned)
    met = sum(one.outcome in MET for one in due)
    musts = musts_of(planned.scenario, planned.week, planned.timetable.register)
    placed = sum(one.outcome != "deferred" for one in musts)
    rows = [
        row("coverage", share(met, len(due)), "share"),
        row("coverage_met", met, "rows"),
        row("coverage_due", len(due), "rows"),
        row("musts_placed", placed, "checks"),
        row("musts", len(musts), "checks"),
    ]
    return rows + _by_class(planned, due, row) + _unmet(due, row, words)


def _by_class(
    planned: PlannedWeek, due: Sequence[RegisterRow], row: RowMaker
) -> list[MeasureRow]:
    scenario = planned.scenario
    met: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for one in due:
        site = scenario.site.get(one.site)
        if site is None or one.item not in scenario.item:
            continue
        total[one.item, site.risk] += 1
        met[one.item, site.risk] += one.outcome in MET
    return [
        row(
            "coverage_class",
            share(met[item, risk], total[item, risk]),
            "share",
            suffix=f"{item}.{risk}",
            item=scenario.item[item].name,
            risk=risk,
            met=met[item, risk],
            due=total[item, risk],
        )
        for item, risk in sorted(total)
    ]


def _unmet(due: Sequence[RegisterRow], row: RowMaker, words: Words) -> list[MeasureRow]:
    reasons = Counter(
        (one.outcome, one.reason) for one in due if one.outcome not in MET
    )
    return [
        row(
            "unmet",
            reasons[outcome, reason],
            "rows",
            suffix=f"{outcome}.{reason}" if reason else outcome,
            outcome=words(f"report.outcome.{outcome}"),
            reason=words.get(f"report.reason.{reason}", reason),
        )
        for outcome, reason in sorted(reasons)
    ]


def _remote(register: Sequence[RegisterRow], row: RowMaker) -> list[MeasureRow]:
    counts: Counter[str] = Counter(one.outcome for one in register)
    decided = counts["planned"] + counts["merged"] + counts["remote"]
    return [
        row("remote_share", share(counts["remote"], decided), "share"),
        row("remote_decided", decided, "rows"),
    ]
