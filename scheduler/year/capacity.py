"""How many checks of a year's plan can be carried out: a linear program of an area.

x[v, o, w] visits of the kind v are made in week w and carry what o says. Visits are no
more than there are; each row of each week takes no more than it holds; the checks
carried are as many as can be:

    max  sum checks[o] x[v, o, w]
    s.t. sum over o, w of x[v, o, w]              <= number[v]      every kind v
         sum over v, o of takes[o, r] x[v, o, w]  <= room[r, w]     every row r, week w

Spacing counts only as far as it leaves each visit its own first and last week
(`windows.py`), and visits need not be whole: no plan carries more. As a function of the
room the value is concave, so the duals tell the most that any change of it can add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.solver.common.factory import SolverFactory
from pyomo.contrib.solver.common.results import SolutionStatus
from pyomo.core.expr.numeric_expr import LinearExpression

from scheduler.year.offers import Alike, Offer
from scheduler.year.resources import Resource, Room
from scheduler.year.weeks import members

Prices = dict[Resource, list[float]]
# Duals below this are none.
SMALLEST = 1e-7
# Numbers of the simplex methods of HiGHS.
DUAL, PRIMAL = 1, 4


class CapacityProgram:
    """The program of one area, to be solved for one room after the other.

    Parameters
    ----------
    whole : bool
        Whether visits are whole.
    """

    def __init__(
        self, visits: Mapping[Alike, int], room: Room, whole: bool = False
    ) -> None:
        self.weeks = max((len(row) for row in room.values()), default=0)
        self.keys = [(row, k) for row in room for k in range(self.weeks)]
        self.model = pyo.ConcreteModel()
        self.whole = whole
        domain = pyo.NonNegativeIntegers if whole else pyo.NonNegativeReals
        self.model.made = pyo.VarList(domain=domain)
        self.model.number = pyo.ConstraintList()
        self._checks: list[tuple[float, Any]] = []
        # Each kind of visit with its number, and (offer, week, variable) of each.
        self._kinds: list[tuple[int, list[tuple[Offer, int, Any]]]] = []
        self._taken: dict[tuple[Resource, int], list[tuple[float, Any]]] = defaultdict(
            list
        )
        for kind, number in visits.items():
            self._add_visits(kind, number)
        self._add_rooms(room)
        goal = _sum(self._checks) if self._checks else 0.0
        self.model.carried = pyo.Objective(expr=goal, sense=pyo.maximize)
        self._solver = _solver()
        self._results: Any = None

    def _options(self) -> None:
        """Start from nothing done, which breaks no row: by the primal simplex method.

        From there on each room is solved for from the one before: by the dual one.
        """
        options = self._solver.config.solver_options
        options["presolve"] = "off"
        if not self.whole:
            options["simplex_strategy"] = DUAL if self._results else PRIMAL

    def _add_visits(self, kind: Alike, number: int) -> None:
        terms, ways = [], []
        for week in members(kind.weeks):
            for offer in kind.offers:
                made = self.model.made.add()
                terms.append((1.0, made))
                ways.append((offer, week, made))
                self._checks.append((float(offer.checks), made))
                for row, taken in offer.takes:
                    self._taken[row, week].append((taken, made))
        if terms:
            self.model.number.add((None, _sum(terms), number))
        self._kinds.append((number, ways))

    def _add_rooms(self, room: Room) -> None:
        self.keys = [key for key in self.keys if key in self._taken]
        places = range(len(self.keys))
        start = {n: room[row][k] for n, (row, k) in enumerate(self.keys)}
        self.model.room = pyo.Param(places, initialize=start, mutable=True)
        self.model.within = pyo.Constraint(
            places,
            rule=lambda model, n: (
                None,
                _sum(self._taken[self.keys[n]]),
                model.room[n],
            ),
        )

    def carried(self, room: Room) -> float:
        """Return the most checks that can be carried out in a room.

        Raises
        ------
        RuntimeError
            If the solver does not come to an end.
        """
        if not self._checks:
            return 0.0
        for n, (row, k) in enumerate(self.keys):
            self.model.room[n].set_value(room[row][k])
        self._options()
        self._results = self._solver.solve(self.model)
        if self._results.solution_status != SolutionStatus.optimal:
            raise RuntimeError(f"capacity: {self._results.termination_condition}")
        return float(self._results.incumbent_objective or 0.0)

    def prices(self) -> Prices:
        """Return the duals of the room last solved for: checks for one of a row."""
        if not self._checks or not self.keys:
            return {}
        rows = [self.model.within[n] for n in range(len(self.keys))]
        duals = self._results.solution_loader.get_duals(rows)
        found: Prices = {}
        for row, (key, week) in zip(rows, self.keys, strict=True):
            price = abs(duals[row])
            if price > SMALLEST:
                found.setdefault(key, [0.0] * self.weeks)[week] = price
        return found

    def used(self) -> Room:
        """Return what the solution takes of each row in each week."""
        if not self._checks:
            return {}
        self._results.solution_loader.load_vars()
        found: Room = {row: [0.0] * self.weeks for row, _ in self.keys}
        for (row, week), terms in self._taken.items():
            found[row][week] = sum(taken * var.value for taken, var in terms)
        return found

    def whole_checks(self, room: Room) -> int:
        """Return the checks of whole visits that fit: the solution, rounded down.

        Where there is room for more of them they are added one by one.
        """
        rest = {row: list(there) for row, there in room.items()}
        checks, waiting = 0, []
        for number, ways in self._kinds:
            for offer, week, made in ways:
                times = min(number, int((made.value or 0.0) + SMALLEST))
                _take(rest, offer, week, times)
                checks += times * offer.checks
                number -= times
            waiting += [ways] * number
        for ways in waiting:
            for offer, week, _ in sorted(ways, key=lambda way: -way[0].checks):
                if all(rest[row][week] >= taken for row, taken in offer.takes):
                    _take(rest, offer, week, 1)
                    checks += offer.checks
                    break
        return checks


def _take(rest: Room, offer: Offer, week: int, times: int) -> None:
    if times:
        for row, taken in offer.takes:
            rest[row][week] -= times * taken


def _sum(terms: Sequence[tuple[float, Any]]) -> LinearExpression:
    return LinearExpression(
        constant=0.0,
        linear_coefs=[factor for factor, _ in terms],
        linear_vars=[var for _, var in terms],
    )


def _solver() -> Any:
    """Return HiGHS, which keeps its model: only the room changes between two solves."""
    solver = SolverFactory("highs")
    solver.config.load_solutions = False
    solver.config.raise_exception_on_nonoptimal_result = False
    solver.config.threads = 1
    for name in (
        "check_for_new_or_removed_constraints",
        "check_for_new_or_removed_vars",
        "check_for_new_or_removed_params",
        "check_for_new_objective",
        "update_constraints",
        "update_vars",
        "update_named_expressions",
        "update_objective",
    ):
        setattr(solver.config.auto_updates, name, False)
    return solver
