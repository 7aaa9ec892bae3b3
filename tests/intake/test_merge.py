"""Checks of one site become candidate visits (综合查一次)."""

from typing import Any

from scheduler.intake import meet
from scheduler.model import Scenario, Season
from tests import makers as m
from tests.intake.world import demand, fates, world

DUE, EARLY, MUST = "2026-12-04", "2026-12-20", "2026-12-06"


def scenario(**items: dict[str, Any]) -> Scenario:
    """One plan row an item; keys of an item: lead, due, latest, and of the item."""
    made, roles, plan = [], [], []
    for name, changes in items.items():
        lead = changes.pop("lead", "yj")
        due = changes.pop("due", DUE)
        latest = changes.pop("latest", "2026-12-31")
        site = changes.pop("site", "s1")
        made.append(m.make_item(name, **{"minutes": 30, **changes}))
        roles.append(m.make_role(name, lead))
        plan.append(
            m.make_plan_row(
                f"P-{name}", site, name, due=m.day(due), latest=m.day(latest)
            )
        )
    sites = (m.make_site("s1"), m.make_site("s2"))
    return world(
        items=tuple(made), item_departments=tuple(roles), plan=tuple(plan), sites=sites
    )


def visits(found: Scenario) -> list[str]:
    """The checks of every candidate visit, first by points."""
    return [
        " ".join(check.ref.item for check in row.checks)
        for row in demand(found).candidates
    ]


def consented(lead: str) -> dict[str, Any]:
    until = m.day("2026-12-31")
    return {
        "list_": "consented",
        "consent_no": "8",
        "consent_until": until,
        "lead": lead,
    }


def test_low_frequency_rides_on_high():
    # Points 120, 120 (due), 36 (early): most first, ties by item.
    assert visits(scenario(a={"due": EARLY}, c={}, b={})) == ["b c a"]


def test_each_site_has_its_own_visits():
    assert visits(scenario(a={}, b={"site": "s2"})) == ["a", "b"]


def test_different_groups_never_merge():
    found = scenario(
        a={"merge_group": "x"}, b={"merge_group": "y"}, c={"merge_group": "x"}
    )
    assert visits(found) == ["a c", "b"]


def test_an_empty_group_joins_the_one_with_most_points():
    groups = {"a": {"merge_group": "x"}, "b": {"merge_group": "y", "latest": MUST}}
    assert visits(scenario(**groups, c={})) == ["a", "b c"]
    # x has 120 + 120, y has 120.
    equal = {"a": {"merge_group": "x"}, "b": {"merge_group": "y"}}
    assert visits(scenario(**equal, c={}, d={"merge_group": "x"})) == ["a c d", "b"]
    # A tie goes to the first group by name.
    equal = {"a": {"merge_group": "y"}, "b": {"merge_group": "x"}}
    assert visits(scenario(**equal, c={})) == ["b c", "a"]
    assert visits(scenario(c={}, d={})) == ["c d"]


def test_different_consented_leads_never_share_a_visit():
    assert visits(scenario(a=consented("yj"), b=consented("sc"))) == ["a", "b"]
    assert visits(scenario(a=consented("yj"), b=consented("yj"))) == ["a b"]
    assert visits(scenario(a=consented("yj"), b={"lead": "sc"})) == ["a b"]


def test_a_visit_needs_a_common_kind_of_session():
    day = {"sessions": ("morning",)}
    assert visits(scenario(a=day, b={"sessions": ("evening",)})) == ["a", "b"]
    assert visits(scenario(a=day, b={"sessions": ("morning", "evening")})) == ["a b"]
    # A day session may carry both.
    assert visits(scenario(a=day, b={"sessions": ("afternoon",)})) == ["a b"]


def test_a_visit_needs_a_common_date():
    monday = {"seasons": (Season((11, 30), (11, 30)),)}
    tuesday = {"seasons": (Season((12, 1), (12, 1)),)}
    assert visits(scenario(a=monday, b=tuesday)) == ["a", "b"]
    assert visits(scenario(a=monday, b=monday)) == ["a b"]


def test_the_common_window_holds_the_whole_visit():
    # yj 30 + 30 and 10 to enter: 70 minutes.
    early, late = m.span("08:00-10:10"), m.span("09:00-12:00")
    both = {"a": {"windows": (early,)}, "b": {"windows": (late,)}}
    assert visits(scenario(**both)) == ["a b"]
    early = m.span("08:00-10:09")
    both = {"a": {"windows": (early,)}, "b": {"windows": (late,)}}
    assert visits(scenario(**both)) == ["a", "b"]
    # Of two departments the longer counts: 40 minutes.
    early = m.span("08:00-09:40")
    both = {"a": {"windows": (early,)}, "b": {"windows": (late,), "lead": "sc"}}
    assert visits(scenario(**both)) == ["a b"]


def test_checks_that_make_a_visit_too_long_wait():
    # yj: 70 + 70 + 10 = 150 is allowed, 70 + 71 + 10 is not.
    assert visits(scenario(a={"minutes": 70}, b={"minutes": 70})) == ["a b"]
    long = scenario(a={"minutes": 70}, b={"minutes": 71, "latest": MUST})
    assert visits(long) == ["b"]
    assert fates(long) == {"P-a": "deferred: too_long", "P-b": "check"}
    # Another department's minutes run at the same time.
    assert visits(scenario(a={"minutes": 70}, b={"minutes": 71, "lead": "sc"})) == [
        "a b"
    ]
    # A shorter check of fewer points still fits.
    three = scenario(a={"minutes": 100}, b={"minutes": 60}, c={"minutes": 40})
    assert visits(three) == ["a c"]


def test_an_exempt_check_that_cannot_ride_has_a_visit_of_its_own():
    def with_request(minutes: int) -> Scenario:
        found = scenario(
            a={"minutes": 100, "latest": MUST}, b={"minutes": minutes, "site": "s2"}
        )
        requests = (m.make_request("Q1", item="b"),)
        return m.make_scenario(
            **{
                name: getattr(found, name)
                for name in ("districts", "towns", "departments", "items", "sites")
            },
            item_departments=found.item_departments,
            plan=found.plan[:1],
            requests=requests,
        )

    # Both must: 1200 points; by item a first. yj 100 + 40 + 10 = 150.
    assert visits(with_request(40)) == ["a b"]
    assert visits(with_request(41)) == ["a", "b"]


def test_windows_meet():
    a, b = m.span("08:00-10:00"), m.span("14:00-16:00")
    assert meet((), ()) == ()
    assert meet((a,), ()) == meet((), (a,)) == (a,)
    assert meet((a, b), (m.span("09:00-15:00"),)) == (
        m.span("09:00-10:00"),
        m.span("14:00-15:00"),
    )
    # Windows that only touch have nothing in common, which is not "no limit".
    (nothing,) = meet((a,), (m.span("10:00-11:00"),))
    assert nothing.end - nothing.start == 0
