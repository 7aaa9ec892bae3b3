"""Checks of every risk level over the weeks of a year beside an even pace."""

from __future__ import annotations

from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scheduler.model import RISKS, PlannedYear, Scenario
from scheduler.report.coverage_chart import UNMET, year_notes
from scheduler.report.figure_page import blank_page
from scheduler.report.labels import plain_title
from scheduler.report.style import A3, FAINT, INK
from scheduler.report.year_axis import MONTH_LINE, grey_gone, month_starts
from scheduler.report.year_progress import Progress, progress
from scheduler.words import Words

LINE, FILL, EVEN = "#08519C", "#C6DBEF", "#555555"
# Inches: of the panels' field, and between panels.
LEFT, RIGHT, TOP, BOTTOM = 1.0, 0.85, 1.6, 1.0
BETWEEN = (1.4, 1.0)
TICKS = (0, 25, 50, 75, 100)


def risk_page(planned: PlannedYear, scenario: Scenario, words: Words) -> Figure:
    """Return one page: a panel a risk level, per cent of its checks due by a week."""
    found = progress(planned, lambda site: scenario.site[site].risk)
    figure = blank_page(
        words("report.coverage.risks", city=plain_title(scenario), year=planned.year),
        words("report.coverage.risks_how"),
        year_notes(planned, scenario, words),
    )
    risks = [risk for risk in RISKS if risk in found]
    columns = 1 if len(risks) == 1 else 2
    rows = -(-len(risks) // columns)
    wide = (A3[0] - LEFT - RIGHT - BETWEEN[0] * (columns - 1)) / columns
    tall = (A3[1] - TOP - BOTTOM - BETWEEN[1] * (rows - 1)) / max(rows, 1)
    for number, risk in enumerate(risks):
        line, column = divmod(number, columns)
        axes = figure.add_axes(
            (
                (LEFT + column * (wide + BETWEEN[0])) / A3[0],
                1 - (TOP + line * (tall + BETWEEN[1]) + tall) / A3[1],
                wide / A3[0],
                tall / A3[1],
            )
        )
        _panel(axes, planned, risk, found[risk], words)
    return figure


def _panel(
    axes: Axes, planned: PlannedYear, risk: str, one: Progress, words: Words
) -> None:
    key = "risk_lost" if one.unmet else "risk"
    title = words(
        f"report.coverage.{key}",
        risk=risk,
        checks=f"{one.planned:,}",
        unmet=f"{one.unmet:,}",
    )
    axes.set_title(title, fontsize=15, color=INK, loc="left", pad=8)
    # From nothing before the first week to the end of the last.
    ends = [k - 0.5 for k in range(len(planned.weeks) + 1)]
    done = [0.0, *one.shares()]
    axes.fill_between(ends, done, color=FILL, lw=0, zorder=2)
    axes.plot(ends, done, color=LINE, lw=2.5, zorder=3)
    days = [0, *accumulate(planned.days)]
    even = [100 * day / max(days[-1], 1) for day in days]
    axes.plot(ends, even, color=EVEN, lw=1.2, ls=(0, (4, 3)), zorder=3)
    if one.unmet:
        axes.axhspan(done[-1], 100, color=UNMET, alpha=0.25, lw=0, zorder=1)
    axes.annotate(f"{one.percents()[-1]}%", (ends[-1], done[-1]), (4, 0),
                  textcoords="offset points", va="center", fontsize=13,
                  color=LINE, annotation_clip=False)  # fmt: skip
    grey_gone(axes, planned, words, 0.6)
    _grid(axes, planned, words)


def _grid(axes: Axes, planned: PlannedYear, words: Words) -> None:
    """Draw quarters across and months down, and name them."""
    axes.set_xlim(-0.5, len(planned.weeks) - 0.5)
    axes.set_ylim(0, 102)
    starts = month_starts(planned)
    for k, _ in starts:
        axes.axvline(k - 0.5, color=FAINT, lw=0.6, zorder=0)
    axes.set_xticks(
        [k + 1.6 for k, _ in starts],
        [words(f"report.month.{month}") for _, month in starts],
    )
    axes.set_yticks(TICKS, [f"{tick}%" for tick in TICKS])
    axes.yaxis.grid(True, color=FAINT, lw=0.6, zorder=0)
    axes.tick_params(length=0, labelsize=12, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(MONTH_LINE)
