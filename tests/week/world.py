"""What the parts of the planner are tested with: one district, a few departments."""

from __future__ import annotations

from typing import Any

from scheduler.intake import screen
from scheduler.model import Scenario, Session
from scheduler.week.availability import Availability
from scheduler.week.columns import Column, Fleet, Staffing, columns_of
from scheduler.week.rounds import Ground, Template, make_template
from scheduler.week.variants import Unit, Variant, all_variants
from tests import makers as m
from tests.week.tiny_city import W49

MONDAY, TUESDAY = m.day("2026-11-30"), m.day("2026-12-01")
MORNING = Session(TUESDAY, "morning")
YJ, SC, CG, XF = ("yj", ""), ("sc", ""), ("cg", ""), ("xf", "")


def city(**tables: Any) -> Scenario:
    """Factories s1 (t1, the base) and s2 (t2, 20 minutes away); `safety` is yj's.

    Four officers each of yj and sc, two of cg, xf and of the town t1; a car of five.
    """
    force = [f"{name}{k}" for name in ("yj", "sc") for k in range(1, 5)]
    force += [f"{name}{k}" for name in ("cg", "xf") for k in (1, 2)]
    full: dict[str, Any] = {
        "districts": (m.make_district(),),
        "towns": (m.make_town("t1"), m.make_town("t2")),
        "travel_given": {("t1", "t2"): 20, ("t2", "t1"): 20},
        "departments": (
            m.make_department("cg", kind="bureau"),
            m.make_department("sc"),
            m.make_department("tw", kind="town"),
            m.make_department("xf", kind="liaison"),
            m.make_department("yj"),
        ),
        "officers": (
            *map(m.make_officer, force),
            m.make_officer("tw1", town="t1"),
            m.make_officer("tw2", town="t1"),
        ),
        "vehicles": (m.make_vehicle("v1", seats=12),),
        "items": (m.make_item("safety"), m.make_item("food", minutes=30)),
        "item_departments": (m.make_role("safety", "yj"), m.make_role("food", "sc")),
        "sites": (m.make_site("s1"), m.make_site("s2", town="t2")),
        "plan": (m.make_plan_row("P1"), m.make_plan_row("P2", "s2")),
    }
    return m.make_scenario(**{**full, **tables})


def variants(scenario: Scenario) -> tuple[Variant, ...]:
    """The ways to visit every candidate."""
    return all_variants(scenario, screen(scenario, W49).candidates)


def full_ones(scenario: Scenario) -> dict[str, Variant]:
    """The full visit of every site."""
    return {v.site: v for v in variants(scenario) if v.full}


def template(
    scenario: Scenario,
    *sites: str,
    kind: str = "morning",
    joined: tuple[Unit, ...] = (),
) -> Template | None:
    """The round of the full visits of some sites, in order, by their own team."""
    found = full_ones(scenario)
    visits = [found[site] for site in sites]
    team = frozenset(u for v in visits for u in v.required) | frozenset(joined)
    ground = Ground.of(scenario, visits[0].district)
    return make_template(ground, scenario.settings.kind(kind), visits, team)


def availability(scenario: Scenario) -> Availability:
    """Who is there in the week."""
    return Availability(scenario, W49)


def columns(scenario: Scenario, *rounds: Template) -> list[Column]:
    """The rounds on all dates of the week."""
    there = availability(scenario)
    sessions = [Session(d, k) for d in W49.dates for k in sorted(there.kinds)]
    return columns_of(rounds, Staffing(there), Fleet(there), sessions)
