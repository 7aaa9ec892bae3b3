"""Which sites of a class the year visits: drawn by hash (`model/site_draw.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scheduler.model import (
    DrawFrameRow,
    Frequency,
    Scenario,
    Site,
    SiteDraw,
    largest_remainder,
)
from scheduler.model.site_draw import draw_by_hash


@dataclass(frozen=True)
class Draws:
    """The year's draws of sites.

    Attributes
    ----------
    of : dict
        The draw of every (site, item) that was drawn; None if it is filed without.
    drawn_from : frozenset of (str, str)
        The classes (item, risk) of which only drawn sites are visited.
    """

    draws: tuple[SiteDraw, ...]
    frame: tuple[DrawFrameRow, ...]
    of: Mapping[tuple[str, str], str | None]
    drawn_from: frozenset[tuple[str, str]]


def draw_sites(scenario: Scenario, year: int, beacon: str) -> Draws:
    """Draw the sites of every class that is drawn: 双随机 items, and shares below 1.

    Each town is drawn by itself; of a class of the whole city so many are drawn as
    its ratio says, shared among the towns by largest remainder.
    """
    classes = _classes(scenario)
    draws: list[SiteDraw] = []
    frame: list[DrawFrameRow] = []
    of: dict[tuple[str, str], str | None] = {}
    for (item, risk), towns in sorted(classes.items()):
        frequency = _frequency(scenario)[item, risk]
        ratio = 1.0 if frequency.ratio is None else frequency.ratio
        sizes = {town: len(sites) for town, sites in towns.items()}
        for town, n in sorted(shares(sizes, Fraction(str(ratio))).items()):
            name = f"D{year % 100:02d}-{item}-{risk}-{town}"
            class_ = (item, risk, town)
            draw, rows = draw_by_hash(name, class_, towns[town], n, beacon)
            draws.append(draw)
            frame += rows
            of.update({(row.site, item): name for row in rows if row.drawn})
    return Draws(tuple(draws), tuple(frame), of, frozenset(classes))


def drawn(scenario: Scenario, year: int) -> Draws:
    """Return the draws that the filed rows of a year rest on.

    Sites that have filed rows of a class without a draw are visited as if drawn.
    """
    filed = [row for row in scenario.plan if row.due.year == year]
    named = {row.draw for row in filed}
    item_of = {draw.draw: draw.item for draw in scenario.draws if draw.draw in named}
    of: dict[tuple[str, str], str | None] = {
        (row.site, item_of[row.draw]): row.draw
        for row in scenario.draw_frame
        if row.drawn and row.draw in item_of
    }
    for row in filed:
        of.setdefault((row.site, row.item), row.draw)
    classes = frozenset(_classes(scenario))
    return Draws(scenario.draws, scenario.draw_frame, of, classes)


def _frequency(scenario: Scenario) -> dict[tuple[str, str], Frequency]:
    return {(row.item, row.risk): row for row in scenario.frequencies}


def _classes(
    scenario: Scenario,
) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return the sites of every drawn class (item, risk), by town."""
    frequency = _frequency(scenario)
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in scenario.site_items:
        site, item = scenario.site.get(row.site), scenario.item.get(row.item)
        if site is None or item is None or not suits(site, item.target):
            continue
        asked = frequency.get((item.item, site.risk))
        if asked is None or item.list_ == "outside":
            continue
        if item.drawn or (asked.ratio is not None and asked.ratio < 1):
            towns = found.setdefault((item.item, site.risk), defaultdict(list))
            towns[site.town].append(site.site)
    return found


def suits(site: Site, target: str) -> bool:
    """Say whether an item for sites or areas suits a site."""
    return (site.kind == "area") == (target == "area")


def shares(sizes: Mapping[str, int], ratio: Fraction) -> dict[str, int]:
    """Return how many of each are taken so that the whole has its ratio.

    Largest remainder; ties by name. Half a site counts as one.
    """
    total = int(ratio * sum(sizes.values()) + Fraction(1, 2))
    exact = {name: ratio * sizes[name] for name in sorted(sizes)}
    return largest_remainder(exact, total)
