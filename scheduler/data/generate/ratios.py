"""Which share of each class the year can take: one number for the whole city.

The plan by due dates takes more of a class where a district has more officers. The
draw of a year takes the same share everywhere (`frequencies.ratio`), so the shares are
lowered until no department of any area has much more to do than by due dates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from scheduler.data.generate.quotas import ENTRY, SESSION, TRAVEL
from scheduler.model import Frequency, Scenario

CITY = "city"
STEPS = 100
# A department of an area may have so many times its load by due dates; no more becomes
# overdue then than there.
MARGIN = 1.06
# Officer-sessions a year by (department, area).
Load = defaultdict[tuple[str, str], float]


def with_even_ratios(city: Scenario) -> Scenario:
    """Return the city with ratios that the force of every area can bear.

    All grow in step from nothing towards those of the plan by due dates; an item
    stops where the next step would load somebody more than `MARGIN` times that plan.
    """
    work = _Work(city)
    whole = {item.item: work.of_year(item.item) for item in city.items}
    room = work.of_plan()
    taken: Load = defaultdict(float)
    steps = dict.fromkeys(whole, 0)
    growing = sorted(whole)
    while growing:
        kept = []
        for item in growing:
            more = {key: load / STEPS for key, load in whole[item].items()}
            fits = all(
                taken[key] + load <= MARGIN * room[key] for key, load in more.items()
            )
            if fits and steps[item] < STEPS:
                steps[item] += 1
                for key, load in more.items():
                    taken[key] += load
                kept.append(item)
        growing = kept
    return replace(
        city, frequencies=tuple(_scaled(f, steps[f.item]) for f in city.frequencies)
    )


def _scaled(row: Frequency, steps: int) -> Frequency:
    ratio = round((1.0 if row.ratio is None else row.ratio) * steps / STEPS, 3)
    return replace(row, ratio=None if ratio == 1 else ratio)


class _Work:
    """What checks take of the departments that have to come."""

    def __init__(self, city: Scenario) -> None:
        self.city = city
        area = {
            row.district: CITY if row.district in city.city_districts else row.district
            for row in city.districts
        }
        self.area = {s.site: area[city.town[s.town].district] for s in city.sites}
        self.sites: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for row in city.site_items:
            key = (city.site[row.site].risk, self.area[row.site])
            self.sites[row.item][key] += 1

    def of_check(self, item: str) -> Mapping[str, float]:
        """Return officer-sessions of one check by department."""
        share = (ENTRY + self.city.item[item].minutes + TRAVEL) / SESSION
        return {
            row.department: max(2, row.officers) * share
            for row in self.city.roles[item]
            if row.role != "assist"
        }

    def of_year(self, item: str) -> Load:
        """Return the load of an item if its ratios are those of the city."""
        often: dict[str, Frequency] = {
            f.risk: f for f in self.city.frequencies if f.item == item
        }
        load: Load = defaultdict(float)
        for (risk, area), number in sorted(self.sites[item].items()):
            row = often[risk]
            checks = number * row.per_year * (1.0 if row.ratio is None else row.ratio)
            for department, sessions in self.of_check(item).items():
                load[department, area] += checks * sessions
        return load

    def of_plan(self) -> Load:
        """Return the load of the city's plan."""
        load: Load = defaultdict(float)
        for row in self.city.plan:
            for department, sessions in self.of_check(row.item).items():
                load[department, self.area[row.site]] += sessions
        return load
