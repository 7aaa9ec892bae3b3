"""Planning one week from end to end: intake, rounds, selection, draw, register."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.engine.program import IntArray
from scheduler.engine.selection import Stop
from scheduler.intake import look_back, screen
from scheduler.model import (
    Demand,
    PlannedWeek,
    Result,
    Scenario,
    Status,
    Timetable,
    Week,
)
from scheduler.week.arithmetic import Load, loads
from scheduler.week.availability import Availability, slots
from scheduler.week.choose import Choice, choose
from scheduler.week.columns import Column, Fleet, Staffing, columns_of
from scheduler.week.counts import counts, options_log
from scheduler.week.draw import Drawn, NamingFailedError, draw_names
from scheduler.week.held import add_pins
from scheduler.week.musts import add_musts, forbid
from scheduler.week.options import Options
from scheduler.week.pins import allowed, pins_of
from scheduler.week.program import WeekProgram, build_program
from scheduler.week.progress import Event, Progress
from scheduler.week.publish import Publisher
from scheduler.week.register import full_register
from scheduler.week.sampling import plots, templates_of
from scheduler.week.variants import Variant, all_variants

# Another set of rounds is chosen at most this often when names cannot be found.
MOST_REDRAWS = 8


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
        progress.phase("rounds")
        variants = all_variants(self.scenario, demand.candidates)
        week = self._program(variants)
        progress.phase("arithmetic")
        scarce = self._loads(week, demand, variants)
        choice, drawn = self._choose_and_draw(week, progress)
        progress.phase("publish")
        return self._publish(demand, week, choice, drawn, scarce, progress)

    def _program(self, variants: Sequence[Variant]) -> WeekProgram:
        """Return the program of all rounds that the week's people could make."""
        staffing, fleet = Staffing(self.availability), Fleet(self.availability)
        sessions = slots(self.week, sorted(self.availability.kinds))
        pins = pins_of(self.scenario, self.week)
        columns: list[Column] = []
        for plot in plots(self.scenario, variants):
            templates = templates_of(plot, self.options.seed)
            found = columns_of(templates, staffing, fleet, sessions)
            columns.extend(c for c in found if allowed(c, pins))
        week = build_program(self.availability, staffing, fleet, columns)
        add_pins(week, pins)
        add_musts(week, variants)
        return week

    def _loads(
        self, week: WeekProgram, demand: Demand, variants: Sequence[Variant]
    ) -> list[Load]:
        working = [
            s
            for s in slots(self.week, sorted(self.availability.kinds))
            if self.scenario.calendar.working(s.date)
        ]
        return loads(week.staffing, demand.candidates, variants, working)

    def _choose_and_draw(
        self, week: WeekProgram, progress: Progress
    ) -> tuple[Choice, Drawn | None]:
        """Choose rounds and draw names; choose again where no naming exists."""
        effort = self.options.effort(self.scenario)
        start: IntArray | None = None
        for _ in range(MOST_REDRAWS):
            choice = choose(week, effort, progress, self.stop, start)
            if choice.solution is None:
                return choice, None
            progress.phase("draw")
            picked = [int(k) for k in np.flatnonzero(choice.solution)]
            picked = [k for k in picked if k < len(week.columns)]
            try:
                drawn = draw_names(
                    self.availability,
                    [week.columns[k] for k in picked],
                    self.inputs_digest,
                    self.options.beacon,
                )
            except NamingFailedError as failure:
                start = forbid(week, choice.solution, picked, failure)
                effort = dataclasses.replace(
                    effort, seconds=effort.seconds / 2, work=effort.work / 2
                )
                continue
            return choice, drawn
        return Choice(Status.NO_SOLUTION, None, ()), None

    def _publish(
        self,
        demand: Demand,
        week: WeekProgram,
        choice: Choice,
        drawn: Drawn | None,
        scarce: Sequence[Load],
        progress: Progress,
    ) -> PlannedWeek:
        timetable = Timetable(week=str(self.week))
        if drawn is not None:
            past = look_back(self.scenario, self.week, self.after)
            publisher = Publisher(self.availability, week.fleet, past, drawn)
            timetable = publisher.timetable()
        pins = pins_of(self.scenario, self.week)
        register = full_register(self.scenario, demand, timetable, pins)
        timetable = dataclasses.replace(timetable, register=register)
        result = Result(
            status=choice.status,
            levels=choice.levels,
            counts=counts(self.scenario, demand, timetable, week, scarce),
            seed=self.options.seed,
            beacon=self.options.beacon,
            draw_seed=drawn.seed if drawn else None,
            options=options_log(self.options, self.after),
            message="",
        )
        return PlannedWeek(
            scenario=self.scenario,
            week=self.week,
            demand=demand,
            timetable=timetable,
            result=result,
            after=self.after,
            run=progress.log(),
        )
