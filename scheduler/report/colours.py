"""Colours of departments, and how wide a text gets; nothing that draws."""

from __future__ import annotations

from collections.abc import Sequence

# Okabe and Ito's colour-blind-safe set without black for bureau, resident teams and
# towns; then Tol's muted ones for liaison departments, which seldom lead.
# The one-character marks in the bars, not the colours, carry grey print.
PALETTE = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
    "#CC79A7",
    "#332288",
    "#999933",
    "#882255",
    "#44AA99",
    "#DDCC77",
    "#117733",
    "#AA4499",
    "#661100",
    "#6699CC",
    "#BBBBBB",
    "#AA7744",
    "#CC6677",
    "#888888",
    "#88CCEE",
)


def colours(departments: Sequence[str]) -> dict[str, str]:
    """Return a colour for each department, in the order given."""
    return {
        one: PALETTE[number % len(PALETTE)] for number, one in enumerate(departments)
    }


def tint(colour: str) -> str:
    """Return a ``#rrggbb`` colour mixed with three parts of white."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{(part + 3 * 255) // 4:02X}" for part in parts)


def text_colour(background: str) -> str:
    """Return black or white, whichever reads better on a ``#rrggbb`` background."""
    red, green, blue = (int(background[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.5 else "#111111"


def text_width(text: str, size: float) -> float:
    """Return the approximate width of a text in points: CJK is one em wide."""
    return size * sum(1.0 if ord(char) > 0x2E7F else 0.56 for char in text)
