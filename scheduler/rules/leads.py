"""Who leads a visit and a round, worked out again from the inputs."""

from __future__ import annotations

from collections import Counter, defaultdict

from scheduler.model import CheckRef, Round, Visit
from scheduler.rules.acting import check_lead
from scheduler.rules.core import Published


def points(published: Published, check: CheckRef, site: str) -> int:
    """Return the points of a check at a site, scaled to an integer."""
    scenario, week = published.scenario, published.week
    worth = scenario.settings.points
    row = (
        scenario.plan_row[check.row_id]
        if check.row_kind == "plan"
        else scenario.request[check.row_id]
    )
    plan = scenario.plan_row.get(check.row_id) if check.row_kind == "plan" else None
    base = worth.due
    if row.latest < week.monday:
        base = worth.overdue
    elif row.latest <= week.sunday:
        base = worth.must
    elif plan is not None and plan.due > week.sunday:
        base = worth.early
    return round(base * worth.risk[scenario.site[site].risk] * worth.scale)


def visit_lead(published: Published, visit: Visit) -> str | None:
    """Return the lead of a visit; None if no check has one, or a row is unknown.

    The consented item's lead, else the lead department with the most points, ties
    by id.
    """
    scenario = published.scenario
    score: Counter[str] = Counter()
    consented: list[str] = []
    for check in visit.checks:
        known = scenario.plan_row if check.row_kind == "plan" else scenario.request
        item = scenario.item.get(check.item)
        lead = check_lead(scenario, check.item, visit.town, visit.date)
        if check.row_id not in known or item is None or lead is None:
            return None
        score[lead] += points(published, check, visit.site)
        if item.list_ == "consented":
            consented.append(lead)
    if consented:
        return min(consented)
    return min(score, key=lambda name: (-score[name], name)) if score else None


def round_lead(published: Published, trip: Round) -> str | None:
    """Return the department that leads most visit minutes of a round, ties by id."""
    minutes: dict[str, int] = defaultdict(int)
    for visit in published.visits_of.get(trip.round, []):
        minutes[visit.lead] += visit.end - visit.start
    return min(minutes, key=lambda name: (-minutes[name], name)) if minutes else None
