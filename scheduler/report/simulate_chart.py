"""Simulated years on one page: coverage, what is late, load, entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from scheduler.model import Scenario, SimulatedYear, WeekTally
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.simulate_summary import force_label
from scheduler.report.style import A3, FAINT, INK
from scheduler.words import Words

FORCES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
STYLES = ("-", "--", "-.", ":")
GREY = "#8A8F98"
Value = Callable[[WeekTally], float | None]


def simulation_page(
    years: Sequence[SimulatedYear], scenario: Scenario, words: Words
) -> Figure:
    """Return four charts over the weeks, a line a force."""
    figure = Figure(figsize=A3)
    grid = figure.subplots(2, 2)
    figure.subplots_adjust(0.07, 0.1, 0.97, 0.87, 0.16, 0.32)
    first = years[0]
    planned = first.planned or 1
    panels: tuple[tuple[Axes, str, Value], ...] = (
        (grid[0, 0], "coverage", lambda week: week.fulfilled / planned),
        (grid[0, 1], "late", lambda week: week.late),
        (grid[1, 0], "load", lambda w: w.used / w.there if w.there else None),
        (grid[1, 1], "entries", lambda week: week.entries),
    )
    for axes, name, value in panels:
        _panel(axes, years, value, words(f"report.simulation.panel.{name}"), words)
    _due(grid[0, 0], first, words)
    _alone(grid[1, 1], first, words)
    for axes in (grid[0, 0], grid[1, 0]):
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    for axes in (grid[0, 1], grid[1, 1]):
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.0f}"))
    for axes, *_ in panels:
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, fontsize=11, labelcolor=INK)
    _titles(figure, years, scenario, words)
    return figure


def _panel(
    axes: Axes,
    years: Sequence[SimulatedYear],
    value: Value,
    title: str,
    words: Words,
) -> None:
    axes.set_title(title, fontsize=14, color=INK, loc="left", pad=10)
    for k, year in enumerate(years):
        axes.plot(
            [week.week.number for week in year.weeks],
            [_or_gap(value(week)) for week in year.weeks],
            STYLES[k % len(STYLES)],
            color=FORCES[k % len(FORCES)],
            linewidth=2.2,
            label=force_label(year, words),
            zorder=3,
        )
    axes.set_xlabel(words("report.simulation.weeks"), fontsize=11, color=INK)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.tick_params(labelsize=11, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(FAINT)


def _or_gap(value: float | None) -> float:
    """Return the value; where there is none, what leaves a gap in the line."""
    return float("nan") if value is None else value


def _due(axes: Axes, year: SimulatedYear, words: Words) -> None:
    """Draw what had fallen due by each week."""
    axes.plot(
        [week.week.number for week in year.weeks],
        [week.due / (year.planned or 1) for week in year.weeks],
        color=GREY,
        linewidth=1.4,
        label=words("report.simulation.due"),
        zorder=2,
    )


def _alone(axes: Axes, year: SimulatedYear, words: Words) -> None:
    """Draw the entries that the same checks would take, each department alone."""
    axes.plot(
        [week.week.number for week in year.weeks],
        [week.alone for week in year.weeks],
        color=GREY,
        linewidth=1.4,
        label=words("report.simulation.alone"),
        zorder=2,
    )


def _titles(
    figure: Figure, years: Sequence[SimulatedYear], scenario: Scenario, words: Words
) -> None:
    city, year = plain_title(scenario), years[0].year
    title = words("report.simulation.title", city=city, year=year)
    notes = [words("report.simulation.note")]
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    figure.text(0.5, 0.965, title, fontsize=22, color=INK, ha="center", va="center")
    figure.text(
        0.5, 0.925, words("report.simulation.subtitle"),
        fontsize=13, color="#444444", ha="center", va="center",
    )  # fmt: skip
    figure.text(
        0.5, 0.02, "　　".join(notes),
        fontsize=10.5, color="#555555", ha="center", va="center",
    )  # fmt: skip
