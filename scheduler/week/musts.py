"""Rows beside the selection's own: musts at level H, sets of rounds forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.week.columns import Column
from scheduler.week.variants import Variant
from scheduler.week.week_program import WeekProgram


def add_musts(week: WeekProgram, variants: Sequence[Variant]) -> None:
    """Force every must check into the week if `frequency` is at level H."""
    if week.scenario.settings.level("frequency") != "H":
        return
    musts = {check.ref for v in variants for check in v.checks if check.must}
    for ref in sorted(musts):
        row = week.program.row((), lower=1, name=f"frequency {ref}")
        week.terms.check[ref] = row


def forbid(week: WeekProgram, rounds: Sequence[Column]) -> None:
    """Forbid a set of rounds that has no naming.

    The row excludes weeks with all of these rounds, whatever their vehicles: a round
    can be chosen once, so no other week is lost and a bound stays valid.
    """
    wanted = {_people(column) for column in rounds}
    row = week.program.row((), upper=len(wanted) - 1, name="no naming")
    week.terms.whole.append((row, lambda column: int(_people(column) in wanted)))


def _people(column: Column) -> tuple[object, ...]:
    """Return what a round asks of people: when, which visits, which team."""
    template = column.template
    visits = tuple(sorted(variant.index for variant in template.variants))
    return column.session, visits, tuple(unit for unit, _ in template.needs)
