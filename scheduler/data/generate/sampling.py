"""Which sites the year visits: a draw for items of 双随机, a seeded choice else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from scheduler.data.generate.places import Place
from scheduler.model import DrawFrameRow, SiteDraw
from scheduler.model.site_draw import draw_by_hash

BEACON = "synthetic-2026-01-05"
# How much likelier a class is to be visited than class A.
CLASS_WEIGHT = {"A": 1.0, "B": 1.8, "C": 3.5, "D": 8.0}


@dataclass(frozen=True)
class Sample:
    """The chosen places of a year with their draw (None = not drawn)."""

    chosen: tuple[tuple[Place, str | None], ...]
    draws: tuple[SiteDraw, ...]
    frame: tuple[DrawFrameRow, ...]


Stratum = tuple[str, str]  # risk, town


def _numbers(
    strata: Mapping[Stratum, list[Place]], per_year: Mapping[str, float], visits: float
) -> dict[Stratum, int]:
    """Return how many of each stratum are visited so that the year has `visits`.

    The share of a class is min(1, unit x its weight); the unit is found by halving.
    """

    def total(unit: float) -> float:
        return sum(
            len(group) * min(1.0, unit * CLASS_WEIGHT[risk]) * per_year[risk]
            for (risk, _), group in strata.items()
        )

    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) < visits else (low, middle)
    numbers, carry = {}, 0.5
    for key in sorted(strata):
        exact = len(strata[key]) * min(1.0, high * CLASS_WEIGHT[key[0]]) + carry
        numbers[key] = min(int(exact), len(strata[key]))
        carry = exact - int(exact)
    return numbers


def sample(
    made: tuple[Place, ...],
    visits: Mapping[tuple[str, str], float],
    per_year: Mapping[tuple[str, str], float],
    drawn_items: frozenset[str],
    rng: Random,
) -> Sample:
    """Choose the sites of the year by trade and district, class and town.

    Parameters
    ----------
    made, visits, per_year
        All places; visits a year by (trade, district); checks a year by (item, risk).
    drawn_items
        Items whose sites are drawn; the others are chosen with `rng`.
    rng
        The random source.
    """
    groups: dict[tuple[str, str], dict[Stratum, list[Place]]] = {}
    for place in made:
        stratum: Stratum = (place.site.risk, place.site.town)
        key = (place.trade.trade, place.district)
        groups.setdefault(key, {}).setdefault(stratum, []).append(place)
    chosen: list[tuple[Place, str | None]] = []
    draws: list[SiteDraw] = []
    frame: list[DrawFrameRow] = []
    for key in sorted(groups):
        strata = groups[key]
        item = next(iter(strata.values()))[0].trade.main
        rates = {risk: per_year[item, risk] for risk in CLASS_WEIGHT}
        numbers = _numbers(strata, rates, visits.get(key, 0))
        for stratum in sorted(strata):
            group, n = strata[stratum], numbers[stratum]
            if item not in drawn_items:
                picked = rng.sample(group, n)
                chosen += [(p, None) for p in sorted(picked, key=lambda p: p.site.site)]
                continue
            name = f"D26-{item}-{stratum[0]}-{stratum[1][-3:]}"
            names = (p.site.site for p in group)
            draw, rows = draw_by_hash(name, (item, *stratum), names, n, BEACON)
            taken = {row.site for row in rows if row.drawn}
            draws.append(draw)
            frame += rows
            chosen += [(p, name) for p in group if p.site.site in taken]
    return Sample(tuple(chosen), tuple(draws), tuple(frame))
