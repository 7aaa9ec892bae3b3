"""The pricing callback of a week: new rounds of all plots and sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.engine.generation import Depth, Priced
from scheduler.engine.master import Entering
from scheduler.model import Pin, Session
from scheduler.week.columns import Column
from scheduler.week.labels import FEW_LABELS, MOST_LABELS
from scheduler.week.prices import MOST_RIDERS, Aim, Counter, FloatArray
from scheduler.week.pricing import PlotPricer
from scheduler.week.program import round_cost
from scheduler.week.rounds import Template, make_template
from scheduler.week.session_pricing import NOISE, Found, SessionPricing
from scheduler.week.week_program import WeekProgram

# New rounds of one plot and session a step.
WANTED = 30


@dataclass(frozen=True)
class _Task:
    """One plot in one session; no more than `most` rounds of it can be in a week."""

    pricer: PlotPricer
    counter: Counter
    most: int

    def most_with(self, riders: int) -> int:
        """Return how many rounds of at least so many riders a week can have."""
        counter = self.counter
        pack = next(iter(counter.packs[min(riders, MOST_RIDERS)]), ())
        if not pack:
            return self.most
        date = counter.session.date
        vehicles = counter.week.fleet.vehicles(counter.base, date)
        return min(self.most, len(vehicles) // len(pack))


def _most_rounds(counter: Counter) -> int:
    """Return a number of rounds that no session exceeds.

    Units are picked so that every visit requires one of them; each round then takes
    two people of one of them. And each takes a vehicle or a town's own team.
    """
    alike, district = counter.alike, counter.district
    staffing, session = counter.week.staffing, counter.session
    teams = [len(staffing.free(session, u, district)) // 2 for u in alike.units]
    left = {group.required for group in alike.groups}
    towns = sum(n for n, unit in zip(teams, alike.units, strict=True) if unit[1])
    vehicles = len(counter.week.fleet.vehicles(counter.base, session.date))
    total = 0
    while left:
        hits = [sum(m >> k & 1 for m in left) for k in range(len(teams))]
        best = max(range(len(teams)), key=lambda k: hits[k] / (teams[k] + 1))
        total += teams[best]
        left = {mask for mask in left if not mask >> best & 1}
    return min(total, vehicles + towns)


_Priced = tuple[_Task, SessionPricing]


@dataclass
class RoundPricing:
    """Prices the rounds of some plots; keeps every round it made.

    Attributes
    ----------
    made : list of Column
        The rounds in the order in which they entered the master.
    until : float, optional
        Clock of ``time.perf_counter`` after which searches are cut short.
    """

    week: WeekProgram
    pricers: Sequence[PlotPricer]
    sessions: Sequence[Session]
    pins: tuple[Pin, ...] = ()
    aim: Aim = field(default_factory=Aim)
    wanted: int = WANTED
    until: float | None = None
    made: list[Column] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tasks = [
            task
            for pricer in self.pricers
            for session in self.sessions
            if session.kind == pricer.plot.kind.kind
            for task in self._task(pricer, session)
        ]
        self._templates: dict[tuple[int, tuple[int, ...], int], Template] = {}
        self._known = {_key(column) for column in self.made}

    def _task(self, pricer: PlotPricer, session: Session) -> list[_Task]:
        counter = Counter(self.week, pricer.alike, session, self.pins)
        if not counter.possible.any():
            return []
        most = min(_most_rounds(counter), int(counter.possible.sum()))
        return [_Task(pricer, counter, most)] if most else []

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """Return new rounds of positive value, and what all others could add."""
        at = [
            (task, task.pricer.at(task.counter.prices(duals, self.aim), self.aim))
            for task in self.tasks
        ]
        columns, tops = self._listed(at, duals)
        if depth is Depth.QUICK:
            return Priced(columns, self._excess(tops), False)
        exact = depth is Depth.EXACT
        more, excess = self._searched(at, duals, MOST_LABELS if exact else FEW_LABELS)
        complete = all(pricer.table.complete for pricer in self.pricers)
        total = self._excess(tops) + excess if complete else np.inf
        return Priced([*columns, *more], total, exact)

    def _of(self, at: Sequence[_Priced]) -> Iterator[tuple[PlotPricer, list[int]]]:
        """Yield every plot with the numbers of its sessions."""
        for pricer in self.pricers:
            mine = [k for k, (task, _) in enumerate(at) if task.pricer is pricer]
            if mine:
                yield pricer, mine

    def _listed(
        self, at: Sequence[_Priced], duals: FloatArray
    ) -> tuple[list[Entering], FloatArray]:
        """Look at the rounds that are listed."""
        columns: list[Entering] = []
        tops = np.zeros(len(at))
        for pricer, mine in self._of(at):
            number = pricer.promising([at[k][1] for k in mine])
            for k in mine:
                found, tops[k] = at[k][1].listed(number, self.wanted)
                columns += self._enter(at[k][0], found, duals)
        return columns, tops

    def _searched(
        self, at: Sequence[_Priced], duals: FloatArray, labels: int
    ) -> tuple[list[Entering], float]:
        """Search by labels; return new columns and what rounds not listed could add."""
        columns: list[Entering] = []
        excess = 0.0
        for pricer, mine in self._of(at):
            rows, left = pricer.search([at[k][1] for k in mine], labels, self.until)
            cores: set[int] = set()
            for k in mine:
                task, pricing = at[k]
                found, top = pricing.among(rows, self.wanted)
                columns += self._enter(task, found, duals)
                cores |= {one.core for one in found}
                top = max(top, left)
                if top > NOISE:
                    few = 0 if left > NOISE or not len(rows) else int(rows.riders.min())
                    excess += task.most_with(few) * top
            pricer.list_too(cores)
        return columns, excess

    def _excess(self, tops: FloatArray) -> float:
        """Return what all rounds could add: so many of each session at the most."""
        return float(
            sum(
                task.most * top
                for task, top in zip(self.tasks, tops, strict=True)
                if top > NOISE
            )
        )

    def _enter(
        self, task: _Task, found: Sequence[Found], duals: FloatArray
    ) -> list[Entering]:
        entering: list[Entering] = []
        for one in found:
            column = self._column(task, one, duals)
            key = _key(column)
            if key in self._known:
                continue
            self._known.add(key)
            self.made.append(column)
            entering.append(self.entering(column))
        return entering

    def entering(self, column: Column) -> Entering:
        """Return the objective and the entries of a round."""
        objective = self.aim.points * column.template.value
        if self.aim.minutes:
            objective -= self.aim.minutes * round_cost(self.week, column)
        return Entering(objective, self.week.terms.of_round(column))

    def _column(self, task: _Task, one: Found, duals: FloatArray) -> Column:
        template = self._template(task.pricer, one)
        pack = task.counter.pack(template.riders, duals)
        return Column(template, task.counter.session, pack)

    def _template(self, pricer: PlotPricer, one: Found) -> Template:
        """Return the round without its date; the same route comes back often."""
        key = (id(pricer), one.variants, one.units)
        if key not in self._templates:
            plot, alike = pricer.plot, pricer.alike
            units = frozenset(
                unit for k, unit in enumerate(alike.units) if one.units >> k & 1
            )
            visits = [plot.variants[k] for k in one.variants]
            template = make_template(plot.ground, plot.kind, visits, units)
            if template is None:
                raise AssertionError(f"priced a round that does not fit: {visits}")
            self._templates[key] = template
        return self._templates[key]


def _key(column: Column) -> tuple[object, ...]:
    template = column.template
    visits = tuple(sorted(v.index for v in template.variants))
    units = tuple(unit for unit, _ in template.needs)
    return column.session, template.district, visits, units, column.vehicles
