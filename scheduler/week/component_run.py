"""Solving one component of a week: rounds are generated, then chosen."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.engine.generation import Generation
from scheduler.engine.master import Entering, FloatArray, Master
from scheduler.engine.program import BoolArray, IntArray
from scheduler.engine.projection import Cut
from scheduler.engine.selection import Limits, Stop
from scheduler.model import Pin, Session
from scheduler.week.arithmetic import most_points
from scheduler.week.choose import choose
from scheduler.week.columns import Column, Fleet, Staffing
from scheduler.week.component import Component, pins_within
from scheduler.week.prices import Aim
from scheduler.week.pricing import PlotPricer
from scheduler.week.program import build_program
from scheduler.week.round_pricing import RoundPricing, key_of
from scheduler.week.variants import Variant
from scheduler.week.wanted import Wanted
from scheduler.week.week_program import WeekProgram

# Rounds of a component kept for the selection.
MOST_KEPT = 20_000
# A generation ends when its bound is this near to its relaxation: after half of its
# time less will do, for the week needs the rest.
NEAR, NEARLY = 1e-4, 5e-4
# Many rounds add nothing: those that the relaxation takes come first.
TAKEN = 1e-3
# Rows that take visits together make pricing slower: they come if this share of the
# time is not over yet.
CUT_SHARE = 0.8
# So many rounds of a component are handed on to the week as a whole.
HANDED_ON = 3000
# A last look at all rounds may take so many times what a component is allowed.
PROVE_SHARE, PROVE_SECONDS = 1.2, 5.0
# Where there is no bound in time, the generation goes on for such a share of it.
MORE_SHARE = 0.5
# Points of a demand not met: no week has as many.
DEAR = 1e7
POINTS = Aim()


@dataclass(frozen=True)
class Ground:
    """What the rounds of a week are made of.

    Attributes
    ----------
    sessions : sequence of Session
        All sessions of the week.
    """

    staffing: Staffing
    fleet: Fleet
    sessions: Sequence[Session]
    pins: Sequence[Pin]
    variants: Sequence[Variant]

    def plain(self, component: Component) -> float:
        """Return points that no week of a component exceeds, at once."""
        scenario = self.staffing.availability.scenario
        return float(most_points(scenario, self.variants_of(component)))

    def variants_of(self, component: Component) -> list[Variant]:
        """Return the ways to visit the sites of a component."""
        return [v for v in self.variants if v.district in component.districts]

    def program(
        self, component: Component, columns: Sequence[Column] = ()
    ) -> WeekProgram:
        """Return a component's program of some rounds.

        Without rounds: all rows that any round of the component may enter.
        """
        availability = self.staffing.availability
        return build_program(
            availability,
            self.staffing,
            self.fleet,
            list(columns),
            pins=pins_within(availability, component, self.pins),
            variants=self.variants_of(component),
            wanted=None
            if columns
            else Wanted.of_plots(component.plots, self.staffing, self.sessions),
            between=False,
            teams_only=not columns,
            every_team=True,
        )


@dataclass(frozen=True)
class Rounds:
    """Rounds worth choosing from, what each would add to the relaxation, a bound.

    Those that the relaxation takes add `TAKEN`. `bound` is on the service of the
    component; every week keeps the `cuts`.
    """

    kept: list[Column]
    reduced: FloatArray
    bound: float
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class CostLine:
    """What service costs in one component: at least ``price * service - most``.

    Attributes
    ----------
    bound : float
        What no service there exceeds.
    """

    price: float
    most: float
    bound: float


@dataclass(frozen=True)
class Outcome:
    """Rounds worth choosing from, those chosen, and bounds on service and cost."""

    columns: list[Column]
    chosen: list[Column]
    bound: float
    line: CostLine | None = None


@dataclass(frozen=True)
class Allowance:
    """What some work may use: seconds, or solutions of a master and work units."""

    seconds: float | None
    most_steps: int | None
    limits: Limits

    def until(self, begin: float, share: float = 1.0) -> float | None:
        """Return the clock when a share of the seconds is over."""
        return None if self.seconds is None else begin + self.seconds * share


def choose_rounds(
    ground: Ground,
    component: Component,
    rounds: Rounds,
    known: Sequence[Column],
    limits: Limits,
    stop: Stop,
) -> Outcome:
    """Choose among the rounds generated for a component.

    Parameters
    ----------
    known : sequence of Column
        Rounds of the component that make a week.
    """
    columns = list({key_of(c): c for c in [*rounds.kept, *known]}.values())
    reduced = np.append(rounds.reduced, np.zeros(len(columns) - len(rounds.kept)))
    week = ground.program(component, columns)
    start = _mask(columns, known)
    solution = choose(week, reduced, limits, rounds.bound, stop, start, rounds.cuts)
    if solution is None:
        return Outcome(columns, [], rounds.bound)
    chosen = [columns[int(k)] for k in np.flatnonzero(solution[: len(columns)])]
    ranked = np.argsort(-reduced, kind="stable")[:HANDED_ON]
    some = {id(c): c for c in [*(columns[int(k)] for k in ranked), *chosen]}
    return Outcome(list(some.values()), chosen, rounds.bound)


def _mask(columns: Sequence[Column], some: Sequence[Column]) -> BoolArray:
    names = {key_of(column) for column in some}
    return np.array([key_of(column) in names for column in columns], dtype=np.bool_)


def generate(
    ground: Ground,
    component: Component,
    seeds: Sequence[Column],
    allowance: Allowance,
    stop: Stop,
    aim: Aim = POINTS,
) -> Rounds:
    """Generate rounds until none is missing or time is up.

    Parameters
    ----------
    aim : Aim
        What a round is worth; the bound is on the sum of it.
    """
    begin = time.perf_counter()
    frame = ground.program(component)
    master = Master(frame.program, [row for row, _ in frame.terms.whole])
    master.add(_artificial(frame))
    first = master.size
    pricers = [PlotPricer(plot) for plot in component.plots]
    pricing = RoundPricing(
        frame, pricers, ground.sessions, tuple(ground.pins), aim, made=list(seeds)
    )
    master.add([pricing.entering(column) for column in seeds])
    generation = Generation(master, pricing.price, stop)
    early = allowance.until(begin, CUT_SHARE)
    generation.cut = lambda solved: 0 if _past(early) else pricing.cut(master, solved)
    late = allowance.until(begin, 0.5)
    generation.enough = lambda bound: _near(generation, bound, late)
    # A search cut short proves next to nothing: the last one may take longer, and
    # far from the end the time is better spent on the week.
    until = allowance.until(begin)
    pricing.until = _later(until, allowance.until(begin, PROVE_SHARE))
    ended = generation.run(until, allowance.most_steps)
    unknown = np.isinf(generation.bound) and pricing.complete and aim == POINTS
    if until is not None and not ended and unknown:
        # Without a bound a week says nothing: a little more is well spent.
        generation.enough = lambda bound: bool(np.isfinite(bound))
        seconds = min(MORE_SHARE * (until - begin), PROVE_SECONDS)
        ended = generation.run(until + seconds)
    if not ended and generation.settled:
        generation.prove()
    best, reduced = _best(ground, generation, pricing.made, first)
    kept = [pricing.made[int(k)] for k in best]
    cuts = _cuts(master, [cut.row for cut in pricing.cuts], best + first)
    # Where time is short the plain sum says more, or all there is.
    plain = aim.points * ground.plain(component)
    return Rounds(kept, reduced, min(generation.bound, plain), cuts)


def _later(until: float | None, share: float | None) -> float | None:
    """Return when the last search of all rounds has to be over."""
    return None if until is None else max(until + PROVE_SECONDS, share or 0.0)


def _past(clock: float | None) -> bool:
    return clock is not None and time.perf_counter() >= clock


def _near(generation: Generation, bound: float, late: float | None) -> bool:
    solved = generation.solved
    gap = NEARLY if _past(late) else NEAR
    return solved is not None and bound - solved.value <= gap * abs(solved.value)


def _best(
    ground: Ground, generation: Generation, made: list[Column], first: int
) -> tuple[IntArray, FloatArray]:
    """Return the possible rounds that lack least, and what each would add."""
    reduced = np.zeros(len(made))
    if generation.solved is not None:
        # Rounds that came after the last solution had a positive reduced value.
        solved = generation.solved
        taken = solved.primal[first:] > 0
        reduced[: len(taken)] = np.where(taken, TAKEN, solved.reduced[first:])
    possible = ground.staffing.enough
    able = np.array([possible(c.session, c.template) for c in made], dtype=np.bool_)
    ranked = np.argsort(-reduced, kind="stable")
    best = np.sort(ranked[able[ranked]][:MOST_KEPT])
    return best, reduced[best]


def _cuts(master: Master, rows: list[int], columns: IntArray) -> tuple[Cut, ...]:
    """Return rows of a master over some of its columns."""
    number = np.array(rows, dtype=np.int64)
    row, column, value = master.entries(number)
    place = np.full(master.size, -1)
    place[columns] = np.arange(len(columns))
    inside = place[column] >= 0
    row, column, value = row[inside], place[column[inside]], value[inside]
    return tuple(
        Cut(column[row == k], value[row == k], float(limit))
        for k, limit in enumerate(master.limits(number))
    )


def _artificial(frame: WeekProgram) -> list[Entering]:
    """Return columns that fill demands no round fills yet, dearer than any week."""
    return [
        Entering(-DEAR, {index: 1})
        for index, row in enumerate(frame.program.rows)
        if row.lower is not None and row.lower > 0
    ]
