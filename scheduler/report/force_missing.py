"""What departments lack of two people, and of two certified people, in a district."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.model import Allocation, Target


def missing_certified(row: Target) -> int:
    """Return how many certified people a department lacks in a district."""
    return max(0, row.floor - row.certified)


def missing_people(row: Target) -> int:
    """Return how many people, certified or not, a department lacks in a district."""
    return max(0, row.floor - row.posted)


def missing_table(found: Allocation) -> dict[str, dict[str, int]]:
    """Return what each department lacks in all districts, for ``force.json``."""
    return {
        department: _sums(row for row in found.targets if row.department == department)
        for department in departments_of(found)
    }


def departments_of(found: Allocation) -> list[str]:
    """Return the departments with people in districts, in the order of the targets."""
    return list(dict.fromkeys(row.department for row in found.targets))


def _sums(targets: Iterable[Target]) -> dict[str, int]:
    rows = list(targets)
    return {
        "certified": sum(map(missing_certified, rows)),
        "people": sum(map(missing_people, rows)),
    }
