"""What each published visit means for its site: who acts, who could have come.

Roles are those intake settled for the date of the visit (`demand`), so that a
delegated penalty power is counted for the body that really holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.model import (
    ActingRole,
    Candidate,
    Check,
    CheckRef,
    PlannedWeek,
    Site,
    Visit,
)
from scheduler.model.calendar import Date

ACTING_ROLES = ("lead", "case")


@dataclass(frozen=True, slots=True)
class Acting:
    """A department that acts in its own name at a visit (lead or case).

    `minutes` is the sum of its carried checks, without entering; `people` what it
    must send at least: the maximum over its checks, as it would merge its own.
    """

    department: str
    minutes: int
    people: int


@dataclass(frozen=True)
class VisitFacts:
    """A visit with its site, the departments that act, and those that might come."""

    visit: Visit
    site: Site
    acting: tuple[Acting, ...]
    possible: frozenset[str]

    @property
    def is_area(self) -> bool:
        """Whether it goes to a village grid or road section, not to anybody's door."""
        return self.site.kind == "area"

    @property
    def minutes(self) -> int:
        """Minutes from entering to leaving."""
        return self.visit.end - self.visit.start

    @property
    def could_be_joint(self) -> bool:
        """Whether the due checks of the site concern two departments or more."""
        return len(self.possible) > 1

    @property
    def joint(self) -> bool:
        """Whether two departments or more really enter."""
        return len(self.visit.departments) > 1


def visit_facts(planned: PlannedWeek) -> tuple[VisitFacts, ...]:
    """Return the facts of every visit, in the order of the timetable.

    Raises
    ------
    KeyError
        If a visit carries a check that is not in the demand.
    """
    known: dict[CheckRef, tuple[Candidate, Check]] = {
        check.ref: (candidate, check)
        for candidate in planned.demand.candidates
        for check in candidate.checks
    }
    people = int(planned.scenario.settings.number("two_per_authority", "people"))
    return tuple(
        _facts(visit, planned.scenario.site[visit.site], known, people)
        for visit in planned.timetable.visits
    )


def roles_on(check: Check, date: Date) -> tuple[ActingRole, ...]:
    """Return the roles at a check on a date; on a date not allowed, of its first."""
    for terms in check.days:
        if terms.date == date:
            return terms.roles
    return check.days[0].roles if check.days else ()


def _facts(
    visit: Visit,
    site: Site,
    known: dict[CheckRef, tuple[Candidate, Check]],
    people: int,
) -> VisitFacts:
    minutes: dict[str, int] = {}
    heads: dict[str, int] = {}
    for ref in visit.checks:
        check = known[ref][1]
        for role in roles_on(check, visit.date):
            if role.role in ACTING_ROLES:
                name = role.department
                minutes[name] = minutes.get(name, 0) + check.minutes
                heads[name] = max(heads.get(name, people), role.officers)
    possible = frozenset(
        role.department
        for check in _due_checks(visit, known)
        for role in roles_on(check, visit.date)
    )
    acting = tuple(Acting(d, minutes[d], heads[d]) for d in sorted(minutes))
    return VisitFacts(visit, site, acting, possible)


def _due_checks(
    visit: Visit, known: dict[CheckRef, tuple[Candidate, Check]]
) -> Iterator[Check]:
    """Yield every check of the visit's candidates, those left behind included."""
    seen: set[str] = set()
    for ref in visit.checks:
        candidate = known[ref][0]
        if candidate.candidate not in seen:
            seen.add(candidate.candidate)
            yield from candidate.checks
