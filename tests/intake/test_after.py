"""Published weeks whose results are not in yet (`--after`), counted provisionally."""

from typing import Any

import pytest

from scheduler.model import Timetable, Week
from tests import makers as m
from tests.intake.world import CHECK, dates, fate, fates, world

W48 = "2026-W48"


def published(*visits: Any, week: str = W48) -> tuple[Timetable, ...]:
    return (Timetable(week, tuple(visits)),)


def visit(checks: str, date: str = "2026-11-24", **changes: Any) -> Any:
    refs = tuple(map(m.make_check, checks.split(";")))
    changes = {"cap_use": "", **changes}
    return m.make_visit(f"{W48}-V001", date=m.day(date), checks=refs, **changes)


def test_a_published_check_does_its_row():
    after = published(visit("safety@P1"))
    assert fate(world(), after=after) == "done: after"
    requests = (m.make_request("Q1", received=m.day("2026-11-20")),)
    after = published(visit("safety@!complaint:Q1"))
    found = fates(world(requests=requests), after=after)
    # The request is done, and with it the plan row of its site and item.
    assert found == {"Q1": "done: after", "P1": "done: after"}


def test_a_published_exempt_check_before_earliest_does_no_plan_row():
    after = published(visit("safety@!complaint:Q9"))
    early = (m.make_plan_row("P1", earliest=m.day("2026-11-25")),)
    assert fate(world(plan=early), after=after) == CHECK
    same = (m.make_plan_row("P1", earliest=m.day("2026-11-24")),)
    assert fate(world(plan=same), after=after) == "done: after"


def test_a_published_visit_with_plan_checks_begins_the_gap():
    # 1 November + 30 = 1 December, though W44's results are not in.
    table = published(visit("dust@P9", "2026-11-01"), week="2026-W44")
    assert dates(world(), after=table) == "1 2 3 4"
    assert fate(world(), after=published(visit("dust@P9"))) == "deferred: gap"
    exempt = published(visit("dust@!clue:Q9"))
    assert dates(world(), after=exempt) == "30 1 2 3 4"


@pytest.mark.parametrize(
    ("cap_use", "found"),
    [
        ("", CHECK),
        ("xf:2/2", CHECK),
        ("yj:2/2", "removed: over_cap"),
        ("sc:1/2", CHECK),
        ("sc:1/2;yj:2/2", "removed: over_cap"),
    ],
)
def test_a_published_visit_uses_the_caps_it_names(cap_use: str, found: str):
    # yj has used one of its two in May; P9 stands for the published plan check.
    history = (m.make_history_row("s1", date=m.day("2026-05-12"), plan_id="P0"),)
    settings = m.make_settings({"minimum_gap": {"days": 0}})
    after = published(visit("dust@P9", cap_use=cap_use))
    assert fate(world(history=history, settings=settings), after=after) == found
    # Without history the caps named are the only use.
    assert fate(world(settings=settings), after=after) == CHECK


def test_history_is_cut_at_the_first_published_week():
    history = (m.make_history_row("s1", date=m.day("2026-11-23"), plan_id="P1"),)
    assert fate(world(history=history)) == "done: history"
    assert fate(world(history=history), after=published()) == CHECK
    sunday = (m.make_history_row("s1", date=m.day("2026-11-22"), plan_id="P1"),)
    assert fate(world(history=sunday), after=published()) == "done: history"
    earlier = (*published(week="2026-W47"), *published())
    assert fate(world(history=sunday), after=earlier) == CHECK


def test_a_published_week_must_come_before():
    for week in ("2026-W49", "2026-W50", "2027-W01"):
        with pytest.raises(ValueError, match=week):
            fate(world(), after=published(week=week))
    assert fate(world(), week=Week(2027, 1), after=published(week="2026-W53"))
