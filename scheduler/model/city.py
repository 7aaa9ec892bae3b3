"""Districts, towns and the way between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Dispatch = Literal["city", "station"]
Group = Literal["centre", "south", "other"]

# DOMAIN.md 5.3: straight distance times detour, at a speed, plus parking.
DETOUR, SPEED_KMH = 1.35, 42.0
MOUNTAIN_DETOUR, MOUNTAIN_SPEED_KMH = 1.55, 35.0
PARKING_MINUTES = 5.0
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class District:
    """An enforcement district (片区)."""

    district: str
    name: str
    base: str
    station: str | None
    dispatch: Dispatch
    group: Group
    chief: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town or sub-district (乡镇、街道); `town` is its division code."""

    town: str
    name: str
    code: str
    district: str
    lat: float
    lon: float
    mountain: bool = False
    meeting_point: str = ""


def distance_km(a: Town, b: Town) -> float:
    """Return the great-circle distance of two towns in kilometres."""
    phi1, phi2 = math.radians(a.lat), math.radians(b.lat)
    dphi, dlam = phi2 - phi1, math.radians(b.lon - a.lon)
    h = (
        math.sin(dphi / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(dlam / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def computed_minutes(a: Town, b: Town) -> int:
    """Return the travel minutes between two different towns, rounded up."""
    rough = a.mountain or b.mountain
    detour = MOUNTAIN_DETOUR if rough else DETOUR
    speed = MOUNTAIN_SPEED_KMH if rough else SPEED_KMH
    minutes = distance_km(a, b) * detour / speed * 60 + PARKING_MINUTES
    return math.ceil(minutes - 1e-9)


@dataclass(frozen=True)
class Travel:
    """Minutes between towns: the `travel` table where it has a row, else computed."""

    towns: Mapping[str, Town]
    same_town: int
    given: Mapping[tuple[str, str], int]

    def minutes(self, from_town: str, to_town: str) -> int:
        """Return minutes from one town to another; within a town `same_town`."""
        if from_town == to_town:
            return self.same_town
        given = self.given.get((from_town, to_town))
        if given is not None:
            return given
        return computed_minutes(self.towns[from_town], self.towns[to_town])
