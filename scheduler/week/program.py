"""The selection as a program: which rounds, and how many officers where (DESIGN 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scheduler.week.availability import NIGHT_KIND, Availability
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.officer_rows import add_officer_rows
from scheduler.week.post_rows import add_post_rows
from scheduler.week.rounding_rows import add_rounding_rows
from scheduler.week.shared_rows import add_deployment_rows, add_vehicle_rows
from scheduler.week.week_program import WeekProgram

__all__ = ["WeekProgram", "build_program"]


def build_program(
    availability: Availability,
    staffing: Staffing,
    fleet: Fleet,
    columns: Sequence[Column],
    *,
    apart: frozenset[str] = frozenset(),
) -> WeekProgram:
    """Return the program of these columns; the objective is the service level.

    Officers who are alike share a crew: far fewer columns, and a relaxation only in
    how day and half-day sessions mix within one crew, which the naming decides.
    Officers of `apart` are crews of their own, which is exact.
    """
    week = WeekProgram(availability, staffing, fleet, list(columns))
    for column in week.columns:
        week.program.column(column.template.value)
    _one_visit_rows(week)
    add_post_rows(week, apart)
    add_officer_rows(week)
    add_rounding_rows(week)
    add_vehicle_rows(week)
    add_deployment_rows(week)
    week.cost = _cost(week)
    return week


def _one_visit_rows(week: WeekProgram) -> None:
    """Every candidate once; plan visits to a site that is not an area once."""
    by_candidate: dict[str, list[int]] = defaultdict(list)
    by_site: dict[str, list[int]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    for k, column in enumerate(week.columns):
        for variant in column.template.variants:
            by_candidate[variant.candidate].append(k)
            area = week.scenario.site[variant.site].kind == "area"
            if variant.carries_plan and not area:
                by_site[variant.site].append(k)
                names[variant.site].add(variant.candidate)
    for candidate in sorted(by_candidate):
        terms = [(k, 1) for k in by_candidate[candidate]]
        week.program.row(terms, upper=1, name=f"candidate {candidate}")
    most = int(week.scenario.settings.number("one_visit_a_week", "visits"))
    for site in sorted(by_site):
        if len(names[site]) > most:
            terms = [(k, 1) for k in by_site[site]]
            week.program.row(terms, upper=most, name=f"one_visit_a_week {site}")


def _cost(week: WeekProgram) -> list[int]:
    """Return the cost of every program column, in priced minutes."""
    solve = week.scenario.settings.solve
    kinds = week.availability.kinds
    cost = [0] * week.program.size
    for k, column in enumerate(week.columns):
        sessions = column.template.people * kinds[column.session.kind].weight
        cost[k] = (
            solve.cost_session * sessions
            + solve.cost_travel * column.template.times.travel
        )
        if column.session.kind == NIGHT_KIND:
            cost[k] += solve.cost_night * column.template.people
    for (crew, _, district), k in week.posts.items():
        if district not in week.crews[crew].own_districts:
            cost[k] = solve.cost_help
    return cost
