"""Checks of every town over the weeks of a year: how much is planned by when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from scheduler.model import PlannedYear, Scenario
from scheduler.report.colours import text_colour
from scheduler.report.coverage_chart import UNMET, year_notes
from scheduler.report.figure_page import LEFT, page
from scheduler.report.labels import plain_title
from scheduler.report.style import A3, FAINT, INK
from scheduler.report.year_axis import grey_gone, month_ends, week_axis
from scheduler.report.year_progress import Progress, progress
from scheduler.words import Words

# Per cent at which the colour changes: the eye follows the quarters.
STEPS = (0, 25, 50, 75, 100)
SHADES = ("#F1F4F7", "#C6DBEF", "#6BAED6", "#2171B5", "#08306B")
ROW, MOST_ROWS = 0.5, 36  # inches; rows a page
NUMBERS = 1.4  # inches for the numbers on the right
DISTRICT = 1.75  # inches from the axes to the middle of a district's name
Group = tuple[str, list[str]]  # a district and its towns


def town_pages(planned: PlannedYear, scenario: Scenario, words: Words) -> list[Figure]:
    """Return heat maps: towns by district down, weeks across, per cent due by then."""
    found = progress(planned, lambda site: scenario.site[site].town)
    groups = [
        (row.district, [t.town for t in scenario.towns
                        if t.district == row.district and t.town in found])
        for row in scenario.districts
    ]  # fmt: skip
    return [_page(planned, scenario, part, found, words) for part in shared_out(groups)]


def shared_out(groups: Sequence[Group]) -> list[list[Group]]:
    """Share districts over pages, each whole unless it alone is too long for one."""
    pages: list[list[Group]] = []
    room = 0
    for district, towns in groups:
        for first in range(0, len(towns), MOST_ROWS):
            part = towns[first : first + MOST_ROWS]
            if len(part) > room:
                pages.append([])
                room = MOST_ROWS
            pages[-1].append((district, part))
            room -= len(part)
    return pages


def _page(
    planned: PlannedYear,
    scenario: Scenario,
    groups: Sequence[Group],
    found: dict[str, Progress],
    words: Words,
) -> Figure:
    towns = [town for _, part in groups for town in part]
    figure, axes = page(
        words("report.coverage.towns", city=plain_title(scenario), year=planned.year),
        words("report.coverage.towns_how"),
        year_notes(planned, scenario, words),
        ROW * len(towns),
        NUMBERS,
    )
    percents = np.array([found[town].percents() for town in towns])
    norm = BoundaryNorm([*STEPS, 101], len(SHADES))
    axes.imshow(percents, cmap=ListedColormap(SHADES), norm=norm, aspect="auto")
    size = min(12.0, 0.55 * 72 * axes.get_position().height * A3[1] / len(towns))
    _numbers(axes, percents, month_ends(planned), size)
    week_axis(axes, planned, len(towns), words)
    grey_gone(axes, planned, words, 0.6, below=True)
    axes.set_yticks(range(len(towns)), [scenario.town[one].name for one in towns])
    axes.tick_params(axis="y", length=0, labelsize=size, labelcolor=INK)
    _districts(axes, scenario, groups, size)
    for line, town in enumerate(towns):
        _total(axes, line, found[town], size)
    for side in axes.spines.values():
        side.set_color(FAINT)
    _legend(axes, words)
    return figure


def _numbers(
    axes: Axes, percents: np.ndarray, columns: Sequence[int], size: float
) -> None:
    """Write the per cent in the last week of every month."""
    for line, row in enumerate(percents):
        for k in columns:
            shade = SHADES[sum(row[k] >= step for step in STEPS[1:])]
            axes.text(k, line, f"{row[k]}", ha="center", va="center",
                      fontsize=min(9.5, size), color=text_colour(shade))  # fmt: skip


def _districts(
    axes: Axes, scenario: Scenario, groups: Sequence[Group], size: float
) -> None:
    """Name the districts left of their towns, a white line between them."""
    width = (axes.get_position().width) * A3[0]
    line = 0
    for district, towns in groups:
        axes.text(
            -DISTRICT / width,
            line + (len(towns) - 1) / 2,
            scenario.district[district].name,
            transform=axes.get_yaxis_transform(),
            fontsize=size,
            color=INK,
            ha="center",
            va="center",
        )
        line += len(towns)
        axes.plot([-LEFT / width + 0.02, 1], [line - 0.5] * 2, color="white", lw=4,
                  transform=axes.get_yaxis_transform(), clip_on=False,
                  zorder=3.5)  # fmt: skip
        axes.plot([-LEFT / width + 0.02, 1], [line - 0.5] * 2, color=FAINT, lw=1,
                  transform=axes.get_yaxis_transform(), clip_on=False,
                  zorder=3.6)  # fmt: skip


def _total(axes: Axes, line: int, one: Progress, size: float) -> None:
    text = f"{one.planned:,}" + (f" (−{one.unmet:,})" if one.unmet else "")
    axes.annotate(
        text,
        (1, line),
        (6, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        fontsize=size,
        color=UNMET if one.unmet else INK,
    )


def _legend(axes: Axes, words: Words) -> None:
    ends = [*STEPS[1:], None]
    labels = [
        words("report.coverage.all_due")
        if end is None
        else words("report.coverage.band", first=first, last=end - 1)
        for first, end in zip(STEPS, ends, strict=True)
    ]
    height = axes.get_position().height * A3[1]
    axes.legend(
        handles=[
            Patch(facecolor=shade, edgecolor=FAINT, label=label)
            for shade, label in zip(SHADES, labels, strict=True)
        ],
        loc="upper center",
        bbox_to_anchor=(0.5, -0.27 / height),
        ncols=len(SHADES),
        frameon=False,
        fontsize=11,
        borderaxespad=0,
    )
