"""A tile map: one tile a town, near its real place, coloured by a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.colors import Colormap, Normalize, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from scheduler.model import Scenario
from scheduler.report.colours import text_colour, text_width
from scheduler.report.figure_page import blank_page
from scheduler.report.style import A3, FAINT, INK
from scheduler.report.tile_layout import Cell, tile_cells
from scheduler.words import Words

# Inches: the field of the tiles, the largest tile, the panel at the right.
LEFT, TOP, WIDE, TALL = 0.5, 1.15, 11.4, 9.9
LARGEST = (3.4, 2.5)
PANEL, PANEL_WIDE = 12.4, 3.6
# Share of a cell that its tile fills; the rest shows the district's colour.
TILE = 0.9
STAR = (0.87, 0.26)  # where a tile's star stands
# Of the lines of a tile, from the top: how high they stand, by number of lines.
PLACES = ((0.5,), (0.28, 0.65), (0.26, 0.55, 0.8))
# How large they may be: as a share of the height, and of the width beside the star.
SIZE = ((0.19, 0.66), (0.24, 0.85), (0.14, 0.88))
BLANK = "#FFFFFF"
# What the tiles of districts lie on: no blue, amber or red, which are of the scales.
GROUNDS = (
    *("#8ED1A5", "#C9A6E0", "#EFE79A", "#BDBDBD", "#CDB99A", "#F79BC4"),
    *("#7FB59B", "#A996C9", "#C8C064", "#999999"),
)
AWAY = 0.34  # inches of a line on a base in another district


@dataclass(frozen=True)
class Tiles:
    """What a tile map shows.

    Attributes
    ----------
    value : mapping of str to float
        By town, what colours its tile; a town without a value stays white.
    text : mapping of str to sequence of str
        By town, the lines below its name, the first one large.
    side : mapping of str to str
        By district, what the list at the right says of it.
    colours : Colormap
    most : float
        The value of the darkest colour; what is above it has the same.
    ticks : mapping of float to str
        Values that the colour bar names.
    legend : str
        What the colours mean.
    notes : sequence of str
        What else stands at the foot.
    """

    value: Mapping[str, float]
    text: Mapping[str, Sequence[str]]
    side: Mapping[str, str]
    colours: Colormap
    most: float
    ticks: Mapping[float, str]
    legend: str
    notes: Sequence[str] = ()


def tile_page(
    scenario: Scenario, tiles: Tiles, title: str, subtitle: str, words: Words
) -> Figure:
    """Return a page with a tile for every town, its districts and a legend.

    Tiles of a district lie on one colour; a star marks a base.

    Parameters
    ----------
    tiles : Tiles
        The values, and what is written.
    """
    notes = (words("report.map.note"), *tiles.notes)
    figure = blank_page(title, subtitle, notes)
    cells = tile_cells(scenario)
    rows = 1 + max((row for row, _ in cells.values()), default=0)
    columns = 1 + max((column for _, column in cells.values()), default=0)
    size = (min(WIDE / columns, LARGEST[0]), min(TALL / rows, LARGEST[1]))
    wide, tall = columns * size[0], rows * size[1]
    axes = figure.add_axes(
        (
            (LEFT + (WIDE - wide) / 2) / A3[0],
            1 - (TOP + (TALL - tall) / 2 + tall) / A3[1],
            wide / A3[0],
            tall / A3[1],
        )
    )
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_axis_off()
    sizes = _sizes(scenario, tiles, size)
    for town, cell in cells.items():
        _tile(axes, scenario, tiles, town, cell, sizes)
    _borders(axes, scenario, cells)
    _bar(figure, tiles)
    _districts(figure, scenario, tiles, words)
    return figure


def district_colours(scenario: Scenario) -> dict[str, str]:
    """Return the colour that the tiles of a district lie on."""
    return {
        row.district: GROUNDS[number % len(GROUNDS)]
        for number, row in enumerate(scenario.districts)
    }


def _tile(
    axes: Axes,
    scenario: Scenario,
    tiles: Tiles,
    town: str,
    cell: Cell,
    sizes: Sequence[float],
) -> None:
    row, column = cell
    found = scenario.town[town]
    ground = district_colours(scenario)[found.district]
    axes.add_patch(Rectangle((column, row), 1, 1, facecolor=ground, lw=0))
    colour, gap = _colour(tiles, town), (1 - TILE) / 2
    axes.add_patch(
        Rectangle((column + gap, row + gap), TILE, TILE, facecolor=colour,
                  edgecolor="white", lw=1)
    )  # fmt: skip
    ink = text_colour(colour)
    lines = (found.name, *tiles.text.get(town, ()))
    places = PLACES[len(lines) - 1]
    for text, place, points in zip(lines, places, sizes, strict=False):
        axes.text(column + 0.5, row + place, text, ha="center", va="center",
                  fontsize=points, color=ink)  # fmt: skip
    if town in {row.base for row in scenario.districts}:
        _star(axes, column + STAR[0], row + STAR[1], 0.9 * sizes[0])


def _sizes(scenario: Scenario, tiles: Tiles, size: tuple[float, float]) -> list[float]:
    """Return the size of each line, so that the longest of all tiles fits."""
    lines = [(row.name, *tiles.text.get(row.town, ())) for row in scenario.towns]
    found = []
    for number, (tall, wide) in enumerate(SIZE):
        ems = max((text_width(one[number], 1) for one in lines if number < len(one)),
                  default=1.0)  # fmt: skip
        room = size[0] * TILE * 72 * wide / max(ems, 1.0)
        found.append(min(tall * size[1] * 72, room, 32))
    return found


def _colour(tiles: Tiles, town: str) -> str:
    value = tiles.value.get(town)
    if value is None:
        return BLANK
    return to_hex(tiles.colours(Normalize(0, tiles.most, clip=True)(value)))


def _borders(axes: Axes, scenario: Scenario, cells: Mapping[str, Cell]) -> None:
    """Draw a line around every district."""
    owner = {cell: scenario.town[town].district for town, cell in cells.items()}
    for (row, column), district in owner.items():
        for near, x, y in (
            ((row - 1, column), (column, column + 1), (row, row)),
            ((row + 1, column), (column, column + 1), (row + 1, row + 1)),
            ((row, column - 1), (column, column), (row, row + 1)),
            ((row, column + 1), (column + 1, column + 1), (row, row + 1)),
        ):
            if owner.get(near) != district:
                axes.plot(x, y, color=INK, lw=2.5, solid_capstyle="round",
                          clip_on=False, zorder=3)  # fmt: skip


def _bar(figure: Figure, tiles: Tiles) -> None:
    """Draw the colour bar at the top right."""
    axes = figure.add_axes((PANEL / A3[0], 0.845, PANEL_WIDE / A3[0], 0.022))
    figure.text(PANEL / A3[0], 0.88, tiles.legend, fontsize=12, color=INK, va="bottom")
    bar = Colorbar(axes, cmap=tiles.colours, norm=Normalize(0, tiles.most),
                   orientation="horizontal")  # fmt: skip
    bar.set_ticks(list(tiles.ticks), labels=list(tiles.ticks.values()))
    axes.tick_params(length=0, labelsize=11, labelcolor=INK)
    bar.outline.set_edgecolor(FAINT)


def _districts(figure: Figure, scenario: Scenario, tiles: Tiles, words: Words) -> None:
    """List the districts with their colours, and say what a star means."""
    tall = 0.7 * A3[1]
    axes = figure.add_axes((PANEL / A3[0], 0.07, PANEL_WIDE / A3[0], 0.7))
    axes.set_xlim(0, PANEL_WIDE)
    axes.set_ylim(tall, 0)
    axes.set_axis_off()
    colours = district_colours(scenario)
    away = _away(scenario, words)
    room = tall - AWAY * len(away)
    step = min(0.75, room / (len(scenario.districts) + 2))
    for number, row in enumerate(scenario.districts):
        y = (number + 0.5) * step
        axes.add_patch(
            Rectangle((0, y - step * 0.3), 0.45, step * 0.6, lw=1.5,
                      facecolor=colours[row.district], edgecolor=INK)
        )  # fmt: skip
        said = (row.name, tiles.side.get(row.district, ""))
        for text, lift, size in zip(said, (-0.18, 0.2), (15, 13), strict=True):
            fits = (PANEL_WIDE - 0.5) * 72 / max(text_width(text, 1), 1)
            axes.text(0.6, y + lift * step, text, va="center", color=INK,
                      fontsize=min(size, fits, step * 22))  # fmt: skip
    y = (len(scenario.districts) + 0.7) * step
    _star(axes, 0.22, y, 15)
    for line, text in enumerate([words("report.map.base"), *away]):
        fits = (PANEL_WIDE - 0.5) * 72 / text_width(text, 1)
        axes.text(0.6, y + AWAY * line, text, va="center", color=INK,
                  fontsize=min(13, fits))  # fmt: skip


def _away(scenario: Scenario, words: Words) -> list[str]:
    """Return a line for each district whose base lies in another: it has no star."""
    lines = []
    for row in scenario.districts:
        base = scenario.town.get(row.base)
        if base and base.district != row.district:
            where = scenario.district[base.district].name
            lines.append(
                words("report.map.away", name=row.name, town=base.name, where=where)
            )
    return lines


def _star(axes: Axes, x: float, y: float, size: float) -> None:
    axes.plot(x, y, marker="*", color="#F0C000", markeredgecolor=INK,
              markeredgewidth=0.8, markersize=size, zorder=4)  # fmt: skip
