"""Sheets 周计划表 and 片区分表."""

from __future__ import annotations

from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from scheduler.model import PlannedWeek, Visit
from scheduler.report.book_rows import VisitTexts
from scheduler.report.book_style import HEADER_ROWS, Book, Column, Value
from scheduler.report.labels import week_label
from scheduler.report.summary import summary_lines, why_empty

# Key of the column's head and the method of VisitTexts that fills it.
COLUMNS = (
    ("number", 10, "middle"),
    ("day", 9.5, "middle"),
    ("session", 6, "middle"),
    ("time", 12, "middle"),
    ("district", 9.5, "middle"),
    ("town", 10, "middle"),
    ("site", 24, "text"),
    ("items", 29, "text"),
    ("lead", 14, "text"),
    ("others", 19, "text"),
    ("officers", 40, "text"),
    ("transport", 23, "text"),
    ("papers", 10, "text"),
    ("caps", 26, "text"),
    ("contact", 9, "middle"),
    ("remark", 10, "text"),
)
# Columns whose equal cells are merged over the rows of one session in one district.
MERGED = ("day", "session")


def week_sheet(book: Book, planned: PlannedWeek) -> None:
    """Write 周计划表: one row a visit, by date and session, a page break a date."""
    columns = _columns(book)
    sheet = book.sheet("week", columns, week_label(planned, book.words))
    texts = VisitTexts(planned, book.words)
    row, breaks = HEADER_ROWS, []
    for _, day in groupby(texts.visits, key=lambda v: v.date):
        if row > HEADER_ROWS:
            breaks.append(row)
        row = _rows(book, sheet, texts, columns, row, list(day))
    sheet.set_h_pagebreaks(breaks)
    last = len(columns) - 1
    if not texts.visits:
        row = _line(book, sheet, row, last, _why(book, planned))
    else:
        sheet.autofilter(HEADER_ROWS - 1, 0, row - 1, last)
    for line in (*summary_lines(planned, book.words), book.words("report.book.legend")):
        row = _line(book, sheet, row, last, line.strip())
    sheet.print_area(0, 0, row - 1, last)


def districts_sheet(book: Book, planned: PlannedWeek) -> None:
    """Write 片区分表: the same rows, one block and page a district."""
    columns = [c for c in _columns(book) if c.head != _head(book, "district")]
    sheet = book.sheet("districts", columns, week_label(planned, book.words))
    texts = VisitTexts(planned, book.words)
    row, last, breaks = HEADER_ROWS, len(columns) - 1, []
    for district in planned.scenario.districts:
        if row > HEADER_ROWS:
            breaks.append(row)
        mine = [v for v in texts.visits if v.district == district.district]
        head = book.words(
            "report.book.district",
            name=district.name,
            chief=district.chief,
            deputy=district.deputy,
            visits=len(mine),
        )
        row = _line(book, sheet, row, last, head, "block")
        row = _rows(book, sheet, texts, columns, row, mine, "district")
        if not mine:
            row = _line(book, sheet, row, last, book.words("report.book.none"))
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, max(row - 1, HEADER_ROWS), last)


def _head(book: Book, key: str) -> str:
    return book.words(f"report.head.{key}")


def _columns(book: Book) -> list[Column]:
    return [Column(_head(book, key), width, style) for key, width, style in COLUMNS]


def _rows(
    book: Book,
    sheet: Worksheet,
    texts: VisitTexts,
    columns: list[Column],
    row: int,
    visits: list[Visit],
    without: str = "",
) -> int:
    """Write a row a visit; date and session are merged over a block of rows.

    A block is one session in one district, so that every page shows its dates.
    """
    keys = [key for key, *_ in COLUMNS if key != without]
    for _, block in groupby(visits, key=lambda v: (v.date, v.session, v.district)):
        first, rows = row, list(block)
        for visit in rows:
            values: list[Value] = [getattr(texts, key)(visit) for key in keys]
            book.row(sheet, row, columns, values)
            row += 1
        for key in MERGED:
            text = getattr(texts, key)(rows[0])
            _merge(book, sheet, keys.index(key), first, row - 1, text)
    return row


def _merge(
    book: Book, sheet: Worksheet, column: int, first: int, last: int, text: str
) -> None:
    """Merge equal cells; the hidden ones keep their text, so that a filter finds it."""
    if last == first:
        return
    style = book.style["middle"]
    sheet.merge_range(first, column, last, column, text, style)
    for row in range(first + 1, last + 1):
        sheet.write_string(row, column, text, style)


def _line(
    book: Book, sheet: Worksheet, row: int, last: int, text: str, style: str = "note"
) -> int:
    sheet.merge_range(row, 0, row, last, "", book.style[style])
    sheet.write_string(row, 0, text, book.style[style])
    sheet.set_row(row, 22)
    return row + 1


def _why(book: Book, planned: PlannedWeek) -> str:
    return book.words("report.summary.empty", why=why_empty(planned, book.words))
