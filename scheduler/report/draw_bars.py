"""Draws the bars of a page and finds a legible place for each label."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from scheduler.report.chart_data import Bar, Page
from scheduler.report.colours import text_colour, text_width, tint
from scheduler.report.label_room import BESIDE, PAD, SMALLEST
from scheduler.report.style import INK

NARROW = 7.5  # points: labels that find no room at the size of the others
LINE = 1.3  # height of a line in font sizes
MOST_BESIDE = 0.2  # share of the labels that may stand beside their bars


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: its text, size in points, and beside which end if any."""

    text: str
    size: float
    beside: Literal["", "left", "right"] = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Points free inside a bar, on both sides of it, and in the height of its row."""

    inside: float
    left: float
    right: float
    height: float


def draw_bars(axes: Axes, page: Page, points: float, unit: float) -> None:
    """Draw every bar with its label.

    Parameters
    ----------
    points : float
        Height of a row in points.
    unit : float
        Width of a working day in points.
    """
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
    for bar, place in zip(page.bars, places(page, points, unit), strict=True):
        _label(axes, page, bar, place, unit)


def _label(axes: Axes, page: Page, bar: Bar, place: Place, unit: float) -> None:
    left, right = page.x(bar.date, bar.start), page.x(bar.date, bar.end)
    if place.beside == "right":
        x, side, colour = right + BESIDE / unit, "left", INK
    elif place.beside == "left":
        x, side, colour = left - BESIDE / unit, "right", INK
    else:
        x, side = (left + right) / 2, "center"
        colour = "#111111" if bar.away else text_colour(bar.colour)
    axes.text(x, bar.row + 0.52, place.text, ha=side, va="center", color=colour,
              fontsize=place.size, zorder=4, linespacing=1.1)  # fmt: skip


def places(page: Page, points: float, unit: float) -> list[Place]:
    """Return the label of each bar: inside, else beside it, else small or its mark.

    All labels of a page have one size, the largest at which four of five stand inside
    their bars; only labels that find no room at all are smaller, and none of a bar
    for which room is kept.
    """
    size = row_font(points)
    while size > SMALLEST:
        found = _places(page, points, unit, size)
        outside = sum(bool(one.beside) or one.size < size for one in found)
        lost = any(
            bar.room is not None and _lost(bar, place, size)
            for bar, place in zip(page.bars, found, strict=True)
        )
        if outside <= MOST_BESIDE * len(found) and not lost:
            return found
        size -= 0.25
    return _places(page, points, unit, SMALLEST)


def _lost(bar: Bar, place: Place, size: float) -> bool:
    return place.size < size or place.text == bar.labels[-1]


def _places(page: Page, points: float, unit: float, size: float) -> list[Place]:
    """Place every label at that size, row by row from left to right."""
    days = {one.date: one for one in page.days}
    rows: dict[tuple[int, dt.date], list[int]] = defaultdict(list)
    for number, bar in enumerate(page.bars):
        rows[bar.row, bar.date].append(number)
    found: dict[int, Place] = {}
    for (_, date), numbers in rows.items():
        taken = days[date].left
        numbers.sort(key=lambda number: page.bars[number].start)
        nexts = [page.x(date, _begin(page.bars[number])) for number in numbers[1:]]
        for number, until in zip(numbers, [*nexts, days[date].right], strict=True):
            bar = page.bars[number]
            left, right = page.x(date, bar.start), page.x(date, bar.end)
            inside, before, after = right - left, left - taken, until - right
            room = Room(
                inside * unit - PAD,
                before * unit - BESIDE,
                after * unit - BESIDE,
                points,
            )
            found[number] = one = _place(bar, room, size)
            beside = BESIDE + text_width(one.text, one.size)
            taken = right + beside / unit if one.beside == "right" else right
    return [found[number] for number in range(len(page.bars))]


def _begin(bar: Bar) -> int:
    """Return the first minute that belongs to the bar: a label may stand before it."""
    return bar.start if bar.room is None else min(bar.start, bar.room[0])


def row_font(points: float) -> float:
    """Return the font size that suits a row of that height, both in points."""
    return max(NARROW, min(13.0, points * 0.68))


def _place(bar: Bar, room: Room, size: float) -> Place:
    *whole, mark = bar.labels
    inside = _first(whole, size, room.inside, room.height)
    if inside:
        return Place(inside, size)
    right = _first(whole, size, room.right, size * LINE)
    if right:
        return Place(right, size, "right")
    left = _first(whole, size, room.left, size * LINE)
    if left:
        return Place(left, size, "left")
    small = _first(whole, NARROW, room.inside, room.height)
    return Place(small, NARROW) if small else Place(mark, size)


def _first(labels: Sequence[str], size: float, width: float, height: float) -> str:
    """Return the longest text that fits: in tall rows on lines of their own."""
    for label in labels:
        broken = (label.replace(" ", "\n", count) for count in (1, 2))
        for text in (label, *broken):
            lines = text.split("\n")
            tall = len(lines) * size * LINE
            if tall <= max(height, size * LINE) and width >= max(
                text_width(line, size) for line in lines
            ):
                return text
    return ""
