"""The reference model on what holds a week as a whole, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.model import Points, Split, Status
from scheduler.week.reference import Reference, solve_reference
from tests import makers as m
from tests.week.monday import MONDAY, answer, best, kinds
from tests.week.planning import groups
from tests.week.tiny_city import W49

MUST = m.day("2026-12-04")


def test_pins():
    def ask(kind: str, value: str = "", **changes: Any) -> Reference:
        return answer(pins=(m.make_pin(kind, value=value, **changes),))

    assert ask("visit_at").value == 240
    assert ask("visit_off").value == 120
    assert ask("officer_on", site=None, officer="yj2").value == 240
    assert ask("officer_off", site=None, officer="yj2").value == 0
    for found in (
        ask("visit_at", "2026-12-06 morning"),
        ask("visit_at", site="s9"),
        ask("officer_on", site=None, officer="sc1"),
        answer(pins=(m.make_pin("visit_at", value=""),), vehicles=()),
        answer(pins=(m.make_pin("visit_at", value=""),), plan=()),
    ):
        assert found == Reference(Status.INFEASIBLE, None, None)


def test_pins_hold_every_visit_of_a_site():
    # A plan check and a request of s1 of different groups: two visits.
    tables: dict[str, Any] = {
        "items": (
            m.make_item("safety", merge_group="x"),
            m.make_item("food", minutes=30, merge_group="y"),
        ),
        "plan": (m.make_plan_row("P1"),),
        "requests": (m.make_request("Q1", item="food"),),
        "absences": (m.make_absence("sc1", from_=MONDAY, until=MONDAY),),
    }
    alone = best(days=2, **tables)
    held = m.make_pin("visit_at", value=MONDAY.isoformat())
    assert (alone, best(days=2, pins=(held,), **tables)) == (1320, 120)


def test_a_seat_of_his_own_for_every_pin_of_an_officer():
    def ask(*pins: tuple[str, str | None]) -> Reference:
        rows = [
            m.make_pin("keep" if site else "officer_on", site=site, officer=name)
            for name, site in pins
        ]
        both = (m.make_role("safety"), m.make_role("food", "sc"))
        return answer(
            pins=tuple(replace(row, value="") for row in rows),
            vehicles=(m.make_vehicle("v1", seats=9),),
            item_departments=both,
            plan=(m.make_plan_row("P1"), m.make_plan_row("P2", "s2", "food")),
        )

    assert ask(("yj1", None), ("sc1", None)).value == 240
    assert ask(("yj1", "s1"), ("sc1", "s2")).value == 240
    # There is one session; sc enters s2 only.
    assert ask(("yj1", None), ("yj1", "s1")).status is Status.INFEASIBLE
    assert ask(("sc1", "s1")).status is Status.INFEASIBLE


def test_musts_at_level_h():
    # 120 + 10 minutes: one of the two visits.
    tables: dict[str, Any] = {
        "items": (m.make_item("safety", minutes=120),),
        "plan": (m.make_plan_row("P1"), m.make_plan_row("P2", "s2", latest=MUST)),
    }
    hard = m.make_settings({"frequency": {"level": "H"}}, sessions=kinds("morning"))
    assert best(**tables, settings=hard) == 1200
    tables["plan"] = tuple(
        m.make_plan_row(f"P{k}", f"s{k}", latest=MUST) for k in (1, 2)
    )
    assert best(**tables) == 1200
    assert answer(**tables, settings=hard).status is Status.INFEASIBLE
    # No window of the item lies in the session: no duty of this week.
    night = m.make_item("safety", windows=(m.span("12:00-14:00"),))
    assert best(**{**tables, "items": (night,)}, settings=hard) == 0


def test_consented_leads_that_change_within_the_week():
    # Both by consent, yj leads; from Tuesday on the town leads at food: apart then.
    items = tuple(
        m.make_item(
            name, list_="consented", consent_no="C1", consent_until=m.day("2026-12-31")
        )
        for name in ("safety", "food")
    )
    tables: dict[str, Any] = {
        "items": items,
        "item_departments": (m.make_role("safety"), m.make_role("food")),
        "plan": (m.make_plan_row("P1"), m.make_plan_row("P2", "s1", "food")),
        "delegations": (m.make_delegation("food", "t1", from_=m.day("2026-12-01")),),
        "officers": tuple(m.make_officer(f"yj{k}") for k in (1, 2))
        + tuple(m.make_officer(f"tw{k}", town="t1") for k in (1, 2)),
        "vehicles": (m.make_vehicle("v1", seats=9),),
    }
    assert best(days=2, **tables) == 240
    away = (m.make_absence("yj1", from_=MONDAY, until=MONDAY),)
    # On Tuesday one of the two, less 20; yj would assist the town: 10 more.
    assert best(days=2, absences=away, **tables) == 110


def test_the_force_deployed():
    # By hand in test_force_deployed.py.
    four = ("centre", "south", "other", "other")
    weeks = {
        330: groups("S"),
        0: groups("H"),
        220: groups("S", ("south", "other")),
        480: groups("S", four),
        450: groups("S", four, split=Split(reading="each")),
    }
    assert list(weeks) == [solve_reference(week, W49).value for week in weeks.values()]
    # At 20 points a session both rounds cost more than they are worth.
    dear = groups("S", ("south", "other"), points=Points(deployed=20))
    assert solve_reference(dear, W49).value == 0
