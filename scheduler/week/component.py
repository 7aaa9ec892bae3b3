"""Components: districts that share officers or a base are priced together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.model import Pin
from scheduler.week.availability import Availability
from scheduler.week.sampling import Plot


@dataclass(frozen=True)
class Component:
    """Some districts, and the plots of their rounds."""

    districts: frozenset[str]
    plots: tuple[Plot, ...]

    @property
    def size(self) -> int:
        """How many ways to visit it has."""
        return len({v.index for plot in self.plots for v in plot.variants})


def split(availability: Availability, plots: Sequence[Plot]) -> list[Component]:
    """Return the components of some plots, in order."""
    scenario = availability.scenario
    districts = sorted({plot.ground.district for plot in plots})
    groups = {district: {district} for district in districts}
    bases = [
        [d for d in districts if scenario.district[d].base == base]
        for base in sorted({scenario.district[d].base for d in districts})
    ]
    for joined in [*bases, *_shared(availability, districts)]:
        union = set().union(*(groups[d] for d in joined if d in groups))
        for district in union:
            groups[district] = union
    found = {frozenset(group) for group in groups.values()}
    return [
        Component(group, tuple(p for p in plots if p.ground.district in group))
        for group in sorted(found, key=sorted)
    ]


def _shared(availability: Availability, districts: Sequence[str]) -> list[list[str]]:
    """Return the sets of districts that some officer may serve."""
    shared: set[tuple[str, ...]] = set()
    for officer in availability.usable:
        helps = availability.helpers_allowed > 0 and not availability.unit(officer)[1]
        own: Iterable[str] = availability.own_districts(officer)
        shared.add(tuple(districts) if helps else tuple(sorted(own)))
    return [list(group) for group in sorted(shared)]


def pins_within(
    availability: Availability, component: Component, pins: Sequence[Pin]
) -> list[Pin]:
    """Return the pins that concern a component's sites and officers."""
    scenario = availability.scenario
    found: list[Pin] = []
    for pin in pins:
        if pin.officer:
            own = availability.own_districts(scenario.officer[pin.officer])
            inside = bool(own & component.districts)
        elif pin.site:
            town = scenario.town[scenario.site[pin.site].town]
            inside = town.district in component.districts
        else:
            inside = True
        if inside:
            found.append(pin)
    return found
