"""Tables and numbers as the page writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def percent(value: float | None) -> str:
    """Return a share in per cent with two digits."""
    return "–" if value is None else f"{100 * value:.2f} %"


def tenth(value: float | None) -> str:
    """Return a number with one digit."""
    return "–" if value is None else f"{value:.1f}"


def whole(value: float | None) -> str:
    """Return a number without digits, thousands apart."""
    return "–" if value is None else f"{value:,.0f}"
