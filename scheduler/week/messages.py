"""Messages about a week that has no solution."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.words import Words


def clash_message(names: Sequence[str], lang: str) -> str:
    """Return the sentence about demands that exclude each other; empty if none.

    Parameters
    ----------
    names : sequence of str
        Row names: ``pin <kind> <target> <value>`` or ``frequency <check>``.
    """
    if not names:
        return ""
    words = Words(lang)
    parts = [_demand(words, name) for name in names]
    return words("week.clash", demands=words("week.and").join(parts))


def _demand(words: Words, name: str) -> str:
    kind, _, rest = name.partition(" ")
    if kind == "frequency":
        return words("week.demand.frequency", check=rest)
    pin, _, rest = rest.partition(" ")
    target, _, value = rest.partition(" ")
    return words(f"week.demand.{pin}", target=target, value=value)
