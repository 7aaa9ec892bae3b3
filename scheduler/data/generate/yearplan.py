"""The year's plan by a plain due-date rule, spread evenly over the working days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from scheduler.data.generate.days import working_days
from scheduler.data.generate.places import Place
from scheduler.model import Calendar, Frequency, Item, PlanRow

# Two due dates of a site that is not an area are never closer than this.
LEAST_SPACING_DAYS = 40
SHIFTED_SHARE, SHIFT_DAYS = 0.12, 3
MISSING_APPROVAL, MISSING_SPECIAL = 0.02, 0.06
SUPERIOR_SHARE = 0.25  # of special rows: 上级部署, outside the cap


@dataclass(frozen=True)
class Errand:
    """The plan rows of one site that fall due together, or one exempt request.

    A request (`trigger` not empty) stands as one row whose plan_id is the request.
    """

    place: Place
    rows: tuple[PlanRow, ...]
    trigger: str = ""

    @property
    def earliest(self) -> dt.date:
        """The first date on which all rows may ride."""
        return max(row.earliest for row in self.rows)

    @property
    def due(self) -> dt.date:
        """The first due date."""
        return min(row.due for row in self.rows)

    @property
    def latest(self) -> dt.date:
        """The first latest date."""
        return min(row.latest for row in self.rows)


@dataclass(frozen=True)
class YearTerms:
    """What the year's plan follows."""

    year: int
    calendar: Calendar
    items: Mapping[str, Item]
    frequencies: Mapping[tuple[str, str], Frequency]
    prefix: str


def _in_season(item: Item, date: dt.date) -> bool:
    return not item.seasons or any(s.holds(date) for s in item.seasons)


def _visits(place: Place, terms: YearTerms) -> int:
    return round(terms.frequencies[place.trade.main, place.site.risk].per_year)


def errands(
    chosen: Sequence[tuple[Place, str | None]], terms: YearTerms, rng: Random
) -> list[Errand]:
    """Return the year's errands of the chosen places, by due date."""
    groups: dict[tuple[str, str, int], list[tuple[Place, str | None]]] = defaultdict(
        list
    )
    for place, draw in chosen:
        groups[place.trade.trade, place.district, _visits(place, terms)].append(
            (place, draw)
        )
    raw: list[tuple[dt.date, Place, str | None, int]] = []
    for (_, _, times), group in sorted(groups.items()):
        item = terms.items[group[0][0].trade.main]
        days = [
            d for d in working_days(terms.calendar, terms.year) if _in_season(item, d)
        ]
        rng.shuffle(group)
        start = rng.random()
        for k, (place, draw) in enumerate(group):
            phase = ((k + start) / len(group)) % 1
            for j, due in _dues(days, times, phase, place):
                raw.append((due, place, draw, j))
    raw.sort(key=lambda entry: (entry[0], entry[1].site.site))
    numbered = _Numbered(terms, rng)
    made = [numbered.errand(*entry) for entry in raw]
    return [errand for errand in made if errand.rows]


def _dues(
    days: Sequence[dt.date], times: int, phase: float, place: Place
) -> Iterator[tuple[int, dt.date]]:
    last: dt.date | None = None
    for j in range(times):
        due = days[min(int((j + phase) / times * len(days)), len(days) - 1)]
        far = last is None or (due - last).days >= LEAST_SPACING_DAYS
        if place.trade.kind == "area" or far:
            yield j, due
            last = due


class _Numbered:
    """Makes plan rows and numbers them in due order."""

    def __init__(self, terms: YearTerms, rng: Random) -> None:
        self.terms, self.rng, self.count = terms, rng, 0

    def errand(self, due: dt.date, place: Place, draw: str | None, turn: int) -> Errand:
        """Return the turn-th visit of a place with the extras that ride on it."""
        base = _visits(place, self.terms)
        rows = []
        for item_id in place.items:
            item = self.terms.items[item_id]
            frequency = self.terms.frequencies[item_id, place.site.risk]
            share = min(1.0, frequency.per_year / base)
            rides = int((turn + 1) * share) > int(turn * share)
            if not rides or not _in_season(item, due):
                continue
            rows.append(
                self._row(
                    place, item, due, draw if item_id == place.trade.main else None
                )
            )
        return Errand(place, tuple(rows))

    def _row(self, place: Place, item: Item, due: dt.date, draw: str | None) -> PlanRow:
        rng, year = self.rng, self.terms.year
        if item.item != place.trade.main and rng.random() < SHIFTED_SHARE:
            due += dt.timedelta(days=rng.randrange(-SHIFT_DAYS, SHIFT_DAYS + 1))
            due = min(max(due, dt.date(year, 1, 1)), dt.date(year, 12, 31))
        slack = self.terms.frequencies[item.item, place.site.risk].tolerance_days
        self.count += 1
        number = self.count
        row = PlanRow(
            plan_id=f"{self.terms.prefix}{number:05d}",
            site=place.site.site,
            item=item.item,
            earliest=max(due - dt.timedelta(days=slack * 3 // 7), dt.date(year, 1, 1)),
            due=due,
            latest=min(due + dt.timedelta(days=slack), dt.date(year, 12, 31)),
            draw=draw,
        )
        return signed(row, item, number, rng)


def signed(row: PlanRow, item: Item, number: int, rng: Random) -> PlanRow:
    """Return a row of the plan with its approvals; a few are missing."""
    year = row.due.year % 100
    special = item.special_plan and rng.random() >= MISSING_SPECIAL
    approved = rng.random() >= MISSING_APPROVAL
    superior = item.special_plan and rng.random() < SUPERIOR_SHARE
    return replace(
        row,
        approval=f"批{year}-{number}" if approved else None,
        special_approval=f"专{year}-{item.item}" if special else None,
        counts_to_cap=not superior,
    )
