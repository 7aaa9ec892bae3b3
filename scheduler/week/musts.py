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

    The row excludes exactly that set, so a bound stays valid.
    """
    wanted = {id(column) for column in rounds}
    found = [k for k, column in enumerate(week.columns) if id(column) in wanted]
    if len(found) == len(rounds):
        terms = [(k, 1) for k in found]
        week.program.row(terms, upper=len(found) - 1, name="no naming")
