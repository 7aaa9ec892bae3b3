"""Sites of the synthetic city by town and trade, and which items apply to them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import cast

from scheduler.data.generate.map import minutes_from_base, population, towns
from scheduler.data.generate.sources import Trade, rows, shares, syllables, trades
from scheduler.model import RISKS, Site, SiteItem
from scheduler.model.demand import SiteKind

SITES_L = 12_000
AREA_PLACES = {"roadnight": "国省道", "roadside": "县乡道", "dirt": "片"}
# A round trip of more than this leaves no room for two hours in an evening session
# (19:00 out, 23:00 back), so such towns have no section for the night check of lorries.
NIGHT_REACH_MINUTES = 50


@dataclass(frozen=True)
class Place:
    """A site with its trade; `items` are the trade's main item and the extras."""

    site: Site
    trade: Trade
    district: str
    items: tuple[str, ...]


def _weights(trade: Trade) -> dict[str, float]:
    people = population()
    reach = minutes_from_base() if trade.main == "03" else {}
    return {
        town.town: trade.base_weight * people[town.town] * (0.5 if town.mountain else 1)
        + trade.boosts.get(town.town, 0)
        for town in towns()
        if reach.get(town.town, 0) <= NIGHT_REACH_MINUTES
    }


class _Maker:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.made: list[Place] = []
        self.town = {town.town: town for town in towns()}

    def _name(self, trade: Trade, town: str, number: int, village: str) -> str:
        short = self.town[town].name.removesuffix("街道")[:2]
        if trade.trade == "village":
            return f"{village}网格"
        if trade.kind == "area":
            return f"{short}{AREA_PLACES[trade.trade]}{trade.ending}{number}（模拟）"
        brand = "".join(self.rng.sample(syllables("brand"), 2))
        return f"{short}{brand}{trade.ending}{number}（模拟）"

    def add(self, trade: Trade, town: str, number: int, village: str = "") -> None:
        """Add one site of a trade in a town."""
        rng, place = self.rng, self.town[town]
        risk = rng.choices(RISKS, [trade.risks[r] for r in RISKS])[0]
        extras = tuple(i for i, p in trade.extras.items() if rng.random() < p)
        serial = len(self.made) + 1
        code = f"MN{serial:016d}" if trade.kind == "enterprise" else ""
        site = Site(
            site=f"S{serial:05d}",
            name=self._name(trade, town, number, village),
            credit_code=code,
            kind=cast("SiteKind", trade.kind),
            town=town,
            sector=trade.sector,
            risk=risk,
            lat=round(place.lat + rng.uniform(-0.02, 0.02), 4),
            lon=round(place.lon + rng.uniform(-0.02, 0.02), 4),
            address=f"{place.name}模拟路{rng.randrange(1, 300)}号",
        )
        self.made.append(Place(site, trade, place.district, (trade.main, *extras)))


def places(scale: float, rng: Random) -> tuple[Place, ...]:
    """Return all sites: every village once, the other trades times `scale`."""
    maker = _Maker(rng)
    for trade in trades():
        if trade.trade == "village":
            for row in rows("villages"):
                name = row["name"].removesuffix("居委会").removesuffix("村委会")
                maker.add(trade, row["town_code"], 0, name)
            continue
        total = max(1, round(trade.count * scale))
        for town, number in sorted(shares(total, _weights(trade)).items()):
            for k in range(number):
                maker.add(trade, town, k + 1)
    return tuple(maker.made)


def site_items(made: tuple[Place, ...]) -> tuple[SiteItem, ...]:
    """Return which items apply to which site."""
    return tuple(SiteItem(p.site.site, item) for p in made for item in p.items)
