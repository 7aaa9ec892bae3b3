"""The table of DESIGN.md 6.3, every number by hand: (base x risk) x 10."""

import pytest

from scheduler.model import Points
from tests import makers as m
from tests.intake.world import only_check, world

# early 3, due 10, must 100, overdue 120; A 1, B 1.2, C 1.5, D 2; x 10.
TABLE = {
    "early": {"A": 30, "B": 36, "C": 45, "D": 60},
    "due": {"A": 100, "B": 120, "C": 150, "D": 200},
    "must": {"A": 1000, "B": 1200, "C": 1500, "D": 2000},
    "overdue": {"A": 1200, "B": 1440, "C": 1800, "D": 2400},
}
# due and latest of a plan row that make it so in 2026-W49 (30 November-6 December).
PLAN = [
    ("early", "2026-12-07", "2026-12-31"),
    ("early", "2026-12-07", "2026-12-07"),
    ("due", "2026-12-06", "2026-12-31"),
    ("due", "2026-11-01", "2026-12-07"),
    ("must", "2026-12-06", "2026-12-06"),
    ("must", "2026-11-01", "2026-11-30"),
    ("overdue", "2026-11-01", "2026-11-29"),
]
REQUEST = [
    ("due", "2026-12-07"),
    ("must", "2026-12-06"),
    ("must", "2026-11-30"),
    ("overdue", "2026-11-29"),
]


@pytest.mark.parametrize("risk", "ABCD")
@pytest.mark.parametrize(("urgency", "due", "latest"), PLAN)
def test_points_of_a_plan_row(urgency: str, due: str, latest: str, risk: str):
    plan = (m.make_plan_row("P1", due=m.day(due), latest=m.day(latest)),)
    found = only_check(world(plan=plan, sites=(m.make_site("s1", risk=risk),)))
    assert found.points == TABLE[urgency][risk]
    assert found.must == (urgency in ("must", "overdue"))


@pytest.mark.parametrize("risk", "ABCD")
@pytest.mark.parametrize(("urgency", "latest"), REQUEST)
def test_points_of_an_exempt_request(urgency: str, latest: str, risk: str):
    requests = (m.make_request("Q1", latest=m.day(latest)),)
    sites = (m.make_site("s1", risk=risk),)
    found = only_check(world(plan=(), requests=requests, sites=sites))
    assert found.points == TABLE[urgency][risk]
    assert found.must == (urgency in ("must", "overdue"))


def test_points_are_settings():
    points = Points(due=7, risk={"A": 1, "B": 1.25, "C": 2, "D": 3}, scale=100)
    scenario = world(settings=m.make_settings(points=points))
    assert only_check(scenario).points == 875  # 7 x 1.25 x 100
