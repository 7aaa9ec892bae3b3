"""Rows beside the selection's own: musts at level H, sets of rounds forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model.timetable import CheckRef
from scheduler.week.columns import Column
from scheduler.week.program import WeekProgram
from scheduler.week.variants import Variant


def add_musts(week: WeekProgram, variants: Sequence[Variant]) -> None:
    """Force every must check into the week if `frequency` is at level H."""
    if week.scenario.settings.level("frequency") != "H":
        return
    carriers: dict[CheckRef, list[int]] = {
        check.ref: [] for v in variants for check in v.checks if check.must
    }
    for k, column in enumerate(week.columns):
        for variant in column.template.variants:
            for check in variant.checks:
                if check.must:
                    carriers[check.ref].append(k)
    for ref in sorted(carriers):
        terms = [(k, 1) for k in carriers[ref]]
        week.program.row(terms, lower=1, name=f"frequency {ref}")


def forbid(week: WeekProgram, rounds: Sequence[Column]) -> None:
    """Forbid a set of rounds that has no naming.

    The row excludes weeks with all of these rounds, whatever their vehicles: a round
    can be chosen once, so no other week is lost and a bound stays valid.
    """
    wanted = {_people(column) for column in rounds}
    terms = [(k, 1) for k, c in enumerate(week.columns) if _people(c) in wanted]
    if len(terms) >= len(wanted):
        week.program.row(terms, upper=len(wanted) - 1, name="no naming")


def _people(column: Column) -> tuple[object, ...]:
    """Return what a round asks of people: when, which visits, which team."""
    template = column.template
    visits = tuple(sorted(variant.index for variant in template.variants))
    return column.session, visits, tuple(unit for unit, _ in template.needs)
