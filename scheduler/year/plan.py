"""The year of a city: draws, strata, areas, rows of the plan and what it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from scheduler.model import (
    Changes,
    Level,
    LoadRow,
    PlannedYear,
    Scenario,
    Week,
    YearVisit,
)
from scheduler.year.area import AreaYear, job_of
from scheduler.year.draws import draw_sites, drawn
from scheduler.year.fewest import Plans, evenly, visits_alone
from scheduler.year.filed import Filed, Replanned, replanned
from scheduler.year.needs import Buckets, YearBook, strata_of
from scheduler.year.program import Job, supply_in
from scheduler.year.rows import Visited, lottery, plan_rows, visits_by, visits_of
from scheduler.year.spread import is_even
from scheduler.year.spreading import plan_spread
from scheduler.year.supply import supply_of
from scheduler.year.terms import Area, Stratum, Unit
from scheduler.year.unmet import unmet_checks
from scheduler.year.weeks import YearWeeks


def plan_year(
    scenario: Scenario,
    year: int,
    beacon: str = "demo",
    reserve: float = 0.1,
    since: Week | None = None,
    buckets: Buckets | None = None,
    listen: Callable[[str], None] = lambda phase: None,
) -> PlannedYear:
    """Plan a year, or what is left of it.

    Parameters
    ----------
    beacon : str
        A public value that nobody could know when the frames were fixed.
    reserve : float
        The share of officer-sessions kept for complaints.
    since : Week, optional
        Plan from this week on: history before it counts, sites stay as drawn, and
        filed rows move only where they must.
    listen : callable
        Gets the name of every phase: ``draws``, ``strata``, ``level``.

    Raises
    ------
    CalendarGapError
        If the calendar lacks a date of the year.
    ValueError
        If `since` is no week of the year.
    """
    weeks = YearWeeks.of(scenario.calendar, year)
    listen("draws")
    book = _book(scenario, weeks, beacon, since, buckets or Buckets())
    listen("strata")
    strata = strata_of(book)
    plans = [evenly(stratum.kind, scenario.settings) for stratum in strata]
    listen("level")
    filed = Filed.of(book) if since else None
    supply = _supply(book, reserve)
    areas = _areas(book, strata, plans, supply, filed)
    keys = lottery([site.site for site in scenario.sites], year, beacon)
    visits = [visit for area in areas for visit in _visited(area, keys)]
    new = replanned(book, filed, visits) if filed else None
    return PlannedYear(
        year=year,
        beacon=beacon,
        plan=new.rows if new else plan_rows(book, visits),
        draws=book.draws.draws,
        draw_frame=book.draws.frame,
        visits=_year_visits(visits, weeks),
        loads=tuple(row for area in areas for row in _loads(area, supply, weeks)),
        unmet=unmet_checks(book, strata, plans),
        levels=_levels(strata, plans, areas, visits, filed is None),
        weeks=weeks.weeks,
        days=tuple(map(len, weeks.dates)),
        entries=sum(_entered(scenario, visit.site) for visit in visits),
        baseline=_baseline(scenario, strata, plans),
        reserve=reserve,
        strata=len(strata),
        uneven=sum(_uneven(area) for area in areas) if filed is None else 0,
        changes=_changes(since, new),
    )


def _book(
    scenario: Scenario,
    weeks: YearWeeks,
    beacon: str,
    since: Week | None,
    buckets: Buckets,
) -> YearBook:
    """Return the scenario as a year's plan reads it: drawn anew, or as it is filed."""
    if since is None:
        draws = draw_sites(scenario, weeks.year, beacon)
        return YearBook(scenario, weeks, draws, buckets)
    draws = drawn(scenario, weeks.year)
    return YearBook(scenario, weeks, draws, buckets, weeks.place(since))


def _supply(book: YearBook, reserve: float) -> dict[tuple[Area, Unit], list[float]]:
    """Return the supply, none of it before the first week that can be planned."""
    found = supply_of(book.scenario, book.weeks, reserve)
    for row in found.values():
        row[: book.since] = [0.0] * book.since
    return found


def _entered(scenario: Scenario, site: str) -> bool:
    """Say whether a visit of a site is an entry; areas are not entered."""
    return scenario.site[site].kind != "area"


