"""Who acts at an item in a town on a date (S0 四(四)): the rules' own reading.

Intake has another implementation on purpose: the two must agree without sharing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scheduler.model import CheckRef, Scenario
from scheduler.model.calendar import Date

ACTING = ("lead", "case")
"""Roles of departments that may open a case and so must be present."""


class ActingPart(NamedTuple):
    """A department's part in an item once delegation is applied."""

    department: str
    role: str
    officers: int
    qualification: tuple[str, ...]


def authority(scenario: Scenario, item: str, town: str, date: Date) -> str:
    """Return ``town``, ``department`` or ``disputed`` for an item in a town.

    The latest delegation in force holds; on equal dates the named town goes
    before ``*``. Without any delegation it is ``department``.
    """
    in_force = [
        (row.from_, row.town != "*", row.authority)
        for row in scenario.delegations
        if row.item == item and row.town in (town, "*") and row.from_ <= date
    ]
    return max(in_force)[2] if in_force else "department"


def acting_roles(
    scenario: Scenario, item: str, town: str, date: Date
) -> tuple[ActingPart, ...]:
    """Return every department's part at (item, town, date), by department id.

    Parameters
    ----------
    scenario : Scenario
        The inputs of the week.
    item, town : str
        Ids of the item and of the site's town.
    date : Date
        The date of the visit.

    Returns
    -------
    tuple of ActingPart
        ``(department, role, officers, qualification)``; empty for an unknown item.
        Where the penalty is delegated to the town, the department of kind ``town``
        is ``case`` with at least 2 people and no qualification, and the item's
        lead is ``assist``.
    """
    parts = {
        row.department: ActingPart(
            row.department, row.role, row.officers, row.qualification
        )
        for row in scenario.roles.get(item, ())
    }
    own = scenario.town_department
    if own is None or authority(scenario, item, town, date) != "town":
        return tuple(parts[department] for department in sorted(parts))
    for department, part in parts.items():
        if part.role == "lead":
            parts[department] = part._replace(role="assist")
    people = parts[own].officers if own in parts else 2
    parts[own] = ActingPart(own, "case", max(2, people), ())
    return tuple(parts[department] for department in sorted(parts))


def check_lead(scenario: Scenario, item: str, town: str, date: Date) -> str | None:
    """Return the department that leads a check of the item in the town.

    The department of kind ``town`` where the penalty is delegated, else the
    item's lead (the first by id if it has several); None if it has none.
    """
    own = scenario.town_department
    if own is not None and authority(scenario, item, town, date) == "town":
        return own
    leads = [
        row.department for row in scenario.roles.get(item, ()) if row.role == "lead"
    ]
    return min(leads, default=None)


def roles_at(
    scenario: Scenario, checks: Iterable[CheckRef], town: str, date: Date
) -> dict[str, list[ActingPart]]:
    """Return every part each department has in the checks of one visit."""
    parts: dict[str, list[ActingPart]] = {}
    for check in checks:
        for part in acting_roles(scenario, check.item, town, date):
            parts.setdefault(part.department, []).append(part)
    return dict(sorted(parts.items()))
