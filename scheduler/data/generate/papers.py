"""Requests, closures, recusals: the papers that arrive beside the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random

from scheduler.data.generate.places import Place
from scheduler.data.generate.yearplan import Errand
from scheduler.model import Calendar, Closure, Officer, PlanRow, Recusal, Request
from scheduler.model.calendar import Week
from scheduler.model.demand import Trigger

REQUEST_WEEKS = tuple(Week(2026, n) for n in (8, 40, 47, 48, 49, 50, 51))
# Trigger, days from receipt to deadline, and what the note says.
EXEMPT: tuple[tuple[Trigger, int, str], ...] = (
    ("complaint", 7, "12345热线投诉（模拟）"),
    ("assigned", 12, "上级转办（模拟）"),
    ("clue", 10, "监测数据异常线索（模拟）"),
    ("enterprise", 20, "企业申请上门指导（模拟）"),
    ("recheck", 9, "整改复查（模拟）"),
    ("licence", 15, "许可现场核查（模拟）"),
    ("emergency", 2, "突发情况（模拟）"),
    ("complaint", 5, "群众举报（模拟）"),
)
UNKNOWN_SITE, UNKNOWN_ITEM = "S99999", "99"


def closures(made: Sequence[Place], rng: Random) -> tuple[Closure, ...]:
    """Return quiet days of the whole city and closed sites of 2026."""
    exam = Closure("*", dt.date(2026, 6, 7), dt.date(2026, 6, 9), "高考期间")
    rows = [exam]
    firms = [p for p in made if p.trade.kind != "area"]
    for place in rng.sample(firms, min(60, len(firms) // 4)):
        start = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(350))
        until = start + dt.timedelta(days=rng.choice((6, 13, 27)))
        rows.append(Closure(place.site.site, start, until, "停产检修（模拟）"))
    return tuple(rows)


def recusals(
    made: Sequence[Place], force: Sequence[Officer], rng: Random
) -> tuple[Recusal, ...]:
    """Return pairs that never meet, in the officer's own district."""
    by_district: dict[str, list[Place]] = {}
    for place in made:
        if place.trade.kind != "area":
            by_district.setdefault(place.district, []).append(place)
    usable = [o for o in force if o.districts and o.status == "staff"]
    rows: list[Recusal] = []
    for officer in rng.sample(usable, min(80, len(usable) // 2)):
        sites = by_district.get(officer.districts[0], [])
        rows += [
            Recusal(officer.officer, place.site.site, "亲属关系（模拟）")
            for place in rng.sample(sites, min(3, len(sites)))
        ]
    return tuple(rows)


class _Desk:
    """Numbers requests as they arrive."""

    def __init__(self, rng: Random, leads: Mapping[str, str]) -> None:
        self.rng, self.leads = rng, leads
        self.made: list[Request] = []

    def add(
        self,
        received: dt.date,
        days: int,
        site: str,
        item: str,
        trigger: Trigger,
        note: str,
        *,
        department: str | None = None,
    ) -> None:
        """Take in one request with a deadline `days` after receipt."""
        number = len(self.made) + 1
        approved = trigger != "emergency" and self.rng.random() < 0.85
        self.made.append(
            Request(
                request=f"R{number:03d}",
                department=department or self.leads.get(item, "urban"),
                site=site,
                item=item,
                received=received,
                earliest=received + dt.timedelta(days=1),
                latest=received + dt.timedelta(days=days),
                trigger=trigger,
                approval=f"申批26-{number:03d}" if approved else None,
                note=note,
            )
        )


def requests(
    made: Sequence[Place],
    plan: Sequence[PlanRow],
    leads: Mapping[str, str],
    cal: Calendar,
    rng: Random,
) -> tuple[Request, ...]:
    """Return requests of every kind for some weeks of 2026.

    A few are made to fail: unknown site or item, a duplicate, an item the site does
    not have, no plan row to ride on, received only within the week.
    """
    desk = _Desk(rng, leads)
    firms = [p for p in made if p.trade.kind != "area"]
    planned = {row.site for row in plan}
    for week in REQUEST_WEEKS:
        before = week.monday - dt.timedelta(days=rng.randrange(2, 6))
        for trigger, days, note in EXEMPT:
            place = rng.choice(firms)
            desk.add(before, days, place.site.site, place.trade.main, trigger, note)
        near = [
            r for r in plan if r.earliest <= week.sunday and r.latest >= week.monday
        ]
        if near:
            row = rng.choice(near)
            desk.add(before, 14, row.site, row.item, "none", "部门提请合并检查（模拟）")
            row = rng.choice(near)
            desk.add(
                before, 6, row.site, row.item, "complaint", "计划内对象被投诉（模拟）"
            )
            desk.add(before, 6, row.site, row.item, "complaint", "重复登记（模拟）")
        idle = [p for p in firms if p.site.site not in planned] or firms
        place = rng.choice(idle)
        desk.add(
            before, 14, place.site.site, place.trade.main, "none", "计划外（模拟）"
        )
        desk.add(
            week.monday + dt.timedelta(days=1),
            5,
            place.site.site,
            place.trade.main,
            "clue",
            "本周内收到（模拟）",
        )
        desk.add(before, 9, UNKNOWN_SITE, "16", "complaint", "名录外对象（模拟）")
        desk.add(
            before, 9, place.site.site, UNKNOWN_ITEM, "assigned", "事项不明（模拟）"
        )
        other = "30" if "30" not in place.items else "16"
        desk.add(before, 9, place.site.site, other, "complaint", "事项不适用（模拟）")
    return tuple(desk.made)


def request_errands(asked: Sequence[Request], made: Sequence[Place]) -> list[Errand]:
    """Return the exempt requests that the past could carry out, once each."""
    by_id = {place.site.site: place for place in made}
    seen: set[tuple[str, str]] = set()
    errands = []
    for row in asked:
        place = by_id.get(row.site)
        known = place is not None and row.item in place.items
        if place is None or not known or not row.exempt or (row.site, row.item) in seen:
            continue
        seen.add((row.site, row.item))
        dates = (row.earliest, row.earliest, row.latest)
        line = PlanRow(row.request, row.site, row.item, *dates)
        errands.append(Errand(place, (line,), row.trigger))
    return errands
