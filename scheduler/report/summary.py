"""The few lines the terminal and the timetable sheet show at the end of a week."""

from __future__ import annotations

from collections import Counter

from scheduler.model import PlannedWeek, Status
from scheduler.report.facts import visit_facts
from scheduler.report.measure_entries import entry_rows
from scheduler.report.measure_register import OUTCOMES, register_rows
from scheduler.report.rest_table import rest_line
from scheduler.rules.frequency import musts_of
from scheduler.words import Words


def summary_lines(planned: PlannedWeek, words: Words) -> list[str]:
    """Return the summary: visits, entries saved, joint rate, musts, register, gap.

    The outcomes sum to the rows of the register, the reasons to its deferred rows.
    """
    facts = visit_facts(planned)
    rows = [*entry_rows(planned, facts, words), *register_rows(planned, words)]
    value = {row.measure: row.value for row in rows}
    if facts:
        lines = [
            _visits(planned, value, words),
            _saved(value, rows[0].baseline, words),
            _joint(value, words),
        ]
    else:
        lines = [words("report.summary.empty", why=why_empty(planned, words))]
    if value["musts"]:
        lines.append(_musts(planned, value, words))
    levels = [*_gap(planned, words), *_cost(planned, words)]
    rest = rest_line(planned, words)
    tail = [*levels, rest] if rest else levels
    return [*lines, *_register(planned, words), *tail]


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
    if planned.result.status in (Status.OPTIMAL, Status.FEASIBLE):
        return words("report.summary.nothing_fits")
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
    if entries == base:
        return words("report.summary.saved_none", entries=entries)
    percent = f"{abs(entries - base) / base:.1%}" if base else "—"
    both = {"baseline": base, "entries": entries, "percent": percent}
    if entries > base:
        return words("report.summary.added", added=entries - base, **both)
    return words("report.summary.saved", saved=base - entries, **both)


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


def _musts(planned: PlannedWeek, value: dict[str, float | None], words: Words) -> str:
    """Return how many musts are placed, and why the others are not."""
    musts, placed = int(value["musts"] or 0), int(value["musts_placed"] or 0)
    if placed == musts:
        return words("report.summary.musts_all", musts=musts)
    register = planned.timetable.register
    reasons = Counter(
        row.reason
        for row in musts_of(planned.scenario, planned.week, register)
        if row.outcome == "deferred"
    )
    return words(
        "report.summary.musts",
        musts=musts,
        placed=placed,
        unplaced=musts - placed,
        parts=_parts(_by_reason(reasons, words), words),
    )


def _register(planned: PlannedWeek, words: Words) -> list[str]:
    """Return a line with the outcomes and one with the reasons of what is deferred."""
    register = planned.timetable.register
    outcomes: Counter[str] = Counter(row.outcome for row in register)
    parts = {
        words(f"report.outcome.{outcome}"): outcomes[outcome]
        for outcome in OUTCOMES
        if outcomes[outcome]
    }
    if not parts:
        return []
    lines = [_counted("register", parts, words)]
    reasons = Counter(row.reason for row in register if row.outcome == "deferred")
    if reasons:
        lines.append(_counted("deferred", _by_reason(reasons, words), words))
    return lines


def _gap(planned: PlannedWeek, words: Words) -> list[str]:
    """Return how far the week's service may be from the best there is, if any."""
    level = next((row for row in planned.result.levels if row.name == "service"), None)
    if level is None or level.value is None or not planned.timetable.visits:
        return []
    parts = {"value": f"{level.value:,.10g}", "bound": "", "gap": ""}
    if level.bound is None or level.gap is None:
        return [words("report.summary.gap_open", **parts)]
    parts |= {"bound": f"{level.bound:,.10g}", "gap": f"{level.gap:.2%}"}
    key = "gap" if level.gap > 0 else "gap_none"
    return [words(f"report.summary.{key}", **parts)]


def _cost(planned: PlannedWeek, words: Words) -> list[str]:
    """Return what the service takes of people and ways, and the least it could."""
    level = next((row for row in planned.result.levels if row.name == "cost"), None)
    if level is None or level.value is None or not planned.timetable.visits:
        return []
    value = f"{level.value:,.10g}"
    if level.bound is None or level.gap is None:
        return [words("report.summary.cost_open", value=value)]
    bound, gap = f"{level.bound:,.10g}", f"{level.gap:.2%}"
    return [words("report.summary.cost", value=value, bound=bound, gap=gap)]


def _by_reason(reasons: Counter[str], words: Words) -> dict[str, int]:
    """Return counts by the words of the reasons, most first."""
    order = sorted(reasons, key=lambda one: (-reasons[one], one))
    return {words(f"report.reason.{one}"): reasons[one] for one in order}


def _counted(key: str, counts: dict[str, int], words: Words) -> str:
    parts = _parts(counts, words)
    return words(f"report.summary.{key}", total=sum(counts.values()), parts=parts)


def _parts(counts: dict[str, int], words: Words) -> str:
    return words("report.summary.joiner").join(
        words("report.summary.counted", name=name, count=count)
        for name, count in counts.items()
    )
