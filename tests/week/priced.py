"""Column generation of a small week held against all of its rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from unittest.mock import patch

from scheduler.engine.generation import Generation
from scheduler.engine.relaxation import relax
from scheduler.engine.selection import Limits, Stop
from scheduler.model import Scenario
from scheduler.week import component_run, round_pricing
from scheduler.week.availability import slots
from scheduler.week.columns import Column, Fleet, Staffing, columns_of
from scheduler.week.component import Component, pins_within, split
from scheduler.week.component_run import Allowance, Ground
from scheduler.week.pins import allowed as within_pins
from scheduler.week.pins import pins_of
from scheduler.week.program import build_program
from scheduler.week.sampling import Plot, enumerate_all, few, plots
from scheduler.week.wanted import Wanted
from scheduler.week.week_program import WeekProgram
from tests import makers as m
from tests.week.tiny_city import W49
from tests.week.tiny_grown import grown
from tests.week.tiny_more import tiny_more
from tests.week.world import availability, city, variants


@dataclass(frozen=True)
class Small:
    """The ground and the components of a scenario, all of whose rounds are known."""

    ground: Ground
    components: list[Component]

    @property
    def plots(self) -> list[Plot]:
        return [plot for c in self.components for plot in c.plots]

    @property
    def complete(self) -> bool:
        """Whether `rounds` are all rounds."""
        return all(map(few, self.plots))

    def rounds(self, component: Component) -> list[Column]:
        """Every round of a component on every date."""
        ground = self.ground
        return [
            column
            for plot in component.plots
            for column in columns_of(
                enumerate_all(plot), ground.staffing, ground.fleet, ground.sessions
            )
            if within_pins(column, ground.pins)
        ]

    def week(
        self, component: Component, rounds: Sequence[Column], teams_only: bool
    ) -> WeekProgram:
        """The program of some rounds, with the rows of all that could be."""
        ground, there = self.ground, self.ground.staffing.availability
        return build_program(
            there,
            ground.staffing,
            ground.fleet,
            rounds,
            pins=pins_within(there, component, ground.pins),
            variants=[v for v in ground.variants if v.district in component.districts],
            wanted=Wanted.of_plots(component.plots, ground.staffing, ground.sessions),
            between=False,
            teams_only=teams_only,
        )

    def relaxed(self, component: Component, teams_only: bool = True) -> float | None:
        """The value of the relaxation over all rounds, as generation sees it."""
        rounds = self.rounds(component)
        found = relax(self.week(component, rounds, teams_only).program)
        return None if found is None else found.value


def small(scenario: Scenario) -> Small:
    """The ground and the components of a scenario."""
    there = availability(scenario)
    rows = variants(scenario)
    ground = Ground(
        Staffing(there),
        Fleet(there),
        slots(W49, sorted(there.kinds)),
        pins_of(scenario, W49),
        rows,
    )
    return Small(ground, split(there, plots(scenario, rows)))


def plain(scenario: Scenario) -> Scenario:
    """The scenario without recusals, which pricing does not know."""
    return replace(scenario, recusals=())


@dataclass
class Watched(Generation):
    """A generation that ends only when no round is missing; all reports kept."""

    def __post_init__(self) -> None:
        self.reports: list[tuple[float, float]] = []
        self.report = lambda value, bound: self.reports.append((value, bound))

    def _closed(self) -> bool:
        return False


def uncut() -> Any:
    """Without rows that take visits together: the relaxation alone."""
    return patch.object(round_pricing, "MOST_CUTS", 0)


@contextmanager
def watched() -> Iterator[list[Watched]]:
    """Generations go on to the end, and are put into the list."""
    seen: list[Watched] = []

    def made(*given: object) -> Watched:
        seen.append(Watched(*given))  # type: ignore[arg-type]
        return seen[-1]

    with (
        patch.object(component_run, "Generation", made),
        patch.object(component_run, "NEAR", -1.0),
    ):
        yield seen


def allowed(steps: int) -> Allowance:
    """So many solutions of the master, no clock."""
    return Allowance(None, steps, Limits(work=5.0))


def generated(
    week: Small, component: Component, seeds: Sequence[Column] = (), cut: bool = False
) -> tuple[list[Column], Watched]:
    """Generate a component to the end."""
    with nullcontext() if cut else uncut(), watched() as seen:
        rounds = component_run.generate(
            week.ground, component, seeds, allowed(500), Stop()
        )
    assert rounds.bound == min(seen[0].bound, week.ground.plain(component))
    return rounds.kept, seen[0]


def several(kind: str, seeds: Iterable[int]) -> Iterator[tuple[Small, Component]]:
    """Components of random weeks of one kind all of whose rounds are known."""
    for make, seed in product((tiny_more, grown), seeds):
        week = small(plain(make(kind, seed)))
        if week.complete:
            yield from ((week, component) for component in week.components)


def three(**tables: Any) -> Scenario:
    """Districts d1, d2 and d3, a site, a base and two officers of yj in each."""
    names = ("d1", "d2", "d3")
    full: dict[str, Any] = {
        "districts": tuple(m.make_district(d, base=f"t{d[1]}") for d in names),
        "towns": tuple(m.make_town(f"t{d[1]}", district=d) for d in names),
        "officers": tuple(
            m.make_officer(f"yj{d[1]}{k}", districts=(d,))
            for d in names
            for k in (1, 2)
        ),
        "sites": tuple(m.make_site(f"s{d[1]}", town=f"t{d[1]}") for d in names),
        "plan": tuple(m.make_plan_row(f"P{d[1]}", f"s{d[1]}") for d in names),
        "vehicles": tuple(m.make_vehicle(f"v{d[1]}", base=f"t{d[1]}") for d in names),
        "travel_given": {
            (f"t{a}", f"t{b}"): 20 for a in (1, 2, 3) for b in (1, 2, 3) if a != b
        },
    }
    return city(**{**full, **tables})
