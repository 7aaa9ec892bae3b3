"""A tiny planned week worked out by hand, an empty one, and one of city size.

The tiny week, 2026-W49 (Monday 30 November), entry_minutes = 10:

* R001 Monday morning, centre: V001 at S1 (enterprise, C): I1 (60 min, lead yj, case
  sj, assist xf) and I2 (30 min, lead sj, case cg); xf stays away, so yj, sj, cg enter
  with two people each. 10 + max(yj 60, sj 60 + 30, cg 30) = 100 min, 09:00-10:40.
* R002 Tuesday day, ss: V002 at S3 (area): I3 (60 min, lead cg), 70 min; V003 at S2
  (place): I2, sj and cg, 40 min; V004 at S5 (place): I4 (30 min, lead sj, assist xf)
  without xf, 40 min; V005 at S6 (place): I5 (30 min, lead sj, nobody else), 40 min.
* R003 Wednesday evening, ss: V006 at S4 (enterprise): complaint Q1 about I1, yj, sj
  and xf enter, 10 + 60 = 70 min.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from scheduler.model import (
    ActingRole,
    Assignment,
    Calendar,
    CalendarDay,
    Candidate,
    Check,
    CheckRef,
    Clause,
    DayTerms,
    Demand,
    Department,
    District,
    DrawStep,
    HistoryRow,
    Item,
    ItemDepartment,
    Level,
    Officer,
    PlannedWeek,
    PlanRow,
    RegisterRow,
    Request,
    Result,
    Round,
    Scenario,
    Settings,
    Site,
    Status,
    Timetable,
    Town,
    Vehicle,
    Visit,
    Week,
)
from tests.makers import SESSIONS

WEEK = Week(2026, 49)
MONDAY = WEEK.monday


def date(offset: int) -> dt.date:
    """Return the date `offset` days after Monday."""
    return MONDAY + dt.timedelta(days=offset)


def make_calendar(off: dict[dt.date, str] | None = None) -> Calendar:
    """Return the calendar of 2025 to 2027: Monday to Friday, minus `off`."""
    off = off or {}
    days = {}
    day = dt.date(2025, 1, 1)
    while day.year < 2028:
        working = day.weekday() < 5 and day not in off
        days[day] = CalendarDay(day, working, off.get(day, ""))
        day += dt.timedelta(days=1)
    return Calendar(days)


def make_settings(title: str = "南安市片区联合执法（模拟数据）") -> Settings:
    """Return settings with the default rule book."""
    return Settings("tiny", title, 2026, SESSIONS)


DISTRICTS = (
    District("zx", "中心城区", "T1", None, "city", "centre", "陈喆", "林堃"),
    District("ss", "诗山片区", "T2", "T2", "station", "other", "黄珺", "吴垚"),
)
TOWNS = (
    Town("T1", "溪美街道", "350583001", "zx", 24.96, 118.38),
    Town("T2", "诗山镇", "350583103", "ss", 25.17, 118.34, False, "诗山镇政府门口"),
)
DEPARTMENTS = (
    Department("cg", "城市管理和综合执法局", "bureau"),
    Department("sj", "市场监督管理局", "resident"),
    Department("yj", "应急管理局", "resident"),
    Department("xf", "消防救援大队", "liaison", vertical=True),
)


def make_officer(name: str, department: str, district: str, **more: object) -> Officer:
    """Return a certified officer with four sessions a week."""
    values = {
        "certificate": f"闽{name}",
        "valid_from": dt.date(2024, 1, 1),
        "valid_until": dt.date(2028, 12, 31),
        "max_sessions": 4,
        **more,
    }
    return Officer(name, f"姓{name}", department, (district,), **values)  # type: ignore[arg-type]


# Two cg, sj, yj in each district, xf only in ss; sj_x is not sunk; cg_zx3 stays in.
OFFICERS = (
    *(
        make_officer(f"{d}_{g}{n}", d, g)
        for d in ("cg", "sj", "yj")
        for g in ("ss", "zx")
        for n in (1, 2)
    ),
    Officer(
        "cg_zx3",
        "王喆堃珺垚",
        "cg",
        ("zx",),
        certificate="闽cg_zx3",
        max_sessions=4,
        legal_reviewer=True,
        phone="13800000000",
    ),
    Officer("sj_x", "未下沉", "sj", (), certificate="闽sj_x", max_sessions=4),
    make_officer("xf_ss1", "xf", "ss"),
    make_officer("xf_ss2", "xf", "ss"),
)


def _item(item: str, name: str, minutes: int, **more: object) -> Item:
    return Item(
        item,
        name,
        "依据",
        "内容",
        "basic",
        None,
        None,
        minutes,
        ("morning", "afternoon", "evening"),
        **more,  # type: ignore[arg-type]
    )


ITEMS = (
    _item("I1", "工贸企业安全生产", 60),
    _item("I2", "餐饮食品安全", 30),
    _item("I3", "两违整治", 60, target="area"),
    _item("I4", "特种设备", 30),
    _item("I5", "药店", 30),
)
ROLES = (
    ItemDepartment("I1", "yj", "lead"),
    ItemDepartment("I1", "sj", "case"),
    ItemDepartment("I1", "xf", "assist"),
    ItemDepartment("I2", "sj", "lead"),
    ItemDepartment("I2", "cg", "case"),
    ItemDepartment("I3", "cg", "lead"),
    ItemDepartment("I4", "sj", "lead"),
    ItemDepartment("I4", "xf", "assist"),
    ItemDepartment("I5", "sj", "lead"),
)
SITES = (
    Site("S1", "=凤山石材有限公司", "91", "enterprise", "T1", "石材", "C"),
    Site("S2", "诗山饭店", "92", "place", "T2", "餐饮", "B"),
    Site("S3", "诗山社区网格", "", "area", "T2", "网格", "A"),
    Site("S4", "诗山阀门厂", "94", "enterprise", "T2", "阀门", "D"),
    Site("S5", "诗山电梯小区", "95", "place", "T2", "小区", "A"),
    Site("S6", "诗山药店", "96", "place", "T2", "药店", "A"),
)


def _plan(plan_id: str, site: str, item: str, due: dt.date) -> PlanRow:
    week = dt.timedelta(days=7)
    return PlanRow(plan_id, site, item, due - week, due, due + week, approval="A1")


# P7 is due on Thursday and finds no officers; P8 is due after the week.
PLAN = (
    _plan("P1", "S1", "I1", date(0)),
    _plan("P2", "S1", "I2", date(2)),
    _plan("P3", "S3", "I3", date(1)),
    _plan("P4", "S2", "I2", date(1)),
    _plan("P5", "S5", "I4", date(1)),
    _plan("P6", "S6", "I5", date(-6)),
    replace(_plan("P7", "S6", "I4", date(3)), latest=date(4)),
    _plan("P8", "S4", "I1", date(30)),
)
REQUESTS = (
    Request("Q1", "yj", "S4", "I1", date(-3), date(0), date(4), "complaint", "A2"),
    Request("Q2", "yj", "S9", "I1", date(-3), date(0), date(4), "none"),
)
HISTORY = (
    # Last year's W49 (1 to 7 December 2025): yj once at S1 with two items, cg on
    # another day: 2 entries; S3: 1 area visit. sj at S4 on 20 November 2026: 12 days
    # before V006.
    *(
        HistoryRow(dt.date(2025, 12, d), "morning", site, item, dep, "X", "", ())
        for d, site, item, dep in (
            (1, "S1", "I1", "yj"),
            (1, "S1", "I2", "yj"),
            (2, "S1", "I2", "cg"),
            (3, "S3", "I3", "cg"),
        )
    ),
    HistoryRow(dt.date(2026, 11, 20), "morning", "S4", "I1", "sj", "X2", "", ()),
)


def make_scenario(**changes: object) -> Scenario:
    """Return the tiny city."""
    values: dict[str, object] = {
        "settings": make_settings(),
        "calendar": make_calendar(),
        "districts": DISTRICTS,
        "towns": TOWNS,
        "departments": DEPARTMENTS,
        "officers": OFFICERS,
        "vehicles": (Vehicle("K1", "T1", 8), Vehicle("K2", "T2", 8)),
        "items": ITEMS,
        "item_departments": ROLES,
        "sites": SITES,
        "plan": PLAN,
        "requests": REQUESTS,
        "history": HISTORY,
        "clauses": {
            "s0_plan": Clause("s0_plan", "南政办〔2024〕31号", "四(五)", "综合查一次")
        },
        **changes,
    }
    return Scenario(**values)  # type: ignore[arg-type]


def _roles(item: str) -> tuple[ActingRole, ...]:
    return tuple(
        ActingRole(row.department, row.role, row.officers)
        for row in ROLES
        if row.item == item
    )


def _check(ref: CheckRef, site: str, must: bool) -> Check:
    days = tuple(
        DayTerms(date(n), ("morning", "evening", "day"), _roles(ref.item))
        for n in range(5)
    )
    minutes = {item.item: item.minutes for item in ITEMS}[ref.item]
    return Check(ref, site, minutes, 100, must, (), days, None, True)


def _refs() -> dict[str, tuple[CheckRef, ...]]:
    refs: dict[str, tuple[CheckRef, ...]] = {}
    for row in PLAN[:7]:
        ref = CheckRef(row.item, "plan", row.plan_id)
        refs[row.site] = (*refs.get(row.site, ()), ref)
    refs["S4"] = (CheckRef("I1", "request", "Q1", "complaint"),)
    # P7 stands alone: another merge group than P6 at the same site.
    refs["S6"], refs["S6b"] = refs["S6"][:1], refs["S6"][1:]
    return refs


def make_demand() -> Demand:
    """Return the candidates: one a site, S6 two; musts are P6 (overdue) and Q1."""
    town = {site.site: site.town for site in SITES}
    district = {row.town: row.district for row in TOWNS}
    candidates = []
    for key, refs in _refs().items():
        site = key.rstrip("b")
        checks = tuple(
            _check(ref, site, ref.row_id in ("P6", "Q1", "P7")) for ref in refs
        )
        candidates.append(
            Candidate(f"K{key}", site, town[site], district[town[site]], checks)
        )
    return Demand(str(WEEK), tuple(candidates), ())


def _visit(
    number: int,
    round_: int,
    order: int,
    start: int,
    end: int,
    site: str,
    lead: str,
    departments: str,
    cap_use: str = "",
) -> Visit:
    kind = ("morning", "day", "evening")[round_ - 1]
    row = {one.site: one for one in SITES}[site]
    district = "zx" if row.town == "T1" else "ss"
    present = tuple(departments.split())
    return Visit(
        f"2026-W49-V{number:03d}",
        f"2026-W49-R{round_:03d}",
        order,
        date(round_ - 1),
        kind,
        start,
        end,
        district,
        row.town,
        site,
        row.name,
        _refs()[site],
        lead,
        present,
        tuple(f"{d}_{district}{n}" for d in present for n in (1, 2)),
        True,
        cap_use,
    )


VISITS = (
    _visit(1, 1, 1, 540, 640, "S1", "yj", "cg sj yj", "cg:1/2;sj:2/2;yj:1/2"),
    _visit(2, 2, 1, 520, 590, "S3", "cg", "cg"),
    _visit(3, 2, 2, 600, 640, "S2", "sj", "cg sj", "cg:1/2;sj:1/2"),
    _visit(4, 2, 3, 650, 690, "S5", "sj", "sj", "sj:1/2"),
    _visit(5, 2, 4, 850, 890, "S6", "sj", "sj", "sj:1/2"),
    _visit(6, 3, 1, 1170, 1240, "S4", "yj", "sj xf yj"),
)


def _round(
    number: int,
    depart: int,
    back: int,
    district: str,
    team: str,
    lead: str,
    travel: int,
    on_site: int,
) -> Round:
    town = "T1" if district == "zx" else "T2"
    officers = tuple(f"{d}_{district}{n}" for d in team.split() for n in (1, 2))
    return Round(
        f"2026-W49-R{number:03d}",
        date(number - 1),
        ("morning", "day", "evening")[number - 1],
        district,
        town,
        depart,
        back,
        (town,),
        officers,
        (f"K{town[1]}",),
        lead,
        travel,
        on_site,
    )


ROUNDS = (
    _round(1, 530, 650, "zx", "cg sj yj", "yj", 20, 100),
    _round(2, 510, 900, "ss", "cg sj", "sj", 50, 190),
    _round(3, 1160, 1250, "ss", "sj xf yj", "yj", 20, 70),
)


def _register(kind: str, row: str, outcome: str, visit: int = 0, reason: str = ""):  # type: ignore[no-untyped-def]
    plan = {one.plan_id: one for one in PLAN} | {one.request: one for one in REQUESTS}
    lead = {"I1": "yj", "I2": "sj", "I3": "cg", "I4": "sj", "I5": "sj"}[plan[row].item]
    return RegisterRow(
        kind,
        row,
        plan[row].site,
        plan[row].item,
        lead,
        outcome,  # type: ignore[arg-type]
        f"2026-W49-V{visit:03d}" if visit else "",
        reason,
        "s0_plan",
    )


REGISTER = (
    _register("plan", "P1", "planned", 1),
    _register("plan", "P2", "merged", 1),
    _register("plan", "P3", "planned", 2),
    _register("plan", "P4", "planned", 3),
    _register("plan", "P5", "planned", 4),
    _register("plan", "P6", "planned", 5),
    _register("plan", "P7", "deferred", 0, "no_capacity"),
    _register("plan", "P8", "deferred", 0, "not_yet"),
    _register("request", "Q1", "planned", 6),
    _register("request", "Q2", "removed", 0, "unknown_site"),
)


def _commit() -> bytes:
    seats = [
        {"seat": 1, "pool": "cg/zx", "candidates": ["cg_zx1", "cg_zx2", "cg_zx3"]},
        {"seat": 2, "pool": "yj/zx", "candidates": ["yj_zx1", "yj_zx2"]},
    ]
    rounds = [{"round": "2026-W49-R001", "seats": seats}]
    return json.dumps({"rounds": rounds}, separators=(",", ":")).encode()


def make_timetable() -> Timetable:
    """Return the tiny timetable."""
    department = {one.officer: one.department for one in OFFICERS}
    assignments = tuple(
        Assignment(
            officer, one.round, one.date, one.session, department[officer], (), False
        )
        for one in ROUNDS
        for officer in one.officers
    )
    draw = (
        DrawStep(1, "cg/zx", "2026-W49-R001", 1, "cg_zx1", "0 0 0 ab", "drawn", ""),
        DrawStep(2, "cg/zx", "2026-W49-R001", 1, "cg_zx3", "", "excluded", "busy"),
    )
    return Timetable(str(WEEK), VISITS, ROUNDS, assignments, draw, REGISTER, _commit())


def tiny(**changes: object) -> PlannedWeek:
    """Return the tiny planned week; `changes` are changes to the scenario."""
    result = Result(
        Status.OPTIMAL,
        (Level("service", 900.0, 900.0), Level("cost", 22.0, None)),
        {"rounds": 3, "visits": 6},
        seed=1,
        draw_seed="ab" * 32,
        options={"deterministic": True},
    )
    return PlannedWeek(
        make_scenario(**changes),
        WEEK,
        make_demand(),
        make_timetable(),
        result,
        run={"seconds": {"solve": 1.5}},
    )


def empty() -> PlannedWeek:
    """Return 2026-W08: Spring Festival, no working day."""
    week = Week(2026, 8)
    off = dict.fromkeys(
        (dt.date(2026, 2, 15) + dt.timedelta(days=n) for n in range(9)), "春节"
    )
    scenario = make_scenario(calendar=make_calendar(off))
    table = Timetable(str(week))
    return PlannedWeek(
        scenario, week, Demand(str(week), (), ()), table, Result(Status.OPTIMAL)
    )
