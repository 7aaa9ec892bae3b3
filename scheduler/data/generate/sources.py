"""The tables that the synthetic city is made from (``scheduler/data/city``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CITY = Path(__file__).parent.parent / "city"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``city/<name>.csv`` as written."""
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def pairs(text: str) -> dict[str, float]:
    """Read ``key:number;key:number``."""
    cells = (cell.split(":") for cell in text.split(";") if cell)
    return {key: float(value) for key, value in cells}


@dataclass(frozen=True, eq=False)
class Trade:
    """One kind of site: how many, where, which items, how risky.

    `budget` names the department whose officers limit how many of them a year can
    take; `season` marks trades whose main item has a season and a plan of its own.
    `rate` weighs the trade against the others of its budget. `boosts` are weights by
    town id beside `base_weight` per thousand residents.
    """

    trade: str
    sector: str
    kind: str
    count: int
    main: str
    extras: Mapping[str, float]
    budget: str
    rate: float
    base_weight: float
    boosts: Mapping[str, float]
    risks: Mapping[str, float]
    ending: str


@cache
def trades() -> tuple[Trade, ...]:
    """Return every trade, in file order."""
    code_of = {row["name"]: row["code"] for row in rows("towns")}
    return tuple(
        Trade(
            trade=row["trade"],
            sector=row["sector"],
            kind=row["kind"],
            count=int(row["count"]),
            main=row["main"],
            extras=pairs(row["extras"]),
            budget=row["budget"],
            rate=float(row["rate"]),
            base_weight=float(row["base_weight"]),
            boosts={code_of[k]: v for k, v in pairs(row["boosts"]).items()},
            risks=pairs(row["risks"]),
            ending=row["ending"],
        )
        for row in rows("trades")
    )


@cache
def syllables(part: str) -> str:
    """Return the characters that synthetic names of that part are made of."""
    return next(row["syllables"] for row in rows("names") if row["part"] == part)


def shares(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split `total` by `weights` with the largest remainder, ties in key order."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    given = {key: int(value) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: (given[key] - exact[key], key))
    for key in order[: total - sum(given.values())]:
        given[key] += 1
    return given
