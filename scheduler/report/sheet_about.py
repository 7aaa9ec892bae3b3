"""Sheet 说明: what this is, as of when, how drawn, whether verified, and its words."""

from __future__ import annotations

from scheduler.model import Level, PlannedWeek, Week
from scheduler.report.book_style import HEADER_ROWS, Book, Column
from scheduler.report.labels import is_synthetic, week_label
from scheduler.report.verdict import verdict_words
from scheduler.rules.spoken import spoken
from scheduler.rules.verify import Statement, Verdict
from scheduler.words import Words

DEMO = "demo"  # the beacon that works everywhere and may not be issued
MOST_SENTENCES = 30
TERMS = (
    *("round", "visit", "check", "session", "entry", "pool", "register", "help"),
    "gap",
)


def about_sheet(book: Book, planned: PlannedWeek, statement: Statement | None) -> None:
    """Write the page that explains the workbook."""
    words = book.words
    columns = [
        Column(words("report.head.subject"), 26),
        Column(words("report.head.content"), 150),
    ]
    sheet = book.sheet("about", columns, week_label(planned, words))
    lines = [
        (words("report.about.title"), planned.scenario.settings.title),
        *_solve_lines(planned, words),
        *_draw_lines(planned, words),
        *_verdict_lines(statement, words),
    ]
    if is_synthetic(planned.scenario):
        lines.append((words("report.about.data"), words("report.about.synthetic")))
    lines += [(words("report.about.fair"), words("report.about.no_ranking"))]
    lines += [
        (words(f"report.term.{term}.name"), words(f"report.term.{term}.meaning"))
        for term in TERMS
    ]
    for row, (subject, content) in enumerate(lines, start=HEADER_ROWS):
        book.row(sheet, row, columns, [subject, content])
    sheet.print_area(0, 0, HEADER_ROWS + len(lines) - 1, 1)


def _solve_lines(planned: PlannedWeek, words: Words) -> list[tuple[str, str]]:
    weeks = [planned.week, *(Week.parse(table.week) for table in planned.after)]
    cut = min(week.monday for week in weeks)
    result = planned.result
    lines = [
        (
            words("report.about.as_of"),
            words("report.about.as_of_text", date=cut.isoformat()),
        ),
        (words("report.about.status"), words(f"report.status.{result.status.value}")),
    ]
    lines += [(words("report.about.message"), result.message)] if result.message else []
    lines += [_level_line(level, words) for level in result.levels]
    return lines + [(words("report.about.shortage"), note) for note in result.notes]


# Words of a level with a bound, and without.
LEVEL_KEYS = ("level_text", "level_open")


def _level_line(level: Level, words: Words) -> tuple[str, str]:
    unknown = words("report.about.unknown")
    parts = {
        "value": unknown if level.value is None else f"{level.value:,.10g}",
        "bound": unknown if level.bound is None else f"{level.bound:,.10g}",
        "gap": unknown if level.gap is None else f"{level.gap:.2%}",
    }
    keys = ("level_least", "level_least_open") if level.least else LEVEL_KEYS
    key = keys[level.bound is None]
    text = words(f"report.about.{key}", **parts)
    name = words.get(f"report.level.{level.name}", level.name)
    return words("report.about.level", name=name), text


def _draw_lines(planned: PlannedWeek, words: Words) -> list[tuple[str, str]]:
    draw, result = planned.scenario.settings.draw, planned.result
    source = "　".join(filter(None, (draw.beacon_source, draw.beacon_time)))
    demo = result.beacon == DEMO
    beacon = words("report.about.demo") if demo else f"{result.beacon}（{source}）"
    return [
        (words("report.about.beacon"), beacon),
        (
            words("report.about.draw_seed"),
            result.draw_seed or words("report.about.unknown"),
        ),
    ]


def _verdict_lines(statement: Statement | None, words: Words) -> list[tuple[str, str]]:
    lines = [(words("report.about.verdict"), verdict_words(statement, words))]
    if statement is None:
        return lines
    for kind in ("violated", "blocked"):
        for verdict in statement.verdicts:
            if verdict.verdict == kind:
                # A row a sentence: a row of many lines is cut by Excel and by pages.
                first, *others = _found(statement, verdict, words)
                lines.append((words(f"report.about.{kind}"), first))
                lines += [("", sentence) for sentence in others]
    return lines


def _found(statement: Statement, verdict: Verdict, words: Words) -> list[str]:
    """Return a rule's title and its first sentences."""
    title = words(f"rules.{verdict.rule}.title")
    told = verdict.violations[:MOST_SENTENCES]
    rest = len(verdict.violations) - len(told)
    scenario = statement.published.scenario
    return [
        words("report.about.rule", title=title, count=len(verdict.violations)),
        *(spoken(violation, scenario, words) for violation in told),
        *([words("report.about.more", rest=rest)] if rest else []),
    ]
