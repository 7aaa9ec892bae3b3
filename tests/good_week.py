"""A small good week by hand: 2026-W49 in the Cangcang district.

Towns t1 (station, base) and t2, 20 minutes apart; departments cg (bureau), yj and sc
(resident), xf (liaison, vertical), tw (kind town). Three rounds:

* R001 Tuesday morning, t1: V001 factory s1, safety and dust in one visit, yj + sc + xf.
* R002 Wednesday day, t2: V002 factory s2 (safety), V003 shop s5 (food, a complaint),
  after the break V004 village grid s4 (patrol, delegated to the town), yj sc cg tw.
* R003 Thursday evening, t1: V005 restaurant s3 (food), sc + cg.
"""

from __future__ import annotations

from typing import Any

from scheduler.model import (
    Assignment,
    HistoryRow,
    RegisterRow,
    Round,
    Scenario,
    Season,
    Timetable,
    Visit,
    Week,
)
from scheduler.model.settings import DrawSettings
from scheduler.rules.core import Published
from tests import makers as m

R001, R002, R003 = "2026-W49-R001", "2026-W49-R002", "2026-W49-R003"
V001, V002, V003 = "2026-W49-V001", "2026-W49-V002", "2026-W49-V003"
V004, V005 = "2026-W49-V004", "2026-W49-V005"
TUE, WED, THU = m.day("2026-12-01"), m.day("2026-12-02"), m.day("2026-12-03")
TEAM = {
    R001: ("sc1", "sc2", "xf1", "xf2", "yj1", "yj2"),
    R002: ("cg1", "cg2", "sc3", "sc4", "tw21", "tw22", "yj1", "yj3"),
    R003: ("cg3", "cg4", "sc1", "sc2"),
}
USED = {
    (R001, "yj1"): ("工贸安全",),
    (R001, "yj2"): ("粉尘涉爆",),
    (R002, "yj1"): ("工贸安全",),
    (R002, "sc3"): ("食品检查",),
    (R003, "sc1"): ("食品检查",),
}


def _force() -> dict[str, Any]:
    departments = (
        m.make_department("cg", name="城管局", kind="bureau"),
        m.make_department("sc", name="市场监管局"),
        m.make_department("tw", name="乡镇综合执法队", kind="town"),
        m.make_department("xf", name="消防救援大队", kind="liaison", vertical=True),
        m.make_department("yj", name="应急管理局"),
    )
    officers = (
        *(m.make_officer(f"cg{k}", night=k >= 3) for k in range(1, 5)),
        *(
            m.make_officer(
                f"sc{k}",
                night=k != 3,
                qualifications=("食品检查",) if k in (1, 3, 5) else (),
            )
            for k in range(1, 6)
        ),
        m.make_officer("tw11", town="t1"),
        m.make_officer("tw12", town="t1"),
        m.make_officer("tw21", town="t2"),
        m.make_officer("tw22", town="t2"),
        m.make_officer("tw23", town="t2"),
        m.make_officer("xf1"),
        m.make_officer("xf2"),
        m.make_officer("yj1", qualifications=("工贸安全",)),
        m.make_officer("yj2", qualifications=("工贸安全", "粉尘涉爆")),
        m.make_officer("yj3"),
        m.make_officer("yj4", qualifications=("工贸安全",), legal_reviewer=True),
        m.make_officer("yj9", status="auxiliary", certificate=None, valid_from=None),
    )
    return {"departments": departments, "officers": officers}


def _catalogue() -> dict[str, Any]:
    shops = tuple(map(m.span, ("09:00-11:30", "14:00-17:30", "19:30-22:00")))
    items = (
        m.make_item(
            "dust",
            list_="consented",
            consent_no="南城管函〔2026〕8号",
            consent_until=m.day("2026-12-31"),
            minutes=30,
            merge_group="production",
        ),
        m.make_item("food", minutes=45, windows=shops),
        m.make_item(
            "patrol",
            minutes=90,
            sessions=("morning", "afternoon", "day"),
            target="area",
            seasons=(Season((1, 1), (12, 31)),),
        ),
        m.make_item(
            "safety", merge_group="production", windows=(m.span("08:00-18:00"),)
        ),
    )
    roles = (
        m.make_role("dust", "yj", qualification=("粉尘涉爆",)),
        m.make_role("food", "sc", qualification=("食品检查",)),
        m.make_role("food", "cg", "assist"),
        m.make_role("patrol", "cg"),
        m.make_role("safety", "yj", qualification=("工贸安全",)),
        m.make_role("safety", "sc", "case"),
        m.make_role("safety", "xf", "assist"),
    )
    frequencies = (
        m.make_frequency("safety", "B"),
        m.make_frequency("safety", "C", per_year=2),
        m.make_frequency("food", "B"),
        m.make_frequency("patrol", "A", per_year=12, tolerance_days=10),
    )
    return {
        "items": items,
        "item_departments": roles,
        "frequencies": frequencies,
        "delegations": (m.make_delegation("patrol", "t2"),),
        "caps": (m.make_cap("yj", "*", 2), m.make_cap("sc", "*", 2)),
    }


