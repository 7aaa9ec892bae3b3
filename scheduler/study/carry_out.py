"""What becomes of a published week: officers fall ill, doors are shut, orders are made.

A check takes place if enough people of every department that has to come are left,
with its qualification; otherwise its row stays open and a later week takes it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.intake import check_lead
from scheduler.model import (
    ActingRole,
    Chances,
    CheckRef,
    DayTerms,
    HistoryRow,
    PlannedWeek,
    Request,
    Visit,
)
from scheduler.model.calendar import Date
from scheduler.study.dice import roll

FINE, MEND = "合格", "责令改正"
# Days from an order to the first and to the last date of its re-check.
MEND_FIRST, MEND_LAST = 14, 35


@dataclass(frozen=True)
class Carried:
    """What took place of a week.

    Attributes
    ----------
    visits : tuple of Visit
        With the checks, departments and officers that were there.
    history : tuple of HistoryRow
        As a bureau would enter it.
    requests : tuple of Request
        Re-checks that were ordered.
    shut, short : int
        Visits before a closed door; checks that lacked people.
    """

    visits: tuple[Visit, ...]
    history: tuple[HistoryRow, ...]
    requests: tuple[Request, ...]
    shut: int
    short: int


@dataclass(frozen=True)
class Fate:
    """What happens to a published week."""

    planned: PlannedWeek
    chances: Chances
    seed: int

    def carried(self) -> Carried:
        """Return what takes place."""
        visits: list[Visit] = []
        history: list[HistoryRow] = []
        requests: list[Request] = []
        shut = short = 0
        for visit in self.planned.timetable.visits:
            if self._shut(visit):
                shut += 1
                continue
            there = self._there(visit)
            able = [ref for ref in visit.checks if self._can(visit, ref, there)]
            short += len(visit.checks) - len(able)
            rows = [row for ref in able for row in self._rows(visit, ref, there)]
            if not rows:
                continue
            history += rows
            requests += self._ordered(visit, rows)
            visits.append(_reduced(visit, able, rows))
        return Carried(tuple(visits), tuple(history), tuple(requests), shut, short)

    def _shut(self, visit: Visit) -> bool:
        area = self.planned.scenario.site[visit.site].kind == "area"
        fate = roll(self.seed, "shut", visit.site, self.planned.week)
        return not area and fate < self.chances.no_show

    def ill(self, officer: str, date: Date) -> bool:
        """Say whether an officer fell ill for a date after the week was published."""
        return roll(self.seed, "ill", officer, date) < self.chances.sick

    def _there(self, visit: Visit) -> dict[str, tuple[str, ...]]:
        """Return who is left of a visit's officers, by department."""
        home = self.planned.scenario.officer
        found: dict[str, tuple[str, ...]] = {}
        for officer in visit.officers:
            if not self.ill(officer, visit.date):
                department = home[officer].department
                found[department] = (*found.get(department, ()), officer)
        return found

    @cached_property
    def _terms(self) -> dict[tuple[CheckRef, Date], DayTerms]:
        return {
            (check.ref, day.date): day
            for candidate in self.planned.demand.candidates
            for check in candidate.checks
            for day in check.days
        }

    def _can(
        self, visit: Visit, ref: CheckRef, there: dict[str, tuple[str, ...]]
    ) -> bool:
        least = int(
            self.planned.scenario.settings.number("two_per_authority", "people")
        )
        return all(
            self._enough(role, there.get(role.department, ()), least)
            for role in self._terms[ref, visit.date].roles
            if role.role != "assist"
        )

    def _enough(self, role: ActingRole, people: Sequence[str], least: int) -> bool:
        officers = self.planned.scenario.officer
        held = {q for name in people for q in officers[name].qualifications}
        enough = len(people) >= max(least, role.officers)
        return enough and held.issuperset(role.qualification)

    def _rows(
        self, visit: Visit, ref: CheckRef, there: dict[str, tuple[str, ...]]
    ) -> Iterator[HistoryRow]:
        """Yield the rows of a check: one for every department that was there."""
        terms = self._terms[ref, visit.date]
        fate = roll(self.seed, "result", ref, visit.site)
        for role in terms.roles:
            if role.department in there and role.department not in terms.barred:
                yield HistoryRow(
                    date=visit.date,
                    session=visit.session,
                    site=visit.site,
                    item=ref.item,
                    department=role.department,
                    plan_id=ref.row_id,
                    trigger=ref.trigger,
                    officers=there[role.department],
                    result=MEND if fate < self.chances.mend else FINE,
                )

    def _ordered(self, visit: Visit, rows: Sequence[HistoryRow]) -> Iterator[Request]:
        """Yield the re-check of every check that ended with an order, once."""
        scenario = self.planned.scenario
        ordered = {row.plan_id: row for row in rows if row.result == MEND}
        for row_id, row in sorted(ordered.items()):
            lead = check_lead(scenario, row.item, visit.town, row.date)
            if lead is None:
                continue
            yield Request(
                request=f"RE-{row_id}",
                department=lead,
                site=row.site,
                item=row.item,
                received=row.date,
                earliest=row.date + dt.timedelta(days=MEND_FIRST),
                latest=row.date + dt.timedelta(days=MEND_LAST),
                trigger="recheck",
                approval=f"模拟复查{row_id}",
                note="整改复查（模拟）",
            )


def _reduced(
    visit: Visit, able: Sequence[CheckRef], rows: Sequence[HistoryRow]
) -> Visit:
    """Return the visit as it took place."""
    came = {row.department for row in rows}
    officers = {officer for row in rows for officer in row.officers}
    return replace(
        visit,
        checks=tuple(able),
        departments=tuple(d for d in visit.departments if d in came),
        officers=tuple(o for o in visit.officers if o in officers),
    )
