"""A week of one morning for the reference model, small enough for a pencil."""

from __future__ import annotations

from typing import Any

from scheduler.model import Scenario, Status
from scheduler.week.reference import Reference, solve_reference
from tests import makers as m
from tests.week.tiny_city import W49
from tests.week.world import city

MONDAY = m.day("2026-11-30")


def kinds(*names: str) -> tuple[Any, ...]:
    return tuple(kind for kind in m.SESSIONS if kind.kind in names)


def monday(*names: str, days: int = 1, **tables: Any) -> Scenario:
    """s1 (t1, the base) and s2 (t2, 30 minutes): 120 points each, due this week.

    Two officers of yj and two of sc, one vehicle of two seats, the first `days` days.
    """
    off = [f"2026-12-0{k}" for k in range(days, 5)]
    sessions = kinds(*(names or ("morning",)))
    return city(
        **{
            "settings": m.make_settings(sessions=sessions),
            "calendar": m.make_calendar(off=off),
            "travel_given": {("t1", "t2"): 30, ("t2", "t1"): 30},
            "officers": tuple(map(m.make_officer, ("yj1", "yj2", "sc1", "sc2"))),
            "vehicles": (m.make_vehicle("v1", seats=2),),
            **tables,
        }
    )


def answer(*names: str, **tables: Any) -> Reference:
    return solve_reference(monday(*names, **tables), W49)


def best(*names: str, **tables: Any) -> int | None:
    found = answer(*names, **tables)
    assert found.status is Status.OPTIMAL
    assert found.bound == found.value
    return found.value
