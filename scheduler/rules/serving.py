"""Where an officer serves, and which kinds of session bar each other."""

from __future__ import annotations

from scheduler.model import Officer, Scenario
from scheduler.model.calendar import Date

REST_KINDS = ("early", "morning", "day")
NIGHT_KIND = "evening"


def is_town_officer(scenario: Scenario, officer: Officer) -> bool:
    """Say whether he belongs to the towns' own teams."""
    department = scenario.department.get(officer.department)
    return department is not None and department.kind == "town"


def served_districts(scenario: Scenario, officer: Officer) -> frozenset[str]:
    """Return the districts he serves; any city district opens all of them."""
    own = frozenset(officer.districts)
    return own | scenario.city_districts if own & scenario.city_districts else own


def helps(scenario: Scenario, officer: Officer, district: str) -> bool:
    """Say whether a round in `district` is help from another district."""
    if is_town_officer(scenario, officer):
        return False
    return district not in served_districts(scenario, officer)


def weight(scenario: Scenario, kind: str) -> int:
    """Return how many sessions a kind counts against an officer's limit."""
    return scenario.settings.kind(kind).weight


def kinds_touch(scenario: Scenario, a: str, b: str) -> bool:
    """Say whether two kinds are equal or one covers the other."""
    settings = scenario.settings
    return a == b or a in settings.kind(b).covers or b in settings.kind(a).covers


def certified(officer: Officer, date: Date) -> bool:
    """Say whether a staff officer has a certificate that is valid on `date`."""
    if officer.status != "staff" or not officer.certificate:
        return False
    start, end = officer.valid_from, officer.valid_until
    return start is not None and end is not None and start <= date <= end
