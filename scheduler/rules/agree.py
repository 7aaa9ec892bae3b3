"""The files of a week tell one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from scheduler.model import Round, Visit
from scheduler.rules.acting import ACTING, roles_at
from scheduler.rules.caps import cap_of, used_before
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.counts import recomputed_counts
from scheduler.rules.leads import round_lead, visit_lead
from scheduler.rules.past import counting_departments
from scheduler.rules.serving import helps

Use = tuple[str, str, int]
"""Department, site, year."""

RULE = "files_agree"


def check_files_agree(published: Published) -> Finding:
    """Compare timetable, rounds, assignments, register and result with each other.

    A fact is a row of one of the three tables. A file that differs from the hashes of
    the statement in the folder is a breach.
    """
    table, used = published.timetable, used_before(published)
    found = [*_whole(published), *_assignments(published), *_full(published)]
    for trip in table.rounds:
        found += _round(published, trip)
    for visit in table.visits:
        found += _visit(published, visit, used)
    found += [Violation(RULE, kind, {"file": name}) for kind, name in published.changed]
    facts = len(table.visits) + len(table.rounds) + len(table.assignments)
    return Finding(facts, tuple(found))


def _differs(where: str, column: str, found: object, expected: object) -> Violation:
    fields = {
        "where": where,
        "column": column,
        "found": _text(found),
        "expected": _text(expected),
    }
    return Violation(RULE, "differs", fields)


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return ";".join(map(str, value)) or "—"
    if isinstance(value, dict):
        return ";".join(f"{name}={value[name]}" for name in sorted(value)) or "—"
    return "—" if value in ("", None) else str(value)


def _compare(
    where: str, pairs: list[tuple[str, object, object]]
) -> Iterator[Violation]:
    for column, found, expected in pairs:
        if found != expected:
            yield _differs(where, column, found, expected)


def _whole(published: Published) -> Iterator[Violation]:
    """Ids, order and counts of the tables as wholes."""
    table, week = published.timetable, str(published.week)
    rounds, visits = list(table.rounds), list(table.visits)
    yield from _compare("timetable", [("week", table.week, week)])
    for name, letter, ids in (
        ("rounds", "R", [r.round for r in rounds]),
        ("timetable", "V", [v.visit for v in visits]),
    ):
        expected = [f"{week}-{letter}{k:03d}" for k in range(1, len(ids) + 1)]
        yield from _compare(name, [("id", ids, expected)])
    by_time = [r.round for r in _in_order(published, rounds)]
    yield from _compare("rounds", [("order", [r.round for r in rounds], by_time)])
    kind = published.scenario.settings.kind
    standing = [
        (v.date, kind(v.session).start, v.district, v.start, v.site) for v in visits
    ]
    named = [v.visit for v in visits]
    right = [name for _, name in sorted(zip(standing, named, strict=True))]
    yield from _compare("timetable", [("order", named, right)])
    counts = published.result.get("counts") or {}
    yield from _compare(
        "result.json",
        [
            (name, counts[name], number)
            for name, number in recomputed_counts(published).items()
            if name in counts
        ],
    )


def _in_order(published: Published, rounds: list[Round]) -> list[Round]:
    """Return rounds by date, session start, district, depart; ties as they stand."""
    kind = published.scenario.settings.kind
    return sorted(
        rounds, key=lambda r: (r.date, kind(r.session).start, r.district, r.depart)
    )


def _assignments(published: Published) -> Iterator[Violation]:
    scenario, seen = published.scenario, Counter[tuple[str, str]]()
    for row in published.timetable.assignments:
        where = f"assignments {row.officer} {row.round}"
        seen[row.officer, row.round] += 1
        trip, officer = (
            published.round.get(row.round),
            scenario.officer.get(row.officer),
        )
        if trip is None or officer is None:
            column = "round" if trip is None else "officer"
            yield _differs(where, column, getattr(row, column), "")
            continue
        yield from _compare(
            where,
            [
                ("rows", seen[row.officer, row.round], 1),
                ("date", row.date, trip.date),
                ("session", row.session, trip.session),
                ("department", row.department, officer.department),
                ("help", row.help, helps(scenario, officer, trip.district)),
            ],
        )


def _round(published: Published, trip: Round) -> Iterator[Violation]:
    visits = published.visits_of.get(trip.round, [])
    named = [
        a.officer for a in published.timetable.assignments if a.round == trip.round
    ]
    if not visits:
        yield _differs(f"rounds {trip.round}", "visits", 0, 1)
        return
    yield from _compare(
        f"rounds {trip.round}",
        [
            ("date in the week", trip.date in published.week.dates, True),
            ("officers", sorted(trip.officers), sorted(named)),
            ("towns", sorted(trip.towns), sorted({v.town for v in visits})),
            ("lead", trip.lead, round_lead(published, trip)),
            ("order", [v.order for v in visits], list(range(1, len(visits) + 1))),
            (
                "on_site_minutes",
                trip.on_site_minutes,
                sum(v.end - v.start for v in visits),
            ),
            ("travel_minutes", trip.travel_minutes, _travel(published, trip, visits)),
        ],
    )


def _travel(published: Published, trip: Round, visits: list[Visit]) -> int | None:
    """Minutes from the base through the visits and back; None for unknown towns."""
    stops = [trip.base, *(v.town for v in visits), trip.base]
    if not set(stops) <= set(published.scenario.town):
        return None
    minutes = published.scenario.travel.minutes
    return sum(minutes(a, b) for a, b in pairwise(stops))


def _visit(
    published: Published, visit: Visit, used: Counter[Use]
) -> Iterator[Violation]:
    scenario, where = published.scenario, f"timetable {visit.visit}"
    trip, site = published.round.get(visit.round), scenario.site.get(visit.site)
    if trip is None or site is None:
        column = "round" if trip is None else "site"
        yield _differs(where, column, getattr(visit, column), "")
        return
    town = scenario.town.get(visit.town)
    departments, officers = _entering(published, visit, trip, used)
    yield from _compare(
        where,
        [
            ("date", visit.date, trip.date),
            ("session", visit.session, trip.session),
            ("district", visit.district, trip.district),
            ("town", visit.town, site.town),
            ("district of the town", town.district if town else "", visit.district),
            ("site_name", visit.site_name, site.name),
            ("departments", visit.departments, departments),
            ("officers", visit.officers, officers),
            ("checks", len(set(visit.checks)), len(visit.checks)),
        ],
    )
    lead = visit_lead(published, visit)
    if lead is not None:
        yield from _compare(where, [("lead", visit.lead, lead)])


def _entering(
    published: Published, visit: Visit, trip: Round, used: Counter[Use]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who of the round has a role at the visit: departments and officers.

    An assist department whose cap is used up stays out.
    """
    scenario = published.scenario
    site, year = scenario.site[visit.site], visit.date.year
    full = {
        department
        for department in counting_departments(scenario, visit)
        if used[department, site.site, year] >= cap_of(scenario, department, site)
    }
    acting = {
        department: parts
        for department, parts in roles_at(
            scenario, visit.checks, visit.town, visit.date
        ).items()
        if any(part.role in ACTING for part in parts) or department not in full
    }
    rows = []
    for name in trip.officers:
        officer = scenario.officer.get(name)
        if officer is None or officer.department not in acting:
            continue
        own = officer.department == scenario.town_department
        if not own or officer.town == visit.town:
            rows.append((officer.department, name))
    rows.sort()
    departments = tuple(sorted({department for department, _ in rows}))
    return departments, tuple(name for _, name in rows)


def _full(published: Published) -> Iterator[Violation]:
    """See that `full` is 0 exactly where the register knows a check left behind."""
    partial = {
        row.site
        for row in published.timetable.register
        if row.outcome == "deferred" and row.reason == "partial"
    }
    left = {v.site for v in published.timetable.visits if not v.full}
    for site in sorted(partial ^ left):
        yield _differs(f"register {site}", "full", site in left, site in partial)