def _demand() -> dict[str, Any]:
    sites = (
        m.make_site("s1"),
        m.make_site("s2", town="t2", risk="C"),
        m.make_site(
            "s3", kind="place", open_from=m.at("10:00"), open_until=m.at("22:00")
        ),
        m.make_site("s4", kind="area", town="t2", risk="A"),
        m.make_site("s5", town="t2"),
    )
    applies = (
        *(m.make_site_item("s1", item) for item in ("safety", "dust")),
        *(m.make_site_item("s2", item) for item in ("safety", "food")),
        m.make_site_item("s3", "food"),
        m.make_site_item("s4", "patrol"),
        m.make_site_item("s5", "food"),
    )
    plan = (
        m.make_plan_row("P1", "s1", "safety"),
        m.make_plan_row("P2", "s1", "dust", due=m.day("2026-12-15")),
        m.make_plan_row("P3", "s2", "safety", latest=m.day("2026-12-06")),
        m.make_plan_row("P4", "s4", "patrol", counts_to_cap=False),
        m.make_plan_row("P5", "s3", "food"),
        m.make_plan_row(
            "P6", "s2", "food", earliest=m.day("2026-12-20"), due=m.day("2026-12-28")
        ),
        m.make_plan_row(
            "P7",
            "s4",
            "patrol",
            earliest=m.day("2026-10-01"),
            due=m.day("2026-10-15"),
            latest=m.day("2026-10-31"),
            counts_to_cap=False,
        ),
    )
    history = (
        # s2: sc has used 1 of its 2; the visit was 33 days before Wednesday's.
        _past("2026-10-30", "s2", "food", "sc", "P0", ("sc1", "sc2")),
        _past("2026-10-14", "s4", "patrol", "tw", "P7", ("tw21", "tw22")),
    )
    requests = (m.make_request("Q1", site="s5", item="food"),)
    return {
        "sites": sites,
        "site_items": applies,
        "plan": plan,
        "requests": requests,
        "history": history,
    }


def _past(
    date: str, site: str, item: str, department: str, row: str, officers: Any
) -> HistoryRow:
    return m.make_history_row(
        site,
        date=m.day(date),
        item=item,
        department=department,
        plan_id=row,
        officers=officers,
    )


def good_scenario(**changes: Any) -> Scenario:
    """The inputs of the good week, with whole tables replaced by `changes`."""
    tables: dict[str, Any] = {
        "settings": m.make_settings(
            draw=DrawSettings("上证指数收盘", "2026-11-27 15:30")
        ),
        "districts": (m.make_district(),),
        "towns": (m.make_town("t1"), m.make_town("t2", lat=24.97, lon=118.24)),
        "travel_given": {("t1", "t2"): 20, ("t2", "t1"): 20},
        "vehicles": (m.make_vehicle("v1"), m.make_vehicle("v2", seats=5)),
        "invitations": (m.make_invitation("xf"),),
        **_force(),
        **_catalogue(),
        **_demand(),
    }
    return m.make_scenario(**{**tables, **changes})


