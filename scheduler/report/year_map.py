"""Tile maps of a planned year: visits of every town, and where people are short."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from scheduler.model import PlannedYear, Scenario
from scheduler.report.labels import is_synthetic, plain_title
from scheduler.report.load_chart import COLOURS, DARKEST
from scheduler.report.tile_map import Tiles, tile_page
from scheduler.report.year_units import Unit, load_share
from scheduler.words import Words

BLUES = LinearSegmentedColormap.from_list("visits", ["#F1F4F7", "#6BAED6", "#08306B"])
LOAD_TICKS = (0, 0.5, 1, DARKEST)


def map_pages(planned: PlannedYear, scenario: Scenario, words: Words) -> list[Figure]:
    """Return a map of the visits and, if there are loads, one of who is short."""
    maps = [("visits", _visits(planned, scenario, words))]
    if planned.loads:
        maps.append(("load", _loads(planned, scenario, words)))
    return [
        tile_page(
            scenario,
            tiles,
            words(f"report.map.{key}", city=plain_title(scenario), year=planned.year),
            _how(planned, key, words),
            words,
        )
        for key, tiles in maps
    ]


def _how(planned: PlannedYear, key: str, words: Words) -> str:
    """Return what a tile says, and of which part of the year."""
    period = "whole" if planned.changes is None else "left"
    how = words(f"report.map.{key}_how", period=words(f"report.map.{period}"))
    if planned.changes is None:
        return how
    return words("report.map.rest", week=planned.changes.since, how=how)


def _notes(scenario: Scenario, words: Words) -> tuple[str, ...]:
    return (words("report.chart.synthetic"),) if is_synthetic(scenario) else ()


def _visits(planned: PlannedYear, scenario: Scenario, words: Words) -> Tiles:
    """Return visits and checks by town and district."""
    visits: Counter[str] = Counter()
    checks: Counter[str] = Counter()
    for row in planned.visits:
        town = scenario.site[row.site].town
        for place in (town, scenario.town[town].district):
            visits[place] += 1
            checks[place] += len(row.items)
    towns = [row.town for row in scenario.towns]
    most = _round_up(max((visits[town] for town in towns), default=0))
    return Tiles(
        value={town: visits[town] for town in towns},
        text={
            town: (
                f"{visits[town]:,}",
                words("report.map.checks", count=f"{checks[town]:,}"),
            )
            for town in towns
        },
        side={
            row.district: words(
                "report.map.visits_side",
                visits=f"{visits[row.district]:,}",
                checks=f"{checks[row.district]:,}",
            )
            for row in scenario.districts
        },
        colours=BLUES,
        most=most,
        ticks={tick: f"{tick:,.10g}" for tick in (0, most / 2, most)},
        legend=words("report.map.visits_legend"),
        notes=_notes(scenario, words),
    )


def _round_up(number: float) -> float:
    """Return the next round number: 1, 2 or 5 with noughts, 2 at least."""
    for power in range(10):
        for lead in (2, 5, 10):
            if lead * 10.0**power >= number:
                return lead * 10.0**power
    return number


def _loads(planned: PlannedYear, scenario: Scenario, words: Words) -> Tiles:
    """Return by town the team of the highest load, and the load of each area."""
    sums: dict[Unit, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in planned.loads:
        pair = sums[row.area, row.department, row.town]
        pair[0] += row.load
        pair[1] += row.supply
    value, text = {}, {}
    for town in scenario.towns:
        serving = {
            department: load_share(load, supply)
            for (area, department, of), (load, supply) in sums.items()
            if load > 0 and town.district in area and of in ("", town.town)
        }
        if serving:
            worst = max(sorted(serving), key=lambda one: serving[one])
            share = serving[worst]
            value[town.town] = min(share, DARKEST)
            told = words("report.map.nobody") if math.isinf(share) else f"{share:.0%}"
            text[town.town] = (told, scenario.department[worst].name)
    return Tiles(
        value=value,
        text=text,
        side=_areas(sums, scenario, words),
        colours=COLOURS,
        most=DARKEST,
        ticks={tick: f"{tick:.0%}" for tick in LOAD_TICKS},
        legend=words("report.map.load_legend"),
        notes=_notes(scenario, words),
    )


def _areas(
    sums: dict[Unit, list[float]], scenario: Scenario, words: Words
) -> dict[str, str]:
    """Return what the list of districts says of the load of all teams together."""
    total: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (area, _, _), (load, supply) in sums.items():
        total[area][0] += load
        total[area][1] += supply
    found = {}
    for area, (load, supply) in total.items():
        for district in area:
            others = [scenario.district[d].name for d in area if d != district]
            found[district] = words(
                "report.map.load_shared" if others else "report.map.load_side",
                share=f"{load / supply:.0%}" if supply else "—",
                others=words("report.year.and").join(others),
            )
    return found
