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


def _exempt(published: Published) -> dict[str, dict[Spot, set[tuple[str, Date]]]]:
    """Return the exempt checks of each site and item: request id and date."""
    found: dict[str, dict[Spot, set[tuple[str, Date]]]] = {
        "history": defaultdict(set),
        "after": defaultdict(set),
    }
    for row in published.history:
        if row.trigger:
            found["history"][row.site, row.item].add((row.plan_id, row.date))
    for visit in earlier_visits(published):
        for check in visit.checks:
            if check.row_kind == "request":
                spot = visit.site, check.item
                found["after"][spot].add((check.row_id, visit.date))
    return found


def unproved(published: Published) -> list[RegisterRow]:
    """Return the rows called done that neither history nor an earlier week shows.

    A plan row is proved by its own check, or by an exempt check of its site and
    item on or after its `earliest`, one such check for one row. A request that may
    not stand alone is done with a plan row of its site and item.
    """
    rows = [r for r in published.timetable.register if r.outcome == "done"]
    named = _direct(published)
    plan_done = {(r.site, r.item) for r in rows if r.row_kind == "plan"}
    by_exempt = []
    left = []
    for row in rows:
        if (
            row.reason not in named
            or (str(row.row_kind), row.row_id) in named[row.reason]
        ):
            continue
        if row.row_kind == "plan":
            by_exempt.append(row)
            continue
        request = published.scenario.request.get(row.row_id)
        alone = request is None or request.exempt
        if alone or (row.site, row.item) not in plan_done:
            left.append(row)
    return [*left, *_unmatched(published, by_exempt)]


def _unmatched(published: Published, rows: list[RegisterRow]) -> list[RegisterRow]:
    """Return the plan rows left without an exempt check of their own, the fewest.

    A check that suits a row suits every row that may be met earlier. So rows are taken
    from the last `earliest` on: each finds a check as long as more of them lie on or
    after its `earliest` than are taken, and no other pairing proves more rows.
    """
    exempt = _exempt(published)
    known = published.scenario.plan_row
    left = [row for row in rows if row.row_id not in known]
    taken: Counter[tuple[str, str, str]] = Counter()
    for row in sorted(
        (row for row in rows if row.row_id in known),
        key=lambda row: known[row.row_id].earliest,
        reverse=True,
    ):
        key = row.reason, row.site, row.item
        checks = exempt[row.reason].get((row.site, row.item), set())
        earliest = known[row.row_id].earliest
        if sum(date >= earliest for _, date in checks) > taken[key]:
            taken[key] += 1
        else:
            left.append(row)
    return left
