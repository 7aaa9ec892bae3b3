"""The CSV files of what the force is worth in a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scheduler.model import ShareWorth, Worth, Worths, gap
from scheduler.report.tables import Cell, number, write_csv

VALUES = (
    *("kind", "area", "department", "town", "qualification"),
    *("estimate", "weeks", "more", "fewer", "spare"),
)
SHARES = (
    *("share", "posted", "checks", "carried", "change"),
    *("peak", "peak_area", "peak_department", "peak_town", "over"),
)


def write_value_tables(worths: Worths, folder: Path) -> None:
    """Write ``values.csv`` and ``shares.csv``."""
    write_csv(folder / "values.csv", VALUES, map(_value, worths.rows))
    shares = (_share(row, worths) for row in worths.shares)
    write_csv(folder / "shares.csv", SHARES, shares)


def _value(row: Worth) -> Sequence[Cell]:
    return (
        row.kind,
        ";".join(row.area),
        row.department,
        row.town,
        row.qualification,
        number(rounded(row.estimate)),
        row.weeks,
        number(rounded(row.more)),
        number(rounded(row.fewer)),
        number(row.spare),
    )


def _share(row: ShareWorth, worths: Worths) -> Sequence[Cell]:
    return (
        number(row.share),
        row.posted,
        worths.checks,
        number(rounded(row.carried)),
        number(rounded(row.carried - worths.carried)),
        number(row.peak),
        ";".join(row.who[0]),
        *row.who[1:],
        row.over,
    )


def rounded(checks: float | None) -> float | None:
    """Return a number of checks as told: to two decimals, as far as solvers agree."""
    return None if checks is None else round(checks, 2)


def value_table(worths: Worths) -> dict[str, Any]:
    """Return what ``force.json`` holds of the values."""
    return {
        "year": worths.year,
        "reserve": worths.reserve,
        "checks": worths.checks,
        "carried": rounded(worths.carried),
        "whole": worths.whole,
        "gap": gap(worths.whole, worths.carried),
    }
