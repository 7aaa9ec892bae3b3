"""Random weeks of one district where people, vehicles and time hardly suffice."""

from __future__ import annotations

import random
from typing import Any

from scheduler.model import Scenario
from tests import makers as m
from tests.week.world import city

DATES = ("2026-12-01", "2026-12-02")
KINDS = ("morning", "afternoon", "day", "evening")
OFF = ("2026-11-30", "2026-12-03", "2026-12-04")
ITEMS = ("safety", "food", "fire")


def pinned_city(seed: int) -> Scenario:
    """Three to five sites, two dates; most sites are pinned, often to one session."""
    rng = random.Random(f"pinned {seed}")
    hard = {"frequency": {"level": "H"}} if rng.random() < 0.4 else {}
    sites = tuple(
        m.make_site(f"s{k}", town=rng.choice(("t1", "t1", "t2")))
        for k in range(1, rng.randint(4, 6))
    )
    rows = []
    for site in sites:
        for item in rng.sample(ITEMS, rng.choice((1, 1, 1, 2))):
            latest = m.day(rng.choice(("2026-12-04", "2026-12-31")))
            plan_id = f"P{len(rows)}"
            rows.append(m.make_plan_row(plan_id, site.site, item, latest=latest))
    return city(
        settings=m.make_settings(hard),
        calendar=m.make_calendar(off=OFF),
        sites=sites,
        plan=tuple(rows),
        pins=tuple(_pins(rng, [site.site for site in sites])),
        items=tuple(_item(rng, item) for item in ITEMS),
        item_departments=tuple(_roles(rng)),
        officers=tuple(_officers(rng)),
        vehicles=tuple(
            m.make_vehicle(f"v{k}", seats=rng.choice((4, 5, 7)))
            for k in range(rng.randint(1, 3))
        ),
    )


def _item(rng: random.Random, name: str) -> Any:
    kinds = tuple(k for k in KINDS if rng.random() < 0.8) or KINDS[:1]
    return m.make_item(name, minutes=rng.choice((30, 60, 120)), sessions=kinds)


def _roles(rng: random.Random) -> list[Any]:
    roles = []
    for item, lead in zip(ITEMS, ("yj", "sc", "xf"), strict=True):
        asked = rng.choice(((), (), ("p",), ("p", "q")))
        people = rng.choice((2, 2, 3))
        roles.append(m.make_role(item, lead, officers=people, qualification=asked))
        if rng.random() < 0.4:
            other = rng.choice(("cg", "xf" if lead != "xf" else "cg"))
            roles.append(m.make_role(item, other, rng.choice(("case", "assist"))))
    return roles


def _officers(rng: random.Random) -> list[Any]:
    return [
        m.make_officer(
            f"{name}{k}",
            max_sessions=rng.choice((1, 2, 2, 3)),
            night=rng.random() < 0.9,
            qualifications=rng.choice(((), ("p",), ("p", "q"), ("p", "q"))),
        )
        for name in ("yj", "sc", "xf", "cg")
        for k in range(1, rng.randint(5, 8))
    ]


def _pins(rng: random.Random, sites: list[str]) -> list[Any]:
    date, kind = rng.choice(DATES), rng.choice(KINDS[:3])
    values = ("", date, f"{date} {kind}", f"{date} {kind}", f"{date} {kind}")
    pins = [
        m.make_pin("visit_at", site=site, value=rng.choice(values))
        for site in sites
        if rng.random() < 0.7
    ]
    if rng.random() < 0.1:
        other = f"{rng.choice(DATES)} {rng.choice(KINDS)}"
        site = rng.choice(sites)
        pins.append(
            m.make_pin(rng.choice(("visit_at", "keep")), site=site, value=other)
        )
    if rng.random() < 0.1:
        value = rng.choice(("", date, f"{date} {kind}"))
        officer = f"{rng.choice(('yj', 'sc', 'cg'))}1"
        pins.append(m.make_pin("officer_on", site=None, officer=officer, value=value))
    if rng.random() < 0.1:
        site = rng.choice(sites)
        pins.append(m.make_pin("visit_off", site=site, value=rng.choice(("", date))))
    return pins
