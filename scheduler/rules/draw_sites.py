"""The draws of sites replay, and drawn items are only checked where drawn."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator

from scheduler.model import DrawFrameRow, SiteDraw
from scheduler.rules.core import Finding, Published, Violation

RULE = "drawn_sites"
FORMAT = "nanan-draw-1"
REFERENCE = "ref:"


def digest(*fields: str) -> str:
    """Return SHA-256 over the UTF-8 of the fields joined by newlines."""
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def check_drawn_sites(published: Published) -> Finding:
    """Replay every draw of sites with a hash function alone.

    A fact is a site in a frame, or a check of the week that rests on a draw.
    """
    frames: dict[str, list[DrawFrameRow]] = defaultdict(list)
    for row in published.scenario.draw_frame:
        frames[row.draw].append(row)
    found = [
        violation
        for draw in published.scenario.draws
        for violation in _replay(draw, frames.get(draw.draw, []))
    ]
    found += [
        Violation(RULE, "unknown_draw", {"draw": name})
        for name in sorted(set(frames) - {d.draw for d in published.scenario.draws})
    ]
    drawn = {
        (row.draw, row.site) for rows in frames.values() for row in rows if row.drawn
    }
    facts, breaches = _carried(published, drawn)
    total = len(published.scenario.draw_frame) + facts
    return Finding(total, (*found, *breaches))


def _replay(draw: SiteDraw, frame: list[DrawFrameRow]) -> Iterator[Violation]:
    chosen = sorted(row.site for row in frame if row.drawn)
    if len(chosen) != draw.n:
        fields = {"draw": draw.draw, "drawn": len(chosen), "n": draw.n}
        yield Violation(RULE, "number", fields, abs(len(chosen) - draw.n))
    if not re.fullmatch(r"[0-9a-f]{64}", draw.commit):
        # Another platform's draw: only its reference and its number can be checked.
        if not draw.beacon.startswith(REFERENCE):
            yield Violation(RULE, "no_commit", {"draw": draw.draw})
        return
    commit = digest(*sorted(row.site for row in frame))
    if commit != draw.commit:
        yield Violation(RULE, "commit", {"draw": draw.draw})
    seed = digest(FORMAT, draw.draw, draw.commit, draw.beacon)
    keys = {row.site: digest(seed, draw.draw, row.site) for row in frame}
    for row in frame:
        if row.key != keys[row.site]:
            yield Violation(RULE, "key", {"draw": draw.draw, "site": row.site})
    right = sorted(keys, key=lambda site: keys[site])[: draw.n]
    for site in sorted(set(right) ^ set(chosen)):
        key = "passed_over" if site in right else "not_drawn"
        yield Violation(RULE, key, {"draw": draw.draw, "site": site})


def _carried(
    published: Published, drawn: set[tuple[str, str]]
) -> tuple[int, list[Violation]]:
    scenario, facts, found = published.scenario, 0, []
    draws = {row.draw: row for row in scenario.draws}
    for visit in published.timetable.visits:
        for check in visit.checks:
            row = scenario.plan_row.get(check.row_id)
            if check.row_kind != "plan" or row is None:
                continue
            item = scenario.item.get(row.item)
            fields = {"check": str(check), "visit": visit.visit, "site": visit.site}
            key = ""
            if row.draw is None:
                facts += int(item is not None and item.drawn)
                key = "without_draw" if item is not None and item.drawn else ""
            else:
                facts += 1
                known = draws.get(row.draw)
                if known is None or known.item != row.item:
                    key = "other_draw"
                elif (row.draw, visit.site) not in drawn:
                    key = "site_not_drawn"
            if key:
                found.append(Violation(RULE, key, fields, visit=visit.visit))
    return facts, found
