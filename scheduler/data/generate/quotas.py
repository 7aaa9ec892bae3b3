"""How many visits a year each trade takes in each district, from the force there.

The one knob: `INTENSITY` is the work of the checks that fall due in an average week
over the officer-sessions of a department, all present (times `DISTRICT_INTENSITY`
where a district has its own). A week's candidates are about twice what falls due in
it (early ones may come, late ones wait), so above 0.5 the demand of a week is more
than the supply: tight on purpose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from scheduler.data.generate.catalogue import item_departments, items
from scheduler.data.generate.map import DISTRICT_IDS
from scheduler.data.generate.places import Place
from scheduler.data.generate.sources import Trade, trades
from scheduler.model import Officer

# Budgets are filled in this order: later ones see the load of the earlier ones.
INTENSITY: dict[str, float] = {
    "emergency": 0.87,
    "culture": 0.75,
    "agriculture": 0.87,
    "transport": 0.45,
    "housing": 0.5,
    "civil_affairs": 0.30,
    "market": 0.73,
    "urban": 0.4,
}
DISTRICT_INTENSITY: dict[tuple[str, str], float] = {
    ("emergency", "shishan"): 0.75,
}
# Visits a year at a site of a trade with its own season, per unit of the trade's rate.
SEASON_VISITS = 0.35
WORKING_WEEKS = 248 / 5
ENTRY, TRAVEL, SESSION = 10, 15, 180


def supply(force: tuple[Officer, ...]) -> dict[tuple[str, str], int]:
    """Return officer-sessions a week by (department, district), all present."""
    total: Counter[tuple[str, str]] = Counter()
    for officer in force:
        if officer.status == "staff":
            for district in officer.districts:
                total[officer.department, district] += officer.max_sessions
    return dict(total)


def officer_sessions(trade: Trade) -> dict[str, float]:
    """Return officer-sessions an average visit of a trade takes of each department."""
    minutes_of = {item.item: item.minutes for item in items()}
    minutes: dict[str, float] = defaultdict(float)
    people: dict[str, int] = {}
    for item, probability in {trade.main: 1.0, **trade.extras}.items():
        for row in item_departments():
            if row.item == item and row.role != "assist":
                minutes[row.department] += probability * minutes_of[item]
                if item == trade.main:
                    people[row.department] = max(2, row.officers)
    share = (ENTRY + max(minutes.values()) + TRAVEL) / SESSION
    # A department that only comes with an extra comes as often as the extra does.
    return {
        q: people.get(q, 2) * share * min(1.0, m / minutes_of[trade.main])
        for q, m in sorted(minutes.items())
    }


def yearly_visits(
    made: tuple[Place, ...],
    force: tuple[Officer, ...],
    intensity: Mapping[tuple[str, str], float] = DISTRICT_INTENSITY,
) -> dict[tuple[str, str], float]:
    """Return visits a year by (trade, district).

    `intensity` multiplies `INTENSITY` by (department, district); 1 where it is silent.
    """
    sites = Counter((p.trade.trade, p.district) for p in made)
    available = supply(force)
    visits: dict[tuple[str, str], float] = {}
    for district in DISTRICT_IDS.values():
        _fill(district, sites, available, intensity, visits)
    return visits


def _fill(
    district: str,
    sites: Mapping[tuple[str, str], int],
    available: Mapping[tuple[str, str], int],
    special: Mapping[tuple[str, str], float],
    visits: dict[tuple[str, str], float],
) -> None:
    load: dict[str, float] = defaultdict(float)
    for trade in trades():
        if trade.budget == "season":
            count = sites.get((trade.trade, district), 0)
            visits[trade.trade, district] = SEASON_VISITS * trade.rate * count
    for department, intensity in INTENSITY.items():
        intensity *= special.get((department, district), 1.0)
        aim = intensity * available[department, district] - load[department]
        own = [t for t in trades() if t.budget == department]
        weight = {t: sites.get((t.trade, district), 0) * t.rate for t in own}
        needed = sum(
            w * officer_sessions(t).get(department, 0) for t, w in weight.items()
        )
        unit = max(aim, 0) / needed if needed else 0.0
        for trade, w in weight.items():
            visits[trade.trade, district] = unit * w * WORKING_WEEKS
            for other, used in officer_sessions(trade).items():
                load[other] += unit * w * used
