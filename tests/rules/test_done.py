"""register_complete: what is called done has a record, and none serves twice."""

import random
from dataclasses import replace
from itertools import permutations

import pytest

from scheduler.intake.past import look_back
from scheduler.model import Week
from scheduler.rules.register import check_register_complete
from tests.builders import (
    day,
    good_timetable,
    good_week,
    make_check,
    make_history_row,
    make_plan_row,
    make_register_row,
    with_rows,
)
from tests.rules.saying import said
from tests.rules.test_register import complete, register


def test_done_needs_a_record():
    changed = {"P6": {"outcome": "done", "reason": "history"}}
    assert complete(changed) == [("P6：写作已完成（history），但查无记录。", 1)]
    assert complete({"P7": {"reason": "after"}}) == [
        ("P7：写作已完成（after），但查无记录。", 1)
    ]


def test_done_by_an_exempt_check_on_or_after_earliest():
    # P6 may be met from 20 December 2026; here from 1 October.
    done = {"P6": {"outcome": "done", "reason": "history"}}

    def met(date):
        row = make_history_row(
            "s2", date=day(date), item="food", trigger="clue", plan_id="Q0"
        )
        plan = with_rows(good_week(), "plan", "P6", earliest=day("2026-10-01"))
        history = (*good_week().scenario.history, row)
        return complete(done, history=history, plan=plan.scenario.plan)

    assert met("2026-10-01") == []
    assert len(met("2026-09-30")) == 1


def week_with(earliest, dates):
    """The good week with rows of s5 and food, and exempt checks on some dates."""
    week = good_week().scenario
    plan = tuple(
        make_plan_row(f"X{k}", "s5", "food", earliest=day(date))
        for k, date in enumerate(earliest)
    )
    history = tuple(
        make_history_row(
            "s5", date=day(date), item="food", trigger="clue", plan_id=f"Q9{k}"
        )
        for k, date in enumerate(dates)
    )
    return replace(week, plan=week.plan + plan, history=week.history + history)


def called_done(count):
    """Register rows of X0, X1, ...: done by history."""
    return [
        make_register_row(
            f"X{k}", site="s5", item="food", outcome="done", visit="", reason="history"
        )
        for k in range(count)
    ]


def by_exempt_checks(earliest, dates):
    """Return the rows called done beside these exempt checks that are not proved."""
    week = week_with(earliest, dates)
    found = complete(
        add=called_done(len(earliest)), plan=week.plan, history=week.history
    )
    return [text.partition("：")[0] for text, _ in found]


def some_rows_and_dates(seed):
    """Up to four rows and four checks on dates of November.

    Dates differ: checks of two requests on one date are one to the planner.
    """
    dice = random.Random(seed)
    days = [f"2026-11-{k:02}" for k in range(1, 10)]
    rows = [dice.choice(days) for _ in range(dice.randint(0, 4))]
    return rows, dice.sample(days, dice.randint(0, 4))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("dates", "left"),
    [
        # X0 from 19 January, X1 from 16 February. A check each.
        (("2026-01-29", "2026-02-26"), []),
        (("2026-01-19", "2026-02-16"), []),
        # Later checks suit both; a third is of no use.
        (("2026-02-16", "2026-02-26"), []),
        (("2026-01-18", "2026-01-19", "2026-02-26"), []),
        # Two checks, both a day too early for X1; then one a day early for X0.
        (("2026-01-29", "2026-02-15"), ["X1"]),
        (("2026-01-18", "2026-02-16"), ["X0"]),
        # One check proves one row only.
        (("2026-01-29",), ["X1"]),
        (("2026-02-26",), ["X0"]),
        ((), ["X0", "X1"]),
    ],
)
def test_an_exempt_check_proves_one_row(dates, left, turned):
    """Whatever the order of the history, rows are paired with checks of their own."""
    dates = dates[::-1] if turned else dates
    found = by_exempt_checks(("2026-01-19", "2026-02-16"), dates)
    assert sorted(found) == left


def test_the_order_of_rows_does_not_matter():
    # X0 and X2 from 16 February, X1 from 19 January: three checks, two of them late.
    rows = ("2026-02-16", "2026-01-19", "2026-02-16")
    assert by_exempt_checks(rows, ("2026-01-29", "2026-02-26", "2026-02-27")) == []
    assert by_exempt_checks(rows, ("2026-01-29", "2026-02-01", "2026-02-27")) == ["X2"]


@pytest.mark.parametrize("seed", range(40))
def test_as_many_rows_are_proved_as_any_pairing_can(seed):
    """Beside all ways to give each row a check of its own or none."""
    rows, dates = some_rows_and_dates(seed)
    most = max(
        sum(
            date is not None and date >= row
            for row, date in zip(rows, way, strict=True)
        )
        for way in permutations([*dates, *[None] * len(rows)], len(rows))
    )
    assert len(by_exempt_checks(rows, dates)) == len(rows) - most


@pytest.mark.parametrize("seed", range(40))
def test_what_the_planner_calls_done_is_proved(seed):
    rows, dates = some_rows_and_dates(seed)
    scenario = week_with(rows, dates)
    done = look_back(scenario, Week(2026, 49), ()).plan_done
    closed = [row for k, row in enumerate(rows) if f"X{k}" in done]
    assert by_exempt_checks(closed, dates) == []


def test_a_recheck_twice_under_one_number_proves_two_rows():
    week = week_with(["2026-11-01"] * 2, ())

    def met(*dates):
        rows = [
            make_history_row(
                "s5", date=day(date), item="food", trigger="recheck", plan_id="Q9"
            )
            for date in dates
        ]
        history = (*week.history, *rows)
        return complete(add=called_done(2), plan=week.plan, history=history)

    assert met("2026-11-26", "2026-11-27") == []
    # Rows of two departments on one date are one check.
    assert len(met("2026-11-27", "2026-11-27")) == 1


def test_done_in_a_published_week():
    moved = replace(
        good_timetable().visits[1],
        date=day("2026-11-25"),
        checks=(make_check("food@P6"),),
    )
    earlier = replace(good_timetable(), week="2026-W48", visits=(moved,))
    week = register({"P6": {"outcome": "done", "reason": "after"}})
    assert said(check_register_complete(replace(week, after=(earlier,)))) == []
