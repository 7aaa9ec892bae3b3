"""The draw of one pool: pins, lots, chains, and CP-SAT last (docs/draw.md 3)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from scheduler.model import Pin, SessionKind
from scheduler.model.timetable import DrawOutcome
from scheduler.week.availability import NIGHT_KIND, RESTED_KINDS
from scheduler.week.pins import matches, narrowness
from scheduler.week.seats import Seat, digest

Key = tuple[int, Fraction, int, str]
SeatKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the draw before it is numbered."""

    seat: Seat
    officer: str
    key: str
    outcome: DrawOutcome
    reason: str


@dataclass(frozen=True)
class Office:
    """What the draw must know of an officer."""

    max_sessions: int
    own_districts: frozenset[str]


@dataclass
class Lottery:
    """The state of the draw of one pool."""

    seed: str
    seats: Sequence[Seat]
    kinds: dict[str, SessionKind]
    offices: dict[str, Office]
    last: dict[str, list[str]]
    help_limit: int
    pins: Sequence[Pin] = ()
    holder: dict[SeatKey, str] = field(default_factory=dict)
    held: dict[str, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    pinned: set[SeatKey] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = self.kinds
        self.seats = sorted(
            self.seats,
            key=lambda s: (
                not s.qualifications,
                len(s.candidates),
                s.session.date,
                kinds[s.session.kind].start,
                s.round,
                s.seat,
            ),
        )
        self._rank = {seat.key: k for k, seat in enumerate(self.seats)}
        self._of_round: dict[str, list[Seat]] = defaultdict(list)
        for seat in self.seats:
            self._of_round[seat.round].append(seat)

    def take(self, seat: Seat, officer: str) -> None:
        """Give a free seat to an officer."""
        self.holder[seat.key] = officer
        self.held[officer].append(seat)

    def leave(self, seat: Seat) -> None:
        """Free a seat."""
        self.held[self.holder.pop(seat.key)].remove(seat)

    def clash(self, a: Seat, b: Seat) -> bool:
        """Say whether one officer cannot hold both seats in one date."""
        if a.session.date != b.session.date:
            return False
        one, two = self.kinds[a.session.kind], self.kinds[b.session.kind]
        same = one.kind == two.kind or one.kind in two.covers or two.kind in one.covers
        return same or (a.depart < b.return_ and b.depart < a.return_)

    def weight(self, seat: Seat) -> int:
        """Return how many sessions a seat counts."""
        return self.kinds[seat.session.kind].weight

    def blocked(
        self, officer: str, seat: Seat, without: Seat | None = None
    ) -> str | None:
        """Return why an officer cannot take a seat as things stand, or None."""
        mine = [s for s in self.held.get(officer, ()) if s is not without]
        office = self.offices[officer]
        if any(self.clash(s, seat) for s in mine):
            return "busy"
        if sum(map(self.weight, mine)) + self.weight(seat) > office.max_sessions:
            return "limit"
        if any(no_rest(s, seat) or no_rest(seat, s) for s in mine):
            return "rest"
        if seat.district not in office.own_districts:
            away = [s for s in mine if s.district not in office.own_districts]
            if sum(map(self.weight, away)) + self.weight(seat) > self.help_limit:
                return "help_limit"
        return None

    def key(self, officer: str, seat: Seat) -> Key:
        """Return the lot of an officer for a seat; the smallest wins."""
        office = self.offices[officer]
        helps = int(seat.district not in office.own_districts)
        used = sum(self.weight(s) for s in self.held.get(officer, ()))
        share = Fraction(used, office.max_sessions)
        seated = {
            self.holder[s.key]
            for s in self._of_round[seat.round]
            if s.key in self.holder
        } - {officer}
        met = int(
            any(
                officer in self.last[site] and seated.intersection(self.last[site])
                for site in seat.sites
                if site in self.last
            )
        )
        return (helps, share, met, digest(self.seed, seat.round, officer))

    def hold_pins(self) -> bool:
        """Seat the pinned officers; say whether all found a seat."""
        # The narrowest first: a wider one must not take the only seat of another.
        ranked = sorted(
            self.pins,
            key=lambda p: (
                narrowness(p),
                p.kind != "officer_on",
                p.officer or "",
                p.value,
                p.site or "",
            ),
        )
        for pin in ranked:
            officer = pin.officer or ""
            seat = next((s for s in self.seats if self._suits(pin, officer, s)), None)
            if seat is None:
                return False
            self.take(seat, officer)
            self.pinned.add(seat.key)
            self.lines.append(Line(seat, officer, "", "pinned", pin.kind))
        return True

    def _suits(self, pin: Pin, officer: str, seat: Seat) -> bool:
        visits = {s for other in self._of_round[seat.round] for s in other.sites}
        return (
            seat.key not in self.holder
            and matches(pin, seat.session)
            and (not pin.site or pin.site in visits)
            and officer in seat.candidates
            and self.blocked(officer, seat) is None
        )

    def draw(self) -> bool:
        """Draw all seats that are not pinned; say whether no seat stayed empty."""
        return all(
            self._draw_seat(seat) for seat in self.seats if seat.key not in self.pinned
        )

    def _draw_seat(self, seat: Seat) -> bool:
        reasons = {c: self.blocked(c, seat) for c in seat.candidates}
        keys = sorted((self.key(c, seat), c) for c, why in reasons.items() if not why)
        for rank, (key, officer) in enumerate(keys):
            outcome: DrawOutcome = "passed" if rank else "drawn"
            self.lines.append(Line(seat, officer, key_text(key), outcome, ""))
        self.lines.extend(
            Line(seat, officer, "", "excluded", why)
            for officer, why in sorted(reasons.items())
            if why
        )
        if keys:
            self.take(seat, keys[0][1])
            return True
        return self._chain(seat)

    def _chain(self, start: Seat) -> bool:
        """Move people already drawn along the shortest chain that frees a seat."""
        parent: dict[SeatKey, tuple[Seat, str] | None] = {start.key: None}
        queue = deque([start])
        while queue:
            seat = queue.popleft()
            used = _officers_to(seat, parent)
            ranked = sorted(
                (self.key(c, seat), c) for c in seat.candidates if c not in used
            )
            for key, officer in ranked:
                if self.blocked(officer, seat) is None:
                    self._shift(seat, officer, key, parent)
                    return True
            for _, officer in ranked:
                for other in sorted(
                    self.held.get(officer, ()), key=lambda s: self._rank[s.key]
                ):
                    if other.key in self.pinned or other.key in parent:
                        continue
                    if self.blocked(officer, seat, without=other) is None:
                        parent[other.key] = (seat, officer)
                        queue.append(other)
        return False

    def _shift(
        self,
        end: Seat,
        officer: str,
        key: Key,
        parent: dict[SeatKey, tuple[Seat, str] | None],
    ) -> None:
        """Carry out a found chain: lines from its beginning outwards."""
        moves: list[tuple[Seat, Seat, str, Key]] = []
        seat = end
        while (step := parent[seat.key]) is not None:
            target, mover = step
            moves.append((seat, target, mover, self.key(mover, target)))
            seat = target
        for left, target, mover, mover_key in reversed(moves):
            reason = f"from {left.round}/{left.seat}"
            text = key_text(mover_key)
            self.lines.append(Line(target, mover, text, "moved", reason))
        self.lines.append(Line(end, officer, key_text(key), "drawn", "chain"))
        for left, _, _, _ in moves:
            self.leave(left)
        for _, target, mover, _ in moves:
            self.take(target, mover)
        self.take(end, officer)


def _officers_to(
    seat: Seat, parent: dict[SeatKey, tuple[Seat, str] | None]
) -> set[str]:
    used: set[str] = set()
    while (step := parent[seat.key]) is not None:
        seat, officer = step
        used.add(officer)
    return used


def no_rest(evening: Seat, next_day: Seat) -> bool:
    """Say whether the second seat breaks the rest after the first."""
    return (
        evening.session.kind == NIGHT_KIND
        and next_day.session.kind in RESTED_KINDS
        and next_day.session.date - evening.session.date == timedelta(days=1)
    )


def key_text(key: Key) -> str:
    """Return a key as ``draw.csv`` writes it."""
    helps, share, met, sha = key
    return f"{helps} {share} {met} {sha}"
