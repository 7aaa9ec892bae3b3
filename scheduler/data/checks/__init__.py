"""Checks across tables: one small function a check, in explicit lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scheduler.data.checks.references import duplicate_keys, unknown_references
from scheduler.data.checks.view import View
from scheduler.data.problems import Problem
from scheduler.model import Scenario

Check = Callable[[View], Iterable[Problem]]
ScenarioCheck = Callable[[Scenario, View], Iterable[Problem]]

# Run on the tables as read, bad cells left out, so that all is reported at once.
CHECKS: tuple[Check, ...] = (
    duplicate_keys,
    unknown_references,
)

# Run on the finished scenario: warnings only.
SCENARIO_CHECKS: tuple[ScenarioCheck, ...] = ()

__all__ = ["CHECKS", "SCENARIO_CHECKS", "View"]
