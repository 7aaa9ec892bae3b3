"""A simulated week in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from scheduler.intake import look_back
from scheduler.model import (
    Fulfilment,
    PlannedWeek,
    PlanRow,
    Scenario,
    Session,
    TeamLoad,
    Timetable,
    Week,
    WeekTally,
)
from scheduler.model.calendar import Date
from scheduler.study.arrivals import working_dates
from scheduler.study.carry_out import Carried
from scheduler.week.availability import Availability

# Measures of a week by name; None where there is nothing to measure.
Measure = Callable[[PlannedWeek], dict[str, float | None]]


@dataclass(frozen=True)
class Ran:
    """How planning a week went."""

    planned: PlannedWeek
    verified: bool | None
    seconds: float


def tally_of(
    ran: Ran, carried: Carried, after: Scenario, asked: int, measure: Measure
) -> WeekTally:
    """Return the numbers of a week.

    Parameters
    ----------
    after : Scenario
        As the next week will find it, this week's history included.
    asked : int
        Requests that came in.
    measure : callable
        Measures a planned week; given what took place of it.
    """
    week = ran.planned.week
    return WeekTally(
        week=week,
        days=len(working_dates(ran.planned.scenario, week)),
        seconds=round(ran.seconds, 2),
        verified=ran.verified,
        asked=asked,
        loads=tuple(loads_of(ran.planned)),
        **_as_planned(ran.planned),
        **_as_carried(ran.planned, carried, measure),
        **_of_plan(after, week),
    )


def _as_planned(planned: PlannedWeek) -> dict[str, Any]:
    table = planned.timetable
    levels = (one for one in planned.result.levels if one.name == "service")
    service = next(levels, None)
    return {
        "status": planned.result.status,
        "gap": service.gap if service else None,
        "candidates": len(planned.demand.candidates),
        "visits": len(table.visits),
        "rounds": len(table.rounds),
        "checks": sum(len(visit.checks) for visit in table.visits),
    }


def _as_carried(
    planned: PlannedWeek, carried: Carried, measure: Measure
) -> dict[str, Any]:
    table = planned.timetable
    kept = Timetable(table.week, carried.visits, table.rounds, table.assignments)
    found = measure(replace(planned, timetable=kept))
    refs = [ref for visit in carried.visits for ref in visit.checks]
    return {
        "entries": round(found["entries"] or 0),
        "alone": round(found["alone"] or 0),
        "joint": round(found["joint_visits"] or 0),
        "joint_possible": round(found["joint_possible"] or 0),
        "areas": round(found["area_visits"] or 0),
        "done": len(refs),
        "shut": carried.shut,
        "short": carried.short,
        "answered": sum(ref.row_kind == "request" for ref in refs),
    }


def _of_plan(after: Scenario, week: Week) -> dict[str, Any]:
    done = done_on(after, week)
    return {
        "due": sum(row.due <= week.sunday for row in after.plan),
        "fulfilled": len(done),
        "late": sum(_late(row, done, week.sunday) for row in after.plan),
    }


def done_on(after: Scenario, week: Week) -> dict[str, Date]:
    """Return the rows of the plan done until a week's end, with their dates."""
    rows = after.plan_row
    past = look_back(after, following(week), ())
    return {row: date for row, date in past.plan_date.items() if row in rows}


def following(week: Week) -> Week:
    """Return the week after."""
    return Week.of(Date.fromordinal(week.sunday.toordinal() + 1))


def _late(row: PlanRow, done: dict[str, Date], end: Date) -> bool:
    return row.plan_id not in done and row.latest <= end


def loads_of(planned: PlannedWeek) -> Iterable[TeamLoad]:
    """Yield the officer-sessions of every department that has officers to send."""
    scenario = planned.scenario
    weight = {kind.kind: kind.weight for kind in scenario.settings.sessions}
    used: Counter[str] = Counter()
    for row in planned.timetable.assignments:
        used[row.department] += weight[row.session]
    there = _there(planned)
    for department in scenario.departments:
        name = department.department
        if there[name] or used[name]:
            yield TeamLoad(name, used[name], there[name])


def _there(planned: PlannedWeek) -> Counter[str]:
    """Return the half-days that officers may serve, by department."""
    ground = Availability(planned.scenario, planned.week, planned.after)
    kinds = planned.scenario.settings.sessions
    halves = {name for kind in kinds for name in kind.covers}
    names = sorted(halves or {kind.kind for kind in kinds})
    dates = working_dates(planned.scenario, planned.week)
    sessions = [Session(date, name) for date in dates for name in names]
    there: Counter[str] = Counter()
    for officer in ground.usable:
        free = sum(ground.free(officer, session) for session in sessions)
        there[officer.department] += min(officer.max_sessions, free)
    return there


def fulfilments(after: Scenario, last: Week) -> tuple[Fulfilment, ...]:
    """Return what was done of the plan's rows until a week's end, by item."""
    done = done_on(after, last)
    planned: Counter[str] = Counter(row.item for row in after.plan)
    kept = [row for row in after.plan if row.plan_id in done]
    counts: Counter[str] = Counter(row.item for row in kept)
    late = Counter(row.item for row in kept if done[row.plan_id] > row.latest)
    return tuple(
        Fulfilment(item, planned[item], counts[item], late[item])
        for item in sorted(planned)
    )
