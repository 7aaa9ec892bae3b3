"""规则校验报告: the statement as JSON, as lines, and written beside the week."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scheduler.model import Scenario
from scheduler.rules.core import Violation
from scheduler.rules.spoken import spoken
from scheduler.rules.statement_html import statement_html
from scheduler.rules.verify import STATEMENT, Statement, Verdict, canonical
from scheduler.words import LANGUAGES, Words

HTML = "statement.html"


def _violation(
    violation: Violation, scenario: Scenario, languages: tuple[Words, ...]
) -> dict[str, Any]:
    return {
        "key": violation.key,
        "amount": violation.amount,
        "visit": violation.visit or None,
        "round": violation.round or None,
        "officer": violation.officer or None,
        "sentence": {
            words.lang: spoken(violation, scenario, words) for words in languages
        },
    }


def _verdict(
    verdict: Verdict, statement: Statement, languages: tuple[Words, ...]
) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "level": verdict.level,
        "verdict": verdict.verdict,
        "enforced": verdict.enforced,
        "facts": verdict.facts,
        "title": {w.lang: w(f"rules.{verdict.rule}.title") for w in languages},
        "clauses": [
            {
                "clause": key,
                "source": statement.clauses[key].source,
                "article": statement.clauses[key].article,
                "quotation": statement.clauses[key].quotation,
            }
            for key in verdict.clauses
        ],
        "violations": [
            _violation(v, statement.published.scenario, languages)
            for v in verdict.violations
        ],
        "notes": [
            _violation(v, statement.published.scenario, languages)
            for v in verdict.notes
        ],
    }


def statement_data(statement: Statement) -> dict[str, Any]:
    """Return the statement as the JSON object of ``statement.json``.

    The same folder gives the same object: no time of day, no path.
    """
    languages = tuple(Words(lang) for lang in LANGUAGES)
    return {
        "format": "nanan-statement-1",
        "week": statement.week,
        "scenario": statement.scenario,
        "verified": statement.verified,
        "publication": "ready" if statement.ready else "blocked",
        "violated": [verdict.rule for verdict in statement.violated],
        "rules": [_verdict(v, statement, languages) for v in statement.verdicts],
        "files": dict(statement.files),
    }


def statement_lines(statement: Statement, words: Words) -> list[str]:
    """Return the statement as lines: rule by rule, then the verdict."""
    lines = []
    for verdict in statement.verdicts:
        lines.append(
            words(
                "rules.statement.line",
                verdict=words(f"rules.verdict.{verdict.verdict}"),
                title=words(f"rules.{verdict.rule}.title"),
                level=words(f"rules.level.{verdict.level}"),
                facts=verdict.facts,
            )
        )
        told = (*verdict.violations, *verdict.notes)
        scenario = statement.published.scenario
        lines += [f"    {spoken(violation, scenario, words)}" for violation in told]
    gate = words(f"rules.statement.{'ready' if statement.ready else 'blocked'}")
    return [
        *lines,
        headline(statement, words),
        words("rules.statement.not_public", state=gate),
    ]


def headline(statement: Statement, words: Words) -> str:
    """Return the one sentence that says whether the week is verified."""
    if statement.verified:
        return words("rules.statement.verified")
    return words("rules.statement.not_verified", rules=len(statement.violated))


def write_statement(
    statement: Statement, folder: Path | str, lang: str = "zh"
) -> tuple[Path, Path]:
    """Write ``statement.json`` and ``statement.html`` into a folder.

    Parameters
    ----------
    statement : Statement
        What `verify` returned.
    folder : Path or str
        The folder of the week.
    lang : str
        Language of the HTML page; the JSON holds both.

    Returns
    -------
    tuple of Path
        The two files.
    """
    data, page = Path(folder) / STATEMENT, Path(folder) / HTML
    data.write_text(canonical(statement_data(statement)), encoding="utf-8")
    words = Words(lang)
    page.write_text(
        statement_html(statement, words, headline(statement, words)), encoding="utf-8"
    )
    return data, page
