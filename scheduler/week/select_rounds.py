"""Choosing the week's rounds so that names exist for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scheduler.engine.selection import Stop
from scheduler.model import Level, Pin, Status
from scheduler.week.chosen import Chosen, proof
from scheduler.week.clash import Patience, clashing, core, hopeless
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.component_run import CostLine
from scheduler.week.cost_bound import least_cost, least_cost_of_all
from scheduler.week.draw import Drawn, NamingFailedError, draw_names
from scheduler.week.effort import (
    FIRST_SHARE,
    GENERATE_SHARE,
    REFINE_SHARE,
    SERVICE_SHARE,
    Effort,
)
from scheduler.week.generate import Generating
from scheduler.week.pins import opposing, pin_name
from scheduler.week.plain_cost import plain_cost
from scheduler.week.program import WeekProgram, build_program
from scheduler.week.progress import Progress
from scheduler.week.refine import Refined, refine, widen
from scheduler.week.sampling import plots
from scheduler.week.service import serve
from scheduler.week.variants import Variant

# Another set of rounds is chosen at most this often when names cannot be found.
MOST_REDRAWS = 12
# So many rounds may take the place of those that could not be named.
MOST_INSTEAD = 1500
# With fewer seconds left a generation would not get far enough to gain anything: so
# many for every round of the sample, which tells the size of the week.
LEAST_SECONDS = 0.0005
# With this many columns or fewer the whole selection is made again, and more often.
FEW_COLUMNS = 5000
FEW_REDRAWS = 60


# Rounds known and seconds (None: no clock).
More = Callable[[Sequence[Column], float | None], Generating]


@dataclass
class RoundSelector:
    """Chooses rounds by levels, then draws names, and chooses again if there are none.

    Parameters
    ----------
    complete : bool
        Whether `columns` are all rounds that exist, so that bounds are proved.
    more : callable, optional
        Gets the rounds known and the seconds (None: no clock) it may take; begins
        to generate rounds worth choosing from, with a bound on every week's service.
    outer : int, optional
        What no week exceeds.
    proved : bool
        Whether every naming that failed was proved impossible.
    """

    staffing: Staffing
    fleet: Fleet
    columns: Sequence[Column]
    variants: Sequence[Variant]
    pins: Sequence[Pin]
    complete: bool
    effort: Effort
    progress: Progress
    stop: Stop
    more: More | None = None
    apart: frozenset[str] = frozenset()
    forbidden: list[tuple[Column, ...]] = field(default_factory=list)
    proved: bool = True
    outer: int | None = None
    _generated: bool = field(default=False, init=False)
    _lines: tuple[CostLine, ...] = field(default=(), init=False)
    _unnamed: set[str] = field(default_factory=set, init=False)

    def build(self, columns: Sequence[Column]) -> WeekProgram:
        """Return the program of some rounds with pins, musts and forbidden sets."""
        return build_program(
            self.staffing.availability,
            self.staffing,
            self.fleet,
            columns,
            apart=self.apart,
            pins=self.pins,
            variants=self.variants,
            forbidden=self.forbidden,
        )

    def choose(self, inputs_digest: str, beacon: str) -> Chosen:
        """Return the week's rounds and names."""
        begin = time.perf_counter()
        chosen, bound, failed = self._choose(begin)
        if failed is not None:
            return failed
        few = self.complete and len(self.columns) <= FEW_COLUMNS
        for _ in range(FEW_REDRAWS if few else MOST_REDRAWS):
            self.progress.phase("cost")
            small = self.build(self._around(chosen))
            refined = refine(
                small, len(chosen), self.effort.part(REFINE_SHARE), self.stop
            )
            if refined is not None:
                self.progress.incumbent(refined.service)
                self.progress.phase("draw")
                rounds = small.rounds_of(refined.solution)
                drawn = self._draw(rounds, inputs_digest, beacon)
                if drawn is not None:
                    return self._result(refined, bound, drawn)
            # Few rounds are chosen anew from all of them; of many, those found lose
            # the round that cannot be named, unless that leaves no week.
            if few or refined is None:
                self.progress.phase("service")
                chosen, again, failed = self._serve(self._rest(begin), ())
                if failed is not None:
                    return failed if self.proved else Chosen(Status.NO_SOLUTION)
                if self.proved and bound is not None and again is not None:
                    bound = min(bound, again)
        return Chosen(Status.NO_SOLUTION)

    def _choose(self, begin: float) -> tuple[list[Column], int | None, Chosen | None]:
        """Choose rounds for service: rounds, bound, or the failure."""
        known: list[Column] = []
        if self.more is not None:
            known, failed = self._begin(begin, self.more)
            if failed is not None:
                return [], None, failed
        if known and self._over(begin):
            return known, self.outer, None
        self.progress.phase("service")
        return self._serve(self._rest(begin), known)

    def _around(self, chosen: Sequence[Column]) -> list[Column]:
        """Return the chosen rounds, those with assist teams, and cheaper ones.

        Where the columns are few: all that make no other visits than the chosen ones.
        Of many: those that could make the visits of rounds that could not be named.
        """
        wide = widen(self.staffing, self.fleet, chosen)
        if len(self.columns) > FEW_COLUMNS:
            names = {id(column) for column in wide}
            others = [
                column
                for column in self.columns
                if id(column) not in names
                and any(v.candidate in self._unnamed for v in column.template.variants)
            ]
            others.sort(key=lambda column: -column.template.value)
            return wide + others[:MOST_INSTEAD]
        visited = {v.candidate for c in chosen for v in c.template.variants}
        known = {id(column) for column in wide}
        return wide + [
            column
            for column in self.columns
            if id(column) not in known
            and visited.issuperset(v.candidate for v in column.template.variants)
        ]

    def _over(self, begin: float) -> bool:
        """Say whether a first week has used up the time: then it stands."""
        effort = self.effort
        left = effort.seconds * (1 - REFINE_SHARE) - (time.perf_counter() - begin)
        return not (self._generated or effort.deterministic) and left <= 0

    def _rest(self, begin: float) -> Effort:
        """Return the effort left for the selection."""
        effort = self.effort
        share = SERVICE_SHARE
        if self.more is not None:
            share -= FIRST_SHARE + GENERATE_SHARE
        spent = time.perf_counter() - begin
        return effort.stage(effort.seconds * (1 - REFINE_SHARE) - spent, share)

    def _begin(self, begin: float, more: More) -> tuple[list[Column], Chosen | None]:
        """Choose a first week and generate the rounds to choose from."""
        effort = self.effort
        until = effort.seconds * (FIRST_SHARE + GENERATE_SHARE)
        beside = self._worthwhile(until - effort.first().seconds)
        known, failed = ([], None) if beside else self._first()
        # Where the sample makes no week, only generated rounds can.
        if not beside and (failed is None or self._ended(failed)):
            if self.outer is not None:
                self.progress.bounded(self.outer)
            return known, proof(failed)
        rest = until - (time.perf_counter() - begin)
        with more(self.columns, None if effort.deterministic else rest) as generating:
            if beside:
                known, failed = self._first()
            if self._ended(failed):
                return known, proof(failed)
            self.progress.phase("generate")
            self._generated = True
            generated = generating.finish(known)
        listed = [*generated.columns, *generated.chosen]
        if failed is not None:
            # Demands not met yet: every round known may be the one.
            listed += self.columns
        self.columns = list({id(column): column for column in listed}.values())
        self.outer, self._lines = generated.bound, generated.lines
        self.progress.bounded(generated.bound)
        return generated.chosen, None

    def _ended(self, failed: Chosen | None) -> bool:
        """Say whether it was told to stop, or it is proved that there is no week."""
        return self.stop.raised or proof(failed) is not None

    def _worthwhile(self, seconds: float) -> bool:
        """Say whether a generation would get far enough in so many seconds."""
        least = LEAST_SECONDS * len(self.columns)
        return self.effort.deterministic or seconds >= least

    def _first(self) -> tuple[list[Column], Chosen | None]:
        """Choose a first week: rounds, or why there are none."""
        self.progress.phase("first")
        known, _, failed = self._serve(self.effort.first(), ())
        return known, failed

    def _serve(
        self, effort: Effort, known: Sequence[Column]
    ) -> tuple[list[Column], int | None, Chosen | None]:
        """Choose rounds for service: rounds, bound, or the failure."""
        week = self.build(self.columns)
        served = serve(week, effort, self.progress, self.stop, known, self.outer)
        if served.solution is None:
            return [], None, self._failed(week, served.status)
        bound = served.bound if self.complete else self.outer
        return week.rounds_of(served.solution), bound, None

    def _failed(self, week: WeekProgram, status: Status) -> Chosen:
        """Return why there is no week.

        Among sampled rounds a clash is no proof, unless a demand has no round at all:
        every visit that fits alone is in the sample.
        """
        if status is not Status.INFEASIBLE:
            return Chosen(status)
        patience = Patience(self.effort.deterministic, self.effort.seed)
        part = core(week.program, "force_deployed" if week.slack else "")
        clash, minimal = clashing(part, patience)
        for pin in self.pins:
            if pin_name(pin) in clash:
                clash += [pin_name(other) for other in opposing(pin, self.pins)]
        proved = self.complete or hopeless(week.program, clash)
        ending = status if proved else Status.NO_SOLUTION
        return Chosen(ending, clash=tuple(clash), minimal=minimal)

    def _draw(
        self, rounds: Sequence[Column], inputs_digest: str, beacon: str
    ) -> Drawn | None:
        """Draw names; if a pool has none, tell its officers apart or forbid the set."""
        availability = self.staffing.availability
        try:
            return draw_names(availability, rounds, inputs_digest, beacon)
        except NamingFailedError as failure:
            self.proved = self.proved and failure.proved
            self._unnamed |= {
                v.candidate for c in failure.columns for v in c.template.variants
            }
            if failure.proved or failure.officers <= self.apart:
                self.forbidden.append(failure.columns)
            self.apart |= failure.officers
        return None

    def _result(self, refined: Refined, bound: int | None, drawn: Drawn) -> Chosen:
        service = Level("service", refined.service, bound)
        cost = Level("cost", refined.cost, self._least_cost(refined), least=True)
        proved = bound is not None and refined.service >= bound
        status = Status.OPTIMAL if proved else Status.FEASIBLE
        return Chosen(status, (service, cost), drawn)

    def _least_cost(self, refined: Refined) -> int | None:
        """Return what no week of at least this service costs less than."""
        service, there = refined.service, self.staffing.availability
        if self.complete and len(self.columns) <= FEW_COLUMNS:
            return least_cost_of_all(self.build(self.columns), service)
        plain = plain_cost(there, plots(there.scenario, self.variants), service)
        return max(plain, least_cost(self._lines, service) if self._lines else 0)
