"""What happened before the week: visits of the history and of published weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.model import HistoryRow, Scenario, Visit
from scheduler.model.calendar import Date
from scheduler.rules.acting import acting_roles
from scheduler.rules.core import Published


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One visit before the week.

    `capped` are the departments that used one of their yearly cap on it; `plan`
    says whether it carried a plan check.
    """

    date: Date
    session: str
    site: str
    officers: frozenset[str]
    plan: bool
    capped: frozenset[str]


def capped_departments(scenario: Scenario, visit: Visit) -> frozenset[str]:
    """Return the departments that use one of their cap at the site on a visit.

    They enter and have a role on a carried plan check that counts.
    """
    return frozenset(counting_departments(scenario, visit) & set(visit.departments))


def counting_departments(scenario: Scenario, visit: Visit) -> set[str]:
    """Return the departments with a role on a carried plan check that counts.

    None does where no cap binds: at an area, an exempt or an unknown site.
    """
    found: set[str] = set()
    site = scenario.site.get(visit.site)
    if site is None or site.kind == "area" or site.cap_exempt:
        return found
    for ref in visit.checks:
        row = scenario.plan_row.get(ref.row_id)
        if ref.row_kind == "plan" and (row is None or row.counts_to_cap):
            parts = acting_roles(scenario, ref.item, visit.town, visit.date)
            found.update(part.department for part in parts)
    return found


def carries_plan(visit: Visit) -> bool:
    """Say whether a visit carries a plan check."""
    return any(ref.row_kind == "plan" for ref in visit.checks)


def past_visits(published: Published) -> Mapping[str, Sequence[PastVisit]]:
    """Return the visits of each site before the week's Monday, oldest first."""
    if "past_visits" not in published.worked_out:
        published.worked_out["past_visits"] = _past_visits(published)
    found: Mapping[str, Sequence[PastVisit]] = published.worked_out["past_visits"]
    return found


def _past_visits(published: Published) -> dict[str, list[PastVisit]]:
    scenario = published.scenario
    groups: dict[tuple[str, Date, str], list[HistoryRow]] = defaultdict(list)
    for row in published.history:
        groups[row.site, row.date, row.session].append(row)
    past: dict[str, list[PastVisit]] = defaultdict(list)
    for (name, date, session), rows in groups.items():
        officers = frozenset(o for row in rows for o in row.officers)
        plan = any(not row.trigger for row in rows)
        capped = _capped_in_history(scenario, rows)
        past[name].append(PastVisit(date, session, name, officers, plan, capped))
    for visit in earlier_visits(published):
        past[visit.site].append(
            PastVisit(
                visit.date,
                visit.session,
                visit.site,
                frozenset(visit.officers),
                carries_plan(visit),
                capped_departments(scenario, visit),
            )
        )
    for rows_of_site in past.values():
        rows_of_site.sort(key=lambda v: (v.date, v.session))
    return dict(past)


def earlier_visits(published: Published) -> list[Visit]:
    """Return the visits of the `--after` weeks before this week's Monday."""
    monday = published.week.monday
    return [v for t in published.after for v in t.visits if v.date < monday]


def _capped_in_history(
    scenario: Scenario, rows: Iterable[HistoryRow]
) -> frozenset[str]:
    found = set()
    for row in rows:
        site, plan = scenario.site.get(row.site), scenario.plan_row.get(row.plan_id)
        exempt = site is not None and (site.kind == "area" or site.cap_exempt)
        counts = plan is None or plan.counts_to_cap
        if not row.trigger and counts and not exempt:
            found.add(row.department)
    return frozenset(found)


def last_officers(published: Published) -> dict[str, tuple[str, ...]]:
    """Return, for every site with a past, who stood in its visits of the last date."""
    last: dict[str, tuple[str, ...]] = {}
    for site, visits in past_visits(published).items():
        date = visits[-1].date
        who = {o for v in visits if v.date == date for o in v.officers}
        last[site] = tuple(sorted(who))
    return last
