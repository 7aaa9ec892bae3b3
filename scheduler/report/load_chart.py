"""Load of every department over the weeks of a year, an area a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from scheduler.model import LoadRow, PlannedYear, Scenario
from scheduler.report.figure_page import page
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.style import FAINT, INK, SHADE
from scheduler.report.year_axis import grey_gone, week_axis
from scheduler.report.year_units import load_share, ordered_loads
from scheduler.words import Words

# Load over supply at which the colour is darkest.
DARKEST = 1.5
ROW = 0.6  # inches
PALE = "#F7FBFF"
# Blue up to what there is, amber to red above it: the eye finds what cannot be done.
# The change lies between 100 and 101 per cent.
COLOURS = LinearSegmentedColormap.from_list(
    "load",
    [(0.0, PALE), (0.6699, "#6BAED6"), (0.6701, "#FDD49E"), (1.0, "#B30000")],
    N=3000,
).with_extremes(bad=PALE)
Team = tuple[str, str]  # department, town


def load_pages(planned: PlannedYear, scenario: Scenario, words: Words) -> list[Figure]:
    """Return a heat map for each area: units down, weeks across, in per cent."""
    areas: dict[tuple[str, ...], list[LoadRow]] = defaultdict(list)
    for row in ordered_loads(planned, scenario):
        areas[row.area].append(row)
    return [_page(planned, scenario, area, rows, words) for area, rows in areas.items()]


def _page(
    planned: PlannedYear,
    scenario: Scenario,
    area: tuple[str, ...],
    rows: Sequence[LoadRow],
    words: Words,
) -> Figure:
    units = list(dict.fromkeys((row.department, row.town) for row in rows))
    names = [scenario.district[one].name for one in area]
    share = _shares(planned, units, rows)
    figure, axes = page(
        words("report.load.title", city=plain_title(scenario), year=planned.year),
        words("report.load.subtitle", area=words("report.year.and").join(names)),
        _notes(planned, scenario, share, words),
        ROW * len(units),
    )
    axes.imshow(
        np.clip(share, 0, DARKEST), cmap=COLOURS, vmin=0, vmax=DARKEST, aspect="auto"
    )
    _numbers(axes, share, words("report.load.nobody"))
    _days_off(axes, planned)
    week_axis(axes, planned, len(units), words)
    grey_gone(axes, planned, words)
    axes.set_yticks(range(len(units)), [_name(scenario, unit, words) for unit in units])
    axes.tick_params(axis="y", length=0, labelsize=12, labelcolor=INK)
    for side in axes.spines.values():
        side.set_color(FAINT)
    return figure


def _notes(
    planned: PlannedYear, scenario: Scenario, share: np.ndarray, words: Words
) -> list[str]:
    grey = "grey" if planned.changes is None else "grey_rest"
    notes = [
        words("report.load.note", reserve=f"{planned.reserve:.0%}"),
        words(f"report.load.{grey}"),
    ]
    if np.isinf(share).any():
        notes.append(words("report.load.nobody_note"))
    if is_synthetic(scenario):
        notes.append(words("report.chart.synthetic"))
    return notes


def _name(scenario: Scenario, unit: Team, words: Words) -> str:
    who = scenario.department[unit[0]].name
    if not unit[1]:
        return who
    return words("report.load.team", town=scenario.town[unit[1]].name)


def _shares(
    planned: PlannedYear, units: Sequence[Team], rows: Sequence[LoadRow]
) -> np.ndarray:
    """Return the share of load by unit and week; nan without load."""
    place = {week: k for k, week in enumerate(planned.weeks)}
    share = np.full((len(units), len(planned.weeks)), np.nan)
    line = {unit: k for k, unit in enumerate(units)}
    for row in rows:
        if row.load > 0:
            share[line[row.department, row.town], place[row.week]] = load_share(
                row.load, row.supply
            )
    return share


def _numbers(axes: Axes, share: np.ndarray, nobody: str) -> None:
    for y, x in np.argwhere(~np.isnan(share)):
        value = share[y, x]
        axes.text(
            x,
            y,
            nobody if np.isinf(value) else f"{100 * value:.0f}",
            ha="center",
            va="center",
            fontsize=6.5 if np.isinf(value) else 8,
            color="white" if value > 1.3 else INK,
        )


def _days_off(axes: Axes, planned: PlannedYear) -> None:
    """Grey the weeks without working days."""
    for k, days in enumerate(planned.days):
        if not days:
            axes.axvspan(k - 0.5, k + 0.5, color=SHADE, lw=0, zorder=2)
