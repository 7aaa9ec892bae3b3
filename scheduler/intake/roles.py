"""Who takes part in a check of an item in a town on a date (S0 四(四))."""

from __future__ import annotations

from scheduler.model import ActingRole, Scenario
from scheduler.model.calendar import Date
from scheduler.model.catalogue import Authority


def authority(scenario: Scenario, item: str, town: str, date: Date) -> Authority:
    """Return who may penalise: the latest delegation in force, else the department.

    On equal dates the named town comes before ``*``.
    """
    best: tuple[Date, bool] | None = None
    found: Authority = "department"
    for row in scenario.delegations:
        if row.item != item or row.town not in (town, "*") or row.from_ > date:
            continue
        rank = (row.from_, row.town == town)
        if best is None or rank > best:
            best, found = rank, row.authority
    return found


def acting_roles(
    scenario: Scenario, item: str, town: str, date: Date
) -> tuple[ActingRole, ...]:
    """Return the departments' roles at a check, delegation applied, by id.

    Where the penalty is delegated the town department acts as case and leads, and
    the item's lead department becomes assist.
    """
    rows = {
        row.department: ActingRole(
            row.department, row.role, row.officers, row.qualification
        )
        for row in scenario.roles.get(item, ())
    }
    town_team = scenario.town_department
    if town_team and authority(scenario, item, town, date) == "town":
        for name, row in list(rows.items()):
            if row.role == "lead":
                rows[name] = ActingRole(name, "assist", row.officers, row.qualification)
        people = max(2, rows[town_team].officers) if town_team in rows else 2
        rows[town_team] = ActingRole(town_team, "case", people)
    return tuple(rows[name] for name in sorted(rows))


def check_lead(scenario: Scenario, item: str, town: str, date: Date) -> str | None:
    """Return the department that leads a check: the town where delegated."""
    town_team = scenario.town_department
    if town_team and authority(scenario, item, town, date) == "town":
        return town_team
    leads = [r.department for r in scenario.roles.get(item, ()) if r.role == "lead"]
    return min(leads, default=None)
