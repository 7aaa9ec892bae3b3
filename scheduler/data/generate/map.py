"""Districts and towns of Nan'an: real names, codes and coordinates."""

from __future__ import annotations

from typing import cast

from scheduler.data.generate.sources import rows
from scheduler.model import District, Town, computed_minutes
from scheduler.model.city import Dispatch, Group

CITY_BASE = "350583001"  # 溪美街道: seat of the city bureau
DISTRICT_IDS = {
    "中心城区": "center",
    "南翼新城片区": "south",
    "仑苍片区": "luncang",
    "洪濑片区": "honglai",
    "罗东片区": "luodong",
    "诗山片区": "shishan",
}


def districts() -> tuple[District, ...]:
    """Return the six districts in the order of the policy (S0 四(二))."""
    made: dict[str, District] = {}
    for row in rows("towns"):
        name = row["district"]
        station = next(
            (
                r["code"]
                for r in rows("towns")
                if r["district"] == name and int(r["station"])
            ),
            None,
        )
        made[name] = District(
            district=DISTRICT_IDS[name],
            name=name,
            base=station or CITY_BASE,
            station=station,
            dispatch=cast("Dispatch", row["dispatch"]),
            group=cast("Group", row["group"]),
            chief="片长（模拟）",
            deputy="副片长（模拟）",
        )
    return tuple(made.values())


def towns() -> tuple[Town, ...]:
    """Return the 26 towns; ids are the division codes."""
    return tuple(
        Town(
            town=row["code"],
            name=row["name"],
            code=row["code"],
            district=DISTRICT_IDS[row["district"]],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            mountain=bool(int(row["mountain"])),
            meeting_point=f"{row['name']}人民政府门口",
        )
        for row in rows("towns")
    )


def population() -> dict[str, float]:
    """Return thousand residents by town (estimates)."""
    return {r["code"]: float(r["population_thousand_estimated"]) for r in rows("towns")}


def minutes_from_base() -> dict[str, int]:
    """Return travel minutes from the base of its district to every town."""
    by_id = {town.town: town for town in towns()}
    base = {d.district: by_id[d.base] for d in districts()}
    return {
        town.town: 10
        if town is base[town.district]
        else computed_minutes(base[town.district], town)
        for town in by_id.values()
    }
