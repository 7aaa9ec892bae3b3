"""The pilot: one station district, the first batch of items (S0 五(二))."""

from __future__ import annotations

from dataclasses import replace

from scheduler.data.generate.nanan import Scale, nanan
from scheduler.data.generate.papers import UNKNOWN_ITEM, UNKNOWN_SITE
from scheduler.data.generate.settings import settings
from scheduler.model import Scenario

PILOT_DISTRICT = "luncang"
# 两违整治 and 道路安全监管: the items S0 五(二) names for the first batch.
PILOT_ITEMS = frozenset(("01", "02", "03", "04", "05", "15"))

# The pilot looks closer: so many times the sections and sources of the city's list.
PILOT_REGISTER = 4
# The pilot's officers do nothing else, so they take more of these items.
PILOT_INTENSITY = {
    ("agriculture", PILOT_DISTRICT): 1.15,
    ("transport", PILOT_DISTRICT): 1.9,
    ("urban", PILOT_DISTRICT): 2.0,
}


def pilot(scale: Scale, seed: int) -> Scenario:
    """Return the pilot district cut out of the synthetic city."""
    register = replace(scale, sites=scale.sites * PILOT_REGISTER)
    city = nanan(register, seed, PILOT_INTENSITY)
    towns = {t.town for t in city.towns if t.district == PILOT_DISTRICT}
    base = {d.base for d in city.districts if d.district == PILOT_DISTRICT}
    roles = tuple(r for r in city.item_departments if r.item in PILOT_ITEMS)
    teams = {r.department for r in roles}
    here = {s.site for s in city.sites if s.town in towns}
    carried = tuple(
        r for r in city.site_items if r.item in PILOT_ITEMS and r.site in here
    )
    sites = {r.site for r in carried}
    force = tuple(
        o
        for o in city.officers
        if o.department in teams and PILOT_DISTRICT in o.districts
    )
    names = {o.officer for o in force}
    fleet = tuple(v for v in city.vehicles if v.base in base)
    parked = {v.vehicle for v in fleet}
    return replace(
        city,
        settings=settings("pilot", "仑苍片区联合执法试点（模拟数据）"),
        districts=tuple(d for d in city.districts if d.district == PILOT_DISTRICT),
        towns=tuple(t for t in city.towns if t.town in towns),
        departments=tuple(d for d in city.departments if d.department in teams),
        officers=force,
        absences=tuple(a for a in city.absences if a.officer in names),
        invitations=tuple(
            i
            for i in city.invitations
            if i.department in teams and i.district == PILOT_DISTRICT
        ),
        vehicles=fleet,
        vehicle_outages=tuple(o for o in city.vehicle_outages if o.vehicle in parked),
        items=tuple(i for i in city.items if i.item in PILOT_ITEMS),
        item_departments=roles,
        frequencies=tuple(f for f in city.frequencies if f.item in PILOT_ITEMS),
        delegations=tuple(
            d
            for d in city.delegations
            if d.item in PILOT_ITEMS and d.town in towns | {"*"}
        ),
        sites=tuple(s for s in city.sites if s.site in sites),
        site_items=carried,
        closures=tuple(c for c in city.closures if c.site in sites | {"*"}),
        caps=tuple(c for c in city.caps if c.department in teams),
        recusals=tuple(
            r for r in city.recusals if r.officer in names and r.site in sites
        ),
        plan=tuple(p for p in city.plan if p.site in sites and p.item in PILOT_ITEMS),
        requests=tuple(
            r
            for r in city.requests
            if r.department in teams
            and r.site in sites | {UNKNOWN_SITE}
            and r.item in PILOT_ITEMS | {UNKNOWN_ITEM}
        ),
        draws=(),
        draw_frame=(),
        history=tuple(
            h for h in city.history if h.site in sites and h.item in PILOT_ITEMS
        ),
    )
