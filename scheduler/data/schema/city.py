"""Declarations: districts, towns, travel, calendar."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.data.schema.columns import (
    BOOL,
    CODE,
    DATE,
    IDENT,
    TEXT,
    Column,
    Table,
    choice,
    number,
    whole,
)
from scheduler.model import CalendarDay, District, Town


class TravelRow(NamedTuple):
    """One row of `travel`: minutes from one town to another."""

    from_town: str
    to_town: str
    minutes: int


DISTRICTS = Table(
    "districts",
    "片区",
    District,
    (
        Column("district", "片区编号", IDENT, needed=True),
        Column("name", "片区名称", TEXT, needed=True),
        Column("base", "出发点乡镇", IDENT, needed=True, ref="towns"),
        Column("station", "驻点乡镇", IDENT, ref="towns"),
        Column(
            "dispatch",
            "调度方式",
            choice(city="市级统一调度", station="驻点调度"),
            needed=True,
        ),
        Column(
            "group",
            "分组",
            choice(centre="中心城区", south="南翼新城", other="其他片区"),
            needed=True,
        ),
        Column("chief", "片长", TEXT, empty=""),
        Column("deputy", "副片长", TEXT, empty=""),
    ),
    key=("district",),
    presence="rows",
)

TOWNS = Table(
    "towns",
    "乡镇",
    Town,
    (
        Column("town", "乡镇编号", IDENT, needed=True),
        Column("name", "乡镇名称", TEXT, needed=True),
        Column("code", "行政区划代码", CODE, empty=""),
        Column("district", "所属片区", IDENT, needed=True, ref="districts"),
        Column("lat", "纬度", number(-90, 90), needed=True),
        Column("lon", "经度", number(-180, 180), needed=True),
        Column("mountain", "山区", BOOL, empty=False),
        Column("meeting_point", "集合点", TEXT, empty=""),
    ),
    key=("town",),
    presence="rows",
)

TRAVEL = Table(
    "travel",
    "行车时间",
    TravelRow,
    (
        Column("from_town", "起点乡镇", IDENT, needed=True, ref="towns"),
        Column("to_town", "终点乡镇", IDENT, needed=True, ref="towns"),
        Column("minutes", "行车分钟", whole(0), needed=True),
    ),
    key=("from_town", "to_town"),
)

CALENDAR = Table(
    "calendar",
    "工作日历",
    CalendarDay,
    (
        Column("date", "日期", DATE, needed=True),
        Column("working", "工作日", BOOL, needed=True),
        Column("note", "说明", TEXT, empty=""),
    ),
    key=("date",),
    presence="rows",
)
