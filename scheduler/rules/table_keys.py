"""Which input tables are needed, what names a row, and what points where."""

from __future__ import annotations

# Without these no week can be judged; every other table may be absent.
NEEDED = (
    "districts",
    "towns",
    "departments",
    "officers",
    "items",
    "item_departments",
    "sites",
)

# table -> columns that together name one row.
KEYS: dict[str, tuple[str, ...]] = {
    "districts": ("district",),
    "towns": ("town",),
    "departments": ("department",),
    "officers": ("officer",),
    "vehicles": ("vehicle",),
    "items": ("item",),
    "item_departments": ("item", "department"),
    "sites": ("site",),
    "caps": ("department", "risk"),
    "plan": ("plan_id",),
    "requests": ("request",),
    "draws": ("draw",),
}

# (table, column, table it points to); requests may name anything, the register says so.
REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("districts", "base", "towns"),
    ("districts", "station", "towns"),
    ("towns", "district", "districts"),
    ("officers", "department", "departments"),
    ("officers", "districts", "districts"),
    ("officers", "town", "towns"),
    ("absences", "officer", "officers"),
    ("invitations", "department", "departments"),
    ("invitations", "district", "districts"),
    ("vehicles", "base", "towns"),
    ("vehicle_outages", "vehicle", "vehicles"),
    ("item_departments", "item", "items"),
    ("item_departments", "department", "departments"),
    ("sites", "town", "towns"),
    ("recusals", "officer", "officers"),
)
