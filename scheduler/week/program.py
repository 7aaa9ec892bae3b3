"""The selection as a program: which rounds, and how many officers where (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from scheduler.model import Pin, Session
from scheduler.model.calendar import Date
from scheduler.week.availability import NIGHT_KIND, Availability
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.held import add_pins
from scheduler.week.musts import add_musts, forbid
from scheduler.week.officer_rows import add_officer_rows
from scheduler.week.post_rows import add_post_rows, find_crews
from scheduler.week.rounding_rows import add_rounding_rows
from scheduler.week.shared_rows import add_deployment_rows, add_vehicle_rows
from scheduler.week.terms import HeldSite
from scheduler.week.variants import Variant
from scheduler.week.wanted import Wanted
from scheduler.week.week_program import WeekProgram

__all__ = ["WeekProgram", "build_program"]


def build_program(
    availability: Availability,
    staffing: Staffing,
    fleet: Fleet,
    columns: Sequence[Column],
    *,
    apart: frozenset[str] = frozenset(),
    pins: Sequence[Pin] = (),
    variants: Sequence[Variant] = (),
    forbidden: Sequence[Sequence[Column]] = (),
    wanted: Wanted | None = None,
    between: bool = True,
    teams_only: bool = False,
    every_team: bool = False,
) -> WeekProgram:
    """Return the program of these columns; the objective is the service level.

    Officers who are alike share a crew: far fewer columns, and a relaxation only in
    how day and half-day sessions mix within one crew, which the naming decides.
    Officers of `apart` are crews of their own, which is exact.

    Parameters
    ----------
    pins, variants, forbidden
        What is held, whose musts are forced at level H, and sets of rounds that
        cannot be named.
    wanted : Wanted, optional
        What rounds added later may ask for; by default what `columns` ask for.
    between : bool
        Whether the row that joins all districts (`force_deployed`) is there.
    teams_only : bool
        Whether people are counted by the teams they make, not sent to posts: a
        relaxation that is far smaller and hardly looser.
    every_team : bool
        Whether rows of teams are there that those of posts imply.
    """
    week = WeekProgram(availability, staffing, fleet, list(columns))
    for column in week.columns:
        week.program.column(column.template.value)
    wanted = wanted or Wanted.of_rounds(columns)
    _one_visit_rows(week, wanted)
    find_crews(week, wanted, apart)
    if not teams_only:
        add_post_rows(week, wanted)
        add_officer_rows(week)
    add_rounding_rows(week, every=teams_only or every_team)
    add_vehicle_rows(week, wanted)
    if between:
        add_deployment_rows(week, wanted)
    add_pins(week, pins, officers=not teams_only)
    add_musts(week, variants)
    for rounds in forbidden:
        forbid(week, rounds)
    for k, column in enumerate(week.columns):
        week.program.enter(k, week.terms.of_round(column))
    week.cost = _cost(week)
    return week


def _one_visit_rows(week: WeekProgram, wanted: Wanted) -> None:
    """Every candidate once; plan visits to a site that is not an area few and apart."""
    for candidate in sorted({v.candidate for v in wanted.variants.values()}):
        row = week.program.row((), upper=1, name=f"candidate {candidate}")
        week.terms.candidate[candidate] = row
    most = int(week.scenario.settings.number("one_visit_a_week", "visits"))
    for site, variants in sorted(wanted.sites().items()):
        planned = {v.candidate for v in variants if v.carries_plan}
        if week.scenario.site[site].kind != "area" and len(planned) > min(most, 1):
            week.terms.site[site] = list(_site_rows(week, site, most))


def _site_rows(week: WeekProgram, site: str, most: int) -> Iterator[HeldSite]:
    """Add the rows of the plan visits to a site: in the week, and within the gap.

    Two visits are at least `minimum_gap` days apart: of so many dates in a row one
    has a visit at most. From a week on that leaves one visit a week, whatever
    `one_visit_a_week` allows.
    """
    dates = week.availability.week.dates
    gap = int(week.scenario.settings.number("minimum_gap", "days"))
    days = min(gap, len(dates))
    row = week.program.row((), upper=most, name=f"one_visit_a_week {site}")
    yield HeldSite(row, site, partial(_within, frozenset(dates)))
    if most <= 1 or days <= 0:
        return
    for first in range(len(dates) - days + 1):
        near = frozenset(dates[first : first + days])
        row = week.program.row((), upper=1, name=f"minimum_gap {site} {min(near)}")
        yield HeldSite(row, site, partial(_within, near))


def _within(dates: frozenset[Date], session: Session) -> bool:
    return session.date in dates


def people_cost(availability: Availability, column: Column) -> int:
    """Return what the people of a round cost, in priced minutes."""
    solve = availability.scenario.settings.solve
    sessions = column.template.people * availability.kinds[column.session.kind].weight
    cost = solve.cost_session * sessions
    if column.session.kind == NIGHT_KIND:
        cost += solve.cost_night * column.template.people
    return cost


def round_cost(availability: Availability, column: Column) -> int:
    """Return the cost of a round, in priced minutes."""
    solve = availability.scenario.settings.solve
    travel = solve.cost_travel * column.template.times.travel
    return people_cost(availability, column) + travel


def _cost(week: WeekProgram) -> list[int]:
    """Return the cost of every program column, in priced minutes."""
    cost = [0] * week.program.size
    for k, column in enumerate(week.columns):
        cost[k] = round_cost(week.availability, column)
    for (crew, _, district), k in week.posts.items():
        if district not in week.crews[crew].own_districts:
            cost[k] = week.scenario.settings.solve.cost_help
    return cost
