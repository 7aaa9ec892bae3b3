"""When the visits of a round start: earliest feasible times along a route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.model import SessionKind, Window


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on a route: where, how long, in which windows (empty = any)."""

    town: str
    minutes: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Depart, starts of the visits, and return, in minutes of the date."""

    depart: int
    starts: tuple[int, ...]
    return_: int
    travel: int


def _earliest(stop: Stop, at: int, spans: Sequence[Window]) -> int | None:
    """Return the first start from `at` that lies in one span and one window."""
    best: int | None = None
    for span in spans:
        for window in stop.windows or (span,):
            start = max(at, span.start, window.start)
            end = min(span.end, window.end)
            if start + stop.minutes <= end and (best is None or start < best):
                best = start
    return best


def route_times(
    kind: SessionKind,
    base: str,
    stops: Sequence[Stop],
    minutes: dict[tuple[str, str], int],
    shoulder: int,
) -> Times | None:
    """Return the earliest times of a route in this order, or None if it fits not.

    The earliest start at every stop is best for all later stops, since waiting is
    always allowed; so a route that fails here fails with any times.
    """
    spans = kind.spans
    at = kind.start - shoulder
    here, travel = base, 0
    starts: list[int] = []
    for stop in stops:
        way = minutes[here, stop.town]
        start = _earliest(stop, at + way, spans)
        if start is None:
            return None
        starts.append(start)
        travel += way
        at, here = start + stop.minutes, stop.town
    way = minutes[here, base]
    if at + way > kind.end + shoulder:
        return None
    depart = starts[0] - minutes[base, stops[0].town]
    return Times(depart, tuple(starts), at + way, travel + way)
