"""Nothing outside the plan: every check has a plan row or an exempt request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from scheduler.model import CheckRef, Request, Visit
from scheduler.rules.core import Finding, Published, Violation

RULE = "plan_only"
Key = tuple[str, str]


def check_plan_only(published: Published) -> Finding:
    """See that every check has its row, once, at its site, not before its time.

    A fact is one check of one visit.
    """
    used, before = _used(published), _used_before(published)
    pairs = {(pair.site, pair.item) for pair in published.scenario.site_items}
    found: list[Violation] = []
    facts = 0
    for visit in published.timetable.visits:
        facts += len(visit.checks)
        if not visit.checks:
            found.append(_violation("no_check", visit, {}))
        for check in visit.checks:
            found += _of_check(published, visit, check)
            not_of_site = bool(pairs) and (visit.site, check.item) not in pairs
            if check.row_kind == "plan" and not_of_site:
                fields = {"check": check, "site": visit.site}
                found.append(_violation("not_of_site", visit, fields))
            key = (str(check.row_kind), check.row_id)
            if used[key] > 1:
                times = {"check": check, "times": used[key]}
                found.append(_violation("twice", visit, times, used[key] - 1))
            if key in before:
                found.append(_violation("used_before", visit, {"check": check}))
    return Finding(facts, tuple(found))


def _used(published: Published) -> Counter[Key]:
    return Counter(
        (str(check.row_kind), check.row_id)
        for visit in published.timetable.visits
        for check in visit.checks
    )


def _used_before(published: Published) -> set[Key]:
    done = {
        ("request" if row.trigger else "plan", row.plan_id) for row in published.history
    }
    for table in published.after:
        for visit in table.visits:
            done.update((str(c.row_kind), c.row_id) for c in visit.checks)
    return done


def _of_check(
    published: Published, visit: Visit, check: CheckRef
) -> Iterator[Violation]:
    scenario = published.scenario
    row = (
        scenario.plan_row.get(check.row_id)
        if check.row_kind == "plan"
        else scenario.request.get(check.row_id)
    )
    if row is None:
        yield _violation("unknown", visit, {"check": check})
        return
    if isinstance(row, Request) and (not row.exempt or row.trigger != check.trigger):
        why = {"check": check, "trigger": row.trigger}
        yield _violation("not_exempt", visit, why)
    if (row.site, row.item) != (visit.site, check.item):
        own = {"check": check, "site": row.site, "item": row.item}
        yield _violation("other_site", visit, own)
    first = row.earliest
    if isinstance(row, Request):
        first = max(first, row.received)
    if visit.date < first:
        days = (first - visit.date).days
        about = {"check": check, "earliest": first.isoformat(), "days": days}
        yield _violation("early", visit, about, days)


def _violation(
    key: str, visit: Visit, fields: Mapping[str, object], amount: float = 1
) -> Violation:
    about = {"visit": visit.visit, "date": visit.date.isoformat(), **fields}
    return Violation(RULE, key, about, amount, visit=visit.visit, round=visit.round)
