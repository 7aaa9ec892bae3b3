"""Random weeks of more visits than brute force can bear: `tiny_more`, grown."""

from __future__ import annotations

import random
from dataclasses import replace

from scheduler.model import Scenario
from tests import makers as m
from tests.week.tiny_more import tiny_more


def grown(twist: str, seed: int) -> Scenario:
    """Two to four sites more, each with its own visit; more officers, a vehicle."""
    rng = random.Random(f"grown {twist} {seed}")
    scenario = tiny_more(twist, seed)
    towns = [town.town for town in scenario.towns]
    numbers = range(4, 4 + rng.randint(2, 4))
    sites = [
        m.make_site(f"s{k}", town=rng.choice(towns), risk=rng.choice("ABCD"))
        for k in numbers
    ]
    latest = [m.day(text) for text in ("2026-11-20", "2026-12-06", "2026-12-31")]
    plan = [
        m.make_plan_row(f"G{k}", f"s{k}", rng.choice("abc"), latest=rng.choice(latest))
        for k in numbers
    ]
    more = rng.sample(scenario.officers, rng.randint(2, len(scenario.officers) // 2))
    officers = [replace(o, officer=f"{o.officer}0", max_sessions=2) for o in more]
    base = rng.choice(scenario.districts).base
    return replace(
        scenario,
        sites=(*scenario.sites, *sites),
        plan=(*scenario.plan, *plan),
        officers=(*scenario.officers, *officers),
        vehicles=(*scenario.vehicles, m.make_vehicle("v9", base=base, seats=5)),
    )
