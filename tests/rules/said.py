"""What a finding says: keys, amounts, and the one sentence."""

from __future__ import annotations

from scheduler.rules.core import Finding, Violation
from scheduler.words import Words

ZH, EN = Words("zh"), Words("en")


def keys(finding: Finding) -> list[tuple[str, float]]:
    """Key and amount of every violation, in order."""
    return [(v.key, v.amount) for v in finding.violations]


def only(finding: Finding, key: str) -> Violation:
    """The one violation of that key; fails if there are none or more."""
    found = [v for v in finding.violations if v.key == key]
    assert len(found) == 1, [v.sentence(ZH) for v in finding.violations]
    assert found[0].sentence(EN)
    return found[0]
