"""Rows the register calls done, against what the past shows."""

from __future__ import annotations

from collections import Counter, defaultdict

from scheduler.model import RegisterRow
from scheduler.model.calendar import Date
from scheduler.rules.core import Published
from scheduler.rules.past import earlier_visits

Spot = tuple[str, str]
"""Site and item."""


def _direct(published: Published) -> dict[str, set[tuple[str, str]]]:
    """Return the rows named by a past check, by where it stands."""
    history = {
        ("request" if row.trigger else "plan", row.plan_id) for row in published.history
    }
    after = {
        (str(check.row_kind), check.row_id)
        for visit in earlier_visits(published)
        for check in visit.checks
    }
    return {"history": history, "after": after}


def _exempt(published: Published) -> dict[str, dict[Spot, dict[str, Date]]]:
    """Return the exempt checks of each site and item: request id and date."""
    found: dict[str, dict[Spot, dict[str, Date]]] = {
        "history": defaultdict(dict),
        "after": defaultdict(dict),
    }
    for row in published.history:
        if row.trigger:
            found["history"][row.site, row.item][row.plan_id] = row.date
    for visit in earlier_visits(published):
        for check in visit.checks:
            if check.row_kind == "request":
                found["after"][visit.site, check.item][check.row_id] = visit.date
    return found


def unproved(published: Published) -> list[RegisterRow]:
    """Return the rows called done that neither history nor an earlier week shows.

    A plan row is proved by its own check, or by an exempt check of its site and
    item on or after its `earliest`, one such check for one row. A request that may
    not stand alone is done with a plan row of its site and item.
    """
    rows = [r for r in published.timetable.register if r.outcome == "done"]
    named, exempt = _direct(published), _exempt(published)
    plan_done = {(r.site, r.item) for r in rows if r.row_kind == "plan"}
    spent: Counter[tuple[str, str, str]] = Counter()
    left = []
    for row in rows:
        if (
            row.reason not in named
            or (str(row.row_kind), row.row_id) in named[row.reason]
        ):
            continue
        if row.row_kind == "request":
            request = published.scenario.request.get(row.row_id)
            alone = request is None or request.exempt
            if alone or (row.site, row.item) not in plan_done:
                left.append(row)
            continue
        plan = published.scenario.plan_row.get(row.row_id)
        dates = exempt[row.reason].get((row.site, row.item), {}).values()
        fitting = sum(1 for d in dates if plan is not None and d >= plan.earliest)
        key = (row.reason, row.site, row.item)
        spent[key] += 1
        if spent[key] > fitting:
            left.append(row)
    return left
