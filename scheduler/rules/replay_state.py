"""The state of one pool while it is drawn: who holds what, who is blocked, keys."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from scheduler.rules.core import Published
from scheduler.rules.draw_sites import digest
from scheduler.rules.pools import help_sessions
from scheduler.rules.replay_seats import Seat
from scheduler.rules.serving import (
    NIGHT_KIND,
    REST_KINDS,
    helps,
    kinds_touch,
    weight,
)

Key = tuple[int, Fraction, int, str]


def written(key: Key) -> str:
    """Return a key as ``draw.csv`` writes it: ``help share met hash``."""
    return f"{key[0]} {key[1]} {key[2]} {key[3]}"


def tires(a: Seat, b: Seat) -> bool:
    """Say whether `b` starts on the date after the evening session of `a`."""
    next_day = a.trip.date + dt.timedelta(days=1)
    return (
        a.trip.session == NIGHT_KIND
        and b.trip.session in REST_KINDS
        and b.trip.date == next_day
    )


@dataclass
class Pool:
    """The seats of a pool in drawing order, and who holds them so far."""

    published: Published
    seed: str
    last: Mapping[str, Sequence[str]]
    seats: list[Seat]
    holder: dict[Seat, str] = field(default_factory=dict)
    pinned: set[Seat] = field(default_factory=set)
    _held: dict[str, list[Seat]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def _place(self) -> dict[Seat, int]:
        return {seat: place for place, seat in enumerate(self.seats)}

    @cached_property
    def _of_round(self) -> dict[str, list[Seat]]:
        rows: dict[str, list[Seat]] = defaultdict(list)
        for seat in self.seats:
            rows[seat.trip.round].append(seat)
        return rows

    def give(self, seat: Seat, officer: str) -> None:
        """Let an officer hold a seat, instead of who held it."""
        if seat in self.holder:
            self._held[self.holder[seat]].remove(seat)
        self.holder[seat] = officer
        self._held[officer].append(seat)

    def held(self, officer: str) -> list[Seat]:
        """Return the seats an officer holds, in drawing order."""
        return sorted(self._held[officer], key=self._place.__getitem__)

    def _weight(self, seat: Seat) -> int:
        return weight(self.published.scenario, seat.trip.session)

    def _helps(self, officer: str, seat: Seat) -> bool:
        scenario = self.published.scenario
        return helps(scenario, scenario.officer[officer], seat.trip.district)

    def busy(self, a: Seat, b: Seat) -> bool:
        """Say whether nobody can hold both seats because of their hours."""
        if a.trip.date != b.trip.date:
            return False
        if kinds_touch(self.published.scenario, a.trip.session, b.trip.session):
            return True
        return a.trip.depart < b.trip.return_ and b.trip.depart < a.trip.return_

    def blocked(self, officer: str, seat: Seat, leaving: Seat | None = None) -> str:
        """Return what blocks a candidate at a seat now, or an empty text.

        `leaving` is a seat he would give up.
        """
        mine = [s for s in self._held[officer] if s not in (seat, leaving)]
        if any(self.busy(seat, other) for other in mine):
            return "busy"
        limit = self.published.scenario.officer[officer].max_sessions
        if sum(map(self._weight, mine)) + self._weight(seat) > limit:
            return "limit"
        if any(tires(seat, other) or tires(other, seat) for other in mine):
            return "rest"
        if self._helps(officer, seat):
            helping = [s for s in (*mine, seat) if self._helps(officer, s)]
            if sum(map(self._weight, helping)) > help_sessions(self.published.scenario):
                return "help_limit"
        return ""

    def key(self, officer: str, seat: Seat) -> Key:
        """Return (help, share, met, hash) of a candidate at a seat now."""
        limit = self.published.scenario.officer[officer].max_sessions
        share = Fraction(sum(map(self._weight, self._held[officer])), limit)
        beside = {
            self.holder[other]
            for other in self._of_round[seat.trip.round]
            if other in self.holder
        } - {officer}
        met = any(
            officer in self.last.get(site, ()) and beside & set(self.last.get(site, ()))
            for site in seat.sites
        )
        mark = digest(self.seed, seat.trip.round, officer)
        return (int(self._helps(officer, seat)), share, int(met), mark)

    def in_key_order(self, seat: Seat) -> list[tuple[Key, str]]:
        """Return all candidates of a seat with their keys, smallest first."""
        return sorted((self.key(name, seat), name) for name in seat.candidates)
