"""Simulated years on one page: coverage, lateness, joint rate, entries, load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from scheduler.model import Scenario, SimulatedYear, WeekTally
from scheduler.report.labels import department_order, is_synthetic, plain_title
from scheduler.report.simulate_measures import department_loads
from scheduler.report.simulate_summary import force_label
from scheduler.report.style import A3, FAINT, INK
from scheduler.words import Words

FORCES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
STYLES = ("-", "--", "-.", ":")
GREY = "#8A8F98"
# Up to so many weeks each is marked; else only those without a neighbour to join.
FEW = 12
# Axes of shares end a little above the whole, so that a line there is seen.
TOP = 1.04
SHARE_STEPS = (1, 2, 5, 10)
NAMES = 0.065  # of the width of the page
PER_CENT = PercentFormatter(1.0, decimals=0)
WHOLE = FuncFormatter(lambda y, _: f"{y:,.0f}")
Value = Callable[[WeekTally], float | None]


def simulation_page(
    years: Sequence[SimulatedYear], scenario: Scenario, words: Words
) -> Figure:
    """Return five charts over the weeks, a line a force, and load by department."""
    figure = Figure(figsize=A3)
    grid = figure.subplots(2, 3)
    figure.subplots_adjust(0.06, 0.1, 0.98, 0.87, 0.24, 0.32)
    planned = years[0].planned or 1
    panels: tuple[tuple[Axes, str, Value], ...] = (
        (grid[0, 0], "coverage", lambda week: week.fulfilled / planned),
        (grid[0, 1], "late", lambda week: week.late),
        (grid[0, 2], "joint", lambda w: _share(w.joint, w.joint_possible)),
        (grid[1, 0], "entries", lambda week: week.entries),
        (grid[1, 1], "load", lambda week: _share(week.used, week.there)),
    )
    for axes, name, value in panels:
        _panel(axes, years, value, words(f"report.simulation.panel.{name}"), words)
    _line(grid[0, 0], years[0], lambda w: w.due / planned, "due", words)
    _line(grid[1, 0], years[0], lambda week: week.alone, "alone", words)
    for axes, name, _ in panels:
        _scale(axes, counts=name in ("late", "entries"))
        axes.legend(frameon=False, fontsize=10, labelcolor=INK)
    _teams(grid[1, 2], years, scenario, words)
    _titles(figure, years, scenario, words)
    return figure


def _scale(axes: Axes, counts: bool) -> None:
    """Let an axis begin at nothing; one of shares ends at the whole."""
    axes.margins(y=0.12)
    axes.set_ylim(bottom=0)
    if counts:
        # Where all is nothing the axis has a whole number to mark, not many zeros.
        axes.set_ylim(top=max(axes.get_ylim()[1], 1))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter(WHOLE)
    else:
        axes.set_ylim(top=min(axes.get_ylim()[1], TOP))
        axes.yaxis.set_major_locator(MaxNLocator(steps=SHARE_STEPS))
        axes.yaxis.set_major_formatter(PER_CENT)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _panel(
    axes: Axes,
    years: Sequence[SimulatedYear],
    value: Value,
    title: str,
    words: Words,
) -> None:
    axes.set_title(title, fontsize=14, color=INK, loc="left", pad=10)
    for k, year in enumerate(years):
        values = [_or_gap(value(week)) for week in year.weeks]
        marked = marks(values)
        axes.plot(
            _places(year),
            values,
            STYLES[k % len(STYLES)],
            color=FORCES[k % len(FORCES)],
            linewidth=2.2,
            marker="o" if marked else "",
            markevery=marked,
            label=force_label(year.fewer, words),
            zorder=3,
        )
    axes.set_xlim(0.5, len(years[0].weeks) + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(words("report.simulation.weeks"), fontsize=11, color=INK)
    axes.grid(color=FAINT, linewidth=0.6)
    axes.tick_params(labelsize=11, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(FAINT)


def marks(values: Sequence[float]) -> list[int]:
    """Return which points of a line need a mark to be seen."""
    if len(values) <= FEW:
        return list(range(len(values)))
    gaps = [True, *map(isnan, values), True]
    # The gap before point k stands at k, its own at k + 1, the one after at k + 2.
    points = range(len(values))
    return [k for k in points if gaps[k] and gaps[k + 2] and not gaps[k + 1]]


def _places(year: SimulatedYear) -> range:
    """Return the weeks counted from the first.

    Their numbers begin anew where the last one belongs to the next year.
    """
    return range(1, len(year.weeks) + 1)


def _or_gap(value: float | None) -> float:
    """Return the value; where there is none, what leaves a gap in the line."""
    return float("nan") if value is None else value


def _line(
    axes: Axes, year: SimulatedYear, value: Value, name: str, words: Words
) -> None:
    """Draw something to compare the forces with."""
    axes.plot(
        _places(year),
        [_or_gap(value(week)) for week in year.weeks],
        color=GREY,
        linewidth=1.4,
        label=words(f"report.simulation.{name}"),
        zorder=2,
    )


def _teams(
    axes: Axes, years: Sequence[SimulatedYear], scenario: Scenario, words: Words
) -> None:
    """Draw the load of every department over the weeks, a bar a force."""
    found = [department_loads(year) for year in years]
    names = [d for d in department_order(scenario) if d in found[0]]
    height = 0.8 / len(years)
    for k, loads in enumerate(found):
        places = [
            line + (k - (len(years) - 1) / 2) * height for line in range(len(names))
        ]
        shares = [loads.get(name, 0.0) for name in names]
        axes.barh(places, shares, height, color=FORCES[k % len(FORCES)], zorder=2)
    axes.set_title(
        words("report.simulation.panel.teams"),
        fontsize=14,
        color=INK,
        loc="left",
        pad=10,
    )
    labels = [scenario.department[name].name.removeprefix("南安市") for name in names]
    axes.set_yticks(range(len(names)), labels)
    # Names of departments are long: they take their room from the bars.
    box = axes.get_position()
    axes.set_position((box.x0 + NAMES, box.y0, box.width - NAMES, box.height))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(steps=SHARE_STEPS))
    axes.xaxis.set_major_formatter(PER_CENT)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.tick_params(labelsize=9, labelcolor=INK, length=0)
    for side in axes.spines.values():
        side.set_color(FAINT)


def _titles(
    figure: Figure, years: Sequence[SimulatedYear], scenario: Scenario, words: Words
) -> None:
    city, year = plain_title(scenario), years[0].year
    title = words("report.simulation.title", city=city, year=year)
    notes = [words("report.simulation.note")]
    count = len(years[0].weeks)
    if years[0].stopped:
        stopped = "report.simulation.note_stopped"
        notes.insert(0, words(stopped, weeks=count, wanted=years[0].wanted))
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    figure.text(0.5, 0.965, title, fontsize=22, color=INK, ha="center", va="center")
    figure.text(
        0.5, 0.925, words("report.simulation.subtitle", weeks=count),
        fontsize=13, color="#444444", ha="center", va="center",
    )  # fmt: skip
    figure.text(
        0.5, 0.02, "　　".join(notes),
        fontsize=10.5, color="#555555", ha="center", va="center",
    )  # fmt: skip
