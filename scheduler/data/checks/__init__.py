"""Checks across tables: one small function a check, in explicit lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scheduler.data.checks.catalogue import (
    consents,
    frequency_within_cap,
    one_lead,
    plan_items_of_sites,
    targets_of_sites,
)
from scheduler.data.checks.dates import (
    calendar_covers_plan,
    calendar_covers_year,
    expired_certificates,
    ordered_dates,
)
from scheduler.data.checks.fit import items_that_fit_no_session
from scheduler.data.checks.force import (
    departments_without_officers,
    one_town_department,
    stations,
    town_officers,
)
from scheduler.data.checks.references import duplicate_keys, unknown_references
from scheduler.data.checks.sessions import known_sessions, opening_hours, pins_complete
from scheduler.data.checks.view import View
from scheduler.data.problems import Problem
from scheduler.model import Scenario

Check = Callable[[View], Iterable[Problem]]
ScenarioCheck = Callable[[Scenario, View], Iterable[Problem]]

# Run on the tables as read, bad cells left out, so that all is reported at once.
CHECKS: tuple[Check, ...] = (
    duplicate_keys,
    unknown_references,
    ordered_dates,
    calendar_covers_year,
    calendar_covers_plan,
    known_sessions,
    opening_hours,
    one_town_department,
    departments_without_officers,
    town_officers,
    stations,
    one_lead,
    consents,
    plan_items_of_sites,
    targets_of_sites,
    pins_complete,
    expired_certificates,
)

# Run on the finished scenario: warnings only.
SCENARIO_CHECKS: tuple[ScenarioCheck, ...] = (
    frequency_within_cap,
    items_that_fit_no_session,
)

__all__ = ["CHECKS", "SCENARIO_CHECKS", "View"]
