"""The pricing callback of a week: new rounds of all plots and sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from scheduler.engine.generation import Depth, Priced
from scheduler.engine.master import Entering, Master, Solved
from scheduler.engine.rounded import tighten
from scheduler.model import Pin, Session
from scheduler.week.columns import Column
from scheduler.week.labels import FEW_LABELS, MOST_LABELS
from scheduler.week.once_each import once_each
from scheduler.week.prices import Aim, Counter, FloatArray
from scheduler.week.pricing import PlotPricer
from scheduler.week.program import people_cost, round_cost
from scheduler.week.round_counts import (
    Could,
    could_add,
    most_of_week,
    most_rounds,
    most_with,
)
from scheduler.week.rounds import Template, make_template
from scheduler.week.session_pricing import NOISE, Found, SessionPricing
from scheduler.week.visit_cuts import VisitCut, times
from scheduler.week.week_program import WeekProgram

# New rounds of one plot and session a step.
WANTED = 30
# So many times as many where everything is priced: that takes long.
MORE = 10
# Rows that take visits together are added while there are fewer.
MOST_CUTS = 40
# They are sought again if the last ones took more than this of the value.
LITTLE = 1e-4


@dataclass(frozen=True)
class _Task:
    """One plot in one session; no more than `most` rounds of it can be in a week."""

    pricer: PlotPricer
    counter: Counter
    most: int

    @property
    def weight(self) -> int:
        """What a round takes of its people's week."""
        counter = self.counter
        return counter.week.availability.kinds[counter.session.kind].weight


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
    cuts: list[VisitCut] = field(default_factory=list)
    _value: float = field(default=np.inf, init=False)

    def __post_init__(self) -> None:
        self.tasks = [
            task
            for pricer in self.pricers
            for session in self.sessions
            if session.kind == pricer.plot.kind.kind
            for task in self._task(pricer, session)
        ]
        self._templates: dict[tuple[int, tuple[int, ...], int], Template] = {}
        self._known = {key_of(column) for column in self.made}

    def _task(self, pricer: PlotPricer, session: Session) -> list[_Task]:
        counter = Counter(self.week, pricer.alike, session, self.pins)
        if not counter.possible.any():
            return []
        most = min(most_rounds(counter), int(counter.possible.sum()))
        return [_Task(pricer, counter, most)] if most else []

    def price(self, duals: FloatArray, depth: Depth) -> Priced:
        """Return new rounds of positive value, and what all others could add."""
        at = [(task, self._at(task, duals)) for task in self.tasks]
        exact = depth is Depth.EXACT
        columns, could = self._listed(at, duals, exact)
        if depth is Depth.QUICK:
            return Priced(columns, could_add(could, self._week), False)
        more, others, hidden = self._searched(at, duals, exact)
        complete = self.complete
        total = could_add([*could, *others], self._week) if complete else np.inf
        if exact and complete:
            total = min(total, self._together(at) + could_add(hidden, self._week))
        return Priced([*columns, *more], total, exact)

    @property
    def complete(self) -> bool:
        """Whether no round is left out by listing and search."""
        return all(pricer.table.complete for pricer in self.pricers)

    def _together(self, at: Sequence[_Priced]) -> float:
        """Return what the rounds looked at could add, each candidate visited once."""
        return sum(
            once_each(pricer.alike, [one for k in mine for one in at[k][1].above])
            for pricer, mine in self._of(at)
        )

    def _at(self, task: _Task, duals: FloatArray) -> SessionPricing:
        return task.pricer.at(task.counter.prices(duals, self.aim), self.aim, duals)

    def cut(self, master: Master, solved: Solved) -> int:
        """Add rows that take visits together and that a solution breaks.

        Returns
        -------
        int
            How many.
        """
        names = {row: name for name, row in self.week.terms.candidate.items()}
        little = self._value - solved.value <= LITTLE * abs(solved.value)
        if little or not self.made or len(self.cuts) >= MOST_CUTS:
            return 0
        self._value, known = solved.value, master.rows
        rows = np.array(sorted(names), dtype=np.int64)
        found = tighten(master, solved, rows)
        for row, one in found.items():
            weights = {names[k]: n for k, n in one.weights.items() if k in names}
            before = {k: n for k, n in one.weights.items() if k not in names}
            self.cuts.append(VisitCut(row, weights, before, one.whole))
        if found:
            self._regroup()
        return master.rows - known

    def _regroup(self) -> None:
        """Keep visits apart that count differently in some row."""
        new = {id(old): old.with_cuts(self.cuts) for old in self.pricers}
        self.pricers = [new[id(old)] for old in self.pricers]
        self.tasks = [replace(t, pricer=new[id(t.pricer)]) for t in self.tasks]

    @cached_property
    def _week(self) -> int:
        return most_of_week([task.counter for task in self.tasks])

    def _of(self, at: Sequence[_Priced]) -> Iterator[tuple[PlotPricer, list[int]]]:
        """Yield every plot with the numbers of its sessions."""
        for pricer in self.pricers:
            mine = [k for k, (task, _) in enumerate(at) if task.pricer is pricer]
            if mine:
                yield pricer, mine

    def _listed(
        self, at: Sequence[_Priced], duals: FloatArray, every: bool
    ) -> tuple[list[Entering], list[Could]]:
        """Look at the rounds that are listed."""
        columns: list[Entering] = []
        could: list[Could] = []
        for pricer, mine in self._of(at):
            number = pricer.promising([at[k][1] for k in mine])
            for task, pricing in (at[k] for k in mine):
                found, top = pricing.listed(number, self.wanted, every=every)
                columns += self._enter(task, found, duals)
                if top > NOISE:
                    could.append(Could(task.most, task.weight, top))
        return columns, could

    def _searched(
        self, at: Sequence[_Priced], duals: FloatArray, exact: bool
    ) -> tuple[list[Entering], list[Could], list[Could]]:
        """Search by labels; return new columns, rounds not listed, those not seen."""
        columns: list[Entering] = []
        could: list[Could] = []
        hidden: list[Could] = []
        labels = MOST_LABELS if exact else FEW_LABELS
        wanted = self.wanted * (MORE if exact else 1)
        for pricer, mine in self._of(at):
            rows, left = pricer.search([at[k][1] for k in mine], labels, self.until)
            cores: set[int] = set()
            few = 0 if left > NOISE or not len(rows) else int(rows.riders.min())
            for task, pricing in (at[k] for k in mine):
                found, top = pricing.among(rows, wanted)
                columns += self._enter(task, found, duals)
                cores |= {one.core for one in found}
                if max(top, left) > NOISE:
                    most = most_with(task.counter, task.most, few)
                    could.append(Could(most, task.weight, max(top, left)))
                if left > NOISE:
                    hidden.append(Could(task.most, task.weight, left))
            pricer.list_too(cores)
            pricer.keep(rows)
        return columns, could, hidden

    def _enter(
        self, task: _Task, found: Sequence[Found], duals: FloatArray
    ) -> list[Entering]:
        entering: list[Entering] = []
        for one in found:
            column = self._column(task, one, duals)
            key = key_of(column)
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
            cost = round_cost if self.aim.travel else people_cost
            objective -= self.aim.minutes * cost(self.week.availability, column)
        visits = [v.candidate for v in column.template.variants]
        entries = self.week.terms.of_round(column) | times(self.cuts, visits)
        return Entering(objective, entries)

    def _column(self, task: _Task, one: Found, duals: FloatArray) -> Column:
        template = self._template(task.pricer, one)
        pack = task.counter.pack(template.riders, duals)
        return Column(template, task.counter.session, pack)

    def _template(self, pricer: PlotPricer, one: Found) -> Template:
        """Return the round without its date; the same route comes back often."""
        key = (id(pricer.plot), one.variants, one.units)
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


def key_of(column: Column) -> tuple[object, ...]:
    """Return what tells a round from others: when, where, who and with what."""
    template = column.template
    visits = tuple(sorted(v.index for v in template.variants))
    units = tuple(unit for unit, _ in template.needs)
    return column.session, template.district, visits, units, column.vehicles
