"""What a published week leaves to the rest of its year."""

from __future__ import annotations

from pathlib import Path

from scheduler.model import PlannedWeek
from scheduler.report.tables import write_csv
from scheduler.words import Words

REST = ("site", "item", "checks", "reason", "new")


def write_rest(planned: PlannedWeek, folder: Path) -> None:
    """Write ``rest.csv``: checks that no later week of the year can place.

    Not written where nothing can be said. ``new`` is how many of the checks could
    still be met before this week.
    """
    rest = planned.rest
    if rest is None:
        return
    new = {(row.site, row.item): row.checks for row in rest.new}
    write_csv(
        folder / "rest.csv",
        REST,
        (
            (r.site, r.item, r.checks, r.reason, new.get((r.site, r.item), 0))
            for r in rest.unmet
        ),
    )


def rest_line(planned: PlannedWeek, words: Words) -> str | None:
    """Return the sentence on the rest of the year; None where nothing can be said."""
    rest = planned.rest
    if rest is None:
        return None
    if not rest.unmet:
        return words("report.summary.rest_met", week=rest.since)
    return words(
        "report.summary.rest_unmet",
        week=rest.since,
        total=sum(row.checks for row in rest.unmet),
        new=sum(row.checks for row in rest.new),
    )
