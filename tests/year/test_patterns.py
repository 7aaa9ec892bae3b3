"""Patterns of visits: the fewest that carry all checks, and why some cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.year.bundles import fits, on_site, people_of
from scheduler.year.fewest import plans_of
from scheduler.year.patterns import Pattern, deadline, first_reaching
from scheduler.year.terms import Kind, Need
from tests import makers as m

SETTINGS = m.make_settings()
ALL = (1 << 20) - 1
YJ, SC = ("yj", ""), ("sc", "")


def need(item: str = "a", count: int = 1, **changes: object) -> Need:
    base = Need(item, count, 20, ALL, None, 60, ((YJ, 2),))
    return replace(base, **changes)  # type: ignore[arg-type]


def kind(*needs: Need, apart: int = 5, caps: tuple[tuple[str, int], ...] = ()) -> Kind:
    return Kind(("d",), 0, apart, needs, caps)


def bundles(found: Kind) -> list[tuple[tuple[int, ...], ...]]:
    return [pattern.bundles for pattern in plans_of(found, SETTINGS).patterns]


def test_low_frequency_rides_on_high():
    # Two visits carry two checks of one item; the other's one check rides on either.
    found = kind(need("a", 2), need("b", 1))
    assert bundles(found) == [((0, 1), (0,)), ((0,), (0, 1))]
    assert plans_of(found, SETTINGS).visits == 2


def test_items_of_different_groups_never_share_a_visit():
    found = kind(need("a", group="g"), need("b", group="h"))
    assert bundles(found) == [((0,), (1,)), ((1,), (0,))]


def test_seasons_that_do_not_meet_take_two_visits():
    early, late = need("a", open=0b11), need("b", open=0b11 << 10)
    assert bundles(kind(early, late)) == [((0,), (1,))]


def test_too_long_for_one_visit():
    # Entry 10 and two checks of one department, 80 minutes each: 170 above 150.
    found = kind(need("a", minutes=80), need("b", minutes=80))
    assert plans_of(found, SETTINGS).visits == 2
    # 70 each are 150: they fit.
    found = kind(need("a", minutes=70), need("b", minutes=70))
    assert plans_of(found, SETTINGS).visits == 1


def test_departments_work_side_by_side():
    both = [need("a", minutes=80), need("b", minutes=70, people=((SC, 3),))]
    assert on_site(both, 10) == 90
    assert people_of(both) == {YJ: 2, SC: 3}
    assert fits(kind(*both), (0, 1), SETTINGS)


def test_a_party_too_large_is_no_visit():
    # Seven and six people are one more than twelve.
    large = [need("a", people=((YJ, 7),)), need("b", people=((SC, 6),))]
    assert not fits(kind(*large), (0, 1), SETTINGS)
    small = [need("a", people=((YJ, 6),)), need("b", people=((SC, 6),))]
    assert fits(kind(*small), (0, 1), SETTINGS)


@pytest.mark.parametrize(("cap", "met"), [(2, 2), (3, 3), (9, 3)])
def test_a_cap_below_the_frequency_leaves_checks_unmet(cap: int, met: int):
    found = plans_of(kind(need(count=3), apart=1, caps=(("yj", cap),)), SETTINGS)
    assert found.visits == met
    told = [(row.item, row.checks, row.reason) for row in found.unmet]
    assert told == ([("a", 1, "cap")] if met == 2 else [])


def test_joint_visits_use_a_cap_once():
    found = kind(need("a", 2), need("b", 2), apart=1, caps=(("yj", 2),))
    plans = plans_of(found, SETTINGS)
    assert (plans.visits, plans.unmet) == (2, ())


def test_a_season_too_short_says_so():
    # Six weeks from the second: visits five weeks apart make two, not three.
    short = kind(need(count=3, open=0b111111 << 1))
    plans = plans_of(short, SETTINGS)
    assert plans.visits == 2
    assert [(row.checks, row.reason) for row in plans.unmet] == [(1, "gap")]
    # With one week in it no second check is possible, however near they may be.
    plans = plans_of(kind(need(count=2, open=0b1)), SETTINGS)
    assert [(row.checks, row.reason) for row in plans.unmet] == [(1, "season")]


def test_what_is_never_open_is_unmet():
    plans = plans_of(kind(need("a", open=0), need("b")), SETTINGS)
    assert plans.visits == 1
    assert [(r.item, r.checks, r.reason) for r in plans.unmet] == [("a", 1, "closed")]
    nothing = plans_of(kind(need("a", 2, open=0)), SETTINGS)
    assert (nothing.patterns, nothing.visits) == ((), 0)
    assert [(r.item, r.checks, r.reason) for r in nothing.unmet] == [("a", 2, "closed")]


def test_areas_may_be_visited_twice_in_a_week():
    # Three checks in two open weeks.
    plans = plans_of(kind(need(count=3, open=0b11), apart=0), SETTINGS)
    assert (plans.visits, plans.unmet) == (3, ())


def test_deadlines_count_open_weeks_only():
    # Open in weeks 0, 3, 4, 8: two weeks after week 0 is week 4.
    rare = need(spacing=2, open=0b100011001)
    assert deadline(rare, 0) == 4
    assert deadline(rare, 3) == 8
    assert deadline(rare, 8) == 8
    assert first_reaching(rare, 8) == 3
    assert first_reaching(rare, 3) == 0


def test_the_earliest_weeks_keep_all_rows():
    # The second check has to wait for its season in week 9 and pulls the first to 6.
    first = need("a", 2, spacing=3, open=ALL)
    late = need("b", 1, open=0b1 << 9)
    pattern = Pattern(kind(first, late, apart=2), ((0,), (0, 1)))
    assert pattern.earliest() == (6, 9)
    # Four weeks apart at least they cannot be three weeks apart at most.
    assert Pattern(kind(first, late, apart=4), ((0,), (0, 1))).earliest() is None


def test_the_first_check_has_a_last_week():
    pattern = Pattern(kind(need(count=2, first=3, spacing=20)), ((0,), (0,)))
    assert pattern.allowed[0] & ALL == 0b1111
    assert pattern.earliest() == (0, 5)


def test_where_the_visit_before_may_lie():
    # Two visits five weeks apart at least, two checks ten open weeks at most.
    pattern = Pattern(kind(need(count=2, spacing=10)), ((0,), (0,)))
    assert pattern.before[1][3] == (1, 0)
    assert pattern.before[1][5] == (0, 0)
    assert pattern.before[1][12] == (2, 7)
    # Where the item is never open there is nothing before and nothing after.
    short = Pattern(kind(need(count=2, open=0b1000001)), ((0,), (0,)))
    assert short.before[1][6] == (0, 1)
    assert short.before[1][12] == (1, 0)
