"""Draws and saves the charts, several at a time in worker processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from scheduler.model import PlannedWeek
from scheduler.report.chart_data import Page, make_frame
from scheduler.report.draw_page import draw_page
from scheduler.report.gantt_districts import district_pages
from scheduler.report.gantt_officers import officer_pages
from scheduler.report.style import DPI, rc
from scheduler.report.verdict import verdict_words
from scheduler.rules.verify import Statement
from scheduler.words import Words

# Below it, starting worker processes costs more than they save.
POOL_PAGES = 3


@dataclass(frozen=True)
class Chart:
    """One chart: its file name without ending, and its pages."""

    stem: str
    pages: tuple[Page, ...]


def charts(
    planned: PlannedWeek, lang: str = "zh", statement: Statement | None = None
) -> list[Chart]:
    """Return the pages of every chart of a week, not yet drawn."""
    words = Words(lang)
    frame = make_frame(planned, words, verdict_words(statement, words))
    return [
        Chart("gantt-districts", tuple(district_pages(planned, frame))),
        *(
            Chart(
                f"gantt-officers-{one.district}",
                tuple(officer_pages(planned, frame, one.district)),
            )
            for one in planned.scenario.districts
        ),
    ]


def write_pictures(
    planned: PlannedWeek,
    folder: Path,
    lang: str = "zh",
    statement: Statement | None = None,
    processes: int = 2,
) -> None:
    """Write ``gantt-districts`` and ``gantt-officers-<district>`` as PNG, SVG, PDF.

    A chart of several pages has one PDF and files ``-2``, ``-3`` … beside the first.

    Parameters
    ----------
    planned : PlannedWeek
    folder : Path
        An existing folder.
    lang : str
        Language of the words; names stay as they are in the tables.
    statement : Statement, optional
        What the verifier said; without it the charts say 草案.
    processes : int
        Worker processes; 1 draws in this process.
    """
    todo = charts(planned, lang, statement)
    if processes < 2 or sum(len(chart.pages) for chart in todo) < POOL_PAGES:
        for chart in todo:
            save_chart(chart, folder)
        return
    # Spawned, not forked: solver threads may be alive in this process.
    context = multiprocessing.get_context("spawn")
    todo.sort(key=lambda chart: -len(chart.pages))
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for done in [pool.submit(save_chart, chart, folder) for chart in todo]:
            done.result()


def save_chart(chart: Chart, folder: Path) -> None:
    """Draw the pages of a chart and write its PNG, SVG and PDF files."""
    with mpl.rc_context(rc()):  # type: ignore[arg-type]
        pdf_path = folder / f"{chart.stem}.pdf"
        with PdfPages(pdf_path, metadata={"CreationDate": None}) as pdf:
            for number, page in enumerate(chart.pages, start=1):
                figure = draw_page(page)
                stem = chart.stem if number == 1 else f"{chart.stem}-{number}"
                _save_images(figure, folder, stem)
                pdf.savefig(figure)


def _save_images(figure: Figure, folder: Path, stem: str) -> None:
    figure.savefig(folder / f"{stem}.png", dpi=DPI)
    figure.savefig(folder / f"{stem}.svg", metadata={"Date": None})
