"""The shortest chain of replacements within a pool, breadth first."""

from __future__ import annotations

from collections import deque

from scheduler.rules.replay_seats import Seat
from scheduler.rules.replay_state import Pool

Move = tuple[str, Seat]
"""An officer and the seat he takes."""


def chain(pool: Pool, start: Seat) -> list[Move] | None:
    """Return who takes which seat, from `start` outwards; None if there is no chain.

    All but the last leave a seat of theirs, which the next takes; the last is free.
    """
    parent: dict[Seat, Move] = {}
    seen, queue = {start}, deque([start])
    while queue:
        seat = queue.popleft()
        path = _path(parent, seat)
        leaving = {officer for officer, _ in path}
        names = [n for _, n in pool.in_key_order(seat) if n not in leaving]
        for name in names:
            if not pool.blocked(name, seat):
                return [*path, (name, seat)]
        for name in names:
            for other in pool.held(name):
                if other in seen or other in pool.pinned:
                    continue
                if not pool.blocked(name, seat, leaving=other):
                    seen.add(other)
                    parent[other] = (name, seat)
                    queue.append(other)
    return None


def _path(parent: dict[Seat, Move], seat: Seat) -> list[Move]:
    """Return the moves that empty `seat`, from the first seat outwards."""
    moves: list[Move] = []
    while seat in parent:
        moves.append(parent[seat])
        seat = parent[seat][1]
    return moves[::-1]
