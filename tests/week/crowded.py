"""Weeks with hardly an officer to spare: chains, and names by CP-SAT."""

from __future__ import annotations

import random

from scheduler.model import Scenario
from tests import makers as m
from tests.week.tiny_city import DATES
from tests.week.world import city


def crowded(seed: int) -> Scenario:
    """A factory for most mornings and evenings, four officers, some kept away."""
    rng = random.Random(f"crowded {seed}")
    officers = tuple(
        m.make_officer(f"yj{k}", night=True, max_sessions=rng.choice((3, 4)))
        for k in range(1, 5)
    )
    sites, plan, closures, recusals = [], [], [], []
    for date in DATES:
        for item in ("safety", "food"):
            if rng.random() < 0.25:
                continue
            site = f"s{len(sites)}"
            sites.append(m.make_site(site))
            plan.append(m.make_plan_row(f"P-{site}", site, item))
            closures += [
                m.make_closure(site, from_=m.day(other), until=m.day(other))
                for other in DATES
                if other != date
            ]
            if rng.random() < 0.5:
                recusals.append(m.make_recusal(f"yj{rng.randint(1, 4)}", site))
    return city(
        officers=officers,
        items=(
            m.make_item("safety", minutes=120, sessions=("morning",)),
            m.make_item("food", minutes=120, sessions=("evening",)),
        ),
        item_departments=(m.make_role("safety"), m.make_role("food")),
        sites=tuple(sites),
        plan=tuple(plan),
        closures=tuple(closures),
        recusals=tuple(recusals),
        vehicles=(m.make_vehicle("v1"), m.make_vehicle("v2")),
    )
