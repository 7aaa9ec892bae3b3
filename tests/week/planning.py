"""What tests of whole little weeks share: a few tables, and what to ask of a week."""

from typing import Any

from scheduler.model import PlannedWeek, Scenario
from scheduler.week import Planner
from tests import makers as m
from tests.week.tiny_city import W49
from tests.week.verdict import ENOUGH
from tests.week.world import city

OFF = ("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
ONLY_MONDAY = m.make_calendar(off=OFF)
PAIR = (m.make_officer("yj1", night=True), m.make_officer("yj2", night=True))
ONE_ROW = (m.make_plan_row("P1"),)


def sessions(planned: PlannedWeek) -> list[str]:
    """``site day kind`` of every visit."""
    return sorted(
        f"{v.site} {v.date.day} {v.session}" for v in planned.timetable.visits
    )


def register(planned: PlannedWeek) -> dict[str, str]:
    return {
        row.row_id: f"{row.outcome}: {row.reason}" if row.reason else row.outcome
        for row in planned.timetable.register
    }


def status(scenario: Scenario) -> str:
    return str(Planner(scenario, W49, options=ENOUGH).plan().result.status)


def groups(
    level: str, names: tuple[str, ...] = ("centre", "south", "other"), **settings: Any
) -> Scenario:
    """A factory in each of the districts; only the resident yj are sent."""
    places = [f"d{k} {name}".split() for k, name in enumerate(names, start=1)]
    districts = tuple(
        m.make_district(place, group=name, base=f"t{place[1:]}")
        for place, name in places
    )
    towns = tuple(m.make_town(f"t{place[1:]}", district=place) for place, _ in places)
    numbers = range(1, len(names) + 1)
    officers = tuple(
        m.make_officer(
            f"yj{k}{j}", department="yj", districts=(f"d{k}",), max_sessions=1
        )
        for k in numbers
        for j in (1, 2)
    )
    return city(
        settings=m.make_settings({"force_deployed": {"level": level}}, **settings),
        districts=districts,
        towns=towns,
        officers=officers,
        vehicles=tuple(m.make_vehicle(f"v{k}", base=f"t{k}") for k in numbers),
        sites=tuple(m.make_site(f"s{k}", town=f"t{k}") for k in numbers),
        plan=tuple(m.make_plan_row(f"P{k}", f"s{k}") for k in numbers),
    )
