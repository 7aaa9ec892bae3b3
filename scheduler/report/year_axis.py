"""The weeks of a year as the axis of a chart: numbers, months, weeks gone by."""

from __future__ import annotations

import datetime as dt

from matplotlib.axes import Axes

from scheduler.model import PlannedYear
from scheduler.report.colours import text_width
from scheduler.report.style import A3, INK, SHADE
from scheduler.report.year_progress import weeks_gone
from scheduler.words import Words

MONTH_LINE, GREY = "#8A9098", "#444444"
SMALLEST = 6.0  # points: below that a word is not read


def month_starts(planned: PlannedYear) -> list[tuple[int, int]]:
    """Return number and month of every week that is the first of its month.

    The month of a week is that of its Thursday; a first week that belongs to last
    year is January's, a last one that belongs to the next is December's.
    """
    first, last = dt.date(planned.year, 1, 1), dt.date(planned.year, 12, 31)
    months = [min(max(week.dates[3], first), last).month for week in planned.weeks]
    pairs = zip(months, [0, *months], strict=False)
    return [(k, month) for k, (month, before) in enumerate(pairs) if month != before]


def month_ends(planned: PlannedYear) -> list[int]:
    """Return the number of the last week of every month."""
    starts = [k for k, _ in month_starts(planned)]
    return [*(k - 1 for k in starts[1:]), len(planned.weeks) - 1]


def week_axis(axes: Axes, planned: PlannedYear, rows: int, words: Words) -> None:
    """Label the columns of a heat map by week, months above them.

    Below a week of another year (the first or the last one) stands that year.
    """
    axes.set_xticks(
        range(len(planned.weeks)),
        [
            f"{week.number}" + (f"\n{week.year}" if week.year != planned.year else "")
            for week in planned.weeks
        ],
    )
    axes.annotate(
        words("report.year.week"),
        (0, 0),
        (-6, -3.5),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=9,
        color="#555555",
        ha="right",
        va="top",
    )
    axes.tick_params(axis="x", length=0, labelsize=7.5, labelcolor="#555555")
    for k, month in month_starts(planned):
        axes.axvline(k - 0.5, color=MONTH_LINE, lw=0.8, zorder=3)
        axes.annotate(
            words(f"report.month.{month}"),
            (k - 0.5, 1),
            (2, 6),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            fontsize=11,
            color=INK,
            va="baseline",
        )
    axes.set_ylim(rows - 0.5, -0.5)


def grey_gone(
    axes: Axes,
    planned: PlannedYear,
    words: Words,
    alpha: float = 1.0,
    below: bool = False,
) -> None:
    """Grey the weeks that were over when the rest of the year was planned.

    Parameters
    ----------
    alpha : float
        1 where the weeks hold nothing; less where what they hold shines through.
    below : bool
        Whether the word takes the place of their numbers below the axes, not the
        middle.
    """
    gone = weeks_gone(planned)
    if not gone:
        return
    axes.axvspan(-0.5, gone - 0.5, color=SHADE, lw=0, alpha=alpha, zorder=4)
    axes.axvline(gone - 0.5, color=INK, lw=2, zorder=5)
    text = words("report.year.gone")
    room = gone / len(planned.weeks) * axes.get_position().width * A3[0] * 72
    size = min(12.0 if below else 20.0, 0.9 * room / text_width(text, 1))
    if size < SMALLEST:
        return
    if below:
        left = [label.get_text() for label in axes.get_xticklabels()[gone:]]
        axes.set_xticks(axes.get_xticks()[gone:], left)
    axes.annotate(
        text,
        (gone / 2 - 0.5, 0 if below else 0.5),
        (0, -3 if below else 0),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        fontsize=size,
        color=GREY,
        ha="center",
        va="top" if below else "center",
        zorder=5,
    )
