"""Planning one week from end to end: intake, rounds, selection, draw, register."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from scheduler.engine.selection import Stop
from scheduler.intake import look_back, screen
from scheduler.model import (
    Demand,
    PlannedWeek,
    Result,
    Scenario,
    Session,
    Status,
    Timetable,
    Week,
)
from scheduler.week.arithmetic import Load, loads, most_points
from scheduler.week.availability import Availability, slots
from scheduler.week.beside import Spare
from scheduler.week.chosen import Chosen
from scheduler.week.columns import Column, Fleet, Staffing, columns_of
from scheduler.week.component import split
from scheduler.week.component_run import Allowance, Ground
from scheduler.week.counts import counts, options_log
from scheduler.week.disproof import disproved
from scheduler.week.effort import GENERATE_SHARE, STEPS_PER_WORK
from scheduler.week.first_rounds import first_rounds
from scheduler.week.generate import Generating, able
from scheduler.week.messages import clash_message, disproof_message, shortage_lines
from scheduler.week.options import Options
from scheduler.week.pins import allowed, pins_of
from scheduler.week.progress import Event, Progress
from scheduler.week.publish import Publisher
from scheduler.week.register import full_register
from scheduler.week.sampling import plots
from scheduler.week.select_rounds import RoundSelector
from scheduler.week.shortage import Shortage, shortages
from scheduler.week.variants import Variant, all_variants

# From so many candidates and seconds on a process is started before it is known
# whether there is something to do for it.
EARLY_CANDIDATES, EARLY_SECONDS = 100, 15.0


class Supply(NamedTuple):
    """What the arithmetic says of a week's people and vehicles."""

    loads: list[Load]
    short: list[Shortage]


