"""Checks of every item over the months of a year: how much of it is planned by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.model import PlannedYear, Scenario
from scheduler.report.colours import text_colour
from scheduler.report.figure_page import page
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.style import FAINT, INK
from scheduler.report.year_progress import rows_of_year
from scheduler.words import Words

ROW = 0.3  # inches
NUMBERS = 1.3  # inches for the numbers on the right
UNMET = "#B30000"
# From pale in January to dark in December.
SHADES = tuple(
    f"#{220 - 15 * k:02X}{235 - 12 * k:02X}{247 - 6 * k:02X}" for k in range(12)
)
# The same in grey for months gone by.
GONE = tuple(f"#{226 - 9 * k:02X}{228 - 9 * k:02X}{230 - 9 * k:02X}" for k in range(12))


Piece = tuple[int, bool]  # month, whether planned (anew), not gone by


def coverage_pages(
    planned: PlannedYear, scenario: Scenario, words: Words
) -> list[Figure]:
    """Return one page: an item a bar, a month a piece of it, the unmet at its end."""
    months = _months(planned)
    unmet: dict[str, int] = defaultdict(int)
    for lost in planned.unmet:
        unmet[lost.item] += lost.checks
    items = [one for one in scenario.items if one.item in months or one.item in unmet]
    figure, axes = page(
        words("report.coverage.title", city=plain_title(scenario), year=planned.year),
        words("report.coverage.subtitle"),
        year_notes(planned, scenario, words),
        ROW * max(1, len(items)),
        NUMBERS,
    )
    for k, item in enumerate(items):
        _bar(axes, k, months[item.item], unmet[item.item], words)
    axes.set_yticks(range(len(items)), [f"{one.item} {one.name}" for one in items])
    axes.tick_params(axis="y", length=0, labelsize=9, labelcolor=INK)
    axes.set_ylim(len(items) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    ticks = (0, 0.25, 0.5, 0.75, 1)
    axes.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
    for side in axes.spines.values():
        side.set_color(FAINT)
    return [figure]


def year_notes(planned: PlannedYear, scenario: Scenario, words: Words) -> list[str]:
    """Return the notes at the foot of a chart of coverage."""
    notes = [words("report.coverage.note")]
    if planned.changes is not None:
        notes.append(words("report.coverage.rest", week=planned.changes.since))
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    return notes


def _months(planned: PlannedYear) -> dict[str, Counter[Piece]]:
    """Return by item the checks of each month, those of weeks gone by apart."""
    since = planned.changes.since.monday if planned.changes else dt.date.min
    months: dict[str, Counter[Piece]] = defaultdict(Counter)
    for row in rows_of_year(planned):
        months[row.item][row.due.month, row.due >= since] += 1
    return months


def _bar(
    axes: Axes,
    place: int,
    months: Counter[Piece],
    unmet: int,
    words: Words,
) -> None:
    total = months.total() + unmet
    left = 0.0
    # Of a month that has begun what is over comes first.
    for (month, open_), count in sorted(months.items()):
        width = count / total
        shade = (SHADES if open_ else GONE)[month - 1]
        axes.barh(place, width, left=left, height=0.8, color=shade)
        if width > 0.035:
            colour = text_colour(shade)
            text = words(f"report.month.{month}")
            axes.text(left + width / 2, place, text,
                      ha="center", va="center", fontsize=7, color=colour)  # fmt: skip
        left += width
    if unmet:
        axes.barh(place, unmet / total, left=left, height=0.8, color=UNMET)
    axes.text(1.005, place, f"{months.total():,}" + (f" (−{unmet:,})" if unmet else ""),
              va="center", fontsize=8.5, color=UNMET if unmet else INK)  # fmt: skip