def _baseline(
    scenario: Scenario, strata: Sequence[Stratum], plans: Sequence[Plans]
) -> int:
    found = 0
    for stratum, way in zip(strata, plans, strict=True):
        sites = sum(_entered(scenario, site) for site in stratum.sites)
        if sites:
            found += sites * visits_alone(stratum.kind, way, scenario.settings)
    return found


def _year_visits(visits: Sequence[Visited], weeks: YearWeeks) -> tuple[YearVisit, ...]:
    rows = sorted(visits, key=lambda visit: (visit.week, visit.site))
    return tuple(
        YearVisit(v.site, weeks.weeks[v.week], tuple(need.item for need in v.needs))
        for v in rows
    )


def _loads(
    area: AreaYear,
    supply: Mapping[tuple[Area, Unit], Sequence[float]],
    weeks: YearWeeks,
) -> Iterator[LoadRow]:
    """Yield the loads of an area by unit and week."""
    for unit, loads in sorted(area.load.items()):
        there = supply.get((area.area, unit), [0.0] * len(weeks))
        for k, week in enumerate(weeks.weeks):
            yield LoadRow(
                area.area,
                *unit,
                week,
                round(loads[k], 6),
                round(there[k], 6),
                round(area.limits.most[unit][k], 6),
            )


def _areas(
    book: YearBook,
    strata: Sequence[Stratum],
    plans: Sequence[Plans],
    supply: Mapping[tuple[Area, Unit], Sequence[float]],
    filed: Filed | None,
) -> tuple[AreaYear, ...]:
    settings = book.scenario.settings
    groups: dict[Area, tuple[list[Stratum], list[Job]]] = defaultdict(lambda: ([], []))
    for stratum, way in zip(strata, plans, strict=True):
        if way.patterns:
            rows, jobs = groups[stratum.kind.area]
            rows.append(stratum)
            jobs.append(job_of(stratum, way, settings))
    days = [len(row) * (k >= book.since) for k, row in enumerate(book.weeks.dates)]
    wishes = filed.wishes(book) if filed else None
    return tuple(
        plan_spread(area, rows, jobs, supply_in(supply, area), days, settings, wishes)
        for area, (rows, jobs) in sorted(groups.items())
    )


def _visited(area: AreaYear, keys: Mapping[str, str]) -> list[Visited]:
    by_job: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    found: list[Visited] = []
    for plan in area.plans:
        if plan.site:
            pattern = area.jobs[plan.job].patterns[plan.pattern]
            found += visits_by(plan.site, pattern, plan.weeks)
        else:
            by_job[plan.job].append((plan.pattern, plan.weeks))
    for number, rows in sorted(by_job.items()):
        patterns = area.jobs[number].patterns
        chosen = [(patterns[k], weeks) for k, weeks in rows]
        found += visits_of(area.strata[number], chosen, keys)
    return found


def _changes(since: Week | None, new: Replanned | None) -> Changes | None:
    if since is None or new is None:
        return None
    return Changes(since, new.moved, new.new, new.dropped)


def _uneven(area: AreaYear) -> int:
    """Return how many sites have checks that are not spread over the year."""
    return sum(
        not is_even(
            area.strata[plan.job].kind,
            area.jobs[plan.job].patterns[plan.pattern],
            plan.weeks,
        )
        for plan in area.plans
    )


def _levels(
    strata: Sequence[Stratum],
    plans: Sequence[Plans],
    areas: Sequence[AreaYear],
    visits: Sequence[Visited],
    free: bool,
) -> tuple[Level, ...]:
    """Return the levels: the first two are the least by construction.

    Where filed rows should stay (not `free`), nothing is claimed of the third.

    A stratum's checks unmet and visits do not depend on those of others; each is the
    least of its kind (`patterns.py`), so their sums are bounds.
    """
    pairs = list(zip(strata, plans, strict=True))
    unmet = sum(len(s.sites) * p.missing for s, p in pairs)
    unmet_least = sum(len(s.sites) * p.least_missing for s, p in pairs)
    visits_least = sum(len(s.sites) * p.least_visits for s, p in pairs)
    above = sum(area.above for area in areas)
    least = sum(area.bound for area in areas)
    return (
        Level("unmet", unmet, unmet_least, least=True),
        Level("visits", len(visits), visits_least, least=True),
        Level("above", above, least if free else None, least=True),
    )
