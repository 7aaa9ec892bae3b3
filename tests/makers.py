"""Makers of every model object with defaults: a test names only what matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scheduler.model import (
    RULE_DEFAULTS,
    Absence,
    Assignment,
    Calendar,
    CalendarDay,
    Cap,
    CheckRef,
    Closure,
    Delegation,
    Department,
    District,
    DrawFrameRow,
    DrawStep,
    Frequency,
    HistoryRow,
    Invitation,
    Item,
    ItemDepartment,
    Officer,
    Pin,
    PlanRow,
    Recusal,
    RegisterRow,
    Request,
    Round,
    Scenario,
    SessionKind,
    Settings,
    Site,
    SiteDraw,
    SiteItem,
    Town,
    Vehicle,
    VehicleOutage,
    Visit,
    Window,
    parse_clock,
)

YEAR_START, YEAR_END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def day(text: str) -> dt.date:
    """Read ``2026-12-01``."""
    return dt.date.fromisoformat(text)


def at(text: str) -> int:
    """Read ``08:30`` as minutes."""
    return parse_clock(text)


def span(text: str) -> Window:
    """Read ``08:30-11:30``."""
    start, end = text.split("-")
    return Window(parse_clock(start), parse_clock(end))


# The session kinds of the scenario `nanan` (DESIGN.md 4).
SESSIONS = (
    SessionKind("early", at("05:30"), at("07:00")),
    SessionKind("morning", at("08:30"), at("11:30")),
    SessionKind("afternoon", at("14:30"), at("17:30")),
    SessionKind("evening", at("19:30"), at("22:30")),
    SessionKind(
        "day",
        at("08:30"),
        at("17:30"),
        ("morning", "afternoon"),
        span("12:00-14:00"),
    ),
)


def make_settings(
    rules: Mapping[str, Mapping[str, Any]] | None = None, **changes: Any
) -> Settings:
    """Settings with the default rule book, `rules` laid over it."""
    book = {
        rule: {**numbers, **(rules or {}).get(rule, {})}
        for rule, numbers in RULE_DEFAULTS.items()
    }
    made = Settings("test", "测试", 2026, SESSIONS, rules=book)
    return replace(made, **changes)


def make_calendar(
    first: str = "2025-01-01",
    last: str = "2027-12-31",
    off: Iterable[str] = (),
    working: Iterable[str] = (),
) -> Calendar:
    """Monday to Friday work, apart from the dates in `off` and `working`."""
    off, working = set(off), set(working)
    days: dict[dt.date, CalendarDay] = {}
    date = day(first)
    while date <= day(last):
        text = date.isoformat()
        works = text in working or (date.weekday() < 5 and text not in off)
        days[date] = CalendarDay(date, works)
        date += dt.timedelta(days=1)
    return Calendar(days)


def make_district(district: str = "cangcang", **changes: Any) -> District:
    base = District(district, f"{district}片区", "t1", "t1", "station", "other")
    return replace(base, **changes)


def make_town(town: str = "t1", **changes: Any) -> Town:
    return replace(Town(town, f"{town}镇", town, "cangcang", 25.01, 118.28), **changes)


def make_department(department: str = "yj", **changes: Any) -> Department:
    return replace(Department(department, f"{department}局", "resident"), **changes)


def make_officer(officer: str = "yj1", **changes: Any) -> Officer:
    """A certified officer of the department his id begins with, 4 sessions a week."""
    made = Officer(
        officer,
        f"姓名{officer}",
        officer.rstrip("0123456789"),
        ("cangcang",),
        certificate=f"C-{officer}",
        valid_from=day("2024-01-01"),
        valid_until=day("2028-12-31"),
        max_sessions=4,
    )
    return replace(made, **changes)


def make_absence(officer: str = "yj1", **changes: Any) -> Absence:
    made = Absence(officer, day("2026-12-01"), day("2026-12-01"), (), "年休假")
    return replace(made, **changes)


def make_invitation(department: str = "xf", **changes: Any) -> Invitation:
    made = Invitation(department, "cangcang", day("2026-12-01"), "morning", True)
    return replace(made, **changes)


def make_vehicle(vehicle: str = "v1", **changes: Any) -> Vehicle:
    return replace(Vehicle(vehicle, "t1", 7), **changes)


def make_vehicle_outage(vehicle: str = "v1", **changes: Any) -> VehicleOutage:
    made = VehicleOutage(vehicle, day("2026-12-01"), day("2026-12-01"))
    return replace(made, **changes)


def make_item(item: str = "safety", **changes: Any) -> Item:
    """An item of the basic list, 60 minutes, in every session of the day."""
    made = Item(
        item,
        f"{item}检查",
        "依据",
        "内容",
        "basic",
        None,
        None,
        60,
        ("morning", "afternoon", "evening", "day"),
    )
    return replace(made, **changes)


def make_role(
    item: str = "safety", department: str = "yj", role: str = "lead", **changes: Any
) -> ItemDepartment:
    return replace(ItemDepartment(item, department, role), **changes)  # type: ignore[arg-type]


def make_frequency(item: str = "safety", risk: str = "B", **changes: Any) -> Frequency:
    return replace(Frequency(item, risk, 1, 30), **changes)  # type: ignore[arg-type]


def make_delegation(
    item: str = "patrol", town: str = "t2", **changes: Any
) -> Delegation:
    return replace(Delegation(item, town, "town", day("2025-01-01")), **changes)


def make_site(site: str = "s1", **changes: Any) -> Site:
    made = Site(site, f"{site}公司", f"91350583{site}", "enterprise", "t1", "", "B")
    return replace(made, **changes)


def make_site_item(site: str = "s1", item: str = "safety") -> SiteItem:
    return SiteItem(site, item)


def make_closure(site: str = "s1", **changes: Any) -> Closure:
    made = Closure(site, day("2026-12-01"), day("2026-12-01"), "停产检修")
    return replace(made, **changes)


def make_cap(department: str = "yj", risk: str = "*", per_year: int = 2) -> Cap:
    return Cap(department, risk, per_year)


def make_recusal(officer: str = "yj1", site: str = "s1") -> Recusal:
    return Recusal(officer, site, "近亲属任职")


def make_plan_row(
    plan_id: str = "P1", site: str = "s1", item: str = "safety", **changes: Any
) -> PlanRow:
    """A row due in the good week, approved, counting to the cap."""
    made = PlanRow(
        plan_id,
        site,
        item,
        day("2026-11-01"),
        day("2026-12-04"),
        day("2026-12-31"),
        approval=f"南检批〔2026〕{plan_id}号",
    )
    return replace(made, **changes)


def make_request(request: str = "Q1", **changes: Any) -> Request:
    """A complaint of 27 November, to be answered within the good week."""
    made = Request(
        request,
        "sc",
        "s1",
        "safety",
        day("2026-11-27"),
        day("2026-11-30"),
        day("2026-12-04"),
        "complaint",
        approval=f"南检批〔2026〕{request}号",
    )
    return replace(made, **changes)


def make_site_draw(draw: str = "D1", **changes: Any) -> SiteDraw:
    return replace(SiteDraw(draw, "safety", "B", "t1", 1, "", "demo"), **changes)


def make_draw_frame_row(
    draw: str = "D1", site: str = "s1", **changes: Any
) -> DrawFrameRow:
    return replace(DrawFrameRow(draw, site, "", True), **changes)


def make_history_row(site: str = "s1", **changes: Any) -> HistoryRow:
    """A plan check of 12 May 2026."""
    made = HistoryRow(
        day("2026-05-12"), "morning", site, "safety", "yj", "P0", "", ("yj1", "yj2")
    )
    return replace(made, **changes)


def make_pin(kind: str = "visit_at", **changes: Any) -> Pin:
    made = Pin("2026-W49", kind, "s1", None, "2026-12-01 morning", "会议决定", "片长")  # type: ignore[arg-type]
    return replace(made, **changes)


def make_check(text: str = "safety@P1") -> CheckRef:
    """Read ``item@plan_id`` or ``item@!trigger:request``."""
    return CheckRef.parse(text)


def make_visit(visit: str = "2026-W49-V001", **changes: Any) -> Visit:
    """One hour and ten minutes at s1 on Tuesday morning."""
    made = Visit(
        visit,
        "2026-W49-R001",
        1,
        day("2026-12-01"),
        "morning",
        at("08:40"),
        at("09:50"),
        "cangcang",
        "t1",
        "s1",
        "s1公司",
        (make_check(),),
        "yj",
        ("yj",),
        ("yj1", "yj2"),
        True,
        "yj:1/2",
    )
    return replace(made, **changes)


def make_round(round_: str = "2026-W49-R001", **changes: Any) -> Round:
    """The round of `make_visit`: 10 minutes there, 10 minutes back."""
    made = Round(
        round_,
        day("2026-12-01"),
        "morning",
        "cangcang",
        "t1",
        at("08:30"),
        at("10:00"),
        ("t1",),
        ("yj1", "yj2"),
        ("v1",),
        "yj",
        20,
        70,
    )
    return replace(made, **changes)


def make_assignment(officer: str = "yj1", **changes: Any) -> Assignment:
    made = Assignment(
        officer,
        "2026-W49-R001",
        day("2026-12-01"),
        "morning",
        officer.rstrip("0123456789"),
        (),
        False,
    )
    return replace(made, **changes)


def make_draw_step(step: int = 1, **changes: Any) -> DrawStep:
    made = DrawStep(step, "yj/cangcang", "2026-W49-R001", 1, "yj1", "", "drawn", "")
    return replace(made, **changes)


def make_register_row(row_id: str = "P1", **changes: Any) -> RegisterRow:
    made = RegisterRow(
        "plan", row_id, "s1", "safety", "yj", "planned", "2026-W49-V001", "", "S0.4.5"
    )
    return replace(made, **changes)


def make_scenario(**tables: Any) -> Scenario:
    """A scenario with default settings, a plain calendar, and the tables given."""
    tables.setdefault("settings", make_settings())
    tables.setdefault("calendar", make_calendar())
    return Scenario(**tables)
