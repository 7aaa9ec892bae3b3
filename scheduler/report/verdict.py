"""What the verification statement means, in words for charts and workbook."""

from __future__ import annotations

from scheduler.rules.verify import Statement
from scheduler.words import Words


def verdict_words(statement: Statement | None, words: Words) -> str:
    """Return 草案, 已校验 (ready or not to be issued) or 校验未通过."""
    if statement is None:
        return words("report.verdict.draft")
    if not statement.verified:
        return words("report.verdict.violated", rules=len(statement.violated))
    return words("report.verdict.ready" if statement.ready else "report.verdict.gate")
