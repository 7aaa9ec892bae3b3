"""The page of the statement: one file, no script, fit for paper."""

from __future__ import annotations

from html import escape

from scheduler.rules.core import Violation
from scheduler.rules.spoken import spoken
from scheduler.rules.statement_style import STYLE
from scheduler.rules.verify import Statement, Verdict
from scheduler.words import Words

# A page stays readable on paper; the JSON holds every line.
MOST_LINES = 60


def _tag(name: str, text: str, css: str = "") -> str:
    """Return one element; `text` is HTML already."""
    attribute = f' class="{css}"' if css else ""
    return f"<{name}{attribute}>{text}</{name}>"


def statement_html(statement: Statement, words: Words, headline: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    statement : Statement
        What `verify` returned.
    words : Words
        The language of the page.
    headline : str
        The sentence of the verdict.
    """
    title = words("rules.statement.title")
    body = [
        _head(statement, words, headline),
        _changed(statement, words),
        _summary(statement, words),
        _tag("h2", escape(words("rules.statement.details"))),
        *(_section(statement, verdict, words) for verdict in statement.verdicts),
        _files(statement, words),
    ]
    lang = "zh-CN" if words.lang == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)} {escape(statement.week)}</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(statement: Statement, words: Words, headline: str) -> str:
    published = statement.published
    table = published.timetable
    week = published.week
    dates = words(
        "rules.statement.dates",
        monday=week.monday.isoformat(),
        sunday=week.sunday.isoformat(),
    )
    counts = words(
        "rules.statement.counts",
        rounds=len(table.rounds),
        visits=len(table.visits),
        checks=sum(len(visit.checks) for visit in table.visits),
        officers=len(table.assignments),
    )
    gate = words(f"rules.statement.{'ready' if statement.ready else 'blocked'}")
    state = words("rules.statement.not_public", state=gate)
    facts = [
        (words("rules.statement.week"), f"{statement.week}　{dates}"),
        (words("rules.statement.scenario"), statement.title or statement.scenario),
    ]
    rows = "".join(_tag("dt", escape(k)) + _tag("dd", escape(v)) for k, v in facts)
    good = "good" if statement.verified else "bad"
    return "\n".join(
        (
            "<header>",
            _tag("p", escape(words("rules.statement.subtitle")), "over"),
            _tag("h1", escape(words("rules.statement.title"))),
            _tag("dl", rows),
            _tag("p", escape(headline), f"banner {good}"),
            _tag("p", escape(state), "gate"),
            _tag("p", escape(counts), "counts"),
            _tag("p", escape(words("rules.statement.method")), "method"),
            "</header>",
        )
    )


def _changed(statement: Statement, words: Words) -> str:
    if not statement.changed:
        return ""
    lines = "".join(
        _tag("li", escape(words(f"rules.statement.{kind}", file=name)))
        for kind, name in statement.changed
    )
    title = _tag("h2", escape(words("rules.statement.changed_title")))
    return title + _tag("ul", lines, "changed")


def _badge(verdict: Verdict, words: Words) -> str:
    name = words(f"rules.verdict.{verdict.verdict}")
    return _tag("span", escape(name), f"badge {verdict.verdict}")


def _found(verdict: Verdict, words: Words) -> str:
    parts = []
    if verdict.violations:
        parts.append(
            words("rules.statement.violations", violations=len(verdict.violations))
        )
    if verdict.notes:
        parts.append(words("rules.statement.notes", notes=len(verdict.notes)))
    return " / ".join(parts) or "—"


def _summary(statement: Statement, words: Words) -> str:
    head = "".join(
        _tag("th", escape(words(f"rules.statement.{name}")))
        for name in ("rule", "level", "verdict", "findings", "enforced")
    )
    rows = []
    for verdict in statement.verdicts:
        title = escape(words(f"rules.{verdict.rule}.title"))
        cells = (
            f'<a href="#{verdict.rule}">{title}</a>',
            escape(words(f"rules.level.{verdict.level}")),
            _badge(verdict, words),
            escape(_found(verdict, words)),
            escape(words(f"rules.enforced.{verdict.enforced}")),
        )
        rows.append(_tag("tr", "".join(_tag("td", cell) for cell in cells)))
    inside = _tag("thead", _tag("tr", head)) + _tag("tbody", "\n".join(rows))
    return _tag("table", inside, "summary")


def _section(statement: Statement, verdict: Verdict, words: Words) -> str:
    title = escape(words(f"rules.{verdict.rule}.title"))
    facts = words("rules.statement.facts", facts=verdict.facts)
    level = words(f"rules.level.{verdict.level}")
    parts = [
        f'<section id="{verdict.rule}">',
        _tag("h3", f"{title} {_badge(verdict, words)}"),
        _tag("p", escape(f"{level} · {facts} · {verdict.rule}"), "facts"),
        _tag("p", escape(words(f"rules.{verdict.rule}.text"))),
        *(_quotation(statement, key) for key in verdict.clauses),
        _lines(statement, verdict.violations, words, verdict.verdict),
        _lines(statement, verdict.notes, words, "notes"),
    ]
    if not verdict.violations and not verdict.notes:
        parts.append(_tag("p", escape(words("rules.statement.none")), "none"))
    return "\n".join(part for part in (*parts, "</section>") if part)


def _quotation(statement: Statement, key: str) -> str:
    clause = statement.clauses[key]
    source = _tag("cite", escape(f"{clause.source} {clause.article}"))
    return _tag("blockquote", f"{escape(clause.quotation)} {source}")


def _lines(
    statement: Statement, violations: tuple[Violation, ...], words: Words, css: str
) -> str:
    if not violations:
        return ""
    scenario = statement.published.scenario
    lines = [
        _tag("li", escape(spoken(violation, scenario, words)))
        for violation in violations[:MOST_LINES]
    ]
    rest = len(violations) - MOST_LINES
    if rest > 0:
        lines.append(_tag("li", escape(words("rules.statement.more", rest=rest))))
    return _tag("ul", "\n".join(lines), css)


def _files(statement: Statement, words: Words) -> str:
    if not statement.files:
        return ""
    head = _tag("th", escape(words("rules.statement.file")))
    head += _tag("th", escape(words("rules.statement.hash")))
    rows = [
        _tag("tr", _tag("td", escape(name)) + _tag("td", _tag("code", digest)))
        for name, digest in statement.files.items()
    ]
    inside = _tag("thead", _tag("tr", head)) + _tag("tbody", "\n".join(rows))
    title = _tag("h2", escape(words("rules.statement.files")))
    return title + _tag("table", inside, "files")
