"""Times of a route against every possible time, and limits to the minute."""

import random
from collections.abc import Sequence

import pytest

from scheduler.model import SessionKind, Window
from scheduler.week.timing import Stop, route_times
from tests import makers as m

KINDS = {kind.kind: kind for kind in m.SESSIONS}
SHOULDER = 30


def reachable(
    kind: SessionKind,
    stops: Sequence[Stop],
    way: dict[tuple[str, str], int],
    step: int,
) -> list[int]:
    """Every return time of any choice of start times, on a grid of minutes."""
    ends = {kind.start - SHOULDER}  # the earliest one may be under way
    here = "b"
    for stop in stops:
        later: set[int] = set()
        for end in ends:
            first = end + way[here, stop.town]
            for start in range(first + -first % step, kind.end, step):
                visit = (start, start + stop.minutes)
                inside = any(span.holds(*visit) for span in kind.spans)
                lawful = not stop.windows or any(w.holds(*visit) for w in stop.windows)
                if inside and lawful:
                    later.add(visit[1])
        ends, here = later, stop.town
    home = [end + way[here, "b"] for end in ends]
    return [t for t in home if t <= kind.end + SHOULDER]


@pytest.mark.parametrize("seed", range(60))
def test_against_every_start(seed: int):
    rng = random.Random(seed)
    kind = KINDS[rng.choice(("morning", "day", "evening"))]
    step = 5  # all numbers are multiples of five, so no time between matters
    towns = ("b", "t1", "t2")
    way = {(a, b): rng.choice((5, 10, 25, 40)) for a in towns for b in towns}
    stops = []
    for _ in range(rng.randint(1, 3)):
        windows = [
            Window(start, start + rng.choice((60, 90, 150)))
            for start in sorted(rng.sample(range(kind.start, kind.end, 30), 2))
        ]
        stops.append(
            Stop(
                rng.choice(towns[1:]),
                rng.choice((20, 45, 70)),
                tuple(windows) if rng.random() < 0.5 else (),
            )
        )
    ends = reachable(kind, stops, way, step)
    found = route_times(kind, "b", stops, way, SHOULDER)
    if not ends:
        assert found is None
        return
    assert found is not None
    assert found.return_ == min(ends)
    assert found.travel == sum(
        way[a, b]
        for a, b in zip(
            ["b", *(s.town for s in stops)],
            [*(s.town for s in stops), "b"],
            strict=True,
        )
    )
    assert found.depart == found.starts[0] - way["b", stops[0].town]
    assert found.depart >= kind.start - SHOULDER


def one(town: str, minutes: int, *windows: str) -> Stop:
    return Stop(town, minutes, tuple(map(m.span, windows)))


def times(kind: str, way: int, *stops: Stop):
    far = {(a, b): way for a in ("b", "t") for b in ("b", "t")}
    return route_times(KINDS[kind], "b", stops, far, SHOULDER)


def test_depart_at_most_a_shoulder_early():
    # Morning 08:30-11:30: leave at 08:00, 45 minutes, arrive 08:45.
    found = times("morning", 45, one("t", 120))
    assert found is not None
    assert (found.depart, found.starts, found.return_) == (
        m.at("08:00"),
        (m.at("08:45"),),
        m.at("11:30"),
    )
    # A short way: nobody enters before the session begins.
    found = times("morning", 10, one("t", 60))
    assert found is not None
    assert (found.depart, found.starts[0]) == (m.at("08:20"), m.at("08:30"))


def test_return_at_most_a_shoulder_late():
    # Arrive 08:45, leave at 11:15, home at 12:00 to the minute.
    assert times("morning", 45, one("t", 150)) is not None
    assert times("morning", 45, one("t", 151)) is None


def test_the_visit_itself_ends_in_the_session():
    assert times("morning", 10, one("t", 180)) is not None
    assert times("morning", 10, one("t", 181)) is None


def test_no_visit_lies_in_the_break_but_travel_may():
    # Day 08:30-12:00, 14:00-17:30: 100 + 100 minutes end at 11:50 + 10 on the way.
    found = times("day", 10, one("t", 100), one("t", 100), one("t", 60))
    assert found is not None
    starts = tuple(map(m.at, ("08:30", "10:20", "14:00")))
    assert found.starts == starts
    # A visit that would end one minute after noon begins after the break.
    found = times("day", 10, one("t", 100), one("t", 101))
    assert found is not None
    assert found.starts[1] == m.at("14:00")


def test_the_visit_lies_in_one_window():
    assert times("morning", 10, one("t", 60, "09:00-10:00")) is not None
    assert times("morning", 10, one("t", 61, "09:00-10:00")) is None
    # Not across two windows that touch.
    assert times("morning", 10, one("t", 90, "09:00-10:00", "10:00-11:00")) is None
    found = times("morning", 10, one("t", 90, "09:00-10:00", "09:40-11:10"))
    assert found is not None
    assert found.starts[0] == m.at("09:40")


def test_waiting_for_a_window_is_allowed():
    found = times("morning", 10, one("t", 30), one("t", 30, "11:00-11:30"))
    assert found is not None
    assert found.starts == (m.at("08:30"), m.at("11:00"))
