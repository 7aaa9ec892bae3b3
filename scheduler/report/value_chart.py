"""What one more and one fewer of the force mean for a year; who can be done without."""

from __future__ import annotations

from collections import defaultdict

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from scheduler.model import Scenario, Worth, Worths
from scheduler.report.figure_page import page
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.style import FAINT, INK
from scheduler.report.value_labels import area_label, told, value_label, whole
from scheduler.report.value_summary import telling
from scheduler.report.year_units import unit_order
from scheduler.words import Words

MORE, FEWER, BOUND, SHORT = "#0072B2", "#E69F00", "#222222", "#F4C7C3"
ROW, TABLE_ROW = 0.56, 0.5  # inches
MOST_ROWS = 16
IDLE = "×"  # the plan asks for the unit, which carries out nothing
Cell = tuple[str, tuple[str, ...]]


def value_pages(worths: Worths, scenario: Scenario, words: Words) -> list[Figure]:
    """Return the page of values and the page of people that can be done without."""
    return [_values(worths, scenario, words), _spares(worths, scenario, words)]


def _values(worths: Worths, scenario: Scenario, words: Words) -> Figure:
    """Draw a row for each: blue one more, orange one fewer, a bar at the bound."""
    rows = telling(worths)[:MOST_ROWS]
    figure, axes = page(
        words("report.values.title", city=plain_title(scenario), year=worths.year),
        words(
            "report.values.subtitle",
            checks=worths.checks,
            carried=whole(worths.carried),
        ),
        _notes("report.values.note", scenario, words),
        ROW * max(2, len(rows)),
        1.3,
    )
    if not rows:
        axes.text(0.5, 0.5, words("report.values.none"), ha="center", va="center",
                  fontsize=14, color=INK, transform=axes.transAxes)  # fmt: skip
    for line, row in enumerate(rows):
        _bars(axes, row, line, words)
        text = words("report.values.weeks", weeks=row.weeks) if row.weeks else ""
        axes.text(1.01, line, text, transform=axes.get_yaxis_transform(), ha="left",
                  va="center", fontsize=10, color=INK)  # fmt: skip
    axes.set_yticks(
        range(len(rows)),
        [_label(row, scenario, words) for row in rows],
        linespacing=1.3,
    )
    axes.set_ylim(max(2, len(rows)) - 0.5, -0.5)
    axes.margins(x=0.14)
    axes.set_xlabel(words("report.values.axis"), fontsize=11, color=INK)
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    axes.axvline(0, color=INK, lw=0.8, zorder=3)
    axes.grid(axis="x", color=FAINT, lw=0.6, zorder=0)
    _plain(axes)
    return figure


def _label(row: Worth, scenario: Scenario, words: Words) -> str:
    what, place = value_label(row, scenario, words), row.area
    return f"{what}\n{area_label(place, scenario, words)}"


def _notes(key: str, scenario: Scenario, words: Words) -> list[str]:
    notes = [words(key)]
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    return notes


def _plain(axes: Axes) -> None:
    axes.tick_params(length=0, labelsize=10, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(FAINT)


def _bars(axes: Axes, row: Worth, line: int, words: Words) -> None:
    axes.barh(line, row.more, 0.55, color=MORE, zorder=2)
    text = "0"
    if told(row.estimate) != "0.0":
        axes.plot([row.estimate] * 2, [line - 0.36, line + 0.36], color=BOUND, lw=1.6,
                  zorder=4)  # fmt: skip
        text = words(
            "report.values.bounded",
            more=told(row.more),
            estimate=told(row.estimate),
        )
    right = max(row.more, row.estimate)
    axes.annotate(text, (right, line), (5, 0), ha="left", va="center",
                  textcoords="offset points", fontsize=10, color=INK)  # fmt: skip
    if row.fewer is not None and told(row.fewer) != "0.0":
        axes.barh(line, -row.fewer, 0.55, color=FEWER, zorder=2)
        axes.annotate(f"−{told(row.fewer)}", (-row.fewer, line), (-5, 0), ha="right",
                      va="center", textcoords="offset points", fontsize=10,
                      color=INK)  # fmt: skip


def _spares(worths: Worths, scenario: Scenario, words: Words) -> Figure:
    """Draw a table: departments down, areas across, people that can be missing."""
    cells, short = _cells(worths, scenario, words)
    names = list(dict.fromkeys(name for name, _ in cells))
    order = [row.district for row in scenario.districts]
    areas = sorted({area for _, area in cells}, key=lambda area: order.index(area[0]))
    figure, axes = page(
        words(
            "report.values.spare_title", city=plain_title(scenario), year=worths.year
        ),
        words("report.values.spare_subtitle"),
        _notes("report.values.spare_note", scenario, words),
        TABLE_ROW * max(2, len(names)),
    )
    for y, name in enumerate(names):
        for x, area in enumerate(areas):
            if (name, area) in short:
                axes.barh(y, 1, 1, left=x - 0.5, color=SHORT, zorder=1)
            text = cells.get((name, area), "—")
            axes.text(x, y, text, ha="center", va="center", fontsize=12, color=INK)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(max(2, len(names)) - 0.5, -0.5)
    axes.set_xlim(-0.5, max(1, len(areas)) - 0.5)
    axes.set_xticks(
        range(len(areas)), [area_label(area, scenario, words) for area in areas]
    )
    axes.xaxis.tick_top()
    _plain(axes)
    return figure


def _cells(
    worths: Worths, scenario: Scenario, words: Words
) -> tuple[dict[Cell, str], set[Cell]]:
    """Return spare people by name and area, towns together, and who is short."""
    found: dict[Cell, list[int]] = defaultdict(list)
    short: set[Cell] = set()
    place = unit_order(scenario)
    for row in sorted(worths.rows, key=lambda row: place(((), row.department, ""))):
        if row.spare is None and not row.idle:
            continue
        name = value_label(row, scenario, words)
        key = words("report.values.towns") if row.town else name
        found[key, row.area] += [] if row.spare is None else [row.spare]
        if row.more > 0:
            short.add((key, row.area))
    texts = {cell: f"{sum(each):,}" if each else IDLE for cell, each in found.items()}
    return texts, short
