"""The draw of names of a whole week: commit, seed, one lottery a pool."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import DrawStep
from scheduler.week.availability import Availability
from scheduler.week.columns import Column
from scheduler.week.lottery import Line, Lottery, Office, SeatKey
from scheduler.week.naming import smallest_unnameable, solve_names
from scheduler.week.pins import pins_of
from scheduler.week.seats import (
    FORMAT,
    NamedRound,
    Seat,
    SeatMaker,
    commit_bytes,
    digest,
    last_teams,
    name_rounds,
)


@dataclass(frozen=True)
class Drawn:
    """Rounds with ids, the officer of every seat, and how it came about."""

    rounds: tuple[NamedRound, ...]
    seats: tuple[Seat, ...]
    names: dict[SeatKey, str]
    steps: tuple[DrawStep, ...]
    commit: bytes
    seed: str


class NamingFailedError(RuntimeError):
    """No naming was found for some rounds of one pool.

    Attributes
    ----------
    columns : tuple of Column
        The rounds; where that was proved and no pin is in it, no fewer of them fail.
    officers : frozenset of str
        The candidates of its seats.
    proved : bool
        True if none exists, False if a work limit came first.
    """

    def __init__(
        self, pool: str, columns: Sequence[Column], seats: Sequence[Seat], proved: bool
    ) -> None:
        super().__init__(pool)
        self.officers = frozenset(c for seat in seats for c in seat.candidates)
        self.pool = pool
        self.columns = tuple(columns)
        self.proved = proved


def _offices(availability: Availability) -> dict[str, Office]:
    return {
        officer.officer: Office(
            officer.max_sessions, availability.own_districts(officer)
        )
        for officer in availability.scenario.officers
    }


def _draw_pool(lottery: Lottery, columns: dict[str, Column], pool: str) -> list[Line]:
    """Return the lines of one pool's draw; CP-SAT names where lot and chain fail."""
    pinned = lottery.hold_pins()
    if pinned and lottery.draw():
        return lottery.lines
    fixed = {key: lottery.holder[key] for key in lottery.pinned}
    names = solve_names(lottery, fixed) if pinned else "INFEASIBLE"
    if isinstance(names, str):
        proved = names == "INFEASIBLE"
        blamed = sorted(columns)
        if proved and not lottery.pins:
            blamed = smallest_unnameable(lottery)
        seats = [seat for seat in lottery.seats if seat.round in blamed]
        raise NamingFailedError(pool, [columns[r] for r in blamed], seats, proved)
    lottery.holder = dict(names)
    return lottery.lines + [
        Line(seat, names[seat.key], "", "solved", "")
        for seat in lottery.seats
        if seat.key not in lottery.pinned
    ]


def draw_names(
    availability: Availability,
    columns: Sequence[Column],
    inputs_digest: str,
    beacon: str,
) -> Drawn:
    """Freeze the chosen rounds, commit to them, and draw who goes.

    Raises
    ------
    NamingFailedError
        If the rounds of a pool have no naming.
    """
    rounds = name_rounds(availability, columns)
    maker = SeatMaker(availability)
    seats_of = [(named, maker.seats(named)) for named in rounds]
    commit = commit_bytes(availability, inputs_digest, seats_of)
    seed = digest(
        FORMAT, str(availability.week), hashlib.sha256(commit).hexdigest(), beacon
    )
    column_of = {named.round: named.column for named in rounds}
    pools: dict[str, list[Seat]] = defaultdict(list)
    for _, seats in seats_of:
        for seat in seats:
            pools[seat.pool].append(seat)
    lines: list[tuple[str, Line]] = []
    names: dict[SeatKey, str] = {}
    lotteries = _lotteries(availability, pools, seed)
    for pool in sorted(pools):
        members = sorted({seat.round for seat in pools[pool]})
        found = _draw_pool(lotteries[pool], {r: column_of[r] for r in members}, pool)
        lines.extend((pool, line) for line in found)
        names.update(lotteries[pool].holder)
    return Drawn(
        rounds=tuple(rounds),
        seats=tuple(seat for _, seats in seats_of for seat in seats),
        names=names,
        steps=_numbered(lines),
        commit=commit,
        seed=seed,
    )


def _lotteries(
    availability: Availability, pools: dict[str, list[Seat]], seed: str
) -> dict[str, Lottery]:
    scenario = availability.scenario
    sites = sorted(
        {s for seats in pools.values() for seat in seats for s in seat.sites}
    )
    last = last_teams(availability, sites)
    offices = _offices(availability)
    maker = SeatMaker(availability)
    pins = [
        pin
        for pin in pins_of(scenario, availability.week)
        if pin.kind in ("officer_on", "keep") and pin.officer
    ]

    def home(officer: str) -> set[str]:
        person = scenario.officer[officer]
        department, town = availability.unit(person)
        if town:
            return {f"{department}/{town}"}
        return {maker.pools[department, d] for d in availability.own_districts(person)}

    return {
        pool: Lottery(
            seed=seed,
            seats=seats,
            kinds=availability.kinds,
            offices=offices,
            last=last,
            help_limit=availability.helpers_allowed,
            pins=[pin for pin in pins if pool in home(pin.officer or "")],
        )
        for pool, seats in pools.items()
    }


def _numbered(lines: Sequence[tuple[str, Line]]) -> tuple[DrawStep, ...]:
    return tuple(
        DrawStep(
            step=number,
            pool=pool,
            round=line.seat.round,
            seat=line.seat.seat,
            officer=line.officer,
            key=line.key,
            outcome=line.outcome,
            reason=line.reason,
        )
        for number, (pool, line) in enumerate(lines, start=1)
    )
