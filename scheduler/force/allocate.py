"""Postings of the whole force: resident teams, liaison, bureau by town, reviewers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler.force.bureau import by_town, district_targets
from scheduler.force.liaison import post_liaison
from scheduler.force.reviewers import match_reviewers
from scheduler.force.targets import FLOOR, split, sunk_number
from scheduler.force.team import post_team
from scheduler.model import (
    Allocation,
    Department,
    Level,
    LiaisonShortage,
    Move,
    Officer,
    Scenario,
    Target,
)
from scheduler.model.calendar import Date

LEVELS = ("floor", "split", "holders", "team_moves")


@dataclass(frozen=True)
class Wishes:
    """What the allocation is asked beside the policy.

    Attributes
    ----------
    share : float
        Part of each resident team that is posted to districts: 0.8 at the end, less
        in an earlier phase.
    work : mapping of (str, str) to float
        Work of a team in a district in officer-sessions, for the split among the
        others; empty: alike.
    town_visits : mapping of str to float
        Visits at which the bureau has to be present, by town, for its officers;
        empty: the towns' sites. A number of visits, since its work is not planned
        by town.
    holders : mapping of (str, str, str) to int
        Holders of a qualification by (department, district, qualification), as far
        as people are wanted there; empty: none are asked for.
    """

    share: float
    work: Mapping[tuple[str, str], float]
    town_visits: Mapping[str, float]
    holders: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


def allocate(scenario: Scenario, date: Date, wishes: Wishes) -> Allocation:
    """Post the force as of a date."""
    before = {officer.officer: officer for officer in scenario.officers}
    teams = _Teams.post(scenario, date, wishes)
    targets = teams.targets
    after = {**before, **teams.officers}
    shortages: list[LiaisonShortage] = []
    for department in _of_kind(scenario, "liaison"):
        posted, shortage = _liaison(scenario, department, date)
        after.update(posted)
        shortages += [shortage] if shortage else []
    for bureau in _of_kind(scenario, "bureau"):
        posted, rows = _bureau(scenario, bureau, date, wishes)
        after.update(posted)
        targets += rows
    officers = tuple(after[officer.officer] for officer in scenario.officers)
    heads = [*_of_kind(scenario, "bureau"), *_of_kind(scenario, "resident")]
    # A department without people can head no group.
    heads = [row for row in heads if _staff(scenario, row)]
    return Allocation(
        officers=officers,
        targets=tuple(targets),
        moves=tuple(_moves(before, after)),
        liaison=tuple(shortages),
        reviewers=match_reviewers(
            [row.department for row in heads],
            [row.district for row in scenario.districts],
            officers,
        ),
        levels=tuple(
            Level(name, value, value, least=True)
            for name, value in teams.values.items()
        ),
        sunk=teams.sunk,
    )


@dataclass
class _Teams:
    """The postings of the resident teams."""

    officers: dict[str, Officer]
    targets: list[Target]
    values: dict[str, int]
    sunk: dict[str, tuple[int, int]]

    @classmethod
    def post(cls, scenario: Scenario, date: Date, wishes: Wishes) -> _Teams:
        found = cls({}, [], dict.fromkeys(LEVELS, 0), {})
        for team in _of_kind(scenario, "resident"):
            rows, levels, posted = _team(scenario, team, date, wishes)
            found.targets += rows
            found.officers.update(posted)
            for name, value in zip(LEVELS, levels, strict=True):
                found.values[name] += value
            sunk = sum(bool(officer.districts) for officer in posted.values())
            found.sunk[team.department] = (sunk, len(posted))
        return found


def _of_kind(scenario: Scenario, kind: str) -> list[Department]:
    rows = [row for row in scenario.departments if row.kind == kind]
    return sorted(rows, key=lambda row: row.department)


def _staff(scenario: Scenario, department: Department) -> list[Officer]:
    return [
        officer
        for officer in scenario.officers
        if officer.department == department.department and officer.status == "staff"
    ]


def _team(
    scenario: Scenario, team: Department, date: Date, wishes: Wishes
) -> tuple[list[Target], tuple[int, ...], dict[str, Officer]]:
    """Return targets, values of the levels and the officers of one resident team."""
    staff = _staff(scenario, team)
    work = {g: w for (who, g), w in wishes.work.items() if who == team.department}
    target = split(scenario, sunk_number(len(staff), wishes.share), work)
    certified = {o.officer for o in staff if o.certified_on(date)}
    floor = floors(target, len(certified))
    wanted = {
        (g, q): min(count, target[g])
        for (who, g, q), count in wishes.holders.items()
        if who == team.department and target.get(g)
    }
    plan = post_team(staff, target, floor, wanted, date)
    there = Counter(plan.district.values())
    holding = Counter(g for o, g in plan.district.items() if o in certified)
    # The program asks for what the headcount permits; what is told is asked of all.
    rows = [
        Target(team.department, g, n, there[g], holding[g], FLOOR)
        for g, n in target.items()
    ]
    posted = {
        o.officer: _posted(o, plan.district.get(o.officer), target) for o in staff
    }
    return rows, plan.levels, posted


def _posted(officer: Officer, district: str | None, all_: Mapping[str, int]) -> Officer:
    """Return an officer in a district; what he served beyond the districts stays."""
    kept = tuple(g for g in officer.districts if g not in all_)
    return replace(officer, districts=(*((district,) if district else ()), *kept))


def floors(target: Mapping[str, int], certified: int) -> dict[str, int]:
    """Return the least certified people by district, as far as the headcount permits.

    Two where two people are wanted, one where only one is; districts of most people
    come first if there are not enough for all.
    """
    found: dict[str, int] = {}
    for district, people in sorted(target.items(), key=lambda row: -row[1]):
        least = min(FLOOR, people)
        if least and least <= certified:
            found[district] = least
            certified -= least
    return found


def _liaison(
    scenario: Scenario, department: Department, date: Date
) -> tuple[dict[str, Officer], LiaisonShortage | None]:
    least = int(scenario.settings.number("liaison_minimum", "people"))
    able = [o for o in _staff(scenario, department) if o.certified_on(date)]
    districts = [row.district for row in scenario.districts]
    plan = post_liaison(department.department, able, districts, least)
    posted = {
        officer: replace(_officer(able, officer), districts=served)
        for officer, served in plan.districts.items()
    }
    return posted, plan.shortage


def _bureau(
    scenario: Scenario, bureau: Department, date: Date, wishes: Wishes
) -> tuple[dict[str, Officer], list[Target]]:
    visits = wishes.town_visits
    posted = by_town(scenario, _staff(scenario, bureau), visits, date)
    officers = list(posted.values())
    name = bureau.department
    return posted, district_targets(scenario, name, officers, visits, date)


def _officer(officers: Sequence[Officer], name: str) -> Officer:
    return next(one for one in officers if one.officer == name)


def _moves(before: Mapping[str, Officer], after: Mapping[str, Officer]) -> list[Move]:
    return [
        Move(
            name,
            old.department,
            old.districts,
            new.districts,
            old.town or "",
            new.town or "",
        )
        for name, old in sorted(before.items())
        for new in (after[name],)
        if (old.districts, old.town or "") != (new.districts, new.town or "")
    ]
