"""Pools: who may stand in for whom, as docs/draw.md says."""

from __future__ import annotations

from collections import defaultdict

from scheduler.model import Officer, Scenario
from scheduler.rules.serving import is_town_officer, served_districts


def usable(officer: Officer) -> bool:
    """Say whether he may be drawn at all: staff, sunk, with sessions."""
    staff = officer.status == "staff"
    return staff and bool(officer.districts) and officer.max_sessions > 0


def help_sessions(scenario: Scenario) -> int:
    """Return how many sessions a week an officer may help another district."""
    return int(scenario.settings.number("own_district", "help_sessions"))


def joined_districts(scenario: Scenario, department: str) -> dict[str, tuple[str, ...]]:
    """Return, for each district, the group of districts whose officers are shared.

    Two districts are joined where a usable officer serves both, or both are of
    dispatch `city`; with help allowed all are. Groups are sorted.
    """
    every = sorted(scenario.district)
    if help_sessions(scenario) > 0:
        return {district: tuple(every) for district in every}
    group = {district: {district} for district in every}
    links = [scenario.city_districts]
    links += [
        served_districts(scenario, officer)
        for officer in scenario.officers
        if officer.department == department and usable(officer)
    ]
    for link in links:
        merged = {d for member in link for d in group.get(member, {member})}
        for district in merged:
            group[district] = merged
    return {district: tuple(sorted(group[district])) for district in every}


def pools_by_department(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Return the pool id of each department (not kind town) and district."""
    pools: dict[str, dict[str, str]] = defaultdict(dict)
    for department in scenario.departments:
        if department.kind != "town":
            groups = joined_districts(scenario, department.department)
            for district, group in groups.items():
                pools[department.department][district] = (
                    f"{department.department}/{'+'.join(group)}"
                )
    return dict(pools)


def pools_of(scenario: Scenario) -> dict[str, str]:
    """Return the pool of every usable officer."""
    by_department, found = pools_by_department(scenario), {}
    for officer in scenario.officers:
        if not usable(officer):
            continue
        if is_town_officer(scenario, officer):
            found[officer.officer] = f"{officer.department}/{officer.town}"
        elif officer.department in by_department:
            district = officer.districts[0]
            found[officer.officer] = by_department[officer.department][district]
    return found