def _rounds() -> tuple[Round, ...]:
    return (
        # 10 there, 10 + max(yj 60+30, sc 60, xf 60) on site, 10 back.
        m.make_round(
            R001,
            return_=m.at("10:30"),
            officers=TEAM[R001],
            travel_minutes=20,
            on_site_minutes=100,
        ),
        # Travel 20 + 10 + 10 + 20; on site 70 + 55 + 100; tw leads 100 minutes,
        # yj 70, sc 55. Six people need a seat.
        m.make_round(
            R002,
            date=WED,
            session="day",
            depart=m.at("08:40"),
            return_=m.at("16:00"),
            towns=("t2",),
            officers=TEAM[R002],
            lead="tw",
            travel_minutes=60,
            on_site_minutes=225,
        ),
        m.make_round(
            R003,
            date=THU,
            session="evening",
            depart=m.at("19:30"),
            return_=m.at("20:45"),
            officers=TEAM[R003],
            vehicles=("v2",),
            lead="sc",
            on_site_minutes=55,
        ),
    )


def _visit(visit: str, times: str, site: str, checks: str, **changes: Any) -> Visit:
    when = m.span(times)
    return m.make_visit(
        visit,
        start=when.start,
        end=when.end,
        site=site,
        site_name=f"{site}公司",
        checks=tuple(map(m.make_check, checks.split(";"))),
        **changes,
    )


def _visits() -> tuple[Visit, ...]:
    wed: dict[str, Any] = {"round": R002, "date": WED, "session": "day", "town": "t2"}
    return (
        _visit(
            V001,
            "08:40-10:20",
            "s1",
            "safety@P1;dust@P2",
            departments=("sc", "xf", "yj"),
            officers=TEAM[R001],
            cap_use="sc:1/2;xf:1/2;yj:1/2",
        ),
        _visit(
            V002,
            "09:00-10:10",
            "s2",
            "safety@P3",
            departments=("sc", "yj"),
            officers=("sc3", "sc4", "yj1", "yj3"),
            cap_use="sc:2/2;yj:1/2",
            **wed,
        ),
        _visit(
            V003,
            "10:20-11:15",
            "s5",
            "food@!complaint:Q1",
            order=2,
            lead="sc",
            departments=("cg", "sc"),
            officers=("cg1", "cg2", "sc3", "sc4"),
            cap_use="",
            **wed,
        ),
        _visit(
            V004,
            "14:00-15:40",
            "s4",
            "patrol@P4",
            order=3,
            lead="tw",
            departments=("cg", "tw"),
            officers=("cg1", "cg2", "tw21", "tw22"),
            cap_use="",
            **wed,
        ),
        _visit(
            V005,
            "19:40-20:35",
            "s3",
            "food@P5",
            round=R003,
            date=THU,
            session="evening",
            lead="sc",
            departments=("cg", "sc"),
            officers=TEAM[R003],
            cap_use="cg:1/2;sc:1/2",
        ),
    )


def _assignments() -> tuple[Assignment, ...]:
    return tuple(
        m.make_assignment(
            officer,
            round=row.round,
            date=row.date,
            session=row.session,
            qualification_used=USED.get((row.round, officer), ()),
        )
        for row in _rounds()
        for officer in row.officers
    )


def _register() -> tuple[RegisterRow, ...]:
    def row(
        row_id: str, site: str, item: str, department: str, **rest: Any
    ) -> RegisterRow:
        return m.make_register_row(
            row_id, site=site, item=item, department=department, **rest
        )

    waiting: dict[str, Any] = {"visit": "", "clause": "S0.4.5"}
    return (
        row("P1", "s1", "safety", "yj", visit=V001),
        row("P2", "s1", "dust", "yj", outcome="merged", visit=V001),
        row("P3", "s2", "safety", "yj", visit=V002),
        row("P4", "s4", "patrol", "tw", visit=V004),
        row("P5", "s3", "food", "sc", visit=V005),
        row("P6", "s2", "food", "sc", outcome="deferred", reason="not_yet", **waiting),
        row("P7", "s4", "patrol", "tw", outcome="done", reason="history", **waiting),
        row("Q1", "s5", "food", "sc", row_kind="request", visit=V003),
    )


def good_timetable() -> Timetable:
    """The outputs of the good week, without draw and commit."""
    return Timetable(
        "2026-W49", _visits(), _rounds(), _assignments(), (), _register(), b""
    )


def good_week() -> Published:
    """The good week as its folder would say it."""
    return Published(
        good_scenario(),
        Week(2026, 49),
        good_timetable(),
        (),
        {
            "status": "OPTIMAL",
            "beacon": "上证指数 2026-11-27 3986.42",
            "draw_seed": None,
            "counts": {"visits": 4, "area_actions": 1, "rounds": 3, "checks": 6},
        },
        "",
    )
