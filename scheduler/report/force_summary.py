"""The few lines the terminal shows at the end of an allocation of the force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from scheduler.model import Allocation, Scenario, Target
from scheduler.report.force_missing import (
    departments_of,
    missing_certified,
    missing_people,
)
from scheduler.words import Words

GROUPS = ("centre", "south", "other")


def force_summary_lines(
    found: Allocation, scenario: Scenario, words: Words
) -> list[str]:
    """Return the split of each team, what is missing, shortages, moves."""
    lines = [_team(found, scenario, team, words) for team in found.sunk]
    for name, missing in (("alone", missing_people), ("barred", missing_certified)):
        for department in departments_of(found):
            rows = [row for row in found.targets if row.department == department]
            lines += _missing(rows, scenario, missing, f"report.force.{name}", words)
    for level in found.levels:
        if level.name != "team_moves" and level.value:
            name = words(f"report.force.levels.{level.name}")
            lines.append(words("report.force.missing", name=name, value=level.value))
    lines += [
        words(
            "report.force.liaison",
            who=scenario.department[row.department].name,
            certified=row.certified,
            wanted=row.wanted,
            missing=row.missing,
        )
        for row in found.liaison
    ]
    lines += [
        _reviewer(scenario, row.district, row.department, words)
        for row in found.reviewers
    ]
    lines += _unreviewed(found, scenario, words)
    return [*lines, _moved(found, words)]


def _moved(found: Allocation, words: Words) -> str:
    count, towns = len(found.moves), found.town_moves
    return words(
        "report.force.moves", count=count, districts=count - towns, towns=towns
    )


def _missing(
    targets: list[Target],
    scenario: Scenario,
    missing: Callable[[Target], int],
    key: str,
    words: Words,
) -> list[str]:
    """Return a line on the districts in which a department lacks some of two."""
    short = [row for row in targets if missing(row)]
    if not short:
        return []
    places = [scenario.district[row.district].name for row in short]
    return [
        words(
            key,
            who=scenario.department[short[0].department].name,
            places=words("report.year.and").join(places),
            missing=sum(map(missing, short)),
        )
    ]


def _team(found: Allocation, scenario: Scenario, team: str, words: Words) -> str:
    posted, staff = found.sunk[team]
    groups: dict[str, int] = defaultdict(int)
    for row in found.targets:
        if row.department == team:
            groups[scenario.district[row.district].group] += row.posted
    return words(
        "report.force.team",
        who=scenario.department[team].name,
        posted=posted,
        staff=staff,
        share=f"{posted / staff:.1%}" if staff else "—",
        split=" : ".join(str(groups[group]) for group in GROUPS),
    )


def _unreviewed(found: Allocation, scenario: Scenario, words: Words) -> list[str]:
    """Return a line on the districts no department is left for."""
    headed = {row.district for row in found.reviewers}
    places = [row.name for row in scenario.districts if row.district not in headed]
    if not places:
        return []
    joined = words("report.year.and").join(places)
    return [words("report.force.unreviewed", places=joined)]


def _reviewer(scenario: Scenario, district: str, department: str, words: Words) -> str:
    return words(
        "report.force.reviewer",
        place=scenario.district[district].name,
        who=scenario.department[department].name,
    )
