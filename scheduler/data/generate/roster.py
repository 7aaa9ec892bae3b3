"""Who was free in the simulated past: rounds, weekly limits, certificates, rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from scheduler.model import Absence, Officer, Recusal

# Minutes on site plus ten between visits that fit into a session.
HALF_MINUTES, DAY_MINUTES = 190, 440
OTHER_TOWN_MINUTES = 15
WEIGHT = {"day": 2}
CITY = "city"
# What bars a session of a kind: (days later, kind) of a round already held. After an
# evening there is no early, morning or day session on the next date.
CLASHES: dict[str, tuple[tuple[int, str], ...]] = {
    "early": ((0, "early"), (0, "day"), (-1, "evening")),
    "morning": ((0, "morning"), (0, "day"), (-1, "evening")),
    "afternoon": ((0, "afternoon"), (0, "day")),
    "evening": ((0, "evening"), (1, "early"), (1, "morning"), (1, "day")),
    "day": (
        (0, "early"),
        (0, "morning"),
        (0, "afternoon"),
        (0, "day"),
        (-1, "evening"),
    ),
}


@dataclass
class OldRound:
    """A round of the simulated past that may take one more visit."""

    date: dt.date
    kind: str
    officers: dict[str, tuple[str, ...]]
    towns: list[str]
    minutes: int

    @property
    def limit(self) -> int:
        """Minutes on site and between sites that fit."""
        return DAY_MINUTES if self.kind == "day" else HALF_MINUTES


class Roster:
    """The force of one simulated week, with everybody's limits kept."""

    def __init__(
        self,
        force: tuple[Officer, ...],
        absences: Iterable[Absence],
        recusals: Iterable[Recusal],
        city_districts: frozenset[str],
        rng: Random,
    ) -> None:
        self.rng = rng
        self.city = city_districts
        self.pools: dict[tuple[str, str], list[Officer]] = defaultdict(list)
        for officer in force:
            if officer.status == "staff" and officer.districts:
                self.pools[officer.department, self._area(officer)].append(officer)
        self.absent: set[tuple[str, dt.date]] = {
            (row.officer, row.from_ + dt.timedelta(days=k))
            for row in absences
            for k in range((row.until - row.from_).days + 1)
        }
        self.recused = {(row.officer, row.site) for row in recusals}
        self.new_week()

    def new_week(self) -> None:
        """Forget the limits of the week before."""
        self.used: Counter[str] = Counter()
        self.busy: dict[str, set[tuple[dt.date, str]]] = {}
        self.open: dict[str, list[OldRound]] = defaultdict(list)

    def _area(self, officer: Officer) -> str:
        if officer.department == "town":
            return str(officer.town)
        return self._group(officer.districts[0])

    def _group(self, district: str) -> str:
        return CITY if district in self.city else district

    def _free(self, officer: Officer, date: dt.date, kind: str, site: str) -> bool:
        # The cheap and frequent reasons first: this runs for every officer of a pool.
        name, weight = officer.officer, WEIGHT.get(kind, 1)
        if self.used[name] + weight > officer.max_sessions:
            return False
        if kind == "evening" and not officer.night:
            return False
        if not officer.certified_on(date):
            return False
        if (name, date) in self.absent or (name, site) in self.recused:
            return False
        held = self.busy.get(name)
        if not held:
            return True
        return held.isdisjoint(
            (date + dt.timedelta(days=shift), k) for shift, k in CLASHES[kind]
        )

    def team(
        self,
        needs: dict[str, int],
        place: tuple[str, str, str],
        date: dt.date,
        kind: str,
    ) -> dict[str, tuple[str, ...]] | None:
        """Pick free officers of every department for (site, town, district), or None.

        The least used come first, ties by chance.
        """
        site, town, district = place
        found: dict[str, tuple[str, ...]] = {}
        for department, people in sorted(needs.items()):
            area = town if department == "town" else self._group(district)
            free = [
                o
                for o in self.pools.get((department, area), ())
                if self._free(o, date, kind, site)
            ]
            if len(free) < people:
                return None
            self.rng.shuffle(free)
            free.sort(key=lambda o: self.used[o.officer])
            found[department] = tuple(sorted(o.officer for o in free[:people]))
        return found

    def join(
        self,
        needs: dict[str, int],
        place: tuple[str, str, str],
        minutes: int,
        kinds: frozenset[str],
        days: frozenset[dt.date],
    ) -> OldRound | None:
        """Add a visit to an open round that brings all its departments, or None."""
        site, town, district = place
        for old in self.open[district]:
            if old.kind not in kinds or old.date not in days:
                continue
            extra = 0 if old.towns[-1] == town else OTHER_TOWN_MINUTES
            if old.minutes + minutes + extra > old.limit:
                continue
            if extra and ("town" in needs or "town" in old.officers):
                continue
            if any(len(old.officers.get(d, ())) < n for d, n in needs.items()):
                continue
            team = [o for d in sorted(old.officers) for o in old.officers[d]]
            if any((o, site) in self.recused for o in team):
                continue
            old.minutes += minutes + extra
            old.towns.append(town)
            return old
        return None

    def start(
        self,
        needs: dict[str, int],
        place: tuple[str, str, str],
        minutes: int,
        date: dt.date,
        kind: str,
    ) -> OldRound | None:
        """Open a round with free officers, or return None."""
        team = self.team(needs, place, date, kind)
        if team is None:
            return None
        old = OldRound(date, kind, team, [place[1]], minutes)
        for officers in team.values():
            for officer in officers:
                self.used[officer] += WEIGHT.get(kind, 1)
                self.busy.setdefault(officer, set()).add((date, kind))
        self.open[place[2]].append(old)
        return old
