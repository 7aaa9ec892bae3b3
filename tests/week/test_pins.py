"""Whole little weeks: pins, and musts that are hard."""

from typing import Any

import pytest

from scheduler.model import Scenario
from scheduler.report import measures, summary_lines
from scheduler.rules.counts import recomputed_counts
from scheduler.rules.frequency import check_frequency
from scheduler.week import Planner
from scheduler.words import Words
from tests import makers as m
from tests.week.planning import (
    ONE_ROW,
    ONLY_MONDAY,
    PAIR,
    register,
    sessions,
    status,
)
from tests.week.tiny_city import W49
from tests.week.verdict import ENOUGH, plan, published
from tests.week.world import city


def pinned(*pins: Any, **tables: Any) -> Scenario:
    return city(**{"plan": ONE_ROW, "pins": pins, **tables})


def test_visit_at_a_session_a_date_or_anywhere():
    for value, found in (
        ("2026-12-03 afternoon", "s1 3 afternoon"),
        ("2026-12-02 day", "s1 2 day"),
    ):
        assert sessions(plan(pinned(m.make_pin("visit_at", value=value)))) == [found]
    (one,) = sessions(plan(pinned(m.make_pin("visit_at", value="2026-12-03"))))
    assert one.startswith("s1 3 ")
    assert len(sessions(plan(pinned(m.make_pin("visit_at", value=""))))) == 1


def test_visit_at_holds_every_visit_of_its_site():
    # A plan check and a request of different groups: two visits of s1.
    items = (
        m.make_item("safety", merge_group="x"),
        m.make_item("food", minutes=30, merge_group="y"),
    )
    requests = (m.make_request("Q1", item="food"),)
    tables = {"items": items, "requests": requests}
    for value in ("2026-12-03 afternoon", "2026-12-02 evening"):
        night = tuple(
            m.make_officer(f"{name}{k}", night=True)
            for name in ("yj", "sc")
            for k in (1, 2)
        )
        pin = m.make_pin("visit_at", value=value)
        found = sessions(plan(pinned(pin, officers=night, **tables)))
        assert set(found) == {f"s1 {int(value[8:10])} {value[11:]}"}


def test_visit_at_goes_before_points():
    # One round a week; s2 is worth far more, s1 is pinned.
    plan_rows = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", "s2", latest=m.day("2026-12-04")),
    )
    items = (m.make_item("safety", minutes=120),)
    officers = tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2))
    tables = {"plan": plan_rows, "items": items, "officers": officers}
    assert [s[:2] for s in sessions(plan(city(**tables)))] == ["s2"]
    held = pinned(m.make_pin("visit_at", value=""), **tables)
    assert [s[:2] for s in sessions(plan(held))] == ["s1"]


def test_visit_off():
    off = m.make_pin("visit_off", value="")
    planned = plan(pinned(off))
    assert (sessions(planned), register(planned)) == (
        [],
        {"P1": "deferred: pinned_off"},
    )
    off = m.make_pin("visit_off", value="2026-11-30")
    tables = {"calendar": ONLY_MONDAY}
    assert sessions(plan(pinned(off, **tables))) == []
    assert len(sessions(plan(pinned(m.make_pin("visit_off", value="2026-12-01"))))) == 1


def test_officer_off():
    off = m.make_pin("officer_off", site=None, officer="yj1", value="")
    planned = plan(pinned(off, officers=PAIR))
    assert sessions(planned) == []
    off = m.make_pin("officer_off", site=None, officer="yj1", value="2026-11-30 day")
    tables = {"calendar": ONLY_MONDAY, "officers": PAIR}
    # A day off covers morning and afternoon.
    assert sessions(plan(pinned(off, **tables))) == ["s1 30 evening"]


def test_officer_on():
    for number in range(1, 5):
        on = m.make_pin("officer_on", site=None, officer=f"yj{number}", value="")
        planned = plan(pinned(on))
        (visit,) = planned.timetable.visits
        assert f"yj{number}" in visit.officers
        steps = [s.officer for s in planned.timetable.draw if s.outcome == "pinned"]
        assert steps == [f"yj{number}"]


