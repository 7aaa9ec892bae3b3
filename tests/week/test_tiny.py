"""scenarios/tiny, week 2026-W49: the optimum worked out by hand.

Points (base x risk x 10): L1 must C 100 x 1.5 x 10 = 1500; L2 due B 10 x 1.2 x 10
= 120; L3 due A 100; L4 due A 100; H1 due B 120; H2 must A 1000; H3 overdue D
120 x 2 x 10 = 2400; H4 early A 3 x 10 = 30.

Each district has two officers each of emergency, market and urban with one session
a week, so every department makes one half-day round at most. Item 06 needs emergency
and market, item 16 market and urban: all of them ride in market's only round, and two
06 do not fit (100 + 10 + 100 > 180 minutes).

* Luncang: L1 and L3 = 100 + 10 + 55 = 165 <= 180 minutes: 1500 + 100; L2 would be 120
  instead of 1500. L4 is done by the town itself: 100. Together 1700.
* Honglai: H3 and H2 = 55 + 18 (Honglai-Kangmei) + 100 = 173 <= 180: 2400 + 1000; H1
  would be 120 instead of 1000. H4 by the town: 30. Together 3430.

1700 + 3430 = 5130.
"""

import math
from pathlib import Path

import pytest

from scheduler.data import load
from scheduler.model import Level, Scenario
from tests.week.verdict import plan

TINY = Path(__file__).parents[2] / "scenarios" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Scenario:
    return load(TINY).scenario


@pytest.fixture(scope="module")
def planned(tiny: Scenario):
    return plan(tiny)


def test_the_way_between_honglai_and_kangmei_by_hand(tiny: Scenario):
    # (25.079, 118.516)-(25.040, 118.471): 4.337 km north, 5.004 x cos 25.06 = 4.533
    # km east (111.195 km a degree): 6.274 km; x 1.35 / 42 x 60 + 5 = 17.1, up to 18.
    north = 0.039 * 111.195
    east = 0.045 * 111.195 * math.cos(math.radians(25.0595))
    way = math.hypot(north, east) * 1.35 / 42 * 60 + 5
    assert (math.ceil(way), tiny.travel.minutes("350583113", "350583115")) == (18, 18)


def test_the_optimum_is_found_and_proved(planned):
    assert planned.result.status == "OPTIMAL"
    assert planned.result.levels[0] == Level("service", 5130, 5130)
    assert planned.result.levels[0].gap == 0


def test_what_is_visited(planned):
    rounds: dict[str, list[str]] = {}
    for visit in planned.timetable.visits:
        rounds.setdefault(visit.round, []).append(visit.site)
    assert sorted(map(sorted, rounds.values())) == [
        ["H2", "H3"],
        ["H4"],
        ["L1", "L3"],
        ["L4"],
    ]


def test_the_register(planned):
    found = {
        row.row_id: f"{row.outcome} {row.reason}".strip()
        for row in planned.timetable.register
    }
    assert found == {
        "P1": "planned",
        "P2": "deferred no_capacity",
        "P3": "planned",
        "P4": "planned",
        "P5": "deferred no_capacity",
        "P6": "planned",
        "P7": "planned",
        "P8": "planned",
        "P9": "done history",
        "R1": "removed unknown_site",
    }


def test_the_cost_by_hand(planned):
    """Sessions 30 each, travel 1 a minute (DESIGN.md 7, settings of tiny).

    Luncang round: 6 officers, 10 + 10 + 10 minutes. Honglai round: 6 officers, base
    Honglai: 10 to H3, 18 to Kangmei, 18 back. Town rounds: 2 officers, 10 + 10 each.
    16 x 30 + 30 + 46 + 20 + 20 = 596.
    """
    cost = planned.result.levels[1]
    assert (cost.name, cost.value) == ("cost", 596)
    table = planned.timetable
    sessions = len(table.assignments)
    travel = sum(trip.travel_minutes for trip in table.rounds)
    assert (sessions, travel) == (16, 116)


def test_counts(planned):
    counts = planned.result.counts
    found = {
        name: counts[name]
        for name in (
            *("candidates", "candidate_points", "placed_points", "rounds"),
            *("visits", "area_actions", "checks", "musts", "musts_placed"),
        )
    }
    # All: 1500+120+100+100+120+1000+2400+30 = 5370; P1, P6 and P7 are musts.
    assert found == {
        "candidates": 8,
        "candidate_points": 5370,
        "placed_points": 5130,
        "rounds": 4,
        "visits": 4,
        "area_actions": 2,
        "checks": 6,
        "musts": 3,
        "musts_placed": 3,
    }
