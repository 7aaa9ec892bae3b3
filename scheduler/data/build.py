"""From parsed tables to a Scenario, and from a Scenario to text tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scheduler.data.clauses import clauses_text
from scheduler.data.convert import Parsed, written
from scheduler.data.schema import TABLES, TravelRow
from scheduler.data.settings_out import settings_text
from scheduler.data.text import Tables
from scheduler.model import Calendar, Clause, Scenario, Settings


def build(
    parsed: Mapping[str, Parsed], settings: Settings, clauses: Mapping[str, Clause]
) -> Scenario:
    """Return the scenario of tables that were read without an error."""
    rows: dict[str, Any] = {name: table.build() for name, table in parsed.items()}
    travel = rows.pop("travel")
    calendar = rows.pop("calendar")
    return Scenario(
        settings=settings,
        calendar=Calendar({day.date: day for day in calendar}),
        travel_given={(row.from_town, row.to_town): row.minutes for row in travel},
        clauses=dict(clauses),
        **rows,
    )


def tables_of(scenario: Scenario) -> Tables:
    """Return a scenario as text tables, ready to be saved."""
    rows: dict[str, Any] = {
        "travel": [
            TravelRow(*towns, minutes)
            for towns, minutes in scenario.travel_given.items()
        ],
        "calendar": list(scenario.calendar.days.values()),
    }
    for table in TABLES:
        if table.name not in rows:
            rows[table.name] = getattr(scenario, table.name)
    tables = {table.name: written(table, rows[table.name]) for table in TABLES}
    return Tables(
        tables, settings_text(scenario.settings), clauses_text(scenario.clauses)
    )


def tables_with(tables: Tables, scenario: Scenario, names: Sequence[str]) -> Tables:
    """Return text tables with some of them as the scenario has them now."""
    new = {
        table.name: written(table, getattr(scenario, table.name))
        for table in TABLES
        if table.name in names
    }
    return replace(tables, tables={**tables.tables, **new})
