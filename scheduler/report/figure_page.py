"""A page for charts that are no Gantt chart: A3, title, subtitle, notes; and saving."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from scheduler.report.colours import text_width
from scheduler.report.style import A3, DPI, INK, rc

# Inches kept free around the axes; the titles stand in the upper part.
LEFT, RIGHT, TOP, BOTTOM = 2.7, 0.5, 1.35, 0.95
# A Chinese character with its marks, or a word.
PART = re.compile(
    r"[“（]*[\u2E80-\uFFFF][，。；：、）”]*\s*|[^\s\u2E80-\uFFFF]+\s*|\s+"
)
NOTE, NOTE_LINE = 10.5, 0.18  # points of the notes; inches of a further line


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's font and settings."""
    with mpl.rc_context(rc()):  # type: ignore[arg-type]
        yield


def blank_page(title: str, subtitle: str, notes: Sequence[str]) -> Figure:
    """Return a figure with titles above and notes below, and nothing between."""
    figure = Figure(figsize=A3)
    middle: dict[str, Any] = {"ha": "center", "va": "center"}
    figure.text(0.5, 1 - 0.38 / A3[1], title, fontsize=22, color=INK, **middle)
    figure.text(0.5, 1 - 0.75 / A3[1], subtitle, fontsize=13, color="#444444", **middle)
    lines = wrapped("　　".join(notes), NOTE, (A3[0] - 1) * 72)
    height = 0.22 + NOTE_LINE / 2 * (len(lines) - 1)
    figure.text(
        0.5, height / A3[1], "\n".join(lines), fontsize=NOTE, color="#555555", **middle
    )
    return figure


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Return the lines of a text that is to be no wider than `room` points.

    It is broken between words, and between Chinese characters but before no mark.
    """
    parts = PART.findall(text)
    lines = [""]
    for part in parts:
        if lines[-1] and text_width(lines[-1] + part.rstrip(), size) > room:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def page(
    title: str,
    subtitle: str,
    notes: Sequence[str],
    height: float | None = None,
    right: float = RIGHT,
) -> tuple[Figure, Axes]:
    """Return a figure with titles and notes, and its axes.

    Parameters
    ----------
    height : float, optional
        Inches of the axes, from below the titles; all there are if not given.
    right : float
        Inches kept free on the right.
    """
    figure = blank_page(title, subtitle, notes)
    room = A3[1] - TOP - BOTTOM
    tall = room if height is None else min(room, height)
    axes = figure.add_axes(
        (
            LEFT / A3[0],
            1 - (TOP + tall) / A3[1],
            1 - (LEFT + right) / A3[0],
            tall / A3[1],
        )
    )
    return figure, axes


def save_pages(figures: Sequence[Figure], folder: Path, stem: str) -> list[Path]:
    """Write the pages of a chart as PNG and SVG, all in one PDF; return the PNG files.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    pictures = []
    with PdfPages(folder / f"{stem}.pdf", metadata={"CreationDate": None}) as pdf:
        for number, figure in enumerate(figures, start=1):
            name = stem if number == 1 else f"{stem}-{number}"
            pictures.append(folder / f"{name}.png")
            figure.savefig(pictures[-1], dpi=DPI)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            pdf.savefig(figure)
    return pictures
