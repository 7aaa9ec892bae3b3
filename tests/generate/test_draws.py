"""The draws of sites replay with a hash function alone (DESIGN.md 8)."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from scheduler.model import Scenario


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_every_draw_replays(city: Scenario) -> None:
    frames: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in city.draw_frame:
        frames[row.draw].append((row.site, row.key, row.drawn))
    assert len(city.draws) > 100
    for draw in city.draws:
        frame = frames[draw.draw]
        commit = _sha("\n".join(sorted(site for site, _, _ in frame)))
        assert draw.commit == commit
        seed = _sha(f"nanan-draw-1\n{draw.draw}\n{commit}\n{draw.beacon}")
        for site, key, _ in frame:
            assert key == _sha(f"{seed}\n{draw.draw}\n{site}")
        smallest = sorted(frame, key=lambda row: row[1])[: draw.n]
        assert {r[0] for r in smallest} == {r[0] for r in frame if r[2]}


def test_a_frame_is_its_whole_class_and_plan_rows_hold_only_drawn_sites(
    city: Scenario,
) -> None:
    drawn = {(r.draw, r.site) for r in city.draw_frame if r.drawn}
    rows = [p for p in city.plan if p.draw is not None]
    assert rows
    assert all((p.draw, p.site) in drawn for p in rows)
    # Drawn are items of 双随机, and classes of which only a share is visited.
    ratio = {(f.item, f.risk): f.ratio for f in city.frequencies}
    for row in city.plan:
        part = ratio[row.item, city.site[row.site].risk] is not None
        assert (city.item[row.item].drawn or part) == (row.draw is not None), row
    main = {r.site for r in city.site_items if r.item == "16"}
    for draw in city.draws:
        if draw.item == "16":
            frame = {r.site for r in city.draw_frame if r.draw == draw.draw}
            whole = {
                s.site
                for s in city.sites
                if s.site in main and (s.risk, s.town) == (draw.risk, draw.town)
            }
            assert frame == whole
