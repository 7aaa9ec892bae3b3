"""Rounds: which visits one team can make in one session, without its date yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.model import Scenario, SessionKind
from scheduler.model.calendar import Date
from scheduler.week.timing import Stop, Times, route_times
from scheduler.week.variants import Need, Unit, Variant, on_site

Team = frozenset[Unit]


@dataclass(frozen=True, slots=True)
class Template:
    """A round of one kind of session in one district, on any of its dates.

    Attributes
    ----------
    variants : tuple of Variant
        The visits in order.
    present : tuple of tuple of Unit
        Who enters at each visit.
    needs : tuple of (Unit, Need)
        The team: the largest need of every unit, in order.
    value : int
        Scaled points, assist departments and party size counted.
    """

    kind: str
    district: str
    base: str
    variants: tuple[Variant, ...]
    present: tuple[tuple[Unit, ...], ...]
    needs: tuple[tuple[Unit, Need], ...]
    times: Times
    value: int
    dates: tuple[Date, ...]

    @property
    def riders(self) -> int:
        """People who need a seat in a vehicle: all but town teams."""
        return sum(need.people for unit, need in self.needs if not unit[1])

    @property
    def people(self) -> int:
        """All people of the team."""
        return sum(need.people for _, need in self.needs)


@dataclass(frozen=True)
class Ground:
    """What every round of a district is timed and valued by."""

    scenario: Scenario
    district: str
    minutes: dict[tuple[str, str], int]

    @classmethod
    def of(cls, scenario: Scenario, district: str) -> Ground:
        """Return the ground of a district: travel between its towns and its base."""
        base = scenario.district[district].base
        towns = {t.town for t in scenario.towns if t.district == district} | {base}
        minutes = {
            (a, b): scenario.travel.minutes(a, b)
            for a in sorted(towns)
            for b in sorted(towns)
        }
        return cls(scenario, district, minutes)

    def base_for(self, team: Iterable[Unit], towns: set[str]) -> str | None:
        """Return where a team starts; None if a town's own team would leave town."""
        if all(unit[1] for unit in team):
            return next(iter(towns)) if len(towns) == 1 else None
        return self.scenario.district[self.district].base


def entering(variant: Variant, team: Team) -> tuple[Unit, ...]:
    """Return the units of a team that enter at a visit, in order."""
    return tuple(
        sorted(u for u in team if u in variant.required or u in variant.optional)
    )


def team_needs(variants: Sequence[Variant], team: Team) -> dict[Unit, Need]:
    """Return the largest need of every unit over the visits it enters."""
    needs: dict[Unit, Need] = {}
    for variant in variants:
        for unit in entering(variant, team):
            need = variant.required.get(unit) or variant.optional[unit]
            needs[unit] = needs[unit].join(need) if unit in needs else need
    return needs


def visit_value(
    scenario: Scenario,
    variant: Variant,
    present: Sequence[Unit],
    needs: dict[Unit, Need],
) -> int | None:
    """Return the scaled points of a visit, or None if its party is too large."""
    points, settings = scenario.settings.points, scenario.settings
    party = sum(needs[unit].people for unit in present)
    if party > settings.number("party_size", "max"):
        return None
    crowd = max(0, party - int(settings.number("party_size", "soft")))
    assists = sum(1 for unit in present if unit in variant.optional)
    return variant.points + round(
        (points.assist * assists - points.person * crowd) * points.scale
    )


def make_template(
    ground: Ground, kind: SessionKind, variants: Sequence[Variant], team: Team
) -> Template | None:
    """Return the round of these visits in this order by this team, if it fits.

    Every unit of the team must enter somewhere; the round must be possible on at
    least one common date.
    """
    needs = team_needs(variants, team)
    if len(needs) < len(team):
        return None
    dates = set(variants[0].dates).intersection(*(v.dates for v in variants))
    base = ground.base_for(team, {v.town for v in variants})
    if not dates or base is None:
        return None
    present = tuple(entering(v, team) for v in variants)
    values = [
        visit_value(ground.scenario, v, p, needs)
        for v, p in zip(variants, present, strict=True)
    ]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    times = _times(ground, kind, variants, present, base)
    if times is None:
        return None
    return Template(
        kind=kind.kind,
        district=ground.district,
        base=base,
        variants=tuple(variants),
        present=present,
        needs=tuple(sorted(needs.items())),
        times=times,
        value=sum(known),
        dates=tuple(sorted(dates)),
    )


def _times(
    ground: Ground,
    kind: SessionKind,
    variants: Sequence[Variant],
    present: Sequence[Sequence[Unit]],
    base: str,
) -> Times | None:
    travel = ground.scenario.settings.travel
    stops: list[Stop] = []
    for variant, units in zip(variants, present, strict=True):
        length = on_site(variant, units, travel.entry_minutes)
        if length > travel.max_on_site:
            return None
        stops.append(Stop(variant.town, length, variant.windows))
    return route_times(kind, base, stops, ground.minutes, travel.shoulder)
