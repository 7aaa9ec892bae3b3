"""Whole little weeks: 1:1:2 of what is deployed."""

from scheduler.model import Split
from tests.week.planning import groups
from tests.week.verdict import plan


def test_sessions_beyond_the_tolerance_cost_points():
    """All three: 2 + 2 + 2 sessions; 1:1:2 of 6 is 1.5, 1.5, 3, tolerance 0.3.

    Beyond it 0.2, 0.2 and 0.7: one session each, 3 x 10 of 360 points. Centre or
    south alone with other: 2 + 2, shares 1, 1, 2, tolerance 0.2: centre 0.8, south
    0.8 beyond; 240 - 20.
    """
    planned = plan(groups("S"))
    assert planned.result.levels[0].value == 330
    assert len(planned.timetable.visits) == 3


def test_only_groups_with_a_district_have_a_part():
    """South and other, 2 + 2 sessions: 1:2 of 4 is 1.33, 2.67, tolerance 0.2.

    Beyond it 0.47 each: one session each, 2 x 10 of 240 points. One alone: 2 sessions,
    all in one group: 0.67 - 0.1 or 1.33 - 0.1 beyond in both groups, 120 - 20 or - 40.
    """
    assert plan(groups("S", ("south", "other"))).result.levels[0].value == 220
    # Alone a group has the whole; two districts of it as well.
    assert plan(groups("S", ("south",))).result.levels[0].value == 120
    assert plan(groups("S", ("other", "other"))).result.levels[0].value == 240


def test_each_other_district_may_count_for_itself():
    """Centre, south, other, other with 2 sessions each: T = 8, tolerance 0.4.

    Together 1:1:2 is 2, 2, 4: as it should be. Each 1:1:2:2 is 1.33, 1.33, 5.33: 0.27,
    0.27 and 0.93 beyond: one session each, 480 - 30.
    """
    four = ("centre", "south", "other", "other")
    assert plan(groups("S", four)).result.levels[0].value == 480
    each = Split(reading="each")
    assert plan(groups("S", four, split=each)).result.levels[0].value == 450


def test_at_level_h_no_session_is_beyond_the_tolerance():
    # Of 2 people a group only nobody at all keeps 1:1:2.
    planned = plan(groups("H"))
    assert planned.timetable.visits == ()
    assert planned.result.status in ("OPTIMAL", "FEASIBLE")
