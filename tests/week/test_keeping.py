"""What was found is kept: short refining, the stop sign, pins that oppose."""

import pytest

from scheduler.engine.selection import Stop
from scheduler.model import Status, Week
from scheduler.week import Options, Planner
from tests import makers as m
from tests.week.tiny_city import tiny_city
from tests.week.world import city

W49 = Week.parse("2026-W49")


def service(planned) -> float:
    return next(
        level.value for level in planned.result.levels if level.name == "service"
    )


@pytest.mark.parametrize("seed", range(8))
def test_refining_in_no_time_loses_no_service(seed: int):
    """A refine limit of a millisecond: the value published is the best one found."""
    planner = Planner(tiny_city(seed), W49, options=Options(seconds=0.01))
    planned = planner.plan()
    assert planned.result.status in (Status.OPTIMAL, Status.FEASIBLE)
    found = max((value for _, value in planner.progress.incumbents), default=0)
    assert service(planned) >= found


def test_a_stop_during_service_keeps_the_incumbent():
    """The sign is raised with the first better week; that week comes out."""
    stop, scenario = Stop(), tiny_city(3)

    def listen(event) -> None:
        if event.value:
            stop.raise_()

    planned = Planner(scenario, W49, listen=listen, stop=stop).plan()
    assert service(planned) > 0
    assert planned.timetable.visits


def pin(value: str, kind: str = "visit_at"):
    return m.make_pin(week="2026-W49", kind=kind, site="s1", officer=None, value=value)


@pytest.mark.parametrize(
    ("pins", "words"),
    [
        # Two times for one site; then a time that another pin forbids.
        (
            (pin("2026-12-01 morning"), pin("2026-12-02 morning")),
            ("2026-12-01 上午", "2026-12-02 上午", "不能同时满足"),
        ),
        (
            (pin("2026-12-01 morning"), pin("2026-12-01 morning", "visit_off")),
            ("固定在 2026-12-01 上午", "2026-12-01 上午 不安排", "不能同时满足"),
        ),
        # A Saturday alone: one demand that cannot be met, not a clash.
        ((pin("2026-12-05 morning"),), ("2026-12-05 上午", "本周无法满足")),
    ],
)
def test_pins_of_one_site_that_oppose_are_all_named(pins, words):
    planned = Planner(city(pins=pins), W49).plan()
    assert planned.result.status is Status.INFEASIBLE
    for word in words:
        assert word in planned.result.message
