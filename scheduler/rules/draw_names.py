"""The names were drawn as docs/draw.md says: anyone can do it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from scheduler.model import DrawStep
from scheduler.rules.core import Finding, Published, Violation
from scheduler.rules.draw_sites import digest
from scheduler.rules.past import last_officers
from scheduler.rules.replay import Replay, held_officers, replay
from scheduler.rules.replay_seats import (
    FORMAT,
    Seat,
    canonical,
    recomputed_commit,
    recomputed_seats,
)

RULE = "drawn_names"
NOTHING = "—"


def check_drawn_names(published: Published) -> Finding:
    """Replay the commit, the seed, every line of the draw and the names.

    A fact is a line of ``draw.csv``, a seat, or an assignment.
    """
    table = published.timetable
    if not table.rounds and not table.commit and not table.draw:
        return Finding(0)
    seats = recomputed_seats(published)
    seed = draw_seed(published)
    solved = {(s.round, s.seat): s.officer for s in table.draw if s.outcome == "solved"}
    again = replay(published, seats, seed, last_officers(published), solved)
    found = [
        *_commit(published, seats),
        *_seed(published, seed),
        *_lines(table.draw, again.steps),
        *_solved(again),
        *_names(published, again),
        *_pins(published, again),
    ]
    return Finding(len(table.draw) + len(seats) + len(table.assignments), tuple(found))


def draw_seed(published: Published) -> str:
    """Return the seed that the folder's commit and beacon give."""
    commit = hashlib.sha256(published.timetable.commit).hexdigest()
    beacon = str(published.result.get("beacon") or "")
    return digest(FORMAT, str(published.week), commit, beacon)


def _commit(published: Published, seats: Sequence[Seat]) -> Iterator[Violation]:
    expected = recomputed_commit(published, seats)
    raw = published.timetable.commit
    if raw == canonical(expected):
        return
    try:
        found = json.loads(raw)
    except ValueError:
        yield Violation(RULE, "commit_unreadable", {})
        return
    where = difference(found, expected)
    if where is None:
        yield Violation(RULE, "commit_form", {})
    else:
        path, seen, right = where
        yield Violation(
            RULE, "commit", {"path": path, "found": seen, "expected": right}
        )


def difference(
    found: Any, expected: Any, path: str = ""
) -> tuple[str, str, str] | None:
    """Return the first place where two JSON values differ: path, found, expected."""
    if isinstance(found, dict) and isinstance(expected, dict):
        pairs = [
            (k, found.get(k), expected.get(k)) for k in sorted({*found, *expected})
        ]
    elif isinstance(found, list) and isinstance(expected, list):
        both = zip_longest(found, expected)
        pairs = [(str(k), a, b) for k, (a, b) in enumerate(both)]
    elif found == expected and type(found) is type(expected):
        return None
    else:
        return path, _short(found), _short(expected)
    for name, a, b in pairs:
        where = difference(a, b, f"{path}.{name}" if path else name)
        if where is not None:
            return where
    return None


def _short(value: Any) -> str:
    """Return a JSON value in at most 80 characters."""
    text = canonical(value).decode()
    return text if len(text) <= 80 else f"{text[:79]}…"


def _seed(published: Published, seed: str) -> Iterator[Violation]:
    written = published.result.get("draw_seed")
    if written != seed:
        fields = {"found": written or NOTHING, "expected": seed}
        yield Violation(RULE, "seed", fields)


def _lines(found: Sequence[DrawStep], expected: Sequence[DrawStep]) -> list[Violation]:
    """Return one violation for the first line that differs, if any.

    Every later line depends on it, so naming more would only hide the cause.
    """
    for step, right in zip_longest(found, expected):
        if step == right:
            continue
        fields = {
            "step": (right or step).step,
            "found": line(step),
            "expected": line(right),
        }
        key = "line"
        if step is None:
            key = "line_missing"
        elif right is None:
            key = "line_beyond"
        trip = (right or step).round
        return [Violation(RULE, key, fields, round=trip)]
    return []


def line(step: DrawStep | None) -> str:
    """Return a line of the draw in words for a sentence."""
    if step is None:
        return NOTHING
    seat = f"{step.pool} {step.round}/{step.seat} {step.officer or NOTHING}"
    return " ".join(filter(None, (seat, step.key, step.outcome, step.reason)))


def _solved(again: Replay) -> Iterator[Violation]:
    for seat, officer, reason in again.broken:
        fields = {"seat": seat.name, "officer": officer or NOTHING, "reason": reason}
        yield Violation(RULE, "solved", fields, round=seat.trip.round, officer=officer)


def _pins(published: Published, again: Replay) -> Iterator[Violation]:
    for pin in held_officers(published):
        if pin not in again.seated:
            name = pin.officer or ""
            fields = {"officer": name, "value": pin.value or NOTHING, "kind": pin.kind}
            yield Violation(RULE, "pin", fields, officer=name)


def _names(published: Published, again: Replay) -> Iterator[Violation]:
    """Compare the assignments with the seats at the end of the draw."""
    drawn: dict[tuple[str, str], tuple[str, ...]] = {
        (seat.trip.round, officer): seat.qualifications
        for seat, officer in again.holder.items()
        if officer
    }
    written = {
        (row.round, row.officer): row.qualification_used
        for row in published.timetable.assignments
    }
    for trip, officer in sorted({*drawn, *written}):
        fields = {"round": trip, "officer": officer}
        if (trip, officer) not in written:
            key = "name_missing"
        elif (trip, officer) not in drawn:
            key = "name_forged"
        elif sorted(written[trip, officer]) != sorted(drawn[trip, officer]):
            key = "qualification_used"
        else:
            continue
        yield Violation(RULE, key, fields, round=trip, officer=officer)
