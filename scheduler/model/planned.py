"""A planned week with all that its report needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scheduler.model.calendar import Week
from scheduler.model.candidates import Demand
from scheduler.model.result import Result
from scheduler.model.scenario import Scenario
from scheduler.model.timetable import Timetable
from scheduler.model.yearly import RestOfYear


@dataclass(frozen=True)
class PlannedWeek:
    """What solving and drawing hand to the report.

    `after` are the earlier published weeks counted provisionally; `run` is what
    ``run.json`` holds (seconds by phase, incumbents, peak memory in MB); `rest` is what
    the week leaves to the year, None if that was not looked at or cannot be said.
    """

    scenario: Scenario
    week: Week
    demand: Demand
    timetable: Timetable
    result: Result
    after: tuple[Timetable, ...] = ()
    run: dict[str, Any] = field(default_factory=dict)
    rest: RestOfYear | None = None
