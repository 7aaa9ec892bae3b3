"""Where the force is posted and used: 1:1:2, 80 %, liaison, reviewers, balance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from scheduler.model import Department, Officer, Scenario
from scheduler.rules.balance import check_balance
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.legal_contact import check_legal_contact
from scheduler.rules.serving import certified, weight

__all__ = [
    "check_balance",
    "check_force_deployed",
    "check_force_split",
    "check_legal_contact",
    "check_liaison_minimum",
    "check_sunk_share",
    "deployed",
    "largest_remainder",
    "shares",
]

GROUPS = ("centre", "south", "other")


def exact(number: float | str) -> Fraction:
    """Return a decimal number of the settings as an exact fraction."""
    return Fraction(str(number))


def shares(scenario: Scenario) -> tuple[Fraction, ...]:
    """Return the part of centre, south and the others; they sum to 1.

    With reading ``each`` every other district counts the third number for itself. A
    group without a district has no part.
    """
    present = {d.group for d in scenario.districts}
    ratio = [
        exact(number) if group in present else Fraction(0)
        for group, number in zip(GROUPS, scenario.settings.split.ratio, strict=True)
    ]
    if scenario.settings.split.reading == "each":
        ratio[2] *= sum(1 for d in scenario.districts if d.group == "other")
    return tuple(part / (sum(ratio) or Fraction(1)) for part in ratio)


def largest_remainder(total: int, parts: Sequence[Fraction]) -> list[int]:
    """Share `total` out by `parts`; ties of remainders go to the earlier part."""
    exactly = [total * part for part in parts]
    whole = [math.floor(number) for number in exactly]
    order = sorted(range(len(parts)), key=lambda k: (whole[k] - exactly[k], k))
    for k in order[: total - sum(whole)]:
        whole[k] += 1
    return whole


def staff_of(scenario: Scenario, department: Department) -> list[Officer]:
    """Return the staff officers of a department."""
    return [
        officer
        for officer in scenario.officers
        if officer.department == department.department and officer.status == "staff"
    ]


def residents(scenario: Scenario) -> list[Department]:
    """Return the resident teams by id."""
    rows = [d for d in scenario.departments if d.kind == "resident"]
    return sorted(rows, key=lambda d: d.department)


def check_force_split(published: Published) -> Finding:
    """Compare the postings of each resident team with its largest-remainder 1:1:2.

    A fact is a team and group; the amount is the people beyond the tolerance.
    """
    rule, scenario, found = "force_split", published.scenario, []
    allowed = int(scenario.settings.number(rule, "people"))
    group_of = {d.district: d.group for d in scenario.districts}
    teams = residents(scenario)
    for team in teams:
        posted: Counter[str] = Counter()
        for officer in staff_of(scenario, team):
            # One person counts once, where the first of his districts lies.
            if officer.districts:
                posted[group_of[officer.districts[0]]] += 1
        targets = largest_remainder(posted.total(), shares(scenario))
        for group, target in zip(GROUPS, targets, strict=True):
            beyond = abs(posted[group] - target) - allowed
            if beyond > 0:
                fields = {
                    "department": team.department,
                    "group": group,
                    "posted": posted[group],
                    "target": target,
                    "allowed": allowed,
                }
                found.append(Violation(rule, "beyond", fields, beyond))
    return Finding(len(teams) * len(GROUPS), tuple(found))


def deployed(published: Published) -> dict[str, int]:
    """Return the week's officer-sessions of the resident teams by group."""
    scenario = published.scenario
    teams = {d.department for d in residents(scenario)}
    used: Counter[str] = Counter()
    for row in published.timetable.assignments:
        trip = published.round.get(row.round)
        if trip is not None and row.department in teams:
            group = scenario.district[trip.district].group
            used[group] += weight(scenario, row.session)
    return {group: used[group] for group in GROUPS}


def check_force_deployed(published: Published) -> Finding:
    """Compare the planned officer-sessions of the resident teams with 1:1:2.

    A fact is an officer-session; the amount is the sessions beyond the tolerance.
    """
    rule, scenario = "force_deployed", published.scenario
    tolerance = exact(scenario.settings.number(rule, "tolerance"))
    used = deployed(published)
    total, found = sum(used.values()), []
    for group, share in zip(GROUPS, shares(scenario), strict=True):
        beyond = abs(used[group] - share * total) - tolerance * total
        if beyond > 0:
            fields = {
                "group": group,
                "sessions": used[group],
                "total": total,
                "target": f"{float(share * total):.1f}",
                "beyond": f"{float(beyond):.1f}",
            }
            found.append(Violation(rule, "beyond", fields, float(beyond)))
    return Finding(total, tuple(found))


def check_sunk_share(published: Published) -> Finding:
    """Count the staff officers of bureau and resident teams posted to districts.

    A fact is a staff officer; the amount is the people that are missing.
    """
    rule, scenario, facts, found = "sunk_share", published.scenario, 0, []
    share = exact(scenario.settings.number(rule, "share"))
    for team in sorted(scenario.departments, key=lambda d: d.department):
        if team.kind not in ("bureau", "resident"):
            continue
        staff = staff_of(scenario, team)
        facts += len(staff)
        sunk = sum(1 for officer in staff if officer.districts)
        short = math.ceil(share * len(staff)) - sunk
        if short > 0:
            fields = {
                "department": team.department,
                "sunk": sunk,
                "staff": len(staff),
                "short": short,
                "phase": scenario.settings.split.phase or "—",
            }
            found.append(Violation(rule, "short", fields, short))
    return Finding(facts, tuple(found))


def check_liaison_minimum(published: Published) -> Finding:
    """Count each liaison department's certified officers in each district.

    One person may serve several districts. Certificates are those valid on Monday;
    a fact is a department and district, the amount the people missing.
    """
    rule, scenario, found = "liaison_minimum", published.scenario, []
    least = int(scenario.settings.number(rule, "people"))
    teams = sorted(d.department for d in scenario.departments if d.kind == "liaison")
    counted: Counter[tuple[str, str]] = Counter()
    for officer in scenario.officers:
        if certified(officer, published.week.monday):
            for district in officer.districts:
                counted[officer.department, district] += 1
    districts = sorted(scenario.district)
    for department in teams:
        for district in districts:
            people = counted[department, district]
            if people < least:
                fields = {
                    "department": department,
                    "district": district,
                    "people": people,
                    "least": least,
                }
                found.append(Violation(rule, "short", fields, least - people))
    return Finding(len(teams) * len(districts), tuple(found))