@dataclass
class Planner:
    """Plans one week of a scenario.

    Parameters
    ----------
    inputs_digest : str
        Digest of the folder ``inputs/`` (docs/draw.md); the commit holds it.
    listen : callable
        Gets an `Event` for every phase and better week.
    """

    scenario: Scenario
    week: Week
    after: tuple[Timetable, ...] = ()
    inputs_digest: str = ""
    options: Options = field(default_factory=Options)
    listen: Callable[[Event], None] = lambda event: None
    stop: Stop = field(default_factory=Stop)

    def __post_init__(self) -> None:
        self.progress = Progress(self.listen)
        self.availability = Availability(self.scenario, self.week, self.after)

    def plan(self) -> PlannedWeek:
        """Return the planned week; its status says how solving ended.

        Raises
        ------
        CalendarGapError
            If the calendar has no row for a date of the week.
        ValueError
            If a week of `after` is not before the week planned.
        """
        progress = self.progress
        progress.phase("intake")
        demand = screen(self.scenario, self.week, self.after)
        with self._spare(demand) as spare:
            return self._planned(demand, spare)

    def _planned(self, demand: Demand, spare: Spare | None) -> PlannedWeek:
        progress = self.progress
        progress.phase("arithmetic")
        variants = all_variants(self.scenario, demand.candidates)
        staffing, fleet = Staffing(self.availability), Fleet(self.availability)
        pins = pins_of(self.scenario, self.week)
        supply = self._supply(staffing, fleet, variants)
        progress.note(self._notes(supply))
        findings = disproved(staffing, fleet, variants, self._sessions, pins)
        if findings:
            progress.phase("publish")
            hopeless = Chosen(Status.INFEASIBLE, findings=findings)
            return self._publish(demand, fleet, hopeless, 0, supply)
        progress.phase("rounds")
        columns, complete = self._columns(variants, staffing, fleet)
        ground = Ground(staffing, fleet, self._sessions, pins, variants)
        selector = RoundSelector(
            staffing=staffing,
            fleet=fleet,
            columns=columns,
            variants=variants,
            pins=pins,
            complete=complete,
            effort=self.options.effort(self.scenario),
            progress=progress,
            stop=self.stop,
            more=None if complete else partial(self._generate, ground, spare),
            outer=None if complete else most_points(self.scenario, variants),
        )
        chosen = selector.choose(self.inputs_digest, self.options.beacon)
        progress.phase("publish")
        return self._publish(demand, fleet, chosen, len(columns), supply)

    def _spare(self, demand: Demand) -> AbstractContextManager[Spare | None]:
        """Return a process for a part of a large week, already being started."""
        seconds = self.options.effort(self.scenario).seconds
        large = len(demand.candidates) >= EARLY_CANDIDATES
        early = large and seconds >= EARLY_SECONDS and able()
        return closing(Spare()) if early else nullcontext()

    def _columns(
        self, variants: Sequence[Variant], staffing: Staffing, fleet: Fleet
    ) -> tuple[list[Column], bool]:
        """Return the rounds to choose from, and whether they are all there are."""
        pins = pins_of(self.scenario, self.week)
        pool = first_rounds(self.scenario, variants, pins, self.options.seed)
        found = columns_of(pool.templates, staffing, fleet, self._sessions)
        return [c for c in found if allowed(c, pins)], pool.complete

    @property
    def _sessions(self) -> tuple[Session, ...]:
        return slots(self.week, sorted(self.availability.kinds))

    def _generate(
        self,
        ground: Ground,
        spare: Spare | None,
        seeds: Sequence[Column],
        seconds: float | None,
    ) -> Generating:
        effort = self.options.effort(self.scenario)
        steps = round(effort.work * STEPS_PER_WORK) if seconds is None else None
        allowance = Allowance(seconds, steps, effort.part(GENERATE_SHARE))
        components = split(self.availability, plots(self.scenario, ground.variants))
        return Generating(ground, components, seeds, allowance, self.stop, spare)

    def _supply(
        self, staffing: Staffing, fleet: Fleet, variants: Sequence[Variant]
    ) -> Supply:
        working = [s for s in self._sessions if self.scenario.calendar.working(s.date)]
        scarce = loads(staffing, variants, working)
        return Supply(scarce, shortages(staffing, fleet, variants, working, scarce))

    def _publish(
        self,
        demand: Demand,
        fleet: Fleet,
        chosen: Chosen,
        columns: int,
        supply: Supply,
    ) -> PlannedWeek:
        timetable = Timetable(week=str(self.week))
        if chosen.drawn is not None:
            past = look_back(self.scenario, self.week, self.after)
            publisher = Publisher(self.availability, fleet, past, chosen.drawn)
            timetable = publisher.timetable()
        pins = pins_of(self.scenario, self.week)
        register = full_register(self.scenario, demand, timetable, pins)
        timetable = dataclasses.replace(timetable, register=register)
        result = Result(
            status=chosen.status,
            levels=chosen.levels,
            counts=counts(self.scenario, demand, timetable, columns, *supply),
            seed=self.options.seed,
            beacon=self.options.beacon,
            draw_seed=chosen.drawn.seed if chosen.drawn else None,
            options=options_log(self.options, self.after),
            message=self._message(chosen),
            notes=self._notes(supply),
        )
        return PlannedWeek(
            scenario=self.scenario,
            week=self.week,
            demand=demand,
            timetable=timetable,
            result=result,
            after=self.after,
            run=self.progress.log(),
        )

    def _notes(self, supply: Supply) -> tuple[str, ...]:
        lines = shortage_lines(self.scenario, supply.short, self.options.lang)
        return tuple(lines)

    def _message(self, chosen: Chosen) -> str:
        """Return why there is no week; empty if there is one."""
        lang = self.options.lang
        if chosen.findings:
            return disproof_message(self.scenario, chosen.findings, lang)
        proved = chosen.status is Status.INFEASIBLE
        return clash_message(
            self.scenario, chosen.clash, lang, chosen.minimal, proved=proved
        )
