"""Shares: whole numbers by largest remainder (Hamilton's method), and per cents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


def largest_remainder(exact: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Return whole numbers that sum to `total`, each its share rounded down or up.

    Those with the largest remainders are rounded up; of equal ones the first in the
    order of the mapping.

    Parameters
    ----------
    exact : mapping of str to Fraction
        Shares, not below 0.
    total : int
        Their sum, rounded down or up to a whole number.

    Raises
    ------
    ValueError
        If the total is not the sum of the shares, rounded.
    """
    taken = {name: int(share) for name, share in exact.items()}
    missing = total - sum(taken.values())
    off = Fraction(total) - sum(exact.values(), Fraction())
    if abs(off) >= 1 or not 0 <= missing <= len(exact):
        raise ValueError(f"total {total} not understood, expected the shares' sum")
    order = sorted(exact, key=lambda name: taken[name] - exact[name])
    for name in order[:missing]:
        taken[name] += 1
    return taken


def per_cent(share: float) -> str:
    """Return a share in per cent, as many digits as it was given: 0.104 is 10.4."""
    return f"{(Decimal(str(share)) * 100).normalize():f}"
