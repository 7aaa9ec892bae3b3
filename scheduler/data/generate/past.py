"""The simulated past: week by week, what a planner like ours would have done."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from scheduler.data.generate.roster import OldRound, Roster
from scheduler.data.generate.yearplan import Errand
from scheduler.model import (
    Calendar,
    Cap,
    Closure,
    Delegation,
    HistoryRow,
    Item,
    ItemDepartment,
)
from scheduler.model.calendar import Week
from scheduler.model.catalogue import Role

# Share of the errands of a class that a full week of the past took on.
QUOTA = {"overdue": 0.9, "must": 0.92, "due": 0.72, "early": 0.1}
URGENCY = ("overdue", "must", "due", "early")
GAP_DAYS = 30
ENTRY, BETWEEN = 10, 10
TRIES = 20
LONG_MINUTES = 75
ASSIST_SHARE = 0.05
RESULTS, RESULT_WEIGHTS = ("合格", "责令改正", "立案调查"), (86, 12, 2)
HALF_DAYS = ("early", "morning", "afternoon", "evening")


@dataclass(frozen=True)
class Rulebook:
    """What the past had to keep to."""

    calendar: Calendar
    items: Mapping[str, Item]
    roles: Mapping[str, Sequence[ItemDepartment]]
    delegations: Sequence[Delegation]
    caps: Sequence[Cap]
    closures: Sequence[Closure]


class Past:
    """Simulates the weeks of one year and keeps the rows of history."""

    def __init__(self, book: Rulebook, roster: Roster, rng: Random) -> None:
        self.book, self.roster, self.rng = book, roster, rng
        self.history: list[HistoryRow] = []
        self.last: dict[str, dt.date] = {}
        self.uses: Counter[tuple[str, str, int]] = Counter()
        self.cap = {(c.department, c.risk): c.per_year for c in book.caps}
        self.closed: dict[str, list[Closure]] = defaultdict(list)
        for closure in book.closures:
            self.closed[closure.site].append(closure)
        self.carry: dict[tuple[str, str, str], float] = defaultdict(lambda: 0.5)

    def recall(self, history: Iterable[HistoryRow]) -> None:
        """Remember when sites were last visited by plan; `history` is not kept."""
        for row in history:
            if not row.trigger:
                before = self.last.get(row.site, row.date)
                self.last[row.site] = max(before, row.date)

    def run(self, errands: Sequence[Errand], first: Week, last: Week) -> None:
        """Work through the weeks; errands that find no place stay for the next one."""
        waiting = sorted(errands, key=lambda e: (e.earliest, e.rows[0].plan_id))
        pool: list[Errand] = []
        start = 0
        week = first
        while week.monday <= last.monday:
            while start < len(waiting) and waiting[start].earliest <= week.sunday:
                pool.append(waiting[start])
                start += 1
            pool = self._week(week, pool)
            week = Week.of(week.sunday + dt.timedelta(days=1))

    def _week(self, week: Week, pool: list[Errand]) -> list[Errand]:
        days = [d for d in week.dates if self.book.calendar.working(d)]
        self.roster.new_week()
        classes: dict[str, list[Errand]] = defaultdict(list)
        for errand in pool:
            classes[_urgency(errand, week)].append(errand)
        done: set[int] = set()
        for name in URGENCY:
            group = classes[name]
            self.rng.shuffle(group)
            for errand in group:
                chosen = days and self._chosen(name, errand, len(days) / 5)
                if chosen and self._do(errand, days):
                    done.add(id(errand))
        return [e for e in pool if id(e) not in done]

    def _chosen(self, name: str, errand: Errand, fullness: float) -> bool:
        """Take every request, and every k-th errand of its class and budget."""
        if errand.trigger:
            return True
        quota = QUOTA[name] * (fullness if name in ("due", "early") else 1)
        key = (name, errand.place.district, errand.place.trade.budget)
        self.carry[key] += min(quota, 1.0)
        if self.carry[key] < 1:
            return False
        self.carry[key] -= 1
        return True

    def _do(self, errand: Errand, days: Sequence[dt.date]) -> bool:
        site = errand.place.site
        since = errand.earliest
        if not errand.trigger and site.kind != "area" and site.site in self.last:
            since = max(since, self.last[site.site] + dt.timedelta(days=GAP_DAYS))
        free = [
            d for d in days if d >= since and (errand.trigger or self._open(errand, d))
        ]
        if not free or not self._listed(errand, free[0]):
            return False
        needs = self._needs(errand, free[0])
        if not errand.trigger and not self._within_caps(errand, needs, free[0].year):
            return False
        round_ = self._placed(errand, free, needs)
        if round_ is None:
            return False
        self._record(errand, round_)
        return True

    def _open(self, errand: Errand, date: dt.date) -> bool:
        closed = [*self.closed["*"], *self.closed[errand.place.site.site]]
        if any(c.from_ <= date <= c.until for c in closed):
            return False
        seasons = [self.book.items[row.item].seasons for row in errand.rows]
        return all(not group or any(s.holds(date) for s in group) for group in seasons)

    def _listed(self, errand: Errand, date: dt.date) -> bool:
        for row in errand.rows:
            until = self.book.items[row.item].consent_until
            if until is not None and date > until:
                return False
        return True

    def roles_on(
        self, item: str, town: str, date: dt.date
    ) -> dict[str, tuple[Role, int]]:
        """Return (role, people) by department, delegation applied."""
        found = {
            r.department: (r.role, max(2, r.officers)) for r in self.book.roles[item]
        }
        rows = [
            d
            for d in self.book.delegations
            if d.item == item and d.town in (town, "*") and d.from_ <= date
        ]
        if (
            rows
            and max(rows, key=lambda d: (d.from_, d.town != "*")).authority == "town"
        ):
            for department, (role, people) in list(found.items()):
                if role == "lead":
                    found[department] = ("assist", people)
            found["town"] = ("case", found.get("town", ("case", 2))[1])
        return found

    def _needs(self, errand: Errand, date: dt.date) -> dict[str, int]:
        needs: dict[str, int] = {}
        for row in errand.rows:
            for department, (role, people) in self.roles_on(
                row.item, errand.place.site.town, date
            ).items():
                if role != "assist" or (
                    department == "town" and self.rng.random() < ASSIST_SHARE
                ):
                    needs[department] = max(needs.get(department, 0), people)
        return needs

    def _within_caps(self, errand: Errand, needs: Mapping[str, int], year: int) -> bool:
        site = errand.place.site
        if site.kind == "area" or not any(row.counts_to_cap for row in errand.rows):
            return True
        return all(self._cap_left(department, errand, year) for department in needs)

    def _cap_left(self, department: str, errand: Errand, year: int) -> bool:
        site = errand.place.site
        cap = self.cap.get((department, site.risk), self.cap.get((department, "*"), 2))
        return self.uses[department, site.site, year] < cap

    def _kinds(self, errand: Errand) -> tuple[str, ...]:
        common = set(HALF_DAYS) | {"day"}
        for row in errand.rows:
            common &= set(self.book.items[row.item].sessions)
        # Half days hold one long visit, whole days four: long ones look for a day.
        longest = max(self.book.items[row.item].minutes for row in errand.rows)
        if "day" in common and longest >= LONG_MINUTES:
            return ("day", "morning", "afternoon")
        halves = [k for k in HALF_DAYS if k in common]
        return tuple(halves) or (("day",) if common else ())

    def _placed(
        self, errand: Errand, days: Sequence[dt.date], needs: dict[str, int]
    ) -> OldRound | None:
        site = errand.place.site
        kinds = self._kinds(errand)
        place = (site.site, site.town, errand.place.district)
        minutes = ENTRY + BETWEEN
        minutes += sum(self.book.items[row.item].minutes for row in errand.rows)
        joined = self.roster.join(
            needs, place, minutes, frozenset(kinds), frozenset(days)
        )
        if joined is not None or not kinds:
            return joined
        slots = [(date, kind) for date in days for kind in kinds]
        self.rng.shuffle(slots)
        slots.sort(key=lambda slot: slot[1] != kinds[0] and kinds[0] == "day")
        for date, kind in slots[:TRIES]:
            started = self.roster.start(needs, place, minutes, date, kind)
            if started is not None:
                return started
        return None

    def _barred(self, errand: Errand, old: OldRound) -> set[str]:
        """Return who is in the round but has no entry to this site left this year."""
        free = errand.trigger or errand.place.site.kind == "area"
        if free or not any(row.counts_to_cap for row in errand.rows):
            return set()
        year = old.date.year
        return {d for d in old.officers if not self._cap_left(d, errand, year)}

    def _record(self, errand: Errand, old: OldRound) -> None:
        site = errand.place.site
        if not errand.trigger:
            self.last[site.site] = old.date
        counted: set[str] = set()
        barred = self._barred(errand, old)
        for row in errand.rows:
            result = self.rng.choices(RESULTS, RESULT_WEIGHTS)[0]
            for department in sorted(self.roles_on(row.item, site.town, old.date)):
                officers = old.officers.get(department)
                if officers is None or department in barred:
                    continue
                if row.counts_to_cap and not errand.trigger:
                    counted.add(department)
                self.history.append(
                    HistoryRow(
                        old.date,
                        old.kind,
                        site.site,
                        row.item,
                        department,
                        row.plan_id,
                        errand.trigger,
                        officers,
                        result,
                    )
                )
        self.uses.update((d, site.site, old.date.year) for d in sorted(counted))


def _urgency(errand: Errand, week: Week) -> str:
    if errand.latest < week.monday:
        return "overdue"
    if errand.latest <= week.sunday:
        return "must"
    return "due" if errand.due <= week.sunday else "early"
