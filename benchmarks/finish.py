"""From the rounds of any method to a published and verified week.

Vehicles are packed, names drawn, tables written and verified: the same for every
method. What cannot be staffed is dropped and counted, never mended.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.packing import pack
from benchmarks.plain import Outcome, PlainRound, Task
from benchmarks.value import value_of
from scheduler.api import verify
from scheduler.data import inputs_digest, write_inputs
from scheduler.intake import look_back
from scheduler.model import PlannedWeek, Result, Status, Timetable
from scheduler.report import write_tables
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, Fleet
from scheduler.week.counts import counts
from scheduler.week.draw import Drawn, NamingFailedError, draw_names
from scheduler.week.publish import Publisher
from scheduler.week.register import full_register
from scheduler.week.rounds import Ground, Template, make_template
from scheduler.week.variants import Variant, all_variants

BEACON = "demo"


@dataclass(frozen=True)
class Finished:
    """A week as files, judged by the verifier.

    Attributes
    ----------
    value : int
        Scaled points of the published timetable.
    dropped : int
        Rounds of the method that do not fit or could not be staffed.
    violated : tuple of str
        Hard rules the verifier found broken.
    """

    planned: PlannedWeek
    value: int
    dropped: int
    verified: bool
    violated: tuple[str, ...]

    @property
    def visits(self) -> int:
        """Visits published."""
        return len(self.planned.timetable.visits)


def write_folder(task: Task, folder: Path) -> str:
    """Write the inputs of a task's week; return their digest, which the draw needs."""
    write_inputs(task.loaded, (), folder / "inputs")
    return inputs_digest(folder / "inputs")


def finish(task: Task, outcome: Outcome, folder: Path) -> Finished | None:
    """Publish and verify what a method found; None if it found nothing."""
    if outcome.published is not None:
        return _judged(task, outcome.published, 0, folder)
    if outcome.rounds is None:
        return None
    return finish_rounds(task, outcome.rounds, folder)


def finish_rounds(task: Task, rounds: Sequence[PlainRound], folder: Path) -> Finished:
    """Publish and verify plain rounds; those that do not fit are dropped."""
    availability = Availability(task.loaded.scenario, task.week)
    fleet = Fleet(availability)
    templates = Templates(task)
    made = [(one, templates.make(one)) for one in rounds]
    known = [(one, template) for one, template in made if template is not None]
    columns = pack(availability, fleet, known)
    columns, drawn = _named(availability, columns, task.digest)
    past = look_back(task.loaded.scenario, task.week, ())
    timetable = Publisher(availability, fleet, past, drawn).timetable()
    planned = _planned(task, timetable, drawn, len(columns))
    return _judged(task, planned, len(rounds) - len(columns), folder)


class Templates:
    """Makes the project's rounds from plain ones."""

    def __init__(self, task: Task) -> None:
        scenario = task.loaded.scenario
        self.scenario = scenario
        self.grounds = {
            row.district: Ground.of(scenario, row.district)
            for row in scenario.districts
        }
        self.variants: dict[tuple[str, frozenset[object]], list[Variant]] = {}
        for variant in all_variants(scenario, task.demand.candidates):
            key = (variant.candidate, frozenset(c.ref for c in variant.checks))
            self.variants.setdefault(key, []).append(variant)

    def make(self, one: PlainRound) -> Template | None:
        """Return the project's round, or None if it does not fit."""
        variants: list[Variant] = []
        for visit in one.visits:
            rows = self.variants.get((visit.candidate, visit.checks), [])
            fits = [v for v in rows if one.date in v.dates and one.kind in v.kinds]
            variants += fits[:1]
        if len(variants) < len(one.visits) or not variants:
            return None
        kind = self.scenario.settings.kind(one.kind)
        ground = self.grounds[one.district]
        return make_template(ground, kind, variants, one.units)


def _named(
    availability: Availability, columns: list[Column], digest: str
) -> tuple[list[Column], Drawn]:
    """Draw names; while a pool has none, drop the cheapest of the rounds to blame."""
    kept = list(columns)
    while True:
        try:
            return kept, draw_names(availability, kept, digest, BEACON)
        except NamingFailedError as failure:
            worst = min(failure.columns, key=lambda c: (c.template.value, c.session))
            kept = [column for column in kept if column is not worst]


def _planned(
    task: Task, timetable: Timetable, drawn: Drawn, columns: int
) -> PlannedWeek:
    scenario, demand = task.loaded.scenario, task.demand
    register = full_register(scenario, demand, timetable, ())
    timetable = dataclasses.replace(timetable, register=register)
    result = Result(
        status=Status.FEASIBLE,
        counts=counts(scenario, demand, timetable, columns, ()),
        seed=task.seed,
        beacon=BEACON,
        draw_seed=drawn.seed,
    )
    return PlannedWeek(
        scenario=scenario,
        week=task.week,
        demand=demand,
        timetable=timetable,
        result=result,
        after=(),
        run={},
    )


def _judged(task: Task, planned: PlannedWeek, dropped: int, folder: Path) -> Finished:
    write_tables(planned, folder, task.digest)
    statement = verify(folder)
    return Finished(
        planned=planned,
        value=value_of(task.loaded.scenario, task.demand, planned.timetable),
        dropped=dropped,
        verified=statement.verified,
        violated=tuple(verdict.rule for verdict in statement.violated),
    )
