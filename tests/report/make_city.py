"""A planned week of city size with random rounds, for looks and for time.

It keeps no rule; it only has the shape of the real thing: six districts, 26 towns,
about 320 rounds, 450 visits, 700 officers, 20,000 plan rows.
"""

from __future__ import annotations

import datetime as dt
import random

from scheduler.model import (
    ActingRole,
    Assignment,
    Candidate,
    Check,
    CheckRef,
    DayTerms,
    Demand,
    Department,
    District,
    HistoryRow,
    Item,
    Level,
    Officer,
    PlannedWeek,
    PlanRow,
    RegisterRow,
    Result,
    Round,
    Scenario,
    Site,
    Status,
    Timetable,
    Town,
    Vehicle,
    Visit,
)
from tests.report.make import MONDAY, WEEK, make_calendar, make_settings

DISTRICT_TOWNS = {
    "中心城区": "溪美街道 柳城街道 美林街道 省新镇 霞美镇",
    "南翼新城": "官桥镇 水头镇 石井镇",
    "仑苍片区": "仑苍镇 英都镇 翔云镇 东田镇 眉山乡",
    "洪濑片区": "洪濑镇 康美镇 洪梅镇 丰州镇",
    "罗东片区": "罗东镇 梅山镇 九都镇 乐峰镇 向阳乡",
    "诗山片区": "金淘镇 诗山镇 码头镇 蓬华镇",
}
DEPARTMENTS = (
    ("cg", "城市管理和综合执法局", "bureau", 180),
    ("jt", "交通运输局", "resident", 58),
    ("ny", "农业农村局", "resident", 32),
    ("wt", "文化体育和旅游局", "resident", 18),
    ("yj", "应急管理局", "resident", 29),
    ("sj", "市场监督管理局", "resident", 120),
    ("zr", "自然资源局", "liaison", 12),
    ("zj", "住房和城乡建设局", "liaison", 12),
    ("wj", "卫生健康局", "liaison", 12),
    ("jy", "教育局", "liaison", 12),
    ("mz", "民政局", "liaison", 12),
    ("rs", "人力资源和社会保障局", "liaison", 12),
    ("sw", "商务局", "liaison", 12),
    ("sl", "水利局", "liaison", 12),
    ("ga", "公安局", "liaison", 12),
    ("xf", "消防救援大队", "liaison", 12),
    ("st", "生态环境局", "liaison", 12),
    ("yc", "烟草专卖局", "liaison", 12),
    ("xz", "乡镇综合执法队", "town", 156),
)
LEADS = ("cg", "jt", "ny", "wt", "yj", "sj", "zj", "mz", "xz")
WEIGHTS = (8, 4, 3, 2, 6, 8, 2, 1, 3)
SURNAMES = "陈林黄吴王李郑洪傅潘叶苏庄蔡许"
GIVEN = "志伟明珺喆堃垚建国丽华秀英小燕海滨"
KINDS = (
    ("morning", 480, 720),
    ("afternoon", 845, 1070),
    ("day", 485, 1060),
    ("evening", 1145, 1365),
    ("early", 305, 440),
)


def city(seed: int = 1, rounds: int = 320, plan_rows: int = 20_000) -> PlannedWeek:
    """Return a planned week of that size, the same for the same seed."""
    pick = random.Random(seed)
    scenario = _scenario(pick, plan_rows)
    made, visits, candidates = [], [], []
    for number in range(1, rounds + 1):
        one, found, checks = _round(pick, scenario, number, len(visits))
        made.append(one)
        visits += found
        candidates += checks
    department = {o.officer: o.department for o in scenario.officers}
    assignments = tuple(
        Assignment(o, r.round, r.date, r.session, department[o], (), False)
        for r in made
        for o in r.officers
    )
    register = _register(pick, scenario, visits)
    table = Timetable(
        str(WEEK), tuple(visits), tuple(made), assignments, (), register, b""
    )
    result = Result(Status.FEASIBLE, (Level("service", 990.0, 1000.0),))
    demand = Demand(str(WEEK), tuple(candidates), ())
    return PlannedWeek(scenario, WEEK, demand, table, result)


def _scenario(pick: random.Random, plan_rows: int) -> Scenario:
    districts, towns = [], []
    for n, (name, text) in enumerate(DISTRICT_TOWNS.items()):
        group = ("centre", "south")[n] if n < 2 else "other"
        dispatch = "city" if n < 2 else "station"
        first = f"T{len(towns):02d}"
        districts.append(District(f"d{n}", name, first, None, dispatch, group, "陈"))  # type: ignore[arg-type]
        towns += [
            Town(
                f"T{len(towns) + k:02d}", town, "", f"d{n}", 24.9, 118.4, False, "政府"
            )
            for k, town in enumerate(text.split())
        ]
    return Scenario(
        settings=make_settings("南安市片区联合执法（模拟数据）"),
        calendar=make_calendar(),
        districts=tuple(districts),
        towns=tuple(towns),
        departments=tuple(Department(d, n, k) for d, n, k, _ in DEPARTMENTS),  # type: ignore[arg-type]
        officers=_officers(pick, towns),
        vehicles=tuple(Vehicle(f"K{n:02d}", "T00", 6) for n in range(40)),
        items=tuple(_item(n) for n in range(34)),
        sites=(sites := _sites(pick, towns)),
        plan=tuple(_plan(pick, n, sites) for n in range(plan_rows)),
        history=_history(pick, sites),
    )


