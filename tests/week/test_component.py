"""Components: which districts are priced together, and which pins are theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model import Scenario
from scheduler.week.blocks import components
from scheduler.week.component import Component, pins_within, split
from scheduler.week.pins import pins_of
from scheduler.week.program import build_program
from scheduler.week.sampling import plots
from tests import makers as m
from tests.week.priced import small, three
from tests.week.tiny_city import W49
from tests.week.tiny_grown import grown
from tests.week.tiny_more import TWISTS
from tests.week.world import availability, variants


def groups(scenario: Scenario) -> list[list[str]]:
    return [sorted(c.districts) for c in small(scenario).components]


def test_districts_with_nothing_in_common():
    assert groups(three()) == [["d1"], ["d2"], ["d3"]]


def test_an_officer_of_two_districts_joins_them():
    officers = three().officers
    shared = m.make_officer("yj8", districts=("d1", "d3"))
    assert groups(three(officers=(*officers, shared))) == [["d1", "d3"], ["d2"]]
    chain = (shared, m.make_officer("yj9", districts=("d2", "d3")))
    assert groups(three(officers=(*officers, *chain))) == [["d1", "d2", "d3"]]
    # A district without visits is not there; who serves it joins nothing.
    rows = tuple(r for r in three().plan if r.site != "s3")
    assert groups(three(officers=(*officers, *chain), plan=rows)) == [["d1"], ["d2"]]


def test_a_common_base_joins_districts():
    districts = tuple(
        m.make_district(d, base=base)
        for d, base in (("d1", "t1"), ("d2", "t1"), ("d3", "t3"))
    )
    assert groups(three(districts=districts)) == [["d1", "d2"], ["d3"]]


@pytest.mark.parametrize(("sessions", "joined"), [(0, False), (1, True), (2, True)])
def test_help_joins_all_districts(sessions: int, joined: bool):
    rules = {"own_district": {"help_sessions": sessions}}
    scenario = three(settings=m.make_settings(rules))
    assert (groups(scenario) == [["d1", "d2", "d3"]]) is joined
    # Towns' own teams do not help elsewhere.
    teams = tuple(
        m.make_officer(f"tw{k}{n}", department="tw", town=f"t{k}", districts=(f"d{k}",))
        for k in (1, 2, 3)
        for n in (1, 2)
    )
    own = replace(scenario, officers=teams)
    there = availability(own)
    made = split(there, plots(own, variants(scenario)))
    assert [sorted(c.districts) for c in made] == [["d1"], ["d2"], ["d3"]]


@pytest.mark.parametrize("kind", TWISTS)
def test_no_row_of_a_week_joins_two_components(kind: str):
    # The blocks of the selection are the finest; a component is made up of them.
    for seed in range(4):
        week = small(grown(kind, seed))
        ground = week.ground
        rounds = [c for one in week.components for c in week.rounds(one)]
        program = build_program(
            ground.staffing.availability, ground.staffing, ground.fleet, rounds
        )
        wholes = [one.districts for one in week.components]
        used = {c.template.district for c in rounds}
        for block in components(program):
            if block & used:
                assert sum(bool(block & used & whole) for whole in wholes) == 1
        every = [plot for one in week.components for plot in one.plots]
        assert len(every) == len({(p.ground.district, p.kind.kind) for p in every})


def test_size_counts_ways_to_visit_once():
    (first, *_) = small(three()).components
    # Morning, afternoon, evening and day: the same visit.
    assert len(first.plots) > 1
    assert first.size == 1
    assert Component(frozenset(), ()).size == 0


def test_pins_of_a_component():
    pins = (
        m.make_pin("visit_off", site="s1", officer=None),
        m.make_pin("visit_at", site="s2", officer=None),
        m.make_pin("officer_off", site=None, officer="yj11"),
        m.make_pin("officer_on", site=None, officer="yj31"),
    )
    scenario = three(pins=pins)
    week = small(scenario)
    there = week.ground.staffing.availability
    held = [
        [pin.site or pin.officer for pin in pins_within(there, c, week.ground.pins)]
        for c in week.components
    ]
    assert held == [["yj11", "s1"], ["s2"], ["yj31"]]
    assert len(pins_of(scenario, W49)) == sum(map(len, held))
