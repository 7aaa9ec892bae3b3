"""Vehicles, their outages, and the answers of invited departments."""

from __future__ import annotations

import datetime as dt
from random import Random

from scheduler.data.generate.map import CITY_BASE, DISTRICT_IDS
from scheduler.data.generate.people import base_towns
from scheduler.model import Calendar, Invitation, Vehicle, VehicleOutage
from scheduler.model.calendar import Week

CITY_VEHICLES, STATION_VEHICLES = 16, 6
VERTICAL = ("ecology", "fire", "police", "tobacco")
ANSWERED_WEEKS = tuple(Week(2026, n) for n in (8, 40, 47, 48, 49, 50, 51))


def vehicles(scale: float) -> tuple[Vehicle, ...]:
    """Return the vehicles by base: seven-seaters and every fifth a five-seater."""
    made: list[Vehicle] = []
    for base in base_towns():
        count = CITY_VEHICLES if base == CITY_BASE else STATION_VEHICLES
        for k in range(max(2, round(count * scale))):
            seats = 4 if k % 5 == 4 else 6
            made.append(Vehicle(f"V{len(made) + 1:03d}", base, seats))
    return tuple(made)


def outages(fleet: tuple[Vehicle, ...], rng: Random) -> tuple[VehicleOutage, ...]:
    """Return days of repair spread over 2026."""
    made = []
    for vehicle in fleet:
        start = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(340))
        until = start + dt.timedelta(days=rng.choice((1, 2, 4)))
        made.append(VehicleOutage(vehicle.vehicle, start, until))
    first = fleet[0].vehicle
    made.append(VehicleOutage(first, dt.date(2026, 12, 1), dt.date(2026, 12, 2)))
    return tuple(made)


def invitations(cal: Calendar, rng: Random) -> tuple[Invitation, ...]:
    """Return answers of vertical departments: most yes, some no, many missing."""
    made = []
    for week in ANSWERED_WEEKS:
        for date in week.dates:
            if not cal.working(date):
                continue
            for department in VERTICAL:
                for district in DISTRICT_IDS.values():
                    for kind in ("morning", "afternoon", "evening"):
                        roll = rng.random()
                        if roll < 0.55:
                            made.append(
                                Invitation(
                                    department, district, date, kind, roll < 0.47
                                )
                            )
    return tuple(made)
