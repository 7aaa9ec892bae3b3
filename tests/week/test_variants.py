"""The ways to visit a candidate: needs, qualifications, points, dates."""

from typing import Any

from scheduler.week.variants import Need, on_site
from tests import makers as m
from tests.week.world import CG, SC, YJ, city, full_ones, variants

BOTH = (m.make_plan_row("P1"), m.make_plan_row("P2", item="food"))
"""Safety (120 points, 60 minutes) and food (120 points, 30 minutes) at s1."""


def merged(*roles: Any, **tables: Any):
    """The full visit of s1 with these roles."""
    return full_ones(city(plan=BOTH, item_departments=roles, **tables))["s1"]


def test_people_are_the_maximum_not_the_sum():
    found = merged(
        m.make_role("safety", "yj", officers=3), m.make_role("food", "yj", officers=2)
    )
    assert found.required == {YJ: Need(3)}
    assert found.minutes == {YJ: 90}


def test_two_at_least():
    found = merged(m.make_role("safety", "yj", officers=1), m.make_role("food", "sc"))
    assert found.required == {YJ: Need(2), SC: Need(2)}


def test_qualifications_are_joined():
    found = merged(
        m.make_role("safety", "yj", qualification=("q", "p")),
        m.make_role("food", "yj", officers=3, qualification=("p", "r")),
    )
    assert found.required == {YJ: Need(3, ("p", "q", "r"))}
    assert Need(2, ("b",)).join(Need(4, ("a",))) == Need(4, ("a", "b"))


def test_assist_departments_are_optional():
    roles = (
        m.make_role("safety", "yj"),
        m.make_role("safety", "cg", "assist", officers=4, qualification=("p",)),
        m.make_role("food", "sc"),
    )
    found = merged(*roles)
    assert (set(found.required), found.optional) == ({YJ, SC}, {CG: Need(2, ("p",))})
    lean = {"two_per_authority": {"lean": True}}
    found = merged(*roles, settings=m.make_settings(lean))
    assert found.optional == {CG: Need(1, ("p",))}


def test_who_leads_one_check_and_assists_another_must_come():
    found = merged(
        m.make_role("safety", "yj", officers=2, qualification=("p",)),
        m.make_role("food", "sc"),
        m.make_role("food", "yj", "assist", qualification=("q",)),
    )
    assert found.required == {YJ: Need(2, ("p", "q")), SC: Need(2)}
    assert found.optional == {}
    assert found.minutes == {YJ: 90, SC: 30}


def test_on_site_is_entry_and_the_longest_of_those_present():
    found = merged(
        m.make_role("safety", "yj"),
        m.make_role("food", "sc"),
        *(m.make_role(item, "cg", "assist") for item in ("safety", "food")),
    )
    # yj 60, sc 30, cg 60 + 30.
    assert on_site(found, [YJ, SC], 10) == 70
    assert on_site(found, [YJ, SC, CG], 10) == 100


def test_partial_visits_cost_two_points():
    # 120 + 120; partly 120 - 2 x 10.
    found = variants(city(plan=BOTH))
    rows = [(tuple(c.ref.item for c in v.checks), v.points, v.full) for v in found]
    assert sorted(rows) == [
        (("food",), 100, False),
        (("food", "safety"), 240, True),
        (("safety",), 100, False),
    ]
    assert [v.index for v in found] == [0, 1, 2]


def test_a_party_of_more_than_twelve_never_comes():
    def party(people: int) -> bool:
        roles = (
            m.make_role("safety", "yj", officers=6),
            m.make_role("safety", "sc", "case", officers=people),
        )
        plan = (m.make_plan_row("P1"),)
        return bool(variants(city(item_departments=roles, plan=plan)))

    assert party(6)
    assert not party(7)


def test_a_department_over_its_cap_stays_out():
    roles = (
        m.make_role("safety", "yj"),
        m.make_role("safety", "cg", "assist"),
        m.make_role("food", "sc"),
        m.make_role("food", "cg", "assist"),
    )
    history = tuple(
        m.make_history_row(
            "s1", date=m.day(f"2026-0{k}-10"), department="cg", plan_id=f"P0{k}"
        )
        for k in (1, 2)
    )
    found = merged(*roles, history=history)
    assert found.optional == {}
    assert CG not in found.minutes


def test_one_whose_cap_is_used_cannot_lead_another_check_of_the_visit():
    # cg may not enter s1 as assist of safety; food, which it leads, does not count
    # to the cap: they cannot ride together, but each by itself.
    plan = (
        m.make_plan_row("P1"),
        m.make_plan_row("P2", item="food", counts_to_cap=False),
    )
    roles = (
        m.make_role("safety", "yj"),
        m.make_role("safety", "cg", "assist"),
        m.make_role("food", "cg"),
    )
    history = tuple(
        m.make_history_row(
            "s1", date=m.day(f"2026-0{k}-10"), department="cg", plan_id=f"P0{k}"
        )
        for k in (1, 2)
    )
    found = variants(city(plan=plan, item_departments=roles, history=history))
    rows = {tuple(c.ref.item for c in v.checks): set(v.required) for v in found}
    assert rows == {("safety",): {YJ}, ("food",): {CG}}


def test_dates_of_equal_terms_are_one_variant():
    plan = (m.make_plan_row("P1"),)
    (whole,) = variants(city(plan=plan))
    assert len(whole.dates) == 5
    # Delegated from Wednesday on: two ways, Monday-Tuesday and Wednesday-Friday.
    rows = (m.make_delegation("safety", "t1", from_=m.day("2026-12-02")),)
    first, second = variants(city(plan=plan, delegations=rows))
    assert ([d.day for d in first.dates], set(first.required)) == ([30, 1], {YJ})
    assert ([d.day for d in second.dates], set(second.required)) == (
        [2, 3, 4],
        {("tw", "t1")},
    )
    assert set(second.optional) == {YJ}


def test_a_delegated_consent_is_led_by_the_town_of_its_date():
    """Two consented items of one lead part when one of them is delegated."""
    until = m.day("2026-12-31")
    items = tuple(
        m.make_item(name, list_="consented", consent_no="8", consent_until=until)
        for name in ("safety", "food")
    )
    roles = (m.make_role("safety", "yj"), m.make_role("food", "yj"))
    rows = (m.make_delegation("food", "t1", from_=m.day("2026-12-02")),)
    found = variants(
        city(plan=BOTH, items=items, item_departments=roles, delegations=rows)
    )
    both = [[d.day for d in v.dates] for v in found if v.full]
    assert both == [[30, 1]]
