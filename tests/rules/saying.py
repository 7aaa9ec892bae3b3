"""What a finding says, for short assertions."""

from __future__ import annotations

from scheduler.rules.core import Finding
from scheduler.words import Words

ZH, EN = Words("zh"), Words("en")


def said(finding: Finding) -> list[tuple[str, float]]:
    """Return the Chinese sentence and amount of every violation.

    The English sentence is formed too, so that a missing field fails the test.
    """
    assert all(violation.sentence(EN) for violation in finding.violations)
    return [(v.sentence(ZH), v.amount) for v in finding.violations]
