"""The 34 items, the departments' roles, and how often they are due."""

from __future__ import annotations

import datetime as dt
from typing import cast

from scheduler.data.generate.sources import rows
from scheduler.model import (
    RISKS,
    Cap,
    Delegation,
    Department,
    Frequency,
    Item,
    ItemDepartment,
    Season,
    Window,
    parse_clock,
)
from scheduler.model.catalogue import Authority, ItemList, Role
from scheduler.model.force import DepartmentKind

# DOMAIN's low / middle / high frequency of the risk classes A / B, C / D.
LEVEL_OF_RISK = {"A": "per_low", "B": "per_mid", "C": "per_mid", "D": "per_high"}
# The food rule sets C between B and D (DOMAIN.md row 16).
FOOD_C = {"16": 3.0, "20": 3.0}


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell for cell in text.split(";") if cell)


def _window(text: str) -> Window:
    start, end = text.split("-")
    return Window(parse_clock(start), parse_clock(end))


def _season(text: str) -> Season:
    start, end = (tuple(map(int, day.split("-"))) for day in text.split(".."))
    return Season((start[0], start[1]), (end[0], end[1]))


def items() -> tuple[Item, ...]:
    """Return the 34 items of the catalogue, minutes = 30 x its hours."""
    return tuple(
        Item(
            item=row["item"],
            name=row["name"],
            basis=row["basis"],
            content=row["content"],
            list_=cast("ItemList", row["list"]),
            consent_no=row["consent_no"] or None,
            consent_until=dt.date.fromisoformat(row["consent_until"])
            if row["consent_until"]
            else None,
            minutes=int(row["minutes"]),
            sessions=_cells(row["sessions"]),
            windows=tuple(map(_window, _cells(row["windows"]))),
            seasons=tuple(map(_season, _cells(row["seasons"]))),
            merge_group=row["merge_group"],
            target="area" if row["target"] == "area" else "site",
            remote_ok=row["remote_ok"] == "1",
            special_plan=row["special_plan"] == "1",
            drawn=row["drawn"] == "1",
        )
        for row in rows("items")
    )


def item_departments() -> tuple[ItemDepartment, ...]:
    """Return the departments' roles at every item."""
    return tuple(
        ItemDepartment(
            row["item"],
            row["department"],
            cast("Role", row["role"]),
            int(row["officers"]),
            _cells(row["qualification"]),
        )
        for row in rows("item_departments")
    )


def departments() -> tuple[Department, ...]:
    """Return the departments with their share of field time."""
    return tuple(
        Department(
            row["department"],
            row["name"],
            cast("DepartmentKind", row["kind"]),
            row["vertical"] == "1",
            float(row["field_share"]),
        )
        for row in rows("departments")
    )


def frequencies() -> tuple[Frequency, ...]:
    """Return how often every item is due by risk, before shares are known."""
    made = []
    for row in rows("items"):
        for risk in RISKS:
            per_year = float(row[LEVEL_OF_RISK[risk]])
            if risk == "C":
                per_year = FOOD_C.get(row["item"], per_year)
            made.append(
                Frequency(row["item"], risk, per_year, _tolerance(row, per_year))
            )
    return tuple(made)


def _tolerance(row: object, per_year: float) -> int:
    # Weekly and fortnightly patrols cannot slip by more than a part of their step.
    tolerance = int(cast("dict[str, str]", row)["tolerance"])
    return min(tolerance, max(3, int(365 / per_year / 3)))


def caps() -> tuple[Cap, ...]:
    """Return the published caps: 2, more for risky sites (DOMAIN.md A13).

    Market of class D stays below the 6 a year of item 19, and culture class C and D
    below item 23: such clashes exist and must be reported.
    """
    made = []
    for department in ("urban", "market", "emergency", "agriculture", "transport"):
        made += [
            Cap(department, "*", 2),
            Cap(department, "C", 4),
            Cap(department, "D", 4),
        ]
    made += [Cap("culture", "*", 2), Cap("culture", "D", 3)]
    made += [Cap("housing", "*", 2), Cap("housing", "D", 4)]
    made.append(Cap("fire", "D", 4))
    return tuple(made)


# item, town names (or *), authority, first date. Synthetic but of the usual kind:
# 闽政文〔2022〕3号 lets a city hand penalty power to towns item by item.
_DELEGATED: tuple[tuple[str, str, Authority, str], ...] = (
    (
        "01",
        "省新镇;霞美镇;水头镇;石井镇;仑苍镇;英都镇;东田镇;洪濑镇;康美镇;洪梅镇;"
        "梅山镇;罗东镇;金淘镇;诗山镇;码头镇",
        "town",
        "2023-01-01",
    ),
    ("05", "官桥镇;水头镇;洪濑镇;诗山镇;罗东镇;仑苍镇", "town", "2023-07-01"),
    ("05", "梅山镇", "town", "2023-07-01"),
    ("05", "梅山镇", "department", "2026-07-01"),
    ("13", "英都镇;丰州镇", "town", "2025-03-01"),
    ("15", "水头镇;石井镇;康美镇;省新镇", "town", "2024-10-01"),
    ("15", "官桥镇", "disputed", "2026-09-01"),
    ("16", "洪濑镇", "town", "2026-12-02"),
    ("16", "省新镇", "town", "2027-01-01"),
    ("18", "梅山镇;码头镇", "town", "2025-01-01"),
    ("33", "*", "town", "2024-05-01"),
    ("33", "溪美街道;柳城街道;美林街道", "department", "2025-01-01"),
)


def delegations() -> tuple[Delegation, ...]:
    """Return who may penalise where, from which date."""
    code_of = {row["name"]: row["code"] for row in rows("towns")} | {"*": "*"}
    return tuple(
        Delegation(item, code_of[town], authority, dt.date.fromisoformat(start))
        for item, names, authority, start in _DELEGATED
        for town in names.split(";")
    )
