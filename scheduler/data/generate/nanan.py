"""The whole city: 26 towns, 34 items, the force of column L."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random

from scheduler.data.generate import catalogue, fleet, papers, people
from scheduler.data.generate.days import calendar
from scheduler.data.generate.map import districts, towns
from scheduler.data.generate.past import Past, Rulebook
from scheduler.data.generate.places import SITES_L, Place, places, site_items
from scheduler.data.generate.quotas import DISTRICT_INTENSITY, yearly_visits
from scheduler.data.generate.roster import Roster
from scheduler.data.generate.sampling import Sample, sample
from scheduler.data.generate.settings import settings
from scheduler.data.generate.yearplan import Errand, YearTerms, errands
from scheduler.model import Frequency, HistoryRow, ItemDepartment, Scenario
from scheduler.model.calendar import Week

YEAR = 2026
# Field work of 2025 was built up in stages (S0 四(三) 分期分批): a part of 2026's.
SHARE_2025 = 0.22


@dataclass(frozen=True)
class Scale:
    """Size over that of the committed scenario."""

    sites: float
    officers: float


def scale_of(sites: int | None, officers: int | None) -> Scale:
    """Return the scale for numbers of sites and staff officers.

    Where only one is given the other grows in proportion.

    Raises
    ------
    ValueError
        If a number is not positive.
    """
    for name, value in (("sites", sites), ("officers", officers)):
        if value is not None and value <= 0:
            raise ValueError(f"{name} {value} not understood, expected more than 0")
    by_sites = None if sites is None else sites / SITES_L
    by_officers = None if officers is None else officers / people.STAFF_L
    if by_sites is None:
        by_sites = by_officers
    if by_officers is None:
        by_officers = by_sites
    return Scale(by_sites or 1.0, by_officers or 1.0)


def _roles() -> dict[str, list[ItemDepartment]]:
    roles: dict[str, list[ItemDepartment]] = defaultdict(list)
    for row in catalogue.item_departments():
        roles[row.item].append(row)
    return dict(roles)


def nanan(
    scale: Scale,
    seed: int,
    intensity: Mapping[tuple[str, str], float] = DISTRICT_INTENSITY,
) -> Scenario:
    """Return the synthetic city of Nan'an; the same arguments give the same city.

    `intensity` multiplies the demand by (department, district).
    """
    rng = {part: Random(f"{seed}/{part}") for part in _PARTS}
    city = Scenario(
        settings=settings("nanan", "南安市片区联合执法（模拟数据）"),
        calendar=calendar(),
        districts=districts(),
        towns=towns(),
        departments=catalogue.departments(),
        officers=people.officers(scale.officers, rng["people"]),
        items=catalogue.items(),
        item_departments=catalogue.item_departments(),
        delegations=catalogue.delegations(),
        caps=catalogue.caps(),
        vehicles=fleet.vehicles(scale.officers),
    )
    made = places(scale.sites, rng["places"])
    city = replace(
        city,
        absences=people.absences(city.officers, city.calendar, rng["absences"]),
        vehicle_outages=fleet.outages(city.vehicles, rng["fleet"]),
        invitations=fleet.invitations(city.calendar, rng["invitations"]),
        sites=tuple(p.site for p in made),
        site_items=site_items(made),
        closures=papers.closures(made, rng["closures"]),
        recusals=papers.recusals(made, city.officers, rng["recusals"]),
    )
    return _with_plan(city, made, intensity, rng)


_PARTS = (
    "people", "absences", "fleet", "invitations", "places", "closures", "recusals",
    "sample", "plan", "plan2025", "past", "roster", "requests",
)  # fmt: skip


def _with_plan(
    city: Scenario,
    made: tuple[Place, ...],
    intensity: Mapping[tuple[str, str], float],
    rng: Mapping[str, Random],
) -> Scenario:
    often: dict[tuple[str, str], Frequency] = {
        (f.item, f.risk): f for f in catalogue.frequencies()
    }
    visits = yearly_visits(made, city.officers, intensity)
    drawn = frozenset(i.item for i in city.items if i.drawn)
    per_year = {key: f.per_year for key, f in often.items()}
    chosen = sample(made, visits, per_year, drawn, rng["sample"])
    terms = YearTerms(YEAR, city.calendar, city.item, often, "P")
    year = errands(chosen.chosen, terms, rng["plan"])
    plan = sorted((r for e in year for r in e.rows), key=lambda r: r.plan_id)
    leads = {r.item: r.department for r in city.item_departments if r.role == "lead"}
    city = replace(
        city,
        plan=tuple(plan),
        draws=chosen.draws,
        draw_frame=chosen.frame,
        frequencies=_with_ratios(often, made, {(r.site, r.item) for r in plan}),
        requests=papers.requests(made, plan, leads, city.calendar, rng["requests"]),
    )
    asked = papers.request_errands(city.requests, made)
    return replace(city, history=_history(city, chosen, [*year, *asked], often, rng))


def _with_ratios(
    often: Mapping[tuple[str, str], Frequency],
    made: tuple[Place, ...],
    planned: set[tuple[str, str]],
) -> tuple[Frequency, ...]:
    """Return the frequencies with the share of each class that the plan visits."""
    all_: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for place in made:
        for item in place.items:
            all_[item, place.site.risk] += 1
            taken[item, place.site.risk] += (place.site.site, item) in planned
    rows = []
    for key, frequency in often.items():
        share = taken[key] / all_[key] if all_[key] else 1.0
        rows.append(replace(frequency, ratio=None if share == 1 else round(share, 3)))
    return tuple(rows)


def _history(
    city: Scenario,
    chosen: Sample,
    year: list[Errand],
    often: Mapping[tuple[str, str], Frequency],
    rng: Mapping[str, Random],
) -> tuple[HistoryRow, ...]:
    past = past_of(city, rng["roster"], rng["past"])
    few = rng["plan2025"].sample(chosen.chosen, round(len(chosen.chosen) * SHARE_2025))
    terms = YearTerms(YEAR - 1, city.calendar, city.item, often, "Q")
    past.run(errands(few, terms, rng["plan2025"]), Week(2025, 2), Week(2025, 52))
    past.run(year, Week.of(dt.date(YEAR, 1, 1)), Week(YEAR, 53))
    return in_order(past.history)


def past_of(city: Scenario, roster: Random, rng: Random) -> Past:
    """Return the simulated past of a city, nothing done yet."""
    book = Rulebook(
        city.calendar, city.item, _roles(), city.delegations, city.caps, city.closures
    )
    force = Roster(
        city.officers, city.absences, city.recusals, city.city_districts, roster
    )
    return Past(book, force, rng)


def in_order(history: Iterable[HistoryRow]) -> tuple[HistoryRow, ...]:
    """Return history by date, session, site, item and department."""
    return tuple(
        sorted(history, key=lambda h: (h.date, h.session, h.site, h.item, h.department))
    )
