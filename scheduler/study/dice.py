"""Chance that does not depend on the order of asking.

Two forces of the same seed meet the same illnesses, complaints and closed doors, so
that what differs between them is the force; and a year that was broken off goes on as
if it had not been.
"""

from __future__ import annotations

import hashlib
from random import Random


def roll(seed: int, *about: object) -> float:
    """Return a number from 0 to 1 (exclusive) that depends on nothing but its name."""
    text = "/".join(map(str, (seed, *about)))
    digest = hashlib.sha256(text.encode()).digest()
    # Of the 64 bits 53 are what a float holds: never rounded up to 1.
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53


def generator(seed: int, *about: object) -> Random:
    """Return a generator of its own for many numbers about one thing."""
    return Random("/".join(map(str, (seed, *about))))
