"""The few lines the terminal shows at the end of an allocation of the force."""

from __future__ import annotations

from collections import defaultdict

from scheduler.model import Allocation, Scenario
from scheduler.words import Words

GROUPS = ("centre", "south", "other")
# Fewer people of a team than this can act nowhere without help.
ALONE = 2


def force_summary_lines(
    found: Allocation, scenario: Scenario, words: Words
) -> list[str]:
    """Return the split of each team, what is missing, shortages, moves."""
    lines = [_team(found, scenario, team, words) for team in found.sunk]
    for team in found.sunk:
        lines += _alone(found, scenario, team, words)
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


def _alone(found: Allocation, scenario: Scenario, team: str, words: Words) -> list[str]:
    """Return a line on the districts in which a team has nobody, or one alone."""
    places = [
        scenario.district[row.district].name
        for row in found.targets
        if row.department == team and row.posted < ALONE
    ]
    if not places:
        return []
    who, and_ = scenario.department[team].name, words("report.year.and")
    return [words("report.force.alone", who=who, places=and_.join(places))]


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
