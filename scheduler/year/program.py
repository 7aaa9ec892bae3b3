"""The year of one area as a linear program over strata (Pyomo, HiGHS).

Sites of a stratum are alike, so of each pattern only numbers count: C[j, w] sites had
their j-th visit by the end of week w. Served in one order throughout (who is first, is
first at every visit), two visits are far enough apart just if C[j+1, w] is at most
C[j, w - apart], and near enough just if C[b, deadline(w)] is at least C[a, w]: sorting
both sides of a matching keeps the least and the largest difference. So counts lose
nothing against single sites, and whole counts are whole plans; the size depends on
strata, not on sites.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory
from pyomo.core.expr.numeric_expr import LinearExpression

from scheduler.year.ledger import Limits
from scheduler.year.patterns import Pattern, deadline
from scheduler.year.terms import Unit
from scheduler.year.weeks import members, up_to

Loads = tuple[tuple[Unit, float], ...]


@dataclass(frozen=True)
class Job:
    """A stratum's part of the program.

    Attributes
    ----------
    sites : int
        How many sites it has.
    patterns : tuple of Pattern
        The ways to visit one of them.
    loads : tuple of tuple of Loads
        What each visit of each pattern takes.
    prices : tuple of float
        What a pattern costs a site by itself; none: nothing.
    whole : bool
        Whether there are no other ways (`fewest.Plans`).
    """

    sites: int
    patterns: tuple[Pattern, ...]
    loads: tuple[tuple[Loads, ...], ...]
    prices: tuple[float, ...] = ()
    whole: bool = True

    def price(self, pattern: int) -> float:
        """Return what a pattern costs a site by itself."""
        return self.prices[pattern] if self.prices else 0.0


@dataclass(frozen=True)
class Counts:
    """A solution: sites that had a visit by the end of a week.

    Attributes
    ----------
    by_week : list
        [job][pattern][visit] -> one number a week.
    above : float
        Officer-sessions above the limits.
    bound : float, optional
        What no plan has less of above the limits; None if the solver gives none.
    """

    by_week: list[list[list[list[float]]]]
    above: float
    bound: float | None


class AreaProgram:
    """The program of one area.

    Parameters
    ----------
    whole : bool
        Whether counts are whole numbers.
    """

    def __init__(
        self, jobs: Sequence[Job], limits: Limits, weeks: int, whole: bool = False
    ) -> None:
        self.jobs, self.limits, self.weeks = jobs, limits, weeks
        self.model = pyo.ConcreteModel()
        domain = pyo.NonNegativeIntegers if whole else pyo.NonNegativeReals
        self.model.count = pyo.VarList(domain=domain)
        self.model.rows = pyo.ConstraintList()
        self._load: dict[tuple[Unit, int], list[tuple[float, Any]]] = defaultdict(list)
        # [job][pattern][visit] -> the variable after each week; None before the first.
        self.counts = [self._add_job(job) for job in jobs]
        self._add_limits()

    def _row(
        self,
        terms: Sequence[tuple[float, Any]],
        least: float | None,
        most: float | None,
    ) -> None:
        """Add least <= sum of the terms <= most."""
        kept = [(factor, var) for factor, var in terms if var is not None]
        if not kept:
            return
        expression = LinearExpression(
            constant=0.0,
            linear_coefs=[factor for factor, _ in kept],
            linear_vars=[var for _, var in kept],
        )
        self.model.rows.add((least, expression, most))

    def _add_job(self, job: Job) -> list[list[list[Any]]]:
        found = []
        for pattern, loads in zip(job.patterns, job.loads, strict=True):
            visits = [self._add_visit(weeks) for weeks in pattern.allowed]
            for visit, taken in zip(visits, loads, strict=True):
                self._add_load(visit, taken)
            self._add_order(pattern, visits)
            found.append(visits)
        ends = [visits[0][-1] for visits in found]
        self._row([(1.0, end) for end in ends], job.sites, job.sites)
        return found

    def _add_visit(self, allowed: int) -> list[Any]:
        """Return the counts of a visit after each week: new where it may grow."""
        row: list[Any] = []
        before = None
        for week in range(self.weeks):
            if allowed >> week & 1:
                now = self.model.count.add()
                if before is not None:
                    self._row([(1.0, now), (-1.0, before)], 0.0, None)
                before = now
            row.append(before)
        return row

    def _add_load(self, visit: Sequence[Any], taken: Loads) -> None:
        before = None
        for week, now in enumerate(visit):
            if now is not before:
                for unit, sessions in taken:
                    terms = self._load[unit, week]
                    terms.append((sessions, now))
                    if before is not None:
                        terms.append((-sessions, before))
            before = now

    def _add_order(self, pattern: Pattern, visits: Sequence[Sequence[Any]]) -> None:
        """Add the rows of one pattern: all visits made, far and near enough."""
        for a, b in pairwise(visits):
            self._row([(1.0, a[-1]), (-1.0, b[-1])], 0.0, 0.0)
            self._add_apart(a, b, pattern.kind.apart)
        for first, then, need in pattern.spans:
            for week in members(pattern.allowed[first] & up_to(self.weeks - 1)):
                last = deadline(need, week)
                late, early = visits[then][last], visits[first][week]
                if late is not visits[then][-1]:
                    self._row([(1.0, late), (-1.0, early)], 0.0, None)

    def _add_apart(self, a: Sequence[Any], b: Sequence[Any], apart: int) -> None:
        """Let a later visit of so many sites at most come after each week."""
        before = None
        for week, now in enumerate(b):
            if now is not before:
                ready = a[week - apart] if week >= apart else None
                self._row([(1.0, now), (-1.0, ready)], None, 0.0)
            before = now

    def _add_limits(self) -> None:
        """Add officer-sessions above the limits, as few as possible."""
        model = self.model
        model.above = pyo.VarList(domain=pyo.NonNegativeReals)
        for (unit, week), terms in sorted(self._load.items(), key=lambda row: row[0]):
            above = model.above.add()
            most = self.limits.most[unit][week]
            self._row([*terms, (-1.0, above)], None, most)
        model.least = pyo.Objective(expr=pyo.quicksum(model.above.values()))

    def solve(self, seconds: float | None = None) -> Counts | None:
        """Return the counts with the least above the limits; None if there are none."""
        solver = SolverFactory("highs")
        solver.config.load_solutions = False
        solver.config.raise_exception_on_nonoptimal_result = False
        solver.config.time_limit = seconds
        solver.config.threads = 1
        results = solver.solve(self.model)
        if results.incumbent_objective is None:
            return None
        results.solution_loader.load_vars()
        bound = results.objective_bound
        return Counts(
            [[[_values(v) for v in visits] for visits in job] for job in self.counts],
            float(results.incumbent_objective),
            None if bound is None or abs(bound) == float("inf") else float(bound),
        )


def _values(visit: Sequence[Any]) -> list[float]:
    return [0.0 if var is None else float(var.value) for var in visit]


def loads_by_unit(jobs: Sequence[Job]) -> tuple[dict[Unit, float], dict[Unit, float]]:
    """Return the load of the year, and of one visit at most, by unit.

    Patterns of a stratum carry the same checks in as many visits; the first speaks
    for all.
    """
    total: dict[Unit, float] = defaultdict(float)
    largest: dict[Unit, float] = defaultdict(float)
    for job in jobs:
        for taken in job.loads[0] if job.loads else ():
            for unit, sessions in taken:
                total[unit] += job.sites * sessions
                largest[unit] = max(largest[unit], sessions)
    return dict(total), dict(largest)


def supply_in(
    supply: Mapping[tuple[tuple[str, ...], Unit], Sequence[float]],
    area: tuple[str, ...],
) -> dict[Unit, Sequence[float]]:
    """Return the supply of one area's units."""
    return {unit: row for (there, unit), row in supply.items() if there == area}
