"""A year through the weekly planner, each week after what took place before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scheduler.model import (
    Chances,
    HistoryRow,
    Request,
    Scenario,
    SimulatedYear,
    Week,
    WeekTally,
    weeks_of,
)
from scheduler.study.arrivals import absences, invitations, requests
from scheduler.study.carry_out import Fate
from scheduler.study.fewer import can_be_sent
from scheduler.study.kept import KeptWeek, clear, keep, kept
from scheduler.study.tally import Measure, Ran, fulfilments, tally_of

# Plans a week of a scenario, writes it into a folder and verifies it; None if it was
# stopped meanwhile.
PlanOne = Callable[[Scenario, Week, Path], Ran | None]


@dataclass
class Simulation:
    """A year of one force; what was simulated before is read, not done again.

    Parameters
    ----------
    scenario : Scenario
        At the beginning of the year (`filed`).
    fewer : float
        Share of those who can be sent that it lacks; only told.
    home : Path
        Where the weeks are kept, a folder each.
    plan_one, measure : callable
        How a week is planned and measured.
    listen : callable
        Gets every week that is there, new or not.
    """

    scenario: Scenario
    year: int
    fewer: float
    chances: Chances
    seed: int
    home: Path
    plan_one: PlanOne
    measure: Measure
    listen: Callable[[WeekTally], None] = lambda tally: None
    history: list[HistoryRow] = field(init=False, default_factory=list)
    asked: list[Request] = field(init=False, default_factory=list)
    tallies: list[WeekTally] = field(init=False, default_factory=list)
    wanted: int = field(init=False, default=0)

    def run(self, weeks: Sequence[Week]) -> None:
        """Simulate some weeks, first to last; fewer of them if it is stopped.

        Raises
        ------
        scheduler.data.DataError
            If what was kept of a week cannot be read.
        """
        self.history, self.asked = list(self.scenario.history), []
        clear(self.home)
        self.tallies, self.wanted = [], len(weeks)
        for week in weeks:
            found = kept(self.home / str(week)) or self._simulated(week)
            if found is None:
                break
            self.history += found.history
            self.asked += found.requests
            self.tallies.append(found.tally)
            self.listen(found.tally)

    def lived(self, most: int | None = None) -> SimulatedYear:
        """Return what became of the year, or of so many weeks at most."""
        tallies = self.tallies[:most]
        after = replace(self.scenario, history=tuple(self.history))
        last = tallies[-1].week if tallies else None
        return SimulatedYear(
            year=self.year,
            fewer=self.fewer,
            officers=len(can_be_sent(self.scenario, self.year)),
            planned=len(self.scenario.plan),
            wanted=self.wanted,
            of_year=len(weeks_of(self.scenario.calendar, self.year)),
            weeks=tuple(tallies),
            items=fulfilments(after, last) if last else (),
        )

    def _simulated(self, week: Week) -> KeptWeek | None:
        """Plan a week, let it happen and keep it; None if it was stopped."""
        before = self._before(week)
        with keep(self.home / str(week)) as kept_week:
            ran = self.plan_one(before, week, kept_week.folder)
            if ran is None:
                return None
            carried = Fate(ran.planned, self.chances, self.seed).carried()
            come = tuple(requests(before, week, self.chances, self.seed))
            after = replace(before, history=(*before.history, *carried.history))
            new = (*come, *carried.requests)
            tally = tally_of(ran, carried, after, len(new), self.measure)
            return kept_week.done(tally, carried.history, new)

    def _before(self, week: Week) -> Scenario:
        """Return the city as the planner of a week finds it."""
        base, seed = self.scenario, self.seed
        away = absences(base, week, self.chances, seed)
        declined = invitations(base, week, self.chances, seed)
        return replace(
            base,
            history=tuple(self.history),
            requests=tuple(self.asked),
            absences=(*base.absences, *away),
            invitations=(*base.invitations, *declined),
        )


def compared(runs: Sequence[Simulation]) -> tuple[SimulatedYear, ...]:
    """Return the years over the weeks that all forces have.

    A force without any week is left out, unless none has one.
    """
    begun = [run for run in runs if run.tallies] or runs
    common = min(len(run.tallies) for run in begun)
    return tuple(run.lived(common) for run in begun)
