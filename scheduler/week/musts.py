"""Rows beside the selection's own: musts at level H, sets of rounds forbidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scheduler.engine.program import IntArray
from scheduler.model.timetable import CheckRef
from scheduler.week.draw import NamingFailedError
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


def forbid(
    week: WeekProgram,
    solution: IntArray,
    picked: Sequence[int],
    failure: NamingFailedError,
) -> IntArray:
    """Forbid the rounds of a pool that cannot be named; return a week without one.

    The row excludes exactly the proved set, so the bound stays valid. If a work
    limit came before a proof the set is left out too, which may cost service.
    """
    blamed: dict[int, list[int]] = defaultdict(list)
    for k in picked:
        if any(week.columns[k] is column for column in failure.columns):
            blamed[week.columns[k].template.value].append(k)
    rounds = sorted(k for ks in blamed.values() for k in ks)
    week.program.row(
        [(k, 1) for k in rounds],
        upper=len(rounds) - 1,
        name=f"no naming of {failure.pool}",
    )
    smaller = solution.copy()
    cheapest = blamed[min(blamed)][0]
    smaller[cheapest] = 0
    return smaller
