"""The draw of sites by hash, so that anyone can replay it.

commit = SHA-256 of the frame's sorted site ids, seed = SHA-256(protocol, draw, commit,
beacon), every hash over the fields joined by newlines; the sites of the smallest
SHA-256(seed, draw, site) are drawn (DESIGN.md 8).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from scheduler.model.demand import DrawFrameRow, SiteDraw

PROTOCOL = "nanan-draw-1"


def digest(*fields: str) -> str:
    """Return SHA-256 over the UTF-8 of the fields joined by newlines, in hex."""
    return hashlib.sha256("\n".join(fields).encode()).hexdigest()


def draw_by_hash(
    name: str,
    class_: tuple[str, str, str],
    sites: Iterable[str],
    n: int,
    beacon: str,
) -> tuple[SiteDraw, list[DrawFrameRow]]:
    """Draw `n` of the sites of a class.

    Parameters
    ----------
    class_ : tuple of str
        Item, risk and town.
    """
    ids = sorted(sites)
    commit = digest(*ids)
    seed = digest(PROTOCOL, name, commit, beacon)
    key = {site: digest(seed, name, site) for site in ids}
    drawn = set(sorted(ids, key=key.__getitem__)[:n])
    rows = [DrawFrameRow(name, site, key[site], site in drawn) for site in ids]
    return SiteDraw(name, *class_, n, commit, beacon), rows
