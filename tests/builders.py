"""What tests are built from: makers of one object, the good week, and its changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.model import Visit
from scheduler.rules.core import Published
from tests.good_week import good_scenario, good_timetable, good_week
from tests.makers import (
    SESSIONS,
    at,
    day,
    make_absence,
    make_assignment,
    make_calendar,
    make_cap,
    make_check,
    make_closure,
    make_delegation,
    make_department,
    make_district,
    make_draw_frame_row,
    make_draw_step,
    make_frequency,
    make_history_row,
    make_invitation,
    make_item,
    make_officer,
    make_pin,
    make_plan_row,
    make_recusal,
    make_register_row,
    make_request,
    make_role,
    make_round,
    make_scenario,
    make_settings,
    make_site,
    make_site_draw,
    make_site_item,
    make_town,
    make_vehicle,
    make_vehicle_outage,
    make_visit,
    span,
)

__all__ = [
    "SESSIONS",
    "at",
    "day",
    "good_scenario",
    "good_timetable",
    "good_week",
    "make_absence",
    "make_assignment",
    "make_calendar",
    "make_cap",
    "make_check",
    "make_closure",
    "make_delegation",
    "make_department",
    "make_district",
    "make_draw_frame_row",
    "make_draw_step",
    "make_frequency",
    "make_history_row",
    "make_invitation",
    "make_item",
    "make_officer",
    "make_pin",
    "make_plan_row",
    "make_recusal",
    "make_register_row",
    "make_request",
    "make_role",
    "make_round",
    "make_scenario",
    "make_settings",
    "make_site",
    "make_site_draw",
    "make_site_item",
    "make_town",
    "make_vehicle",
    "make_vehicle_outage",
    "make_visit",
    "span",
    "with_round",
    "with_rows",
    "with_rules",
    "with_tables",
    "with_timetable",
    "with_visit",
]


def with_tables(week: Published, **tables: Any) -> Published:
    """The week with whole tables of its scenario replaced."""
    return replace(week, scenario=replace(week.scenario, **tables))


def with_rules(week: Published, **rules: dict[str, Any]) -> Published:
    """The week with numbers of some rules replaced: ``two_per_authority={...}``."""
    return with_tables(week, settings=make_settings(rules))


def with_rows(week: Published, table: str, key: str, **changes: Any) -> Published:
    """The week with one row of a scenario table changed; `key` is its first column."""
    rows = getattr(week.scenario, table)
    first = next(iter(rows[0].__dataclass_fields__))
    assert any(getattr(row, first) == key for row in rows), f"{table} has no {key}"
    changed = tuple(
        replace(row, **changes) if getattr(row, first) == key else row for row in rows
    )
    return with_tables(week, **{table: changed})


def with_timetable(week: Published, **tables: Any) -> Published:
    """The week with whole tables of its timetable replaced."""
    return replace(week, timetable=replace(week.timetable, **tables))


def with_visit(week: Published, number: int, **changes: Any) -> Published:
    """The week with visit V00<number> changed."""
    visits: list[Visit] = list(week.timetable.visits)
    visits[number - 1] = replace(visits[number - 1], **changes)
    return with_timetable(week, visits=tuple(visits))


def with_round(week: Published, number: int, **changes: Any) -> Published:
    """The week with round R00<number> changed."""
    rounds = list(week.timetable.rounds)
    rounds[number - 1] = replace(rounds[number - 1], **changes)
    return with_timetable(week, rounds=tuple(rounds))
