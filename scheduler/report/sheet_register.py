"""Sheet 检查事项统筹台账: what became of every plan row and request."""

from __future__ import annotations

from collections import Counter

from scheduler.model import PlannedWeek, RegisterRow
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value
from scheduler.report.labels import short_id, week_label

# A larger register is listed in full only where something was decided this week.
FULL_ROWS = 2000
COLUMNS = (
    ("row_kind", 10, "middle"),
    ("row_id", 15, "text"),
    ("site", 30, "text"),
    ("town", 11, "middle"),
    ("item", 36, "text"),
    ("department", 22, "text"),
    ("outcome", 14, "middle"),
    ("visit", 11, "middle"),
    ("reason", 45, "text"),
    ("clause", 28, "text"),
    ("count", 8, "whole"),
)


def is_quiet(row: RegisterRow) -> bool:
    """Whether nothing had to be decided: done before, or not yet due."""
    return row.outcome == "done" or row.reason == "not_yet"


def register_sheet(book: Book, planned: PlannedWeek) -> None:
    """Write the register; in a large one, done and not-yet rows as counted lines."""
    register = planned.timetable.register
    short = len(register) > FULL_ROWS
    full = [row for row in register if not (short and is_quiet(row))]
    quiet = [row for row in register if short and is_quiet(row)]
    columns = [
        Column(book.words(f"report.head.{key}"), width, style)
        for key, width, style in COLUMNS
    ]
    note = book.words(
        "report.book.register_short" if short else "report.book.register_full",
        rows=len(register),
        full=len(full),
        quiet=len(quiet),
    )
    week = week_label(planned, book.words)
    sheet = book.sheet("register", columns, f"{week}　{note}")
    row = HEADER_ROWS
    for one in full:
        book.row(sheet, row, columns, _values(book, planned, one))
        row += 1
    for values in _counted(book, planned, quiet):
        book.row(sheet, row, columns, values)
        row += 1
    last = len(columns) - 1
    if row > HEADER_ROWS:
        sheet.autofilter(HEADER_ROWS - 1, 0, row - 1, last)
    sheet.print_area(0, 0, max(row - 1, HEADER_ROWS), last)


def _values(book: Book, planned: PlannedWeek, one: RegisterRow) -> list[Value]:
    scenario = planned.scenario
    site = scenario.site.get(one.site)
    town = scenario.town[site.town].name if site else ""
    item = scenario.item.get(one.item)
    return [
        book.words(f"report.row_kind.{one.row_kind}"),
        one.row_id,
        site.name if site else _unknown(book, one.site),
        town,
        item.name if item else _unknown(book, one.item),
        _department(planned, one),
        book.words(f"report.outcome.{one.outcome}"),
        short_id(one.visit),
        book.words.get(f"report.reason.{one.reason}", one.reason) if one.reason else "",
        clause_text(planned, one.clause),
        1,
    ]


def _unknown(book: Book, one: str) -> str:
    """Return an id that no table knows, and that it is unknown."""
    return book.words("report.book.unknown", id=one) if one else ""


def _counted(
    book: Book, planned: PlannedWeek, quiet: list[RegisterRow]
) -> list[list[Value]]:
    counts = Counter(
        (one.row_kind, one.outcome, one.reason, one.item, one.department, one.clause)
        for one in quiet
    )
    lines: list[list[Value]] = []
    for key in sorted(counts):
        kind, outcome, reason, item, department, clause = key
        row = RegisterRow(kind, "", "", item, department, outcome, "", reason, clause)
        values = _values(book, planned, row)
        values[1] = book.words("report.book.counted", count=counts[key])
        lines.append([*values[:-1], counts[key]])
    return lines


def _department(planned: PlannedWeek, one: RegisterRow) -> str:
    """Return the asking department's name; of a plan row, the item's lead's."""
    leads = [r.department for r in planned.scenario.roles.get(one.item, ())
             if r.role == "lead"]  # fmt: skip
    department = one.department or next(iter(leads), "")
    row = planned.scenario.department.get(department)
    return row.name if row else department


def clause_text(planned: PlannedWeek, clause: str) -> str:
    """Return source and article of a clause key; several keys joined by ``;``."""
    texts = []
    for key in filter(None, clause.split(";")):
        row = planned.scenario.clauses.get(key)
        texts.append(f"{row.source} {row.article}" if row else key)
    return "；".join(texts)
