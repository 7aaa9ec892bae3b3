"""The planner's workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from scheduler.model import PlannedWeek
from scheduler.report.book_style import open_book
from scheduler.report.labels import is_synthetic
from scheduler.report.sheet_about import about_sheet
from scheduler.report.sheet_measures import measures_sheet
from scheduler.report.sheet_officers import officers_sheet
from scheduler.report.sheet_register import register_sheet
from scheduler.report.sheet_week import districts_sheet, week_sheet
from scheduler.report.verdict import verdict_words
from scheduler.rules.verify import Statement
from scheduler.words import Words

NAME = "timetable.xlsx"


def write_workbook(
    planned: PlannedWeek,
    folder: Path,
    statement: Statement | None = None,
    lang: str = "zh",
) -> None:
    """Write ``timetable.xlsx``, print-ready on A3.

    Parameters
    ----------
    planned : PlannedWeek
    folder : Path
        An existing folder.
    statement : Statement, optional
        What the verifier said; without it the workbook says 草案.
    lang : str
        Language of heads and words; names stay as they are in the tables.
    """
    words = Words(lang)
    book = open_book(str(folder / NAME), words, _mark(planned, statement, words))
    # The file's own date is the week's, so that content is equal for equal weeks.
    created = dt.datetime.combine(planned.week.monday, dt.time())
    title = planned.scenario.settings.title
    book.file.set_properties({"title": title, "created": created})
    week_sheet(book, planned)
    districts_sheet(book, planned)
    officers_sheet(book, planned)
    register_sheet(book, planned)
    measures_sheet(book, planned)
    about_sheet(book, planned, statement)
    book.file.close()


def _mark(planned: PlannedWeek, statement: Statement | None, words: Words) -> str:
    """Return what the foot of every page says: draft or verified, made-up data."""
    notes = [words("report.chart.status", status=verdict_words(statement, words))]
    if is_synthetic(planned.scenario):
        notes.append(words("report.chart.synthetic"))
    return "　".join(notes)
