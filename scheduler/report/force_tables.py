"""The CSV files of an allocation of the force, and ``force.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.model import Allocation, Worths
from scheduler.report.force_missing import (
    missing_certified,
    missing_people,
    missing_table,
)
from scheduler.report.result_files import versions, write_json
from scheduler.report.tables import write_csv
from scheduler.report.value_tables import value_table, write_value_tables

TARGETS = (
    *("department", "district", "target", "posted", "certified", "floor"),
    *("missing_certified", "missing_people"),
)
MOVES = ("officer", "department", "before", "after", "town_before", "town_after")
LIAISON = ("department", "certified", "wanted", "missing", "uncovered")
REVIEWERS = ("district", "department", "officers")


def write_force_tables(
    found: Allocation, inputs_digest: str, folder: Path, worths: Worths | None = None
) -> None:
    """Write targets, moves, liaison shortages, reviewers and ``force.json``.

    If it is known what more is worth, ``values.csv`` and ``shares.csv`` as well.
    """
    write_csv(
        folder / "targets.csv",
        TARGETS,
        (
            (
                *(r.department, r.district, r.target, r.posted, r.certified, r.floor),
                *(missing_certified(r), missing_people(r)),
            )
            for r in found.targets
        ),
    )
    write_csv(
        folder / "moves.csv",
        MOVES,
        (
            (
                *(r.officer, r.department, ";".join(r.before), ";".join(r.after)),
                *(r.town_before, r.town_after),
            )
            for r in found.moves
        ),
    )
    write_csv(
        folder / "liaison.csv",
        LIAISON,
        (
            (r.department, r.certified, r.wanted, r.missing, ";".join(r.uncovered))
            for r in found.liaison
        ),
    )
    write_csv(
        folder / "reviewers.csv",
        REVIEWERS,
        ((r.district, r.department, ";".join(r.officers)) for r in found.reviewers),
    )
    table = force_table(found, inputs_digest)
    if worths is not None:
        write_value_tables(worths, folder)
        table["values"] = value_table(worths)
    write_json(folder / "force.json", table)


def force_table(found: Allocation, inputs_digest: str) -> dict[str, Any]:
    """Return what ``force.json`` holds."""
    return {
        "levels": [
            {"name": one.name, "value": one.value, "bound": one.bound, "gap": one.gap}
            for one in found.levels
        ],
        "sunk": {
            team: {"posted": posted, "staff": staff}
            for team, (posted, staff) in found.sunk.items()
        },
        "missing": missing_table(found),
        "moves": len(found.moves),
        "town_moves": found.town_moves,
        "digests": {"inputs": inputs_digest},
        "versions": versions(),
    }
