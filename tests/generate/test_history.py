"""History looks as if the weekly planner had run: people, dates, caps, gaps."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from scheduler.model import HistoryRow, Scenario, Week
from tests.generate import arithmetic

EARLY_MORNING_DAY = ("early", "morning", "day")
OVERLAP = {
    "early": {"early", "day"},
    "morning": {"morning", "day"},
    "afternoon": {"afternoon", "day"},
    "evening": {"evening"},
    "day": {"early", "morning", "afternoon", "day"},
}


def _held(city: Scenario) -> dict[tuple[str, dt.date], set[str]]:
    held: dict[tuple[str, dt.date], set[str]] = defaultdict(set)
    for row in city.history:
        for officer in row.officers:
            held[officer, row.date].add(row.session)
    return held


def test_size_and_order(city: Scenario) -> None:
    assert 25_000 <= len(city.history) <= 80_000
    assert list(city.history) == sorted(
        city.history, key=lambda h: (h.date, h.session, h.site, h.item, h.department)
    )
    assert {h.date.year for h in city.history} == {2025, 2026}


def test_officers_are_at_least_two_valid_and_of_the_department(city: Scenario) -> None:
    for row in city.history:
        assert len(set(row.officers)) >= 2
        for name in row.officers:
            officer = city.officer[name]
            assert officer.department == row.department
            assert officer.status == "staff"
            assert officer.valid_from is not None
            assert officer.valid_until is not None
            assert officer.valid_from <= row.date <= officer.valid_until
            if row.department == "town":
                assert officer.town == city.site[row.site].town


def test_nobody_is_in_two_places_and_nights_have_rest(
    city: Scenario,
) -> None:
    held = _held(city)
    for (officer, date), kinds in held.items():
        for kind in kinds:
            assert not (kinds - {kind}) & OVERLAP[kind], (officer, date)
        if "evening" in kinds:
            assert city.officer[officer].night
            after = held.get((officer, date + dt.timedelta(days=1)), set())
            monday = (date + dt.timedelta(days=1)).weekday() == 0
            assert monday or not after & set(EARLY_MORNING_DAY), (officer, date)


def test_weekly_limits_hold(city: Scenario) -> None:
    used: Counter[tuple[str, Week]] = Counter()
    for (officer, date), kinds in _held(city).items():
        used[officer, Week.of(date)] += sum(2 if k == "day" else 1 for k in kinds)
    assert all(n <= city.officer[o].max_sessions for (o, _), n in used.items())


def test_only_working_days_and_every_plan_row_once(city: Scenario) -> None:
    times: dict[str, set[tuple[dt.date, str]]] = defaultdict(set)
    for row in city.history:
        assert city.calendar.working(row.date)
        times[row.plan_id].add((row.date, row.session))
    assert all(len(when) == 1 for when in times.values())
    plan = city.plan_row
    for row in city.history:
        if row.date.year == 2026 and not row.trigger:
            planned = plan[row.plan_id]
            assert (planned.site, planned.item) == (row.site, row.item)
            assert row.date >= planned.earliest
        if row.trigger:
            assert city.request[row.plan_id].trigger == row.trigger


def test_gap_and_caps_hold(city: Scenario) -> None:
    dates: dict[str, set[dt.date]] = defaultdict(set)
    uses: dict[tuple[str, str, int], set[tuple[dt.date, str]]] = defaultdict(set)
    counted = {p.plan_id for p in city.plan if p.counts_to_cap}
    for row in city.history:
        if city.site[row.site].kind == "area" or row.trigger:
            continue
        dates[row.site].add(row.date)
        if row.plan_id in counted:
            uses[row.department, row.site, row.date.year].add((row.date, row.session))
    for site, days in dates.items():
        order = sorted(days)
        gaps = [(b - a).days for a, b in pairwise(order)]
        assert all(gap >= 30 for gap in gaps), site
    caps = {(c.department, c.risk): c.per_year for c in city.caps}
    for (department, site, _), entries in uses.items():
        risk = city.site[site].risk
        cap = caps.get((department, risk), caps.get((department, "*"), 2))
        assert len(entries) <= cap, (department, site)


def _roles_hold(city: Scenario, row: HistoryRow) -> bool:
    named = {r.department for r in city.roles[row.item]}
    return row.department in named | {"town"}


def test_departments_have_a_role(city: Scenario) -> None:
    assert all(_roles_hold(city, row) for row in city.history)


@pytest.mark.parametrize("number", [20, 30, 43, 47, 48, 49, 50, 51])
def test_a_full_week_of_the_past_did_180_to_330_visits(
    city: Scenario, number: int
) -> None:
    week = Week(2026, number)
    done = {h.site for h in city.history if week.monday <= h.date <= week.sunday}
    assert 180 <= len(done) <= 330


@pytest.mark.parametrize("number", [20, 30, 43, 47, 48, 49, 50, 51])
def test_the_backlog_is_small(city: Scenario, number: int) -> None:
    waiting = arithmetic.candidates(city, Week(2026, number))
    late = sum(c.urgency == "overdue" for c in waiting)
    assert late <= 0.1 * len(waiting)


def test_most_sites_are_not_visited_in_a_year(city: Scenario) -> None:
    planned = {p.site for p in city.plan}
    firms = [s for s in city.sites if s.kind != "area"]
    assert sum(s.site in planned for s in firms) < 0.6 * len(firms)


def _twice(city: Scenario) -> list[int]:
    """Days between the two checks of 06 at sites of class D."""
    risky = {s.site for s in city.sites if s.risk == "D"}
    dues: dict[str, list[dt.date]] = defaultdict(list)
    for row in city.plan:
        if row.item == "06" and row.site in risky:
            dues[row.site].append(row.due)
    assert len(dues) > 20
    assert {len(days) for days in dues.values()} == {2}
    return [abs((days[1] - days[0]).days) for days in dues.values()]


def test_planned_twice_a_year_means_about_half_a_year_apart(city: Scenario) -> None:
    often = next(f for f in city.frequencies if (f.item, f.risk) == ("06", "D"))
    assert often.per_year == 2
    # Never more than 365 / 2 + tolerance, counted in weeks that are due on one of
    # five days; weeks without a working day do not count (docs/year.md 2). Never less
    # than the gap of 30 days.
    weeks = (Week(2026, number) for number in range(1, 54))
    working = city.calendar.working
    closed = sum(not any(map(working, week.dates)) for week in weeks)
    assert closed <= 2
    most = 365 / 2 + often.tolerance_days + 4 + 7 * closed
    assert all(30 <= days <= most for days in _twice(city))


def test_by_due_dates_twice_a_year_means_half_a_year_apart(by_dates: Scenario) -> None:
    # 2 a year over 248 working days: 124 working days, about 182 days.
    assert all(165 <= days <= 200 for days in _twice(by_dates))