def _officers(pick: random.Random, towns: list[Town]) -> tuple[Officer, ...]:
    rows = []
    for department, _, kind, count in DEPARTMENTS:
        for n in range(count):
            town = towns[n % len(towns)] if kind == "town" else None
            district = town.district if town else f"d{n % 6}"
            name = pick.choice(SURNAMES) + pick.choice(GIVEN) + pick.choice(GIVEN)
            rows.append(
                Officer(
                    f"{department}{n:03d}", name, department, (district,),
                    town.town if town else None, certificate=f"闽{n:06d}",
                    max_sessions=3, night=True, legal_reviewer=n % 40 == 0,
                )
            )  # fmt: skip
    return tuple(rows)


def _item(n: int) -> Item:
    name = ("工贸企业安全生产", "餐饮食品安全", "货运源头超限超载", "两违整治")[n % 4]
    return Item(
        f"I{n:02d}", f"{name}{n:02d}", "依据", "", "basic", None, None, 60, ("day",)
    )


def _sites(pick: random.Random, towns: list[Town]) -> tuple[Site, ...]:
    kinds = ("enterprise", "enterprise", "place", "area")
    words = ("石材", "水暖", "食品", "机械", "阀门", "鞋业")
    return tuple(
        Site(
            f"S{n:05d}", f"{pick.choice(SURNAMES)}{pick.choice(GIVEN)}"
            f"{pick.choice(words)}有限公司", f"91{n:06d}", kinds[n % 4],
            towns[n % len(towns)].town, "石材", "ABCD"[n % 4],
        )
        for n in range(3000)
    )  # type: ignore[arg-type]  # fmt: skip


def _plan(pick: random.Random, n: int, sites: tuple[Site, ...]) -> PlanRow:
    due = dt.date(2026, 1, 5) + dt.timedelta(days=pick.randrange(355))
    week = dt.timedelta(days=7)
    return PlanRow(
        f"P{n:05d}", sites[n % len(sites)].site, f"I{n % 34:02d}", due - week, due,
        due + week,
    )  # fmt: skip


def _history(pick: random.Random, sites: tuple[Site, ...]) -> tuple[HistoryRow, ...]:
    start = dt.date(2025, 1, 1)
    return tuple(
        HistoryRow(
            start + dt.timedelta(days=pick.randrange(690)), "morning",
            pick.choice(sites).site, "I01", "sj", "X", "", (),
        )
        for _ in range(20_000)
    )  # fmt: skip


def _round(
    pick: random.Random, scenario: Scenario, number: int, before: int
) -> tuple[Round, list[Visit], list[Candidate]]:
    district = scenario.districts[number % 6]
    day = MONDAY + dt.timedelta(days=pick.randrange(5))
    kind, start, end = pick.choices(KINDS, (40, 30, 18, 8, 4))[0]
    lead = pick.choices(LEADS, WEIGHTS)[0]
    others = pick.sample([d for d, *_ in DEPARTMENTS if d != lead], pick.randrange(4))
    team = sorted([lead, *others])
    town = pick.choice([t for t in scenario.towns if t.district == district.district])
    officers = [
        o
        for department in team
        for o in pick.sample(_pool(scenario, department, district.district), 2)
    ]
    depart, back = start + pick.randrange(30), end - pick.randrange(30)
    sites = [s for s in scenario.sites if s.town == town.town]
    chosen = pick.sample(sites, pick.choice((1, 1, 2)))
    name = f"{WEEK}-R{number:03d}"
    one = Round(
        name, day, kind, district.district, district.base, depart, back,
        tuple(sorted({town.town})), tuple(officers), (f"K{number % 40:02d}",), lead,
        60, back - depart - 60,
    )  # fmt: skip
    visits, candidates = [], []
    for order, site in enumerate(chosen, start=1):
        refs = tuple(
            CheckRef(f"I{pick.randrange(34):02d}", "plan", f"N{number:03d}{order}{k}")
            for k in range(pick.choice((1, 1, 2, 3)))
        )
        begin = depart + 30 + (order - 1) * 60
        visits.append(
            Visit(
                f"{WEEK}-V{before + order:03d}", name, order, day, kind, begin,
                begin + 55, district.district, town.town, site.site, site.name, refs,
                lead, tuple(team), tuple(officers), True, f"{lead}:1/2",
            )
        )  # fmt: skip
        candidates.append(_candidate(visits[-1], team, lead))
    return one, visits, candidates


def _pool(scenario: Scenario, department: str, district: str) -> list[str]:
    return [
        o.officer
        for o in scenario.officers
        if o.department == department and district in o.districts
    ]


def _candidate(visit: Visit, team: list[str], lead: str) -> Candidate:
    roles = tuple(ActingRole(d, "lead" if d == lead else "case", 2) for d in team)
    terms = (DayTerms(visit.date, (visit.session,), roles),)
    checks = tuple(
        Check(ref, visit.site, 45, 100, False, (), terms, None, True)
        for ref in visit.checks
    )
    return Candidate(f"K{visit.visit}", visit.site, visit.town, visit.district, checks)


def _register(
    pick: random.Random, scenario: Scenario, visits: list[Visit]
) -> tuple[RegisterRow, ...]:
    rows = [
        RegisterRow(
            "plan", ref.row_id, v.site, ref.item, v.lead, "merged" if k else "planned",
            v.visit, "", "s0_plan",
        )
        for v in visits
        for k, ref in enumerate(v.checks)
    ]  # fmt: skip
    for row in scenario.plan:
        if row.due > WEEK.sunday:
            outcome, reason = "deferred", "not_yet"
        elif pick.random() < 0.95:
            outcome, reason = "done", "history"
        else:
            outcome, reason = pick.choice(
                (("deferred", "no_capacity"), ("remote", "cap"), ("deferred", "gap"))
            )
        rows.append(
            RegisterRow(
                "plan", row.plan_id, row.site, row.item, "sj", outcome, "", reason,  # type: ignore[arg-type]
                "s0_plan",
            )
        )  # fmt: skip
    return tuple(rows)
