"""The one declaration of every table; reading, writing and the page derive from it."""

from __future__ import annotations

from scheduler.data.schema.catalogue import (
    CAPS,
    DELEGATIONS,
    FREQUENCIES,
    ITEM_DEPARTMENTS,
    ITEMS,
)
from scheduler.data.schema.city import CALENDAR, DISTRICTS, TOWNS, TRAVEL, TravelRow
from scheduler.data.schema.columns import Column, Kind, Table
from scheduler.data.schema.demand import (
    CLOSURES,
    DRAW_FRAME,
    DRAWS,
    HISTORY,
    PINS,
    PLAN,
    REQUESTS,
    SITE_ITEMS,
    SITES,
)
from scheduler.data.schema.force import (
    ABSENCES,
    DEPARTMENTS,
    INVITATIONS,
    OFFICERS,
    RECUSALS,
    VEHICLE_OUTAGES,
    VEHICLES,
)
from scheduler.data.schema.published import (
    ASSIGNMENTS,
    DRAW,
    REGISTER,
    ROUNDS,
    TIMETABLE,
)

# In the order of DESIGN.md 4.
TABLES: tuple[Table, ...] = (
    DISTRICTS,
    TOWNS,
    TRAVEL,
    DEPARTMENTS,
    OFFICERS,
    ABSENCES,
    INVITATIONS,
    VEHICLES,
    VEHICLE_OUTAGES,
    ITEMS,
    ITEM_DEPARTMENTS,
    FREQUENCIES,
    DELEGATIONS,
    SITES,
    SITE_ITEMS,
    CLOSURES,
    CAPS,
    RECUSALS,
    PLAN,
    REQUESTS,
    DRAWS,
    DRAW_FRAME,
    HISTORY,
    PINS,
    CALENDAR,
)

# What a published week consists of; only the first three are kept under inputs/after.
PUBLISHED: tuple[Table, ...] = (TIMETABLE, ROUNDS, ASSIGNMENTS, DRAW, REGISTER)

__all__ = ["PUBLISHED", "TABLES", "Column", "Kind", "Table", "TravelRow"]
