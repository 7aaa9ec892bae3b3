"""Measure 9: 1:1:2, the 80 % sunk, two certified a liaison department and district."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.model import Officer, PlannedWeek, Scenario
from scheduler.model.calendar import Date
from scheduler.report.measure_row import MeasureRow, RowMaker, share
from scheduler.rules.force import GROUPS, shares
from scheduler.rules.serving import certified
from scheduler.words import Words


def force_rows(planned: PlannedWeek, words: Words) -> list[MeasureRow]:
    """Return the rows of measure 9."""
    row, scenario = RowMaker(words, 9), planned.scenario
    sunk, staff = sunk_staff(scenario)
    return [
        *_split_rows(row, "posted", posted(scenario), scenario),
        *_split_rows(row, "deployed", deployed(planned), scenario),
        row("sunk_share", share(sunk, staff), "share"),
        row("sunk_staff", sunk, "person"),
        row("staff", staff, "person"),
        row("liaison_short", liaison_short(scenario, planned.week.monday), "pairs"),
    ]


def _split_rows(
    row: RowMaker, what: str, amounts: Mapping[str, float], scenario: Scenario
) -> list[MeasureRow]:
    whole = sum(amounts.values())
    target = {g: float(s) for g, s in zip(GROUPS, shares(scenario), strict=True)}
    found = {group: share(amounts[group], whole) for group in GROUPS}
    away = [abs(s - target[g]) for g, s in found.items() if s is not None]
    rows = [row(f"split_{what}", max(away, default=None), "share")]
    for group in GROUPS:
        name = row.words(f"report.group.{group}")
        rows.append(
            row(
                f"split_{what}_group",
                found[group],
                "share",
                suffix=group,
                group=name,
                target=f"{target[group]:.0%}",
            )
        )
    return rows


def posted(scenario: Scenario) -> dict[str, float]:
    """Return the posted staff of the resident teams by group of districts.

    Everybody counts once, where the first of his districts lies.
    """
    amounts = dict.fromkeys(GROUPS, 0.0)
    for officer in scenario.officers:
        staff = officer.status == "staff" and bool(officer.districts)
        if staff and _is_resident(scenario, officer):
            amounts[scenario.district[officer.districts[0]].group] += 1
    return amounts


def deployed(planned: PlannedWeek) -> dict[str, float]:
    """Return the week's officer-sessions of the resident teams by group."""
    scenario = planned.scenario
    weight = {kind.kind: kind.weight for kind in scenario.settings.sessions}
    group = {
        r.round: scenario.district[r.district].group for r in planned.timetable.rounds
    }
    amounts = dict.fromkeys(GROUPS, 0.0)
    for row in planned.timetable.assignments:
        if scenario.department[row.department].kind == "resident":
            amounts[group[row.round]] += weight[row.session]
    return amounts


def sunk_staff(scenario: Scenario) -> tuple[int, int]:
    """Return (posted to districts, all) staff of the bureau and resident teams."""
    staff = [
        officer
        for officer in scenario.officers
        if officer.status == "staff"
        and scenario.department[officer.department].kind in ("bureau", "resident")
    ]
    return sum(bool(officer.districts) for officer in staff), len(staff)


def liaison_short(scenario: Scenario, date: Date) -> int:
    """Return how many (liaison department, district) have too few certificates."""
    people = int(scenario.settings.number("liaison_minimum", "people"))
    liaison = [d.department for d in scenario.departments if d.kind == "liaison"]
    held = {(d, g.district): 0 for d in liaison for g in scenario.districts}
    for officer in scenario.officers:
        if certified(officer, date):
            for district in officer.districts:
                if (officer.department, district) in held:
                    held[officer.department, district] += 1
    return sum(count < people for count in held.values())


def _is_resident(scenario: Scenario, officer: Officer) -> bool:
    return scenario.department[officer.department].kind == "resident"