def test_keep_holds_visit_and_officer():
    keep = m.make_pin("keep", officer="yj3", value="2026-12-02 morning")
    planned = plan(pinned(keep))
    (visit,) = planned.timetable.visits
    assert sessions(planned) == ["s1 2 morning"]
    assert "yj3" in visit.officers


@pytest.mark.parametrize(
    "pins",
    [
        # Nobody is there on Sunday; there is no such visit; he has no seat.
        [m.make_pin("visit_at", value="2026-12-06 morning")],
        [m.make_pin("visit_at", site="s9", value="")],
        [m.make_pin("officer_on", site=None, officer="sc1", value="")],
        # Two pins against each other.
        [m.make_pin("visit_at", value="2026-12-01"), m.make_pin("visit_off", value="")],
        [
            m.make_pin("visit_at", value=""),
            *(
                m.make_pin("officer_off", site=None, officer=f"yj{k}", value="")
                for k in (1, 2, 3)
            ),
        ],
    ],
)
def test_pins_that_cannot_be_kept_are_infeasible(pins: list[Any]):
    planned = Planner(pinned(*pins), W49, options=ENOUGH).plan()
    assert planned.result.status == "INFEASIBLE"
    assert planned.result.message
    assert planned.timetable.visits == ()


def test_a_pin_of_another_week_says_nothing():
    off = m.make_pin("visit_off", value="", week="2026-W48")
    assert len(sessions(plan(pinned(off)))) == 1


def test_musts_at_level_h():
    # One round a week; both are musts of 120 minutes: at level H there is no week.
    must = m.day("2026-12-04")
    tables = {
        "plan": (
            m.make_plan_row("P1", latest=must),
            m.make_plan_row("P2", "s2", latest=must),
        ),
        "items": (m.make_item("safety", minutes=120),),
        "officers": tuple(m.make_officer(f"yj{k}", max_sessions=1) for k in (1, 2)),
    }
    assert len(sessions(plan(city(**tables)))) == 1
    hard = m.make_settings({"frequency": {"level": "H"}})
    assert status(city(**tables, settings=hard)) == "INFEASIBLE"
    tables["plan"] = (m.make_plan_row("P1"), m.make_plan_row("P2", "s2", latest=must))
    found = sessions(plan(city(**tables, settings=hard)))
    assert [s[:2] for s in found] == ["s2"]


def test_one_count_of_musts():
    # All due by Friday: P1 fits; P2 stands behind P1; s2 is closed all week.
    must = m.day("2026-12-04")
    rows = (("P1", "s1", "safety"), ("P2", "s1", "safety"), ("P3", "s2", "food"))
    plans = tuple(m.make_plan_row(n, s, i, latest=must) for n, s, i in rows)
    scenario = city(
        plan=plans,
        sites=(m.make_site("s1"), m.make_site("s2")),
        closures=(
            m.make_closure("s2", from_=m.day("2026-11-30"), until=m.day("2026-12-06")),
        ),
        settings=m.make_settings({"frequency": {"level": "H"}}),
    )
    planned = plan(scenario)
    assert register(planned) == {
        "P1": "planned",
        "P2": "deferred: same_item",
        "P3": "deferred: no_session",
    }
    week = published(planned)
    counts = planned.result.counts
    told = recomputed_counts(week)
    rows = {r.measure: r.value for r in measures(planned)}
    finding = check_frequency(week)
    found = [(c["musts"], c["musts_placed"]) for c in (counts, told, rows)]
    assert found == [(3, 1)] * 3
    assert finding.facts == 3
    assert [v.key for v in finding.violations] == ["impossible", "impossible"]
    lines = "".join(summary_lines(planned, Words("zh")))
    assert "本周必检　3 项次，已安排 1 项次，未安排 2 项次（" in lines
