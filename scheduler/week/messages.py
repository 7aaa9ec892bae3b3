"""Messages about a week that has no solution."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import Scenario
from scheduler.words import Words


def clash_message(scenario: Scenario, names: Sequence[str], lang: str) -> str:
    """Return the sentence about demands that exclude each other; empty if none.

    Parameters
    ----------
    names : sequence of str
        Row names: ``pin <kind> <target> <value>`` or ``frequency <check>``.
    """
    if not names:
        return ""
    words = Words(lang)
    parts = [_demand(scenario, words, name) for name in names]
    key = "week.clash" if len(parts) > 1 else "week.alone"
    return words(key, demands=words("week.and").join(parts))


def _demand(scenario: Scenario, words: Words, name: str) -> str:
    kind, _, rest = name.partition(" ")
    if kind == "frequency":
        return words("week.demand.frequency", check=rest)
    pin, _, rest = rest.partition(" ")
    target, _, value = rest.partition(" ")
    date, _, session = value.partition(" ")
    spoken = words.get(f"week.session.{session}", session)
    when = f"{date} {spoken}".strip() or words("week.any_time")
    return words(f"week.demand.{pin}", target=_called(scenario, target), value=when)


def _called(scenario: Scenario, target: str) -> str:
    """Return the id of a site or officer with its name."""
    found = scenario.site.get(target) or scenario.officer.get(target)
    return f"{target}（{found.name}）" if found else target
