"""Twists of a tiny week about people: nights, help, towns' own teams, parties."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from scheduler.model import Officer, Scenario
from tests import makers as m
from tests.week.tiny_city import DATES


def with_rules(scenario: Scenario, **rules: dict[str, Any]) -> Scenario:
    """The scenario with numbers laid over its rule book."""
    book = {
        rule: {**numbers, **rules.get(rule, {})}
        for rule, numbers in scenario.settings.rules.items()
    }
    return replace(scenario, settings=replace(scenario.settings, rules=book))


def _two_dates(rng: random.Random, scenario: Scenario) -> tuple[Scenario, list[str]]:
    """The scenario with two working dates, one after the other."""
    first = rng.randrange(len(DATES) - 1)
    dates = list(DATES[first : first + 2])
    off = [date for date in DATES if date not in dates]
    return replace(scenario, calendar=m.make_calendar(off=off), absences=()), dates


def _bears(officer: Officer, **changes: Any) -> Officer:
    """An officer who could serve often and by night."""
    return replace(officer, max_sessions=3, night=True, qualifications=(), **changes)


def nights(rng: random.Random, scenario: Scenario) -> Scenario:
    """Evenings with mornings and days after them, by people who are never tired."""
    made, dates = _two_dates(rng, scenario)
    kinds = rng.choice((("morning", "evening"), ("morning", "afternoon", "evening")))
    lists = (("evening",), ("morning",), rng.choice((kinds, kinds[:-1])))
    items = tuple(
        replace(item, sessions=named, minutes=rng.choice((60, 110, 140)), windows=())
        for item, named in zip(made.items, lists, strict=True)
    )
    # Most sites are open on one of the dates only.
    closures = tuple(
        m.make_closure(site.site, from_=m.day(date), until=m.day(date))
        for site in made.sites
        for date in [rng.choice((*dates, *dates, None))]
        if date
    )
    leads = rng.choice((("sc", "sc", "sc"), ("sc", "sc", "yj"), ("yj", "yj", "sc")))
    sessions = tuple(kind for kind in m.SESSIONS if kind.kind in kinds)
    return replace(
        made,
        settings=replace(made.settings, sessions=sessions),
        items=items,
        item_departments=tuple(map(m.make_role, "abc", leads)),
        officers=tuple(map(_bears, made.officers)),
        closures=closures,
    )


def _unskilled(scenario: Scenario) -> tuple[Any, ...]:
    return tuple(
        replace(row, officers=2, qualification=()) for row in scenario.item_departments
    )


def helped(rng: random.Random, scenario: Scenario) -> Scenario:
    """Long visits, most of them where most officers are not at home."""
    made, _ = _two_dates(rng, scenario)
    officers = tuple(
        _bears(officer)
        if scenario.department[officer.department].kind == "town"
        else _bears(officer, districts=("d1" if rng.random() < 0.8 else "d2",))
        for officer in made.officers
    )
    sites = tuple(
        replace(site, town="t3" if rng.random() < 0.8 else "t1") for site in made.sites
    )
    items = tuple(
        replace(item, minutes=rng.choice((60, 110)), merge_group=item.item, windows=())
        for item in made.items
    )
    made = replace(
        made,
        officers=officers,
        sites=sites,
        items=items,
        item_departments=_unskilled(made),
        vehicles=(*made.vehicles, m.make_vehicle("v8", base="t3")),
    )
    return with_rules(made, own_district={"help_sessions": rng.choice((1, 2))})


def towns(rng: random.Random, scenario: Scenario) -> Scenario:
    """Penalties delegated to towns: teams that walk, and ride with others' rounds."""
    teams = [
        m.make_officer(
            f"tw{town[1:]}{k}",
            department="tw",
            town=town,
            districts=(scenario.town[town].district,),
            max_sessions=rng.choice((1, 2)),
        )
        for town in ("t1", "t2")
        for k in range(rng.choice((2, 3)))
    ]
    others = [o for o in scenario.officers if o.department != "tw"]
    items = tuple(
        replace(item, minutes=rng.choice((20, 40)), windows=())
        for item in scenario.items
    )
    sites = tuple(
        replace(site, town=rng.choice(("t1", "t1", "t2"))) for site in scenario.sites
    )
    delegations = tuple(
        m.make_delegation(item, rng.choice(("*", "*", "t1"))) for item in "abc"
    )
    return replace(
        scenario,
        officers=(*others[:4], *teams),
        items=items,
        sites=sites,
        delegations=delegations[: rng.choice((2, 3))],
        vehicles=scenario.vehicles[: rng.choice((0, 1, 2))],
        recusals=(),
        absences=(),
    )


def parties(rng: random.Random, scenario: Scenario) -> Scenario:
    """Assist departments everywhere, with limits of a party near what would come."""
    known = {(row.item, row.department) for row in scenario.item_departments}
    more = [
        m.make_role(item, name, "assist", officers=2)
        for item in "abc"
        for name in ("cg", "sc", "yj")
        if (item, name) not in known
    ]
    soft = rng.choice((2, 3, 4))
    made = replace(
        scenario,
        item_departments=(*scenario.item_departments, *more),
        vehicles=(*scenario.vehicles, m.make_vehicle("v8", base="t1", seats=12)),
    )
    return with_rules(
        made,
        party_size={"soft": soft, "max": soft + rng.choice((1, 2, 3))},
        two_per_authority={"lean": rng.random() < 0.5},
    )
