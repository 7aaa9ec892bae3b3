"""Random weeks of more kinds for brute force: `tiny_city` with a twist."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from scheduler.model import Scenario, Season, Split
from tests import makers as m
from tests.week.tiny_city import DATES, tiny_city
from tests.week.tiny_twists import helped, nights, parties, towns, with_rules

Twist = Callable[[random.Random, Scenario], Scenario]
SITES = ("s1", "s2", "s3")
PIN_KINDS = ("visit_at", "visit_off", "officer_on", "officer_off", "keep")
TRIGGERS = ("complaint", "emergency", "licence", "none")
WEEKEND = ("2026-12-05", "2026-12-06")
LISTS = (
    ("08:30-09:30", "10:00-11:00"),
    ("09:00-10:00", "15:00-16:30"),
    ("13:00-15:00", "16:00-18:00"),
    ("20:00-21:00", "08:00-09:45", "11:00-15:00"),
)


def tiny_more(twist: str, seed: int) -> Scenario:
    """A tiny week with a twist of `TWISTS`; `mixed` has three of them."""
    rng = random.Random(f"more {twist} {seed}")
    names = [twist] if twist in TWISTS else rng.sample(sorted(TWISTS), 3)
    scenario = _base(rng, two=not {"deployed", "helped"}.isdisjoint(names))
    for name in sorted(names, key=list(TWISTS).index):
        scenario = TWISTS[name](rng, scenario)
    return scenario


def _base(rng: random.Random, two: bool) -> Scenario:
    """A tiny city; with two districts if asked for."""
    while True:
        scenario = tiny_city(
            rng.randrange(10**6),
            assists=rng.random() < 0.4,
            rich=rng.random() < 0.75,
        )
        if not two or len(scenario.districts) == 2:
            return scenario


def _working(scenario: Scenario) -> list[str]:
    return [d for d in DATES if scenario.calendar.working(m.day(d))]


def _kinds(scenario: Scenario) -> list[str]:
    return [kind.kind for kind in scenario.settings.sessions]


def pins(rng: random.Random, scenario: Scenario) -> Scenario:
    """One to three pins; most can be kept, some cannot."""
    asked = {(row.site, row.item) for row in (*scenario.plan, *scenario.requests)}
    sites = sorted({site for site, _ in asked})
    acting = {
        row.department
        for row in scenario.item_departments
        if row.item in {item for _, item in asked} and row.role != "assist"
    }
    officers = [o.officer for o in scenario.officers if o.department in acting]
    officers = officers or [scenario.officers[0].officer]
    made = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = rng.choice(PIN_KINDS)
        site = rng.choice(sites) if kind in ("visit_at", "visit_off", "keep") else None
        officer = rng.choice(officers) if kind.startswith("officer") else None
        if kind == "keep" and rng.random() < 0.5:
            officer = rng.choice(officers)
        value = rng.choice(("", "", *_working(scenario)))
        if value and rng.random() < 0.4:
            value = f"{value} {rng.choice(_kinds(scenario))}"
        made.append(m.make_pin(kind, site=site, officer=officer, value=value))
    return replace(scenario, pins=(*scenario.pins, *dict.fromkeys(made)))


def musts(rng: random.Random, scenario: Scenario) -> Scenario:
    """Every must is carried, or there is no week."""
    late = m.day("2026-12-31")
    plan = tuple(
        replace(row, latest=late) if rng.random() < 0.7 else row
        for row in scenario.plan
    )
    made = replace(scenario, plan=plan)
    return with_rules(made, frequency={"level": "H"})


def deployed(rng: random.Random, scenario: Scenario) -> Scenario:
    """1:1:2 with every tolerance, at a price or as a must."""
    groups = rng.sample(("centre", "south", "other"), 2)
    districts = tuple(
        replace(row, group=group)
        for row, group in zip(scenario.districts, groups, strict=True)
    )
    settings = scenario.settings
    points = replace(settings.points, deployed=rng.choice((1, 2, 8, 20)))
    reading = rng.choice(("together", "each"))
    settings = replace(settings, points=points, split=Split(reading=reading))
    return with_rules(
        replace(scenario, districts=districts, settings=settings),
        force_deployed={
            "level": rng.choice("SSH"),
            "tolerance": rng.choice((0.05, 0.1, 0.17, 0.4)),
        },
    )


def hours(rng: random.Random, scenario: Scenario) -> Scenario:
    """Several windows an item, hours of sites, seasons, another shoulder."""
    items = []
    for item in scenario.items:
        windows = rng.choice(((), *LISTS))
        seasons = rng.choice(
            ((), (), (Season((12, 2), (3, 1)),), (Season((4, 1), (12, 1)),))
        )
        items.append(
            replace(item, windows=tuple(map(m.span, windows)), seasons=seasons)
        )
    sites = tuple(
        replace(site, open_from=m.at("09:00"), open_until=m.at("16:40"))
        if rng.random() < 0.4
        else site
        for site in scenario.sites
    )
    travel = replace(
        scenario.settings.travel,
        shoulder=rng.choice((0, 20, 60)),
        entry_minutes=rng.choice((5, 15)),
        max_on_site=rng.choice((100, 150)),
    )
    settings = replace(scenario.settings, travel=travel)
    return replace(scenario, items=tuple(items), sites=sites, settings=settings)


def calls(rng: random.Random, scenario: Scenario) -> Scenario:
    """Requests of every trigger; emergencies on the weekend too."""
    made = []
    for number in range(rng.randint(1, 2)):
        received = m.day(rng.choice(("2026-11-20", "2026-11-29")))
        earliest = m.day(rng.choice(("2026-11-25", *DATES, *WEEKEND)))
        latest = m.day(rng.choice(("2026-11-28", "2026-12-06", "2026-12-20")))
        made.append(
            m.make_request(
                f"R{number}",
                site=rng.choice(SITES),
                item=rng.choice("abc"),
                received=received,
                earliest=earliest,
                latest=max(latest, earliest),
                trigger=rng.choice(TRIGGERS),
            )
        )
    # Fewer plan rows, so that brute force stays quick.
    plan = scenario.plan[: 5 - len(made)]
    return replace(scenario, plan=plan, requests=(*scenario.requests, *made))


def closed(rng: random.Random, scenario: Scenario) -> Scenario:
    """Closures, refusals of invitations, vehicles off the road, help."""
    dates = _working(scenario)
    closures, answers, outages = [], [], []
    for date in map(m.day, dates):
        if rng.random() < 0.4:
            site = rng.choice((*SITES, *SITES, "*"))
            closures.append(m.make_closure(site, from_=date, until=date))
        if rng.random() < 0.4:
            answers.append(
                m.make_invitation(
                    rng.choice(("sc", "yj", "cg")),
                    district=rng.choice(scenario.districts).district,
                    date=date,
                    session=rng.choice(_kinds(scenario)),
                    answer=rng.random() < 0.2,
                )
            )
        if rng.random() < 0.4:
            vehicle = rng.choice(scenario.vehicles).vehicle
            outages.append(m.make_vehicle_outage(vehicle, from_=date, until=date))
    made = replace(
        scenario,
        closures=tuple(closures),
        invitations=tuple(answers),
        vehicle_outages=tuple(outages),
    )
    return with_rules(made, own_district={"help_sessions": rng.choice((0, 0, 1, 2))})


def capped(rng: random.Random, scenario: Scenario) -> Scenario:
    """Caps partly used, and the minimum gap, after visits earlier this year."""
    rows = [
        m.make_history_row(
            site,
            date=m.day(rng.choice(("2026-05-12", "2026-06-01", "2026-11-03"))),
            department=rng.choice(("sc", "yj", "cg")),
            plan_id=f"H{number}",
        )
        for number, site in enumerate((*SITES, *SITES))
        if rng.random() < 0.5
    ]
    caps = tuple(
        m.make_cap(name, rng.choice(("*", "A", "B")), rng.choice((1, 1, 2)))
        for name in ("sc", "yj", "cg")
        if rng.random() < 0.8
    )
    sites = tuple(
        replace(site, cap_exempt=rng.random() < 0.2) for site in scenario.sites
    )
    # More assist departments: only these can be barred from a visit.
    known = {(row.item, row.department) for row in scenario.item_departments}
    helpers = [
        m.make_role(item, name, "assist")
        for item in "abc"
        for name in ("sc", "yj")
        if (item, name) not in known and rng.random() < 0.5
    ]
    items = tuple(
        replace(item, minutes=rng.choice((20, 40)), windows=())
        if rng.random() < 0.6
        else item
        for item in scenario.items
    )
    return replace(
        scenario,
        caps=caps,
        sites=sites,
        items=items,
        history=(*scenario.history, *rows),
        item_departments=(*scenario.item_departments, *helpers),
    )


def consented(rng: random.Random, scenario: Scenario) -> Scenario:
    """Items beside the list, by consent, with leads that never share a visit."""
    items = tuple(
        replace(
            item,
            list_="consented",
            consent_no=rng.choice(("C1", "C1", None)),
            consent_until=m.day(rng.choice(("2026-12-01", "2026-12-31"))),
            merge_group="",
        )
        if rng.random() < 0.6
        else replace(item, merge_group="")
        for item in scenario.items
    )
    plan = tuple(
        replace(row, earliest=m.day(rng.choice(("2026-11-01", "2026-12-02"))))
        for row in scenario.plan
    )
    delegations = tuple(
        m.make_delegation(item, rng.choice(("t1", "*")), from_=m.day(date))
        for item, date in zip("ab", DATES[1:3], strict=True)
        if rng.random() < 0.6
    )
    return replace(scenario, items=items, plan=plan, delegations=delegations)


TWISTS: dict[str, Twist] = {
    "nights": nights,
    "helped": helped,
    "towns": towns,
    "parties": parties,
    "deployed": deployed,
    "hours": hours,
    "calls": calls,
    "closed": closed,
    "capped": capped,
    "consented": consented,
    "pins": pins,
    "musts": musts,  # last: it looks at windows and hours
}
