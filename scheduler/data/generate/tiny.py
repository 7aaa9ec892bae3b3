"""Two small districts with eight candidate visits in 2026-W49, solvable by hand.

The README of the scenario works the best service value out; `BEST_SERVICE` is it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from scheduler.data.generate import catalogue
from scheduler.data.generate.days import calendar
from scheduler.data.generate.map import districts, towns
from scheduler.data.generate.settings import settings
from scheduler.model import (
    DrawSettings,
    Frequency,
    HistoryRow,
    ItemDepartment,
    Officer,
    PlanRow,
    Request,
    Scenario,
    Site,
    SiteItem,
    Vehicle,
)
from scheduler.model.catalogue import Risk, Role
from scheduler.model.demand import SiteKind

BEST_SERVICE = 5130
DISTRICTS = ("luncang", "honglai")
TOWNS = ("350583101", "350583103", "350583113", "350583115")
TEAMS = ("urban", "emergency", "market", "town")
ITEMS = ("01", "06", "16")
OUTER_TOWN = {"luncang": "350583103", "honglai": "350583115"}
SURNAMES = {"urban": "陈", "emergency": "林", "market": "黄", "town": "张"}
GIVEN = ("喆", "堃", "珺", "垚")

ROLES: tuple[tuple[str, str, Role], ...] = (
    ("01", "town", "lead"),
    ("06", "emergency", "lead"),
    ("06", "market", "case"),
    ("16", "market", "lead"),
    ("16", "urban", "case"),
)
# site, name, kind, town, sector, risk, item
SITES: tuple[tuple[str, str, SiteKind, str, str, Risk, str], ...] = (
    ("L1", "仑苍水暖厂一（模拟）", "enterprise", "350583101", "水暖阀门", "C", "06"),
    ("L2", "仑苍水暖厂二（模拟）", "enterprise", "350583101", "水暖阀门", "B", "06"),
    ("L3", "仑苍餐馆（模拟）", "enterprise", "350583101", "餐饮", "A", "16"),
    ("L4", "英都网格（模拟）", "area", "350583103", "村级网格", "A", "01"),
    ("H1", "洪濑制品厂（模拟）", "enterprise", "350583113", "工贸", "B", "06"),
    ("H2", "康美制品厂（模拟）", "enterprise", "350583115", "工贸", "A", "06"),
    ("H3", "洪濑餐馆（模拟）", "enterprise", "350583113", "餐饮", "D", "16"),
    ("H4", "康美网格（模拟）", "area", "350583115", "村级网格", "A", "01"),
)
# plan, site, item, earliest, due, latest
PLAN = (
    ("P1", "L1", "06", "2026-11-16", "2026-11-25", "2026-12-04"),
    ("P2", "L2", "06", "2026-11-25", "2026-12-02", "2026-12-11"),
    ("P3", "L3", "16", "2026-11-25", "2026-12-03", "2026-12-12"),
    ("P4", "L4", "01", "2026-11-28", "2026-12-01", "2026-12-08"),
    ("P5", "H1", "06", "2026-11-25", "2026-12-04", "2026-12-13"),
    ("P6", "H2", "06", "2026-11-16", "2026-11-26", "2026-12-03"),
    ("P7", "H3", "16", "2026-10-26", "2026-11-09", "2026-11-19"),
    ("P8", "H4", "01", "2026-12-02", "2026-12-08", "2026-12-15"),
    ("P9", "L4", "01", "2026-10-29", "2026-11-02", "2026-11-09"),
)


def _officers() -> tuple[Officer, ...]:
    made: list[Officer] = []
    for d, district in enumerate(DISTRICTS):
        for department in TEAMS:
            for k in range(2):
                number = len(made) + 1
                name = SURNAMES[department] + GIVEN[(2 * d + k) % len(GIVEN)]
                made.append(
                    Officer(
                        officer=f"O{number:02d}",
                        name=name,
                        department=department,
                        districts=(district,),
                        town=OUTER_TOWN[district] if department == "town" else None,
                        certificate=f"模拟证{number:06d}",
                        valid_from=dt.date(2023, 1, 1),
                        valid_until=dt.date(2027, 12, 31),
                        max_sessions=2 if department == "town" else 1,
                        phone=f"000-{number:08d}",
                    )
                )
    return tuple(made)


def _site(
    site: str, name: str, kind: SiteKind, town: str, sector: str, risk: Risk
) -> Site:
    code = f"MNTINY{site}" if kind == "enterprise" else ""
    return Site(site, name, code, kind, town, sector, risk)


def _plan_row(plan: str, site: str, item: str, *dates: str) -> PlanRow:
    earliest, due, latest = (dt.date.fromisoformat(date) for date in dates)
    return PlanRow(plan, site, item, earliest, due, latest, approval=f"批-{plan}")


def tiny() -> Scenario:
    """Return the scenario; it has no randomness and no other size."""
    everywhere = settings("tiny", "两个片区手算示例（模拟数据）")
    needed = set(ITEMS)
    lean = [replace(i, drawn=False) for i in catalogue.items() if i.item in needed]
    done = dt.date(2026, 11, 4)
    return Scenario(
        settings=replace(everywhere, draw=DrawSettings()),
        calendar=calendar(),
        districts=tuple(d for d in districts() if d.district in DISTRICTS),
        towns=tuple(t for t in towns() if t.town in TOWNS),
        departments=tuple(d for d in catalogue.departments() if d.department in TEAMS),
        officers=_officers(),
        vehicles=(Vehicle("V1", "350583101", 6), Vehicle("V2", "350583113", 6)),
        items=tuple(lean),
        item_departments=tuple(ItemDepartment(i, d, role) for i, d, role in ROLES),
        frequencies=tuple(
            Frequency(f.item, f.risk, f.per_year, f.tolerance_days)
            for f in catalogue.frequencies()
            if f.item in needed
        ),
        caps=tuple(c for c in catalogue.caps() if c.department in TEAMS),
        sites=tuple(_site(*row[:6]) for row in SITES),
        site_items=tuple(SiteItem(row[0], row[6]) for row in SITES),
        plan=tuple(_plan_row(*row) for row in PLAN),
        requests=(
            Request(
                "R1", "market", "S99999", "16", dt.date(2026, 11, 26),
                dt.date(2026, 11, 27), dt.date(2026, 12, 4), "complaint",
                note="名录外对象（模拟）",
            ),
        ),
        history=(
            HistoryRow(
                done, "morning", "L4", "01", "town", "P9", "", ("O07", "O08"), "合格"
            ),
        ),
    )  # fmt: skip
