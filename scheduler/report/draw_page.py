"""Draws one page of a chart on A3 landscape."""

from __future__ import annotations

from itertools import accumulate
from math import ceil

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from scheduler.report.chart_data import Page
from scheduler.report.colours import text_width
from scheduler.report.draw_bars import draw_bars, row_font
from scheduler.report.label_room import day_points
from scheduler.report.style import (
    A3,
    BAND,
    BOTTOM,
    FAINT,
    INK,
    LEFT,
    RIGHT,
    SHADE,
    TOP,
    rc,
)

MAX_LANE, MAX_NAME = 1.0, 0.5  # inches: few rows do not become blocks
HOURS = range(6, 24, 3)
LEGEND_COLUMNS = 6


def draw_page(page: Page) -> Figure:
    """Return the figure of a page; nothing is kept by pyplot.

    The axes' y runs over rows from the top, its x over days (`Page.x`).
    """
    with mpl.rc_context(rc()):  # type: ignore[arg-type]
        figure = Figure(figsize=A3)
        rows = max(1, sum(len(group.rows) for group in page.groups))
        tallest = MAX_NAME if _named(page) else MAX_LANE
        height = min(A3[1] - TOP - BOTTOM, rows * tallest)
        axes = figure.add_axes(
            (
                LEFT / A3[0],
                1 - (TOP + height) / A3[1],
                1 - (LEFT + RIGHT) / A3[0],
                height / A3[1],
            )
        )
        axes.set_xlim(0, page.days[-1].right)
        axes.set_ylim(rows, 0)
        points = height / rows * 72
        _days(axes, page, rows)
        _groups(axes, page, points)
        unit = day_points(page.days)
        draw_bars(axes, page, points, unit)
        _texts(figure, axes, page)
    return figure


def _named(page: Page) -> bool:
    """Whether the rows have names of their own (officers), not only the groups."""
    return any(label for group in page.groups for label in group.rows)


def _days(axes: Axes, page: Page, rows: int) -> None:
    ticks, labels = [], []
    for day in page.days:
        wide = day.right - day.left >= 1
        if not day.working:
            axes.axvspan(day.left, day.right, color=SHADE, lw=0, zorder=1)
            middle, size = (day.left + day.right) / 2, 13
            # Chinese stands upright in a narrow column, letters lie on their side.
            upright = not wide and not day.note.isascii()
            note = "\n".join(day.note) if upright else day.note
            turn = 0 if wide or upright else 90
            box = {"facecolor": SHADE, "edgecolor": "none", "pad": 3}
            axes.text(middle, rows / 2, note, ha="center", va="center", fontsize=size,
                      color="#666666", zorder=2.5, bbox=box, rotation=turn)  # fmt: skip
        if wide:
            inside = [h for h in HOURS if page.first < h * 60 < page.last]
            ticks += [page.x(day.date, hour * 60) for hour in inside]
            labels += [f"{hour}:00" for hour in inside]
        axes.axvline(day.right, color="#8A9098", lw=1.0, zorder=2)
        note = f"\n{day.note}" if day.note and day.working else ""
        text = day.label if wide else day.label.replace(" ", "\n")
        axes.text((day.left + day.right) / 2, -0.008 * rows, text + note, ha="center",
                  va="bottom", fontsize=14 if wide else 10, color=INK)  # fmt: skip
    axes.set_xticks(ticks, labels, fontsize=9, color="#555555")
    axes.grid(axis="x", color=FAINT, lw=0.5, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=2, color=FAINT, pad=2)


def _groups(axes: Axes, page: Page, points: float) -> None:
    sizes = [len(group.rows) for group in page.groups]
    tops = [0, *accumulate(sizes)]
    right = page.days[-1].right
    named = _named(page)
    for number, (group, top, size) in enumerate(
        zip(page.groups, tops, sizes, strict=False)
    ):
        if number % 2:
            axes.axhspan(top, top + size, color=BAND, lw=0, zorder=0.5)
        axes.hlines(top, 0, right, color="#8A9098", lw=1.0, zorder=2)
        for row, label in enumerate(group.rows):
            if label:
                axes.text(-0.012, top + row + 0.5, label, ha="right", va="center",
                          fontsize=min(11, row_font(points)), color=INK)  # fmt: skip
        names = max(text_width(label, 11) for label in group.rows)
        room = (LEFT * 0.9 * 72 - names, size * points)
        font, text = _fitted(group.label, *room, 10 if named else 14)
        axes.text(-LEFT * 0.94 / (A3[0] - LEFT - RIGHT) * right, top + size / 2, text,
                  ha="left", va="center", fontsize=font, color=INK, linespacing=1.05,
                  clip_on=False)  # fmt: skip
    axes.set_yticks([])


def _fitted(label: str, width: float, height: float, size: float) -> tuple[float, str]:
    """Return font size and text of a group's name in lines of about equal length.

    `width` and `height` are the points it may take; where they do not suffice, the
    name gets smaller than `size`.
    """
    lines = ceil(len(label) * size / width)
    most = max(1, int(height // (size * 1.3)))
    if lines > most:
        lines = most
        size = max(6.5, width / ceil(len(label) / lines))
    per_line = ceil(len(label) / lines)
    return size, "\n".join(
        label[n : n + per_line] for n in range(0, len(label), per_line)
    )


def _texts(figure: Figure, axes: Axes, page: Page) -> None:
    for side in axes.spines.values():
        side.set_color("#8A9098")
    figure.text(0.5, 1 - 0.38 / A3[1], page.title, ha="center", va="center",
                fontsize=22, color=INK)  # fmt: skip
    figure.text(0.5, 1 - 0.72 / A3[1], page.subtitle, ha="center", va="center",
                fontsize=13, color="#444444")  # fmt: skip
    if page.message:
        axes.text(0.5, 0.5, page.message, ha="center", va="center", fontsize=24,
                  color=INK, transform=axes.transAxes, zorder=5,
                  bbox={"facecolor": "white", "edgecolor": FAINT, "pad": 12},
                  )  # fmt: skip
    bottom = axes.get_position().y0 - 0.3 / A3[1]
    handles = [
        Patch(facecolor=colour, edgecolor="#333333", lw=0.6, label=label)
        for colour, label in page.legend
    ]
    if handles:
        lines = ceil(len(handles) / LEGEND_COLUMNS)
        figure.legend(handles=handles, loc="upper center", frameon=False, fontsize=12,
                      ncols=ceil(len(handles) / lines), bbox_to_anchor=(0.5, bottom),
                      columnspacing=1.4, handlelength=1.3)  # fmt: skip
    figure.text(0.5, 0.22 / A3[1], "　　".join(page.notes), ha="center", va="center",
                fontsize=10.5, color="#555555")  # fmt: skip
