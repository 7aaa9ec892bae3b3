"""A year of one week, in which every visit takes half a session of two officers.

So each officer-session carries one check, and every expected number can be counted.
"""

from __future__ import annotations

from typing import Any

from scheduler.model import Scenario, Season, Worth, Worths
from scheduler.year import YearAsked, YearWorth
from tests import makers as m
from tests.year.city import YEAR, city

# Monday to Friday, 1 to 5 March 2027.
WEEK = Season((3, 1), (3, 5))


def one_week(sites: int, officers: int, /, **tables: Any) -> Scenario:
    """So many sites and officers of `yj` with one session a week; vehicles enough.

    70 minutes, 10 to enter and 10 on the way are half of a session of 180 minutes.
    """
    full: dict[str, Any] = {
        "items": (half(),),
        "item_departments": (m.make_role("safety", "yj"),),
        "officers": tuple(one(k) for k in range(officers)),
        "vehicles": tuple(m.make_vehicle(f"v{k}") for k in range(5)),
    }
    return city(sites, **{**full, **tables})


def half(**changes: Any) -> Any:
    """The item of half a session."""
    return m.make_item(minutes=70, seasons=(WEEK,), **changes)


def one(number: int, **changes: Any) -> Any:
    """An officer of one session a week."""
    return m.make_officer(f"yj{number}", max_sessions=1, **changes)


def valued(scenario: Scenario) -> Worths:
    """What more is worth, nothing kept for complaints."""
    return YearWorth(YearAsked.of(scenario, YEAR), scenario, 0.0).worths()


def row(worths: Worths, kind: str = "officer", qualification: str = "") -> Worth:
    """The row of a kind."""
    (found,) = (
        r for r in worths.rows if (r.kind, r.qualification) == (kind, qualification)
    )
    return found
