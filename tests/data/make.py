"""One small scenario, and folders made of it with one thing changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from scheduler import data
from scheduler.model import (
    Absence,
    Calendar,
    CalendarDay,
    Cap,
    Clause,
    Closure,
    Delegation,
    Department,
    District,
    DrawFrameRow,
    Frequency,
    HistoryRow,
    Invitation,
    Item,
    ItemDepartment,
    Officer,
    Pin,
    PlanRow,
    Recusal,
    Request,
    Scenario,
    Season,
    Settings,
    Site,
    SiteDraw,
    SiteItem,
    Town,
    Vehicle,
    VehicleOutage,
    Window,
)
from tests.makers import SESSIONS

YEAR = 2026


def date(text: str) -> dt.date:
    """Return the date of an ISO text."""
    return dt.date.fromisoformat(text)


def calendar() -> Calendar:
    """Return every date of the ISO weeks of 2026; Monday to Friday are working."""
    first, last = date("2025-12-29"), date("2027-01-03")
    dates = [first + dt.timedelta(days=k) for k in range((last - first).days + 1)]
    return Calendar({day: CalendarDay(day, day.weekday() < 5) for day in dates})


def small() -> Scenario:
    """Return a scenario with rows in every table and nothing to complain of."""
    return Scenario(
        settings=Settings("small", "小方案", YEAR, SESSIONS),
        calendar=calendar(),
        districts=(
            District("d1", "中心城区", "t1", None, "city", "centre", "张三", "李四"),
            District("d2", "诗山片区", "t2", "t2", "station", "other"),
        ),
        towns=(
            Town("t1", "溪美街道", "350583001", "d1", 24.963, 118.381),
            Town("t2", "诗山镇", "350583107", "d2", 25.165, 118.335, True, "镇政府"),
        ),
        travel_given={("t1", "t2"): 45, ("t2", "t1"): 45},
        departments=(
            Department("cg", "城管局", "bureau"),
            Department("yj", "应急管理局", "resident", field_share=0.4),
            Department("xf", "消防救援大队", "liaison", vertical=True),
            Department("zf", "乡镇综合执法队", "town"),
        ),
        officers=_officers(),
        absences=(
            Absence("o1", date("2026-03-02"), date("2026-03-04"), (), "年休假"),
            Absence("o2", date("2026-03-02"), date("2026-03-02"), ("day", "evening")),
        ),
        invitations=(Invitation("xf", "d1", date("2026-03-03"), "morning", True),),
        vehicles=(Vehicle("v1", "t1", 6), Vehicle("v2", "t2", 4)),
        vehicle_outages=(VehicleOutage("v2", date("2026-03-02"), date("2026-03-02")),),
        items=_items(),
        item_departments=(
            ItemDepartment("i1", "yj", "lead", 2, ("工贸",)),
            ItemDepartment("i1", "xf", "assist"),
            ItemDepartment("i2", "cg", "lead"),
            ItemDepartment("i2", "zf", "assist"),
        ),
        frequencies=(
            Frequency("i1", "A", 1, 30),
            Frequency("i1", "D", 2, 15, 0.5),
            Frequency("i2", "B", 12, 7),
        ),
        delegations=(Delegation("i2", "*", "town", date("2024-01-01")),),
        sites=_sites(),
        site_items=(SiteItem("s1", "i1"), SiteItem("s2", "i1"), SiteItem("s3", "i2")),
        closures=(Closure("*", date("2026-02-15"), date("2026-02-23"), "春节"),),
        caps=(Cap("yj", "*", 2), Cap("yj", "D", 3)),
        recusals=(Recusal("o1", "s1", "亲属"),),
        plan=_plan(),
        requests=(
            Request(
                "r1",
                "yj",
                "s2",
                "i1",
                date("2026-03-02"),
                date("2026-03-02"),
                date("2026-03-06"),
                "complaint",
                note='来电说"粉尘,很大"',
            ),
        ),
        draws=(SiteDraw("dr1", "i1", "D", "*", 1, "00ff", "demo"),),
        draw_frame=(DrawFrameRow("dr1", "s2", "0001", True),),
        history=(
            HistoryRow(
                date("2025-11-03"), "day", "s1", "i1", "yj", "p0", "", ("o1", "o2")
            ),
            HistoryRow(
                date("2025-11-04"), "morning", "s1", "i1", "yj", "r0", "recheck", ()
            ),
        ),
        pins=(Pin("2026-W10", "visit_off", "s1", None, "", "停产", "王五"),),
        clauses={
            "S0.4.5": Clause("S0.4.5", "南政办〔2024〕31号", "四(五)", "综合查一次")
        },
    )


def _officers() -> tuple[Officer, ...]:
    valid = {"valid_from": date("2023-01-01"), "valid_until": date("2028-12-31")}
    yj = {"department": "yj", "districts": ("d1", "d2"), "max_sessions": 4, **valid}
    return (
        Officer("o1", "赵一", certificate="0012", qualifications=("工贸",), **yj),
        Officer("o2", "钱二", certificate="0013", night=True, phone="0595-1", **yj),
        Officer("o3", "孙三", "cg", ("d1",), certificate="C3", max_sessions=3, **valid),
        Officer("o4", "李四", "xf", ("d1", "d2"), certificate="X4", **valid),
        Officer("o5", "周五", "zf", ("d2",), "t2", certificate="Z5", max_sessions=3),
    )


def _items() -> tuple[Item, ...]:
    return (
        Item(
            "i1",
            "工贸企业安全生产",
            "安全生产法",
            "现场检查",
            "basic",
            None,
            None,
            90,
            ("morning", "afternoon"),
            (Window(540, 660), Window(870, 1020)),
            (Season((11, 1), (3, 31)),),
            "安全",
            remote_ok=True,
        ),
        Item(
            "i2",
            "两违巡查",
            "",
            "",
            "consented",
            "同意1号",
            date("2026-12-31"),
            60,
            ("morning", "day"),
            target="area",
        ),
    )


def _sites() -> tuple[Site, ...]:
    code = "91350583012345678X"
    return (
        Site("s1", "一厂(虚构)", code, "enterprise", "t1", "石材", "A", 24.9, 118.4),
        Site(
            "s2",
            "石材,二厂",
            code,
            "enterprise",
            "t2",
            "石材",
            "D",
            open_from=480,
            open_until=1560,
            cap_exempt=True,
        ),
        Site("s3", "第三网格", "", "area", "t2", "", "B"),
    )


def _plan() -> tuple[PlanRow, ...]:
    one, two, three = date("2026-03-01"), date("2026-03-10"), date("2026-03-31")
    return (
        PlanRow("p1", "s1", "i1", one, two, three, None, "批1"),
        PlanRow("p2", "s2", "i1", one, two, three, "dr1", counts_to_cap=False),
        PlanRow("p3", "s3", "i2", one, two, three),
    )


def folder(path: Path, scenario: Scenario | None = None) -> Path:
    """Save the scenario (the small one) as a folder and return the folder."""
    data.save(data.tables_of(scenario or small()), path)
    return path


def edited(path: Path, name: str, edit: Callable[[str], str]) -> Path:
    """Save the small scenario with one file's text edited; return the folder."""
    folder(path)
    file = path / name
    old = file.read_text(encoding="utf-8")
    new = edit(old)
    assert new != old, f"the edit of {name} changed nothing"
    file.write_text(new, encoding="utf-8", newline="")
    return path
