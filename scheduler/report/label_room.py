"""How much time of its lane a bar keeps, so that its label finds a place."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.report.chart_data import DayBand
from scheduler.report.colours import text_width
from scheduler.report.style import A3, LEFT, RIGHT

PAD = 0.6  # points kept free in a bar
BESIDE = 2.0  # points between a bar and a label beside it
SMALLEST = 9.0  # points: size of the labels on a full page


def day_points(days: Sequence[DayBand]) -> float:
    """Return the width of a working day in points."""
    return (A3[0] - LEFT - RIGHT) * 72 / days[-1].right


def label_room(
    span: tuple[int, int], label: str, day: tuple[int, int], points: float
) -> tuple[int, int]:
    """Return the minutes a bar keeps: its own, or those of a label beside it too.

    Parameters
    ----------
    span, day : tuple of int
        First and last minute of the bar, and of the axis.
    label : str
        The shortest label that still says all.
    points : float
        Width of the day in points.
    """
    start, end = span
    minutes = (day[1] - day[0]) / points
    width = text_width(label, SMALLEST)
    if (end - start) / minutes >= width + PAD:
        return span
    # One minute more, for rounding.
    beside = int((width + 2 * BESIDE) * minutes) + 1
    if end + beside <= day[1] or start - beside < day[0]:
        return start, end + beside
    return start - beside, end
