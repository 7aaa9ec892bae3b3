"""Generated rounds of weeks worked out by hand: who rides, and who stays longer."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from scheduler.engine.generation import Depth
from scheduler.engine.master import Master
from scheduler.engine.selection import Limits, select
from scheduler.model import Scenario, Session
from scheduler.week.alike import Alike
from scheduler.week.label_ground import Field
from scheduler.week.pricing import PlotPricer
from scheduler.week.round_pricing import RoundPricing
from scheduler.week.route_table import Tables
from tests import makers as m
from tests.week.monday import kinds, monday
from tests.week.priced import generated, several, small
from tests.week.test_pricing import by_labels, look
from tests.week.world import MONDAY, SC, city


def delegated(way: int, minutes: int = 75) -> Scenario:
    """Two sites of t2, whose team leads; sc, at t1, may assist. Mornings only."""
    return city(
        settings=m.make_settings(sessions=kinds("morning")),
        calendar=m.make_calendar(off=[f"2026-12-0{k}" for k in (1, 2, 3, 4)]),
        travel_given={("t1", "t2"): way, ("t2", "t1"): way},
        officers=(
            m.make_officer("tw1", town="t2"),
            m.make_officer("tw2", town="t2"),
            m.make_officer("sc1"),
            m.make_officer("sc2"),
        ),
        items=(m.make_item("safety", minutes=minutes),),
        item_departments=(
            m.make_role("safety"),
            m.make_role("safety", "sc", "assist"),
        ),
        delegations=(m.make_delegation("safety", "t2"),),
        sites=(m.make_site("s1", town="t2"), m.make_site("s2", town="t2")),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2")),
    )


@pytest.mark.parametrize(
    ("way", "minutes", "value"),
    [
        # Two visits fill the morning: 2 x (10 + 75) + 10 = 180. sc is there at 08:30.
        (30, 75, 260),
        # At 08:31: only one of the visits with sc, 130, or two without it.
        (31, 75, 240),
        # Both ways 180 minutes are left: a visit of 86 with sc, two by the team alone.
        (31, 74, 260),
        (31, 76, 130),
    ],
)
def test_who_rides_starts_at_the_base(way: int, minutes: int, value: int):
    week = small(delegated(way, minutes))
    (component,) = week.components
    kept, generation = generated(week, component)
    # All rounds: the same relaxation, and the best whole week worked out by hand.
    assert generation.solved is not None
    assert generation.solved.value == pytest.approx(week.relaxed(component))
    program = week.ground.program(component, kept).program
    assert select(program, Limits(seed=1)).value == value
    bases = {c.template.base for c in kept if len(c.template.needs) == 1}
    assert bases == {"t2"}
    assert all(c.template.base == "t1" for c in kept if len(c.template.needs) == 2)


def test_without_a_vehicle_the_team_goes_alone():
    week = small(replace(delegated(30), vehicles=()))
    (component,) = week.components
    kept, generation = generated(week, component)
    assert generation.solved is not None
    assert generation.solved.value == pytest.approx(240)
    assert generation.bound == pytest.approx(240)
    assert {len(c.template.needs) for c in kept} == {1}


@pytest.mark.parametrize(
    ("helps", "minutes", "value"),
    [
        # sc assists at one of two checks of one visit: 10 points, and no longer stay.
        (1, 80, 250),
        # At both it stays 10 + 2 x 70 = 150 minutes, the most there is; 10 points too.
        (2, 70, 250),
        # A minute more each and it has to stay out.
        (2, 71, 240),
    ],
)
def test_who_assists_may_stay_longer(helps: int, minutes: int, value: int):
    items = tuple(m.make_item(name, minutes=minutes) for name in ("safety", "food"))
    roles = (m.make_role("safety", "yj"), m.make_role("food", "cg"))
    assists = [m.make_role(name, "sc", "assist") for name in ("safety", "food")]
    scenario = monday(
        items=items,
        item_departments=(*roles, *assists[:helps]),
        plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s1", "food")),
        officers=tuple(
            m.make_officer(f"{name}{k}") for name in ("cg", "sc", "yj") for k in (1, 2)
        ),
        vehicles=(m.make_vehicle("v1", seats=6),),
    )
    assert best_of(scenario) == value


def assisted(rules: dict[str, Any], person: float = 3, **tables: Any) -> Scenario:
    """A visit of yj, two people, at which cg, sc and xf may assist. Mornings only."""
    settings = m.make_settings(rules, sessions=kinds("morning"))
    force = [f"{name}{k}" for name in ("cg", "sc", "xf", "yj") for k in (1, 2)]
    return monday(
        settings=replace(settings, points=replace(settings.points, person=person)),
        item_departments=(
            m.make_role("safety"),
            *(m.make_role("safety", name, "assist") for name in ("cg", "sc", "xf")),
        ),
        officers=tuple(map(m.make_officer, force)),
        vehicles=(m.make_vehicle("v1", seats=8),),
        plan=(m.make_plan_row("P1"),),
        **tables,
    )


@pytest.mark.parametrize(
    ("people", "soft", "most", "person", "joining"),
    [
        # One person of each; above the soft limit a person costs 30 and brings 10.
        (1, 2, 12, 3, 0),
        (1, 3, 12, 3, 1),
        (1, 4, 12, 3, 2),
        (1, 5, 12, 3, 3),
        # Two of each: the third person is one too many.
        (2, 3, 12, 3, 0),
        (2, 4, 12, 3, 1),
        (2, 5, 12, 3, 1),
        (2, 6, 12, 3, 2),
        # Where a crowd costs nothing the largest party is the limit.
        (1, 2, 3, 0, 1),
        (1, 2, 4, 0, 2),
        (1, 2, 5, 0, 3),
        (2, 2, 5, 0, 1),
        (2, 2, 6, 0, 2),
    ],
)
def test_as_many_assist_as_the_party_has_room_for(
    people: int, soft: int, most: int, person: int, joining: int
):
    scenario = assisted(
        {
            "party_size": {"soft": soft, "max": most},
            "two_per_authority": {"lean": people == 1},
        },
        person,
    )
    assert best_of(scenario) == 120 + 10 * joining
    # Upper values, of listed routes and of a search, leave room for all, and no more.
    made = pricing_of(scenario)
    nothing = np.zeros(len(made.week.program.rows))
    for task in made.tasks:
        session = made._at(task, nothing)
        table, least = session.table, session.least
        weight = session.ranking.weight
        upper = table.upper(
            session.aim, session.prices, weight, least, 0.0, nothing[:0]
        )
        assert upper.max() == pytest.approx(120 + 10 * joining)
        (more,) = table.assist_bound_by_group(session.aim, least)
        assert more == pytest.approx(10 * joining)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    ("soft", "value"),
    # Two seats of sc keep the pin at 100 each, and sc assists; of the four people as
    # many crowd as the limit is short.
    [(2, 120 + 200 + 10 - 60), (3, 120 + 200 + 10 - 30), (4, 120 + 200 + 10)],
)
def test_a_held_officer_comes_in_spite_of_the_crowd(
    soft: int, value: int, listed: bool
):
    pin = m.make_pin("officer_on", site=None, officer="sc1", value="")
    scenario = assisted({"party_size": {"soft": soft}}, pins=(pin,))
    made = pricing_of(scenario, listed)
    duals = np.zeros(len(made.week.program.rows))
    post = (Session(MONDAY, "morning"), "cangcang")
    ((row, _),) = made.week.terms.people[*post, SC]
    duals[row] = -100
    assert look(made, duals) == {post[::-1]: pytest.approx(value)}


def pricing_of(scenario: Scenario, listed: bool = True) -> RoundPricing:
    """The pricing of a week of one component, by lists or by labels."""
    week = small(scenario)
    (component,) = week.components
    frame = week.ground.program(component)
    with nullcontext() if listed else by_labels():
        pricers = [PlotPricer(plot) for plot in component.plots]
    return RoundPricing(frame, pricers, week.ground.sessions, tuple(week.ground.pins))


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(("minutes", "visits"), [(89, 4), (90, 4), (91, 2)])
def test_a_day_filled_to_the_minute(minutes: int, visits: int, listed: bool):
    # 10 + 90, 10, 10 + 90 from 08:30 to 12:00, and so again from 14:00 to 17:30.
    sites = [f"s{k}" for k in range(4)]
    scenario = monday(
        *("morning", "afternoon", "day"),
        items=(m.make_item("safety", minutes=minutes, sessions=("day",)),),
        sites=tuple(map(m.make_site, sites)),
        plan=tuple(m.make_plan_row(f"P{site}", site) for site in sites),
    )
    with nullcontext() if listed else by_labels():
        assert best_of(scenario) == 120 * visits


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    ("people", "cars", "rounds"),
    [(1, 2, 0), (2, 2, 1), (3, 2, 1), (4, 2, 2), (6, 2, 2), (4, 1, 1), (4, 0, 0)],
)
def test_what_rounds_not_known_could_add(
    people: int, cars: int, rounds: int, listed: bool
):
    # A visit fills the morning: as many rounds as there are teams of two, and cars.
    sites = [f"s{k}" for k in range(5)]
    scenario = monday(
        items=(m.make_item("safety", minutes=120),),
        officers=tuple(m.make_officer(f"yj{k}") for k in range(people)),
        vehicles=tuple(m.make_vehicle(f"v{k}") for k in range(cars)),
        sites=tuple(map(m.make_site, sites)),
        plan=tuple(m.make_plan_row(f"P{site}", site) for site in sites),
    )
    pricing = pricing_of(scenario, listed)
    nothing = np.zeros(len(pricing.week.program.rows))
    priced = pricing.price(nothing, Depth.EXACT)
    assert priced.exact
    # Without prices each is worth its 120 points.
    assert priced.excess == pytest.approx(120 * rounds)
    assert (len(priced.columns) > 0) is (rounds > 0)


def test_minutes_that_are_left_for_visits():
    # Of two half days of 210 minutes; the first visit of a part needs no way.
    week = small(monday("morning", "afternoon", "day"))
    plot = next(p for p in week.plots if p.kind.kind == "day")
    field = Field(Tables(Alike(plot)))
    step = field.step
    assert step == 10
    clocks = ("08:00", "08:30", "11:59", "12:00", "14:00", "17:29", "17:30")
    left = [420 + 2 * step, 420 + 2 * step, 211 + 2 * step, 210 + step, 210 + step]
    left += [1 + step, 0]
    assert [int(field.room[m.at(clock)]) for clock in clocks] == left


def best_of(scenario: Scenario) -> int | None:
    """The best week of generated rounds; their relaxation is that of all rounds."""
    week = small(scenario)
    (component,) = week.components
    kept, generation = generated(week, component)
    assert generation.solved is not None
    assert generation.solved.value == pytest.approx(week.relaxed(component))
    program = week.ground.program(component, kept).program
    return select(program, Limits(seed=1)).value


def test_a_clock_that_has_run_out_cuts_a_search_short():
    # Of a search of thousands of labels few are kept, and the bound says so.
    for week, component in several("parties", range(2)):
        optimum = week.relaxed(component)
        assert optimum is not None
        frame = week.ground.program(component)
        with by_labels():
            pricers = [PlotPricer(plot) for plot in component.plots]
        made = RoundPricing(frame, pricers, week.ground.sessions)
        made.until = time.perf_counter() - 1
        master = Master(frame.program)
        duals = np.zeros(master.rows)
        with patch("scheduler.week.labels.FEW_LABELS", 1):
            priced = made.price(duals, Depth.EXACT)
        assert priced.exact
        assert master.bound(duals) + priced.excess >= optimum - 1e-3
