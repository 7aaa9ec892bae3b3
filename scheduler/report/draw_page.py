"""Draws one page of a chart on A3 landscape."""

from __future__ import annotations

from itertools import accumulate

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from scheduler.report.chart_data import Bar, Page
from scheduler.report.colours import text_colour, text_width, tint
from scheduler.report.style import A3, BAND, FAINT, INK, SHADE, rc

LEFT, RIGHT, TOP, BOTTOM = 1.85, 0.3, 1.35, 1.35  # margins in inches
MAX_LANE, MAX_NAME = 2.6, 0.5  # inches: few rows do not become blocks
HOURS = range(6, 24, 3)
PAD = 0.6  # points kept free in a bar
SMALLEST, NARROW = 8.5, 7.0  # points: labels of bars, and of very narrow bars


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
        _bars(axes, page, points)
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
            note = day.note if wide else "\n".join(day.note)
            box = {"facecolor": SHADE, "edgecolor": "none", "pad": 3}
            axes.text(middle, rows / 2, note, ha="center", va="center", fontsize=size,
                      color="#666666", zorder=2.5, bbox=box)  # fmt: skip
        if wide:
            inside = [h for h in HOURS if page.first < h * 60 < page.last]
            ticks += [page.x(day.date, hour * 60) for hour in inside]
            labels += [str(hour) for hour in inside]
        axes.axvline(day.right, color="#8A9098", lw=1.0, zorder=2)
        note = f"\n{day.note}" if day.note and day.working else ""
        text = day.label if wide else day.label.replace(" ", "\n")
        axes.text((day.left + day.right) / 2, -0.008 * rows, text + note, ha="center",
                  va="bottom", fontsize=14 if wide else 10, color=INK)  # fmt: skip
    axes.set_xticks(ticks, labels, fontsize=10, color="#555555")
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
                          fontsize=min(11, _font(points)), color=INK)  # fmt: skip
        _group_label(axes, group.label, top + size / 2, size * points, named)
    axes.set_yticks([])


def _group_label(
    axes: Axes, label: str, middle: float, points: float, named: bool
) -> None:
    """Write a group's name at the far left; beside row labels in narrow lines."""
    if not named:
        size = 16 if len(label) <= 5 else 13
        text = label
    else:
        size = 10
        text = _wrapped(label, max(1, int(points // 13)))
    axes.text(-LEFT * 0.94 / (A3[0] - LEFT - RIGHT) * axes.get_xlim()[1], middle, text,
              ha="left", va="center", fontsize=size, color=INK, linespacing=1.05,
              clip_on=False)  # fmt: skip


def _wrapped(label: str, lines: int) -> str:
    """Break a name into lines of four characters, no more lines than there is room."""
    parts = [label[n : n + 4] for n in range(0, len(label), 4)]
    if len(parts) <= lines:
        return "\n".join(parts)
    return "\n".join([*parts[: lines - 1], parts[lines - 1][:3] + "…"])


def _font(points: float) -> float:
    return max(7.0, min(13.0, points * 0.68))


def _bar_font(page: Page, points: float, unit: float) -> float:
    """Return the largest size at which four bars of five show a town and a number."""
    size = _font(points)
    rooms = [
        (page.x(bar.date, bar.end) - page.x(bar.date, bar.start)) * unit - PAD
        for bar in page.bars
    ]
    while size > SMALLEST:
        short = sum(
            _bar_label(bar, size, room, points) in bar.labels[3:]
            for bar, room in zip(page.bars, rooms, strict=True)
        )
        if short <= 0.2 * len(rooms):
            break
        size -= 0.25
    return size


def _bars(axes: Axes, page: Page, points: float) -> None:
    boxes, faces, styles = [], [], []
    for bar in page.bars:
        left, right = page.x(bar.date, bar.start), page.x(bar.date, bar.end)
        top, bottom = bar.row + 0.07, bar.row + 0.93
        boxes.append([(left, top), (right, top), (right, bottom), (left, bottom)])
        faces.append(tint(bar.colour) if bar.away else bar.colour)
        styles.append("--" if bar.away else "-")
    rounds = PolyCollection(boxes, facecolors=faces, edgecolors="#333333",
                            linestyles=styles, linewidths=0.6, zorder=3)  # fmt: skip
    rounds.set_gid("rounds")
    axes.add_collection(rounds, autolim=False)
    unit = (A3[0] - LEFT - RIGHT) * 72 / page.days[-1].right
    size = _bar_font(page, points, unit)
    for bar in page.bars:
        left, right = page.x(bar.date, bar.start), page.x(bar.date, bar.end)
        room, font = (right - left) * unit - PAD, size
        label = _bar_label(bar, font, room, points)
        if label == bar.labels[-1]:  # rather small than only the mark
            font = min(size, NARROW)
            label = _bar_label(bar, font, room, points)
        font = size if label == bar.labels[-1] else font
        colour = "#111111" if bar.away else text_colour(bar.colour)
        axes.text((left + right) / 2, bar.row + 0.52, label, ha="center", va="center",
                  fontsize=font, color=colour, zorder=4)  # fmt: skip


def _bar_label(bar: Bar, size: float, room: float, points: float) -> str:
    """Return the longest text that fits: in tall rows on lines of their own."""
    for label in bar.labels:
        lines = [label.replace(" ", "\n"), "\n".join(label.replace(" ", ""))]
        for text in (label, *lines):
            height = (text.count("\n") + 1) * size * 1.3
            if _width(text, size) <= room and height <= max(points, size * 1.3):
                return text
    return bar.labels[-1]


def _width(label: str, size: float) -> float:
    return max(text_width(line, size) for line in label.split("\n"))


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
        figure.legend(handles=handles, loc="upper center", frameon=False, fontsize=12,
                      ncols=min(7, len(handles)), bbox_to_anchor=(0.5, bottom),
                      columnspacing=1.4, handlelength=1.3)  # fmt: skip
    figure.text(0.5, 0.22 / A3[1], "　　".join(page.notes), ha="center", va="center",
                fontsize=10.5, color="#555555")  # fmt: skip
