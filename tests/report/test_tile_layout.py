"""The layout of a tile map: every town a cell, near its place, districts together."""

from __future__ import annotations

import csv
import itertools
import random

import pytest

from scheduler.model import Scenario
from scheduler.report.tile_layout import Cell, assigned, pieces, tile_cells
from tests import makers as m
from tests.commanding import SCENARIOS


def city(*rows: tuple[str, str, float, float]) -> Scenario:
    """Towns given as town, district, lat, lon."""
    districts = dict.fromkeys(row[1] for row in rows)
    return m.make_scenario(
        districts=tuple(m.make_district(one) for one in districts),
        towns=tuple(
            m.make_town(town, district=district, lat=lat, lon=lon)
            for town, district, lat, lon in rows
        ),
    )


def imagined(number: int, seed: int) -> Scenario:
    """So many towns at random, the district by the quarter they lie in."""
    dice = random.Random(seed)
    rows = []
    for k in range(number):
        lat, lon = dice.uniform(24, 25), dice.uniform(118, 119)
        rows.append((f"t{k}", f"{lat > 24.5}{lon > 118.5}", lat, lon))
    return city(*rows)


def nanan() -> Scenario:
    with (SCENARIOS / "nanan" / "towns.csv").open(encoding="utf-8") as file:
        rows = [
            (row["name"], row["district"], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(file)
        ]
    return city(*rows)


def by_district(scenario: Scenario, cells: dict[str, Cell]) -> dict[str, list[Cell]]:
    return {
        row.district: [
            cells[t.town] for t in scenario.towns if t.district == row.district
        ]
        for row in scenario.districts
    }


def test_four_corners_keep_their_corners():
    found = tile_cells(
        city(
            ("sw", "a", 24.0, 118.0),
            ("ne", "b", 25.0, 119.0),
            ("nw", "a", 25.0, 118.0),
            ("se", "b", 24.0, 119.0),
        )
    )
    top, bottom = found["nw"][0], found["sw"][0]
    west, east = found["nw"][1], found["ne"][1]
    assert top < bottom
    assert west < east
    assert (found["ne"][0], found["se"][0]) == (top, bottom)
    assert (found["sw"][1], found["se"][1]) == (west, east)


@pytest.mark.parametrize("number", [1, 2, 3, 13, 40, 60])
def test_no_two_towns_share_a_cell_and_no_line_is_empty(number):
    scenario = imagined(number, number)
    found = tile_cells(scenario)
    assert sorted(found) == sorted(town.town for town in scenario.towns)
    assert len(set(found.values())) == number
    for axis in (0, 1):
        lines = {cell[axis] for cell in found.values()}
        assert lines == set(range(len(lines)))
    # Short sides stay readable: no line of the grid holds nearly all towns.
    assert max(max(cell) for cell in found.values()) < max(4, number / 2)
    assert found == tile_cells(scenario)


def test_districts_of_the_city_lie_together_and_towns_where_they_are():
    scenario = nanan()
    found = tile_cells(scenario)
    parts = {d: pieces(cells) for d, cells in by_district(scenario, found).items()}
    assert set(parts.values()) == {1}, parts
    # Of two towns far apart the northern one is above, the western one at the left.
    for a, b in itertools.permutations(scenario.towns, 2):
        if a.lat - b.lat > 0.25:
            assert found[a.town][0] < found[b.town][0], (a.name, b.name)
        if b.lon - a.lon > 0.2:
            assert found[a.town][1] <= found[b.town][1], (a.name, b.name)


def test_a_district_is_brought_together_where_distance_alone_tears_it():
    for seed in range(6):
        scenario = imagined(18, seed)
        cells = by_district(scenario, tile_cells(scenario))
        assert {pieces(mine) for mine in cells.values() if mine} == {1}, seed


def test_a_city_without_coordinates_has_a_district_a_row():
    nowhere = [(f"t{k}", "a" if k < 3 else "b", 0.0, 0.0) for k in range(5)]
    found = tile_cells(city(*nowhere))
    assert {found[f"t{k}"][0] for k in range(3)} == {0}
    assert {found[f"t{k}"][0] for k in (3, 4)} == {1}
    # One town without is enough: it would have no place among the others.
    part = [*nowhere[:4], ("t4", "b", 25.0, 118.3)]
    assert tile_cells(city(*part)) == found


def test_a_long_district_without_coordinates_is_wrapped():
    found = tile_cells(city(*((f"t{k}", "a", 0.0, 0.0) for k in range(30))))
    assert len(set(found.values())) == 30
    assert 3 < max(column for _, column in found.values()) < 10


def test_the_assignment_is_the_cheapest():
    dice = random.Random(5)
    for _ in range(150):
        tall = dice.randint(1, 6)
        wide = dice.randint(tall, tall + 1)
        costs = [[dice.randint(0, 30) for _ in range(wide)] for _ in range(tall)]
        found = assigned(costs)
        assert len(set(found)) == tall
        least = min(
            sum(costs[row][column] for row, column in enumerate(columns))
            for columns in itertools.permutations(range(wide), tall)
        )
        assert sum(costs[row][column] for row, column in enumerate(found)) == least


def test_pieces_touch_at_sides_only():
    assert pieces([(0, 0), (0, 1), (1, 1)]) == 1
    assert pieces([(0, 0), (1, 1)]) == 2
    assert pieces([]) == 0


def test_a_city_of_nothing():
    assert tile_cells(m.make_scenario()) == {}
