"""The few lines the terminal prints at the end of a week."""

from __future__ import annotations

from collections import Counter

from scheduler.model import PlannedWeek
from scheduler.report.facts import visit_facts
from scheduler.report.measure_entries import entry_rows
from scheduler.report.measure_register import register_rows
from scheduler.words import Words

# Outcomes and reasons that leave a due check without a visit this week; a row that
# is not yet due, done or remote is not "unplaced".
UNPLACED = ("deferred",)
NOT_DUE = ("not_yet",)


def summary_lines(planned: PlannedWeek, words: Words) -> list[str]:
    """Return the summary: visits, entries saved, joint rate, musts, what is left."""
    facts = visit_facts(planned)
    rows = [*entry_rows(planned, facts, words), *register_rows(planned, words)]
    value = {row.measure: row.value for row in rows}
    lines = (
        [] if facts else [words("report.summary.empty", why=why_empty(planned, words))]
    )
    if facts:
        lines += [
            _visits(planned, value, words),
            _saved(value, rows[0].baseline, words),
        ]
        lines.append(_joint(value, words))
    if value["musts"]:
        left = int(value["musts"] or 0) - int(value["musts_placed"] or 0)
        lines.append(
            words(
                "report.summary.musts",
                musts=value["musts"],
                placed=value["musts_placed"],
                unplaced=left,
            )
        )
    lines.append(_unplaced(planned, words))
    return lines


def why_empty(planned: PlannedWeek, words: Words) -> str:
    """Return why a week has no visit: no working day, or how solving ended."""
    days = [planned.scenario.calendar.days.get(date) for date in planned.week.dates]
    if not any(day is not None and day.working for day in days):
        notes = dict.fromkeys(day.note for day in days if day is not None and day.note)
        why = words("report.summary.no_working_day")
        return f"{why}（{'、'.join(notes)}）" if notes else why
    if planned.result.message:
        return planned.result.message
    if not planned.demand.candidates:
        return words("report.summary.no_candidate")
    return words(f"report.status.{planned.result.status.value}")


def _visits(planned: PlannedWeek, value: dict[str, float | None], words: Words) -> str:
    table = planned.timetable
    return words(
        "report.summary.visits",
        visits=len(table.visits),
        entries=value["entries"],
        areas=value["area_visits"],
        checks=sum(len(visit.checks) for visit in table.visits),
        rounds=len(table.rounds),
        officers=len({row.officer for row in table.assignments}),
    )


def _saved(value: dict[str, float | None], baseline: float | None, words: Words) -> str:
    entries, base = int(value["entries"] or 0), int(baseline or 0)
    percent = f"{(entries - base) / base:+.1%}" if base else None
    change = words("report.summary.change", percent=percent) if percent else ""
    return words(
        "report.summary.saved",
        baseline=base,
        entries=entries,
        saved=base - entries,
        change=change,
    )


def _joint(value: dict[str, float | None], words: Words) -> str:
    rate = value["joint_rate"]
    if rate is None:
        return words("report.summary.joint_none")
    return words(
        "report.summary.joint",
        rate=f"{rate:.1%}",
        joint=value["joint_visits"],
        possible=value["joint_possible"],
    )


def _unplaced(planned: PlannedWeek, words: Words) -> str:
    reasons = Counter(
        row.reason
        for row in planned.timetable.register
        if row.outcome in UNPLACED and row.reason not in NOT_DUE
    )
    if not reasons:
        return words("report.summary.unplaced_none")
    parts = [
        words(
            "report.summary.unplaced_one",
            reason=words.get(f"report.reason.{reason}", reason),
            count=reasons[reason],
        )
        for reason in sorted(reasons, key=lambda one: (-reasons[one], one))
    ]
    return words(
        "report.summary.unplaced",
        total=sum(reasons.values()),
        reasons=words("report.summary.joiner").join(parts),
    )
