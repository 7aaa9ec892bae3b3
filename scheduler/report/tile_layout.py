"""A cell of a grid for every town, near its real place: the layout of a tile map.

First every town takes the cell that is near, by the assignment of least squared
distance; then towns change cells as long as that brings a district together.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from scheduler.model import Scenario, Town

Cell = tuple[int, int]  # row from the north, column from the west
Place = tuple[float, float]

# Cells for each town: some stay empty, as the edge of a city is not straight.
ROOM = 1.3
FEW = 6  # so few towns fill their grid
# Width over height of a tile, and of the field that a page has for the map.
TILE, FIELD = 1.35, 1.2
# What each further piece of a district costs, in squared cells.
APART = 12.0


def tile_cells(scenario: Scenario) -> dict[str, Cell]:
    """Return the cell of every town, no two alike, no row or column empty.

    A city without coordinates (or with all towns at one place) has a district a row.
    """
    towns = [
        town
        for district in scenario.districts
        for town in scenario.towns
        if town.district == district.district
    ]
    if not towns:
        return {}
    if not _located(towns):
        return _in_rows(towns)
    rows, columns = _shape(towns)
    places = _places(towns, rows, columns)
    grid = [(r, c) for r in range(rows) for c in range(columns)]
    cells = [
        grid[k] for k in assigned([[_far(p, cell) for cell in grid] for p in places])
    ]
    _join(towns, places, cells, grid)
    return _packed(towns, cells)


def _located(towns: Sequence[Town]) -> bool:
    """Whether every town has coordinates, and they tell towns apart."""
    spots = {(town.lat, town.lon) for town in towns}
    return (0.0, 0.0) not in spots and (len(spots) > 1 or len(towns) == 1)


def _in_rows(towns: Sequence[Town]) -> dict[str, Cell]:
    """Return districts below each other, each as wide as a page can show."""
    wide = max(1, math.ceil(math.sqrt(len(towns) * FIELD / TILE)))
    cells: dict[str, Cell] = {}
    row, column, last = -1, 0, ""
    for town in towns:
        if town.district != last or column == wide:
            row, column, last = row + 1, 0, town.district
        cells[town.town] = (row, column)
        column += 1
    return cells


def _shape(towns: Sequence[Town]) -> tuple[int, int]:
    """Return rows and columns: between the shape of the city and that of the page."""
    north = max(town.lat for town in towns) - min(town.lat for town in towns)
    east = max(town.lon for town in towns) - min(town.lon for town in towns)
    east *= math.cos(math.radians(towns[0].lat))
    city = min(3.0, max(1 / 3, east / north if north else 3.0))
    room = math.ceil(ROOM * len(towns)) if len(towns) > FEW else len(towns)
    columns = max(1, round(math.sqrt(room * math.sqrt(city * FIELD) / TILE)))
    columns = min(columns, len(towns))
    return math.ceil(room / columns), columns


def _places(towns: Sequence[Town], rows: int, columns: int) -> list[Place]:
    """Return where towns would like to be: half by distance, half by order.

    By distance alone a dense centre would push its neighbours far away.
    """
    down = _spread([-town.lat for town in towns], rows - 1)
    across = _spread([town.lon for town in towns], columns - 1)
    return list(zip(down, across, strict=True))


def _spread(values: Sequence[float], most: int) -> list[float]:
    low, high = min(values), max(values)
    if high == low:
        return [most / 2] * len(values)
    order = sorted(values)
    last = len(values) - 1
    found = []
    for value in values:
        rank = (bisect_left(order, value) + bisect_right(order, value) - 1) / 2 / last
        found.append(most * ((value - low) / (high - low) + rank) / 2)
    return found


def _far(place: Place, cell: Cell) -> float:
    return (place[0] - cell[0]) ** 2 + (place[1] - cell[1]) ** 2


def assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """Return the column of every row, no two alike, at the least total cost.

    The Hungarian method with shortest augmenting paths; at least as many columns as
    rows.

    References
    ----------
    Jonker and Volgenant, A shortest augmenting path algorithm for dense and sparse
    linear assignment problems, Computing 38, 1987.
    """
    wide = len(costs[0])
    row_price, price = [0.0] * len(costs), [0.0] * wide
    owner: list[int | None] = [None] * wide
    for start in range(len(costs)):
        _augment(costs, start, row_price, price, owner)
    return [owner.index(row) for row in range(len(costs))]


def _augment(
    costs: Sequence[Sequence[float]],
    start: int,
    row_price: list[float],
    price: list[float],
    owner: list[int | None],
) -> None:
    """Give one more row a column, moving others along the cheapest path."""
    wide = len(price)
    least, before = [math.inf] * wide, [-1] * wide
    seen: list[int] = []
    open_ = set(range(wide))
    row, at, reached = start, -1, 0.0
    while True:
        for column in open_:
            cost = reached + costs[row][column] - row_price[row] - price[column]
            if cost < least[column]:
                least[column], before[column] = cost, at
        at = min(open_, key=lambda column: (least[column], column))
        reached = least[at]
        open_.remove(at)
        following = owner[at]
        if following is None:
            break
        seen.append(at)
        row = following
    row_price[start] += reached
    for column in seen:
        holder = owner[column]
        if holder is not None:
            row_price[holder] += reached - least[column]
        price[column] -= reached - least[column]
    while at >= 0:
        back = before[at]
        owner[at] = start if back < 0 else owner[back]
        at = back


def pieces(cells: Collection[Cell]) -> int:
    """Return in how many pieces a set of cells falls, side by side counting as one."""
    left, found = set(cells), 0
    while left:
        found += 1
        edge = [left.pop()]
        while edge:
            r, c = edge.pop()
            for near in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
    return found


def _join(
    towns: Sequence[Town],
    places: Sequence[Place],
    cells: list[Cell],
    grid: Sequence[Cell],
) -> None:
    """Swap towns, or move one to an empty cell, as long as that costs less."""
    better = True
    while better:
        better = False
        for one in range(len(towns)):
            for cell in grid:
                if cell != cells[one]:
                    better |= _moved(towns, places, cells, one, cell)


def _moved(
    towns: Sequence[Town],
    places: Sequence[Place],
    cells: list[Cell],
    one: int,
    cell: Cell,
) -> bool:
    """Give a town a cell, and its holder the town's, if that costs less."""
    home = cells[one]
    other = cells.index(cell) if cell in cells else None
    changed = [one] if other is None else [one, other]
    before = _cost(towns, places, cells, changed)
    cells[one] = cell
    if other is not None:
        cells[other] = home
    if _cost(towns, places, cells, changed) < before - 1e-9:
        return True
    cells[one] = home
    if other is not None:
        cells[other] = cell
    return False


def _cost(
    towns: Sequence[Town],
    places: Sequence[Place],
    cells: Sequence[Cell],
    changed: Sequence[int],
) -> float:
    """Return what some towns and the pieces of their districts cost."""
    torn = 0
    for district in sorted({towns[k].district for k in changed}):
        pairs = zip(cells, towns, strict=True)
        torn += pieces([cell for cell, town in pairs if town.district == district])
    return APART * torn + sum(_far(places[k], cells[k]) for k in changed)


def _packed(towns: Sequence[Town], cells: Sequence[Cell]) -> dict[str, Cell]:
    """Return the cells by town, empty rows and columns left out."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return {
        town.town: (rows.index(row), columns.index(column))
        for town, (row, column) in zip(towns, cells, strict=True)
    }
