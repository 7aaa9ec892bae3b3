"""A published week as rows of history: what a bureau would enter if all took place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.intake.roles import acting_roles
from scheduler.model import CheckRef, HistoryRow, Scenario, Timetable, Visit


def entered(scenario: Scenario, after: Sequence[Timetable]) -> Iterator[HistoryRow]:
    """Yield a row for every check and department of the visits of some weeks."""
    for timetable in after:
        for visit in timetable.visits:
            for ref in visit.checks:
                yield from _rows(scenario, visit, ref)


def _rows(scenario: Scenario, visit: Visit, ref: CheckRef) -> Iterator[HistoryRow]:
    home = scenario.officer
    for role in acting_roles(scenario, ref.item, visit.town, visit.date):
        name = role.department
        if name in visit.departments:
            yield HistoryRow(
                date=visit.date,
                session=visit.session,
                site=visit.site,
                item=ref.item,
                department=name,
                plan_id=ref.row_id,
                trigger=ref.trigger,
                officers=tuple(o for o in visit.officers if home[o].department == name),
            )
